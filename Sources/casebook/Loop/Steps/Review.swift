import ArgumentParser
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

struct Review: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: text(ReviewMessage.reviewAbstract),
    discussion: text(ReviewMessage.reviewDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(ReviewMessage.nameHelp, "name"))
  var name: String?

  @Option(help: help(ReviewMessage.rootCauseHelp, "term"))
  var rootCause: String?

  @Option(help: help(ReviewMessage.lessonHelp))
  var lesson: String?

  @Option(help: help(ReviewMessage.highlightsHelp))
  var highlights: String?

  @Option(help: help(ReviewMessage.shortcomingsHelp))
  var shortcomings: String?

  @Option(help: help(ReviewMessage.replicableHelp))
  var replicable: String?

  @Option(help: help(ReviewMessage.actionHelp))
  var action: String?

  @Option(help: help(ReviewMessage.ownerHelp, "name"))
  var owner: String?

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @Option(help: help(ReviewMessage.ownerOfHelp, "n"))
  var ownerOf: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let review = try context.edits([
      (ReviewField.rootCause, rootCause), (ReviewField.lesson, lesson), (ReviewField.highlights, highlights),
      (ReviewField.shortcomings, shortcomings), (ReviewField.replicable, replicable),
    ])
    guard action != nil || (owner == nil && due == nil) else {
      throw CommandFailure.usage(Label(ReviewMessage.dueOwnerWithoutAction))
    }
    guard (ownerOf == nil) == (name == nil) else {
      throw CommandFailure.usage(Label(ReviewMessage.ownerOfUsage))
    }
    let improvement = try context.edits([
      (TaskField.what, action), (TaskField.owner, owner), (TaskField.due, due),
      (TaskField.purpose, action.map { _ in "improvement" }),
      (TaskField.askedBy, action == nil ? nil : context.author),
    ])
    try context.requireText(improvement, TaskField.what)
    try context.refusePast(improvement, TaskField.due)
    let given = try context.edits([(TaskField.owner, name)])
    try context.takeStep(.review, reference) { session, row, file in
      if !review.isEmpty {
        if let known = file.records(.review).first {
          try session.edit(try session.row(of: known), review)
        } else {
          _ = try session.add(.review, to: row, review)
        }
      }
      if !improvement.isEmpty { _ = try session.add(.task, to: row, improvement) }
      if let ownerOf {
        let number = try session.reader.number(of: row)
        let chosen = try context.pick(
          ownerOf, of: file.records(.task), Label(TaskMessage.task), in: number)
        try session.edit(try session.row(of: chosen), given)
      }
    }
  }
}

enum ReviewMessage: Message {
  case reviewAbstract
  case reviewDiscussion
  case ownerOfHelp
  case dueOwnerWithoutAction
  case ownerOfUsage
  case nameHelp
  case rootCauseHelp
  case replicableHelp
  case shortcomingsHelp
  case actionHelp
  case lessonHelp
  case highlightsHelp
  case ownerHelp

  var label: Label {
    switch self {
    case .reviewAbstract:
      Label(en: "Records what was learned from a case.", zhHans: "复盘：写下经验教训。")
    case .reviewDiscussion:
      Label(
        en: """
          casebook review 7 --root-cause process_gap \\
            --lesson "Ask before the kitchen closes" \\
            --highlights "Manager came at once" \\
            --shortcomings "Nobody told the kitchen" \\
            --action "A board in the kitchen" --owner "Wang Wei" --due 2026-12-01
          casebook review 7 --owner-of 1 "Li Na"

          For minor cases the root cause and the lesson are enough.
          """,
        zhHans: """
          casebook review 7 --root-cause 流程漏洞 --lesson "后厨打烊前先确认" \\
            --highlights "经理第一时间到场" --shortcomings "没有人通知后厨" \\
            --action "后厨设提示板" --owner 王伟 --due 2026-12-01
          casebook review 7 --owner-of 1 李娜

          严重度为轻微的工单，只需填写根源和经验教训。
          """)
    case .ownerOfHelp:
      Label(en: "Assign the task with this number to somebody.", zhHans: "给第几项待办指定负责人。")
    case .dueOwnerWithoutAction:
      Label(en: "--owner and --due need --action.", zhHans: "--owner、--due 需与 --action 一起使用。")
    case .ownerOfUsage:
      Label(en: "Write --owner-of N NAME.", zhHans: "写法：--owner-of <序号> <姓名>")
    case .nameHelp:
      Label(en: "The new owner, with --owner-of.", zhHans: "与 --owner-of 一起使用：新的负责人。")
    case .rootCauseHelp:
      Label(en: "The root cause.", zhHans: "根源。")
    case .replicableHelp:
      Label(en: "What others can copy: a script, a fast lane.", zhHans: "可复制经验。")
    case .shortcomingsHelp:
      Label(en: "What did not go well.", zhHans: "不足。")
    case .actionHelp:
      Label(en: "What will be improved.", zhHans: "改进措施。")
    case .lessonHelp:
      Label(en: "What others should know.", zhHans: "经验教训。")
    case .highlightsHelp:
      Label(en: "What went well.", zhHans: "亮点。")
    case .ownerHelp:
      Label(en: "Who is responsible for the action.", zhHans: "改进措施的负责人。")
    }
  }
}
