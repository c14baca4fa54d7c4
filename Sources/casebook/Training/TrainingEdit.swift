import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

/// `casebook training edit KEY`: also for whom it is.
struct TrainingEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: text(TrainingEditMessage.abstract),
    discussion: text(TrainingEditMessage.discussion))

  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String
  @OptionGroup var options: TrainingOptions
  @OptionGroup var quiz: QuizOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (course, changed, version) = try context.write { session in
      let course = try context.course(id, session.reader)
      let edits =
        try options.edits(context, session.reader)
        + quiz.edits(over: course.quiz, context, session.reader)
      guard !edits.isEmpty else { throw CommandFailure.usage(Label(TrainingEditMessage.changeMissing)) }
      let changed = try session.publish(course, course.key, edits)
      let saved = try context.course(course.key, session.reader)
      try context.requireQuestions(saved)
      return (saved, changed, try session.reader.version(of: saved))
    }
    try context.tell(course, changed: changed, version: version)
  }
}

enum TrainingEditMessage: Message {
  case abstract
  case changeMissing
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Changes what is to be learnt, for whom or by when (head office).",
        zhHans: "修改培训内容、对象或期限（总部）。")
    case .changeMissing:
      Label(
        en: "Say what to change: --title, --role, --due …", zhHans: "请写明改什么：--title、--role、--due 等。")
    case .discussion:
      Label(
        en: """
          casebook training edit refunds --branch SH01 --branch SH02 --due 2027-01-31
          casebook training edit refunds --role=-branch_staff --role duty_manager
          casebook training edit angry-guests --question "A guest shouts. What first?" \\
            --better "Listen until they end." --usual "Tell them to calm down."
          casebook training edit angry-guests --from-study thin-carton

          Where it says --again, whoever knew an earlier version owes it once more when
          its text, its questions, or an article or case study of it change; by its date,
          if that is not over by then.
          """,
        zhHans: """
          casebook training edit refunds --branch SH01 --branch SH02 --due 2027-01-31
          casebook training edit refunds --role=-店员 --role 值班经理
          casebook training edit angry-guests --question "客人大声嚷，先做什么？" \\
            --better "听他说完。" --usual "叫他冷静。"
          casebook training edit angry-guests --from-study thin-carton

          设了 --again 的，正文、题目或所列文章、案例一更新，学过旧版的人须重学；
          期限未过的按期限计。
          """)
    }
  }
}
