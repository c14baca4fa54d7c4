import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

/// `casebook training add KEY`
struct TrainingAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(TrainingAddMessage.abstract),
    discussion: text(TrainingAddMessage.discussion))

  @Argument(help: help(CommonMessage.newIDHelp, "id"))
  var id: String
  @OptionGroup var options: TrainingOptions
  @OptionGroup var quiz: QuizOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let key = try context.newKey(id)
    let (course, version) = try context.write { session in
      let reader = session.reader
      let edits = try options.edits(context, reader) + quiz.edits(over: Quiz(), context, reader)
      func isGiven(_ field: FieldDefinition) -> Bool {
        edits.contains { $0.field.number == field.number && $0.value != .none }
      }
      for field in [CourseField.title, CourseField.topic, CourseField.form] where !isGiven(field) {
        throw CommandFailure.usage(Label(TrainingAddMessage.missing(field.label, option: field.option)))
      }
      guard
        [CourseField.text, CourseField.articles, CourseField.studies, CourseField.questions]
          .contains(where: isGiven)
          || !edits.contains(where: { edit in
            edit.field.number == CourseField.form.number
              && [.text(TrainingForm.reading.rawValue), .text(TrainingForm.quiz.rawValue)].contains(
                edit.value)
          })
      else { throw CommandFailure("incomplete", .gateRefused, Label(TrainingAddMessage.nothingToLearn)) }
      guard try !reader.courses().contains(where: { $0.key == key }) else {
        throw CommandFailure.keyTaken(key, "training")
      }
      _ = try session.publish(nil as Course?, key, edits)
      let made = try context.course(key, session.reader)
      try context.requireQuestions(made)
      return (made, try session.reader.version(of: made))
    }
    try context.tell(course, changed: true, version: version)
  }
}

extension Context {
  /// A quiz has questions.
  func requireQuestions(_ course: Course) throws {
    guard course.form != .quiz || !course.quiz.questions.isEmpty else {
      throw CommandFailure("incomplete", .gateRefused, Label(TrainingAddMessage.noQuestions))
    }
  }
}

enum TrainingAddMessage: Message {
  case abstract
  case discussion
  case missing(Label, option: String)
  case noQuestions
  case nothingToLearn

  var label: Label {
    switch self {
    case .abstract: Label(en: "Publishes what is to be learnt (head office).", zhHans: "发布培训项目（总部）。")
    case .discussion:
      Label(
        en: """
          casebook training add refunds --title "Refunds" --topic policy --form reading \\
            --article refunds --role branch_staff --due 2026-12-31 --again
          casebook training add fire-drill --title "Fire drill" --topic situations \\
            --form drill --body "Doors, guests, meeting point." --every 6
          casebook training add angry-guests --title "Angry guests" --topic composure \\
            --form quiz --questions angry.txt

          --role and --branch say for whom it is: all of them by default. Questions set
          the better handling against the usual one:

          ? The soup is cold. What is done first?
          + Say sorry, and bring another one.
          - Explain that the kitchen is busy.
          - Ask the guest to wait for the manager.
          ! Feelings before facts.

          or in YAML or JSON, with question, better, usual, wrong (a list) and why. Four
          of five right answers pass.
          """,
        zhHans: """
          casebook training add refunds --title "退款规定" --topic 制度 --form 自学 \\
            --article refunds --role 店员 --due 2026-12-31 --again
          casebook training add fire-drill --title "消防演练" --topic 特殊情境 \\
            --form 应急演练 --body "开门、疏散客人、集合点。" --every 6
          casebook training add angry-guests --title "客人发火怎么办" --topic 情绪管理 \\
            --form 测验 --questions angry.txt

          --role 和 --branch 指定谁来学，不填则全员。题目用优化做法对照常规做法：

          ? 客人说汤是凉的，先做什么？
          + 先道歉，马上换一份。
          - 解释厨房太忙。
          - 请客人等经理来。
          ! 先处理情绪，再处理事情。

          也可用 YAML 或 JSON：question、better、usual、wrong（列表）、why。
          答对五分之四即为合格。
          """)
    case .missing(let field, let option):
      Label(
        en: "\(field.en) is missing: --\(option)", zhHans: "缺少\(field.zhHans)，请填写 --\(option)")
    case .noQuestions:
      Label(
        en: "A quiz needs questions: --questions, --question or --from-study. Nothing was saved.",
        zhHans: "测验须有题目：--questions、--question 或 --from-study。未保存。")
    case .nothingToLearn:
      Label(
        en: "There is nothing to read: give --body, -F, --article or --study. Nothing was saved.",
        zhHans: "没有学习内容：请填写 --body、-F、--article 或 --study。未保存。")
    }
  }
}
