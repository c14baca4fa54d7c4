import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// What a training says, as options of `add` and `edit`.
struct TrainingOptions: ParsableArguments {
  @Option(help: help(TrainingOptionMessage.titleHelp, "text"))
  var title: String?
  @Option(help: help(TrainingOptionMessage.topicHelp, "topic"), completion: choices(.trainingTopic))
  var topic: String?
  @Option(help: help(TrainingOptionMessage.formHelp, "form"), completion: choices(.trainingForm))
  var form: String?
  @Option(help: help(TrainingOptionMessage.bodyHelp, "text"))
  var body: String?
  @Option(
    name: [.customShort("F"), .customLong("file")], help: help(TrainingOptionMessage.fileHelp, "file"),
    completion: .file())
  var file: String?
  @Option(
    parsing: .unconditionalSingleValue, help: help(TrainingOptionMessage.articleHelp, "id"))
  var article: [String] = []
  @Option(parsing: .unconditionalSingleValue, help: help(TrainingOptionMessage.studyHelp, "id"))
  var study: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help(TrainingOptionMessage.roleHelp, "role"),
    completion: choices(.role))
  var role: [String] = []
  @Option(parsing: .unconditionalSingleValue, help: help(TrainingOptionMessage.branchHelp, "branch"))
  var branch: [String] = []
  @Option(help: help(TrainingOptionMessage.dueHelp, "date"))
  var due: String?
  @Option(help: help(TrainingOptionMessage.everyHelp, "months"))
  var every: String?
  @Flag(inversion: .prefixedNo, help: help(TrainingOptionMessage.againHelp))
  var again: Bool?
  @Option(help: help(TrainingOptionMessage.lookAgainHelp, "date"))
  var lookAgain: String?

  func edits(_ context: Context, _ reader: ReplicaReader) throws -> [FieldEdit] {
    guard body == nil || file == nil else {
      throw CommandFailure.usage(Label(KnowledgeOptionMessage.bodyTwice))
    }
    if let every, !every.trimmingBlanks.isEmpty, Course.months(every) == nil {
      throw CommandFailure.usage(Label(TrainingOptionMessage.monthsInvalid(every)))
    }
    let text = try file.map { try context.readText($0).text } ?? body
    var edits = try context.edits([
      (CourseField.title, title), (CourseField.topic, topic), (CourseField.form, form),
      (CourseField.text, text), (CourseField.due, due), (CourseField.lookAgain, lookAgain),
      (CourseField.months, every.map { Course.months($0).map { "\($0)" } ?? "" }),
    ])
    try context.requireText(edits, CourseField.title)
    try context.refusePast(edits, CourseField.due)
    try context.refusePast(edits, CourseField.lookAgain)
    if let again { edits.append(FieldEdit(FieldID(CourseField.again.number), again ? .flag(true) : .none)) }
    for typed in role {
      edits += try FieldInput.edits(typed, of: CourseField.roles, now: context.now)
    }
    for typed in branch {
      let (name, isOut) = Self.signed(typed)
      let code = try BranchCode.checked(name).rawValue
      edits.append(FieldEdit(FieldID(CourseField.branches.number, code), isOut ? .none : .flag(true)))
    }
    edits += try materials(article, .article, CourseField.articles, context, reader)
    edits += try materials(study, .study, CourseField.studies, context, reader)
    return edits
  }

  /// What is to be read is published, or was: then it can be taken out.
  private func materials(
    _ typed: [String], _ form: KnowledgeForm, _ field: FieldDefinition, _ context: Context,
    _ reader: ReplicaReader
  ) throws -> [FieldEdit] {
    try typed.map { typed in
      let (name, isOut) = Self.signed(typed)
      guard !isOut else { return FieldEdit(FieldID(field.number, name.foldedCode), .none) }
      let item = try context.one(
        of: reader.publishedKnowledge(form), name, id: \.name, what: form.noun,
        list: "casebook \(form.rawValue) list")
      return FieldEdit(FieldID(field.number, item.name), .flag(true))
    }
  }

  private static func signed(_ typed: String) -> (name: String, isOut: Bool) {
    typed.hasPrefix("-") && typed.count > 1 ? (String(typed.dropFirst()), true) : (typed, false)
  }
}

/// The questions of one, as options of `add` and `edit`.
struct QuizOptions: ParsableArguments {
  @Option(help: help(TrainingOptionMessage.questionsHelp, "file"), completion: .file())
  var questions: String?
  @Flag(help: help(TrainingOptionMessage.noQuestionsHelp))
  var noQuestions = false
  @Option(help: help(TrainingOptionMessage.fromStudyHelp, "id"))
  var fromStudy: String?
  @Option(help: help(TrainingOptionMessage.questionHelp, "text"))
  var question: String?
  @Option(help: help(TrainingOptionMessage.betterHelp, "text"))
  var better: String?
  @Option(help: help(TrainingOptionMessage.usualHelp, "text"))
  var usual: String?
  @Option(parsing: .unconditionalSingleValue, help: help(TrainingOptionMessage.wrongHelp, "text"))
  var wrong: [String] = []
  @Option(help: help(TrainingOptionMessage.whyHelp, "text"))
  var why: String?

  /// - Parameter known: what it asks so far.
  func edits(over known: Quiz, _ context: Context, _ reader: ReplicaReader) throws -> [FieldEdit] {
    let isTyped = question != nil || better != nil || usual != nil || !wrong.isEmpty || why != nil
    guard questions != nil || noQuestions || fromStudy != nil || isTyped else { return [] }
    var quiz = noQuestions ? Quiz() : known
    if let questions {
      let text = try context.readText(questions).text
      do { quiz = try QuizFile.read(text) } catch {
        throw CommandFailure(
          "bad_questions", .usage, error.label, hint: Label(TrainingOptionMessage.questionsHint))
      }
    }
    if let fromStudy {
      let study = try context.one(
        of: reader.publishedKnowledge(.study), fromStudy, id: \.name, what: KnowledgeForm.study.noun,
        list: "casebook study list")
      guard let made = QuizQuestion(study: study) else {
        throw CommandFailure(
          "no_question", .gateRefused, Label(TrainingOptionMessage.studyIncomplete(study.name)))
      }
      quiz.questions.append(made)
    }
    if isTyped {
      func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { String($0).trimmingBlanks }.joined(separator: "\n  ")
      }
      guard let question, let better, let usual else {
        throw CommandFailure.usage(Label(TrainingOptionMessage.questionIncomplete))
      }
      var parts = ["? " + line(question), "+ " + line(better)]
      parts += ([usual] + wrong).map { "- " + line($0) } + (why.map { ["! " + line($0)] } ?? [])
      do { quiz.questions += try Quiz(typed: parts.joined(separator: "\n")).questions } catch {
        throw CommandFailure.usage(error.label)
      }
    }
    return try context.edits([(CourseField.questions, quiz.stored)])
  }
}

enum TrainingOptionMessage: Message {
  case againHelp
  case articleHelp
  case betterHelp
  case bodyHelp
  case branchHelp
  case dueHelp
  case everyHelp
  case fileHelp
  case formHelp
  case fromStudyHelp
  case lookAgainHelp
  case monthsInvalid(String)
  case noQuestionsHelp
  case questionHelp
  case questionIncomplete
  case questionsHelp
  case questionsHint
  case roleHelp
  case studyHelp
  case studyIncomplete(String)
  case titleHelp
  case topicHelp
  case usualHelp
  case whyHelp
  case wrongHelp

  var label: Label {
    switch self {
    case .againHelp:
      Label(
        en: "Whoever knew it owes it again when what is learnt changes.", zhHans: "内容更新后，学过的人须重学。")
    case .articleHelp:
      Label(
        en: "A published article to read for it (repeatable); a leading - removes it.",
        zhHans: "须阅读的知识文章（可多个）；前面加 - 为移除。")
    case .betterHelp: Label(en: "The right answer: the better handling.", zhHans: "正确答案：优化做法。")
    case .bodyHelp: Label(en: "What is to be learnt, in Markdown.", zhHans: "学习内容（Markdown）。")
    case .branchHelp:
      Label(
        en: "A branch that it is for (repeatable); a leading - removes it. None: for all.",
        zhHans: "适用门店（可多个）；前面加 - 为移除，不填则不限。")
    case .dueHelp: Label(en: "The last day for it.", zhHans: "最迟完成日期。")
    case .everyHelp:
      Label(en: "Owed again so many months after it was done.", zhHans: "学完后每隔几个月再学一次。")
    case .fileHelp:
      Label(en: "File with what is to be learnt; - reads standard input.", zhHans: "学习内容所在的文件；- 表示标准输入。")
    case .formHelp: Label(en: "How it is learnt.", zhHans: "培训形式。")
    case .fromStudyHelp:
      Label(
        en: "Adds a question made of a case study: its usual handling is wrong, its better one right.",
        zhHans: "用典型案例出一道题：常规做法为错，优化做法为对。")
    case .lookAgainHelp: Label(en: "The day to look at the material again.", zhHans: "到这天复查培训内容。")
    case .monthsInvalid(let typed):
      Label(en: "“\(typed)” is no number of months from 1 to 120.", zhHans: "“\(typed)”不是 1 至 120 的月数。")
    case .noQuestionsHelp: Label(en: "Begins without questions.", zhHans: "清空已有的题目。")
    case .questionHelp:
      Label(en: "Adds a question, with --better and --usual.", zhHans: "添加一道题，须同时填 --better 和 --usual。")
    case .questionIncomplete:
      Label(
        en: "A question needs --question, --better and --usual.",
        zhHans: "出题须同时填写 --question、--better 和 --usual。")
    case .questionsHelp:
      Label(
        en: "File with all questions: lines with ? + - !, or a list in YAML or JSON.",
        zhHans: "全部题目所在的文件：以 ? + - ! 开头的行，或 YAML、JSON 列表。")
    case .questionsHint:
      Label(
        en: "See: casebook training add --help", zhHans: "格式见：casebook training add --help")
    case .roleHelp:
      Label(
        en: "A role that it is for (repeatable); a leading - removes it. None: for all.",
        zhHans: "适用角色（可多个）；前面加 - 为移除，不填则不限。")
    case .studyHelp:
      Label(en: "A published case study to read for it (repeatable).", zhHans: "须阅读的典型案例（可多个）。")
    case .studyIncomplete(let key):
      Label(
        en: "The case study “\(key)” does not say both the usual and a better handling.",
        zhHans: "典型案例“\(key)”没有同时写明常规做法和优化做法。")
    case .titleHelp: Label(en: "What it is called.", zhHans: "培训名称。")
    case .topicHelp: Label(en: "What it is about.", zhHans: "培训主题。")
    case .usualHelp: Label(en: "A wrong answer: the usual handling.", zhHans: "错误答案：常规做法。")
    case .whyHelp: Label(en: "Why, for whoever answers wrongly.", zhHans: "答错时的说明。")
    case .wrongHelp: Label(en: "A further wrong answer (repeatable).", zhHans: "其他错误答案（可多个）。")
    }
  }
}
