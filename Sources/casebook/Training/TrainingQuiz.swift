import ArgumentParser
import CaseIndex
import Complaints
import Console
import Glibc
import Interchange
import Language
import Replica
import Terminal

/// `casebook training quiz KEY`: asks at a terminal; elsewhere it prints the questions, and takes `--answers`.
struct TrainingQuiz: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiz", abstract: text(TrainingQuizMessage.abstract),
    discussion: text(TrainingQuizMessage.discussion))

  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String
  @Option(help: help(TrainingQuizMessage.answersHelp, "a,b,…"))
  var answers: String?
  @OptionGroup var common: CommonOptions

  /// A question with its answers in the order in which they are asked.
  private struct Asked {
    let question: QuizQuestion
    let answers: [(text: String, isRight: Bool)]

    func key(_ place: Int) -> String {
      String(Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(place, 25)))))
    }
    /// The place of a letter that was typed; nil where there is none.
    func place(_ typed: String) -> Int? {
      let typed = typed.foldedCode
      return answers.indices.first { key($0) == typed }
    }
  }

  func run(in context: Context) throws {
    let (course, version, trainee) = try context.read { reader in
      let course = try context.course(id, reader)
      return (course, try reader.version(of: course), try reader.trainee(as: context.author))
    }
    guard !course.quiz.questions.isEmpty else {
      throw CommandFailure("no_quiz", .gateRefused, Label(TrainingQuizMessage.noQuestions(course.key)))
    }
    // Off a terminal the questions are printed by one run and answered by another.
    var fixed = TextChance("\(course.key) \(version) \(trainee.subject)")
    var chance = context.surroundings.generator
    let asks = answers == nil && context.canAsk
    let asked = course.quiz.questions.map { one in
      Asked(
        question: one,
        answers: asks ? one.answers(using: &chance) : one.answers(using: &fixed))
    }
    guard let given = try given(asked, asks: asks, context) else { return try print(asked, course, context) }
    let right = zip(asked, given).map { one, place in place.map { one.answers[$0].isRight } }
    let result = course.quiz.result(right)
    try context.write { session in
      _ = try session.record(
        TrainingDone(.quiz, by: trainee, of: course, result: result))
    }
    if context.json { return try context.emit(json(asked, given, course, result, context)) }
    if !asks {
      for (number, (one, place)) in zip(asked, given).enumerated() {
        try explain(number + 1, one, place, context) { try context.out($0) }
      }
    }
    context.err(
      Label(
        result.isPassed
          ? TrainingQuizMessage.passed(result.right, of: result.of)
          : TrainingQuizMessage.failed(result.right, of: result.of)))
    if !result.isPassed, course.text != nil {
      context.errAfterwards(Label(TrainingQuizMessage.readHint(course.key)))
    }
  }

  /// Places of the answers; nil: nobody gave any.
  private func given(_ asked: [Asked], asks: Bool, _ context: Context) throws -> [Int?]? {
    if let answers {
      let typed = answers.split { ",，、; \t".contains($0) }.map(String.init)
      guard typed.count == asked.count else {
        throw CommandFailure.usage(Label(TrainingQuizMessage.answersMissing(asked.count, given: typed.count)))
      }
      return try zip(asked, typed).map { one, letter in
        if letter == "-" { return nil }
        guard let place = one.place(letter) else {
          throw CommandFailure.usage(Label(TrainingQuizMessage.noSuchAnswer(letter)))
        }
        return place
      }
    }
    return asks ? try ask(asked, context) : nil
  }

  private func ask(_ asked: [Asked], _ context: Context) throws -> [Int?] {
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: context.environment)
    defer { editor.rest() }
    var given: [Int?] = []
    for (number, one) in asked.enumerated() {
      for line in lines(number + 1, one, width: context.columns) { context.err(Label(verbatim: line)) }
      var place: Int?
      while place == nil {
        guard case .line(let typed) = editor.line(prompt: "  › ", shown: "  › ") else {
          throw CommandFailure("not_finished", .failed, Label(TrainingQuizMessage.notFinished))
        }
        place = one.place(typed)
        if place == nil { context.err(Label(TrainingQuizMessage.typeALetter)) }
      }
      given.append(place)
      try explain(number + 1, one, place, context) { context.err(Label(verbatim: $0)) }
    }
    return given
  }

  private func lines(_ number: Int, _ one: Asked, width: Int) -> [String] {
    wrap("\(number). " + one.question.question.sanitised(), width: width, indent: 3, firstIndent: 0)
      + one.answers.indices.flatMap { place in
        wrap(
          "\(one.key(place))) " + one.answers[place].text.sanitised(), width: width, indent: 6, firstIndent: 3
        )
      }
  }

  /// What would have been better, and why.
  private func explain(
    _ number: Int, _ one: Asked, _ place: Int?, _ context: Context, say: (String) throws -> Void
  ) throws {
    let isRight = place.map { one.answers[$0].isRight } ?? false
    var said = ["\(number). " + (isRight ? "✓" : "✗")]
    if !isRight {
      said = ["\(said[0]) " + context.text(TrainingQuizMessage.better(one.question.better))]
      if let why = one.question.why { said.append("   " + context.text(TrainingQuizMessage.because(why))) }
    }
    for line in said.flatMap({ wrap($0.sanitised(), width: context.columns, indent: 3, firstIndent: 0) }) {
      try say(line)
    }
  }

  private func print(_ asked: [Asked], _ course: Course, _ context: Context) throws {
    if context.json {
      return try context.emit([
        "id": .string(course.key), "title": .optional(course.title),
        "questions": .array(
          asked.map { one in
            [
              "question": .string(one.question.question),
              "answers": .array(
                one.answers.indices.map {
                  ["key": .string(one.key($0)), "text": .string(one.answers[$0].text)]
                }),
            ]
          }),
      ])
    }
    for (number, one) in asked.enumerated() {
      for line in lines(number + 1, one, width: context.columns) { try context.out(line) }
    }
    context.errAfterwards(
      Label(
        TrainingQuizMessage.answersHint(
          course.key, asked.map { _ in "a" }.joined(separator: ","))))
  }

  private func json(
    _ asked: [Asked], _ given: [Int?], _ course: Course, _ result: QuizResult, _ context: Context
  ) -> JSON {
    [
      "id": .string(course.key), "right": .integer(Int64(result.right)), "of": .integer(Int64(result.of)),
      "passed": .bool(result.isPassed),
      "answers": .array(
        zip(asked, given).map { one, place in
          [
            "question": .string(one.question.question),
            "given": .optional(place.map { one.answers[$0].text }),
            "right": .bool(place.map { one.answers[$0].isRight } ?? false),
            "better": .string(one.question.better), "why": .optional(one.question.why),
          ]
        }),
    ]
  }
}

enum TrainingQuizMessage: Message {
  case abstract
  case answersHelp
  case answersHint(String, String)
  case answersMissing(Int, given: Int)
  case because(String)
  case better(String)
  case discussion
  case failed(Int, of: Int)
  case noQuestions(String)
  case noSuchAnswer(String)
  case notFinished
  case passed(Int, of: Int)
  case readHint(String)
  case typeALetter

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Asks the questions of a training, and records the result.", zhHans: "做测验，并登记成绩。")
    case .answersHelp:
      Label(en: "The letters of the answers in order; - for none.", zhHans: "按顺序填写各题答案的字母；不答填 -。")
    case .answersHint(let key, let letters):
      Label(
        en: "To answer: casebook training quiz \(key) --answers \(letters)",
        zhHans: "作答：casebook training quiz \(key) --answers \(letters)")
    case .answersMissing(let count, let given):
      Label(
        en: "There are \(count.of("question", "questions")), and \(given.of("answer", "answers")).",
        zhHans: "共 \(count.grouped) 题，填了 \(given.grouped) 个答案。")
    case .because(let why): Label(en: "Why: \(why)", zhHans: "说明：\(why)")
    case .better(let text): Label(en: "Better: \(text)", zhHans: "更好的做法：\(text)")
    case .discussion:
      Label(
        en: """
          casebook training quiz angry-guests
          casebook training quiz angry-guests --answers b,a,c

          At a terminal each question is asked, and a wrong answer explained. Elsewhere
          the questions are printed; --answers takes the letters. Four of five right
          answers pass, and it may be tried again.
          """,
        zhHans: """
          casebook training quiz angry-guests
          casebook training quiz angry-guests --answers b,a,c

          在终端中逐题作答，答错会说明原因；不在终端时只列出题目，用 --answers 填写
          字母。答对五分之四为合格，可以重做。
          """)
    case .failed(let right, let all):
      Label(
        en: "\(right.grouped) of \(all.grouped) right: not passed yet. It was recorded.",
        zhHans: "答对 \(right.grouped)/\(all.grouped)，未合格，成绩已登记。")
    case .noQuestions(let key): Label(en: "“\(key)” has no questions.", zhHans: "“\(key)”没有测验题。")
    case .noSuchAnswer(let letter):
      Label(en: "“\(letter)” is none of the answers.", zhHans: "没有“\(letter)”这个选项。")
    case .notFinished:
      Label(en: "Not all questions were answered: nothing was recorded.", zhHans: "没有答完，未登记。")
    case .passed(let right, let all):
      Label(
        en: "\(right.grouped) of \(all.grouped) right: passed. It was recorded.",
        zhHans: "答对 \(right.grouped)/\(all.grouped)，合格，成绩已登记。")
    case .readHint(let key):
      Label(en: "Read it again: casebook training read \(key)", zhHans: "再读一遍：casebook training read \(key)")
    case .typeALetter: Label(en: "Type the letter of an answer.", zhHans: "请输入选项的字母。")
    }
  }
}
