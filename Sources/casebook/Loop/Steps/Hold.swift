import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct Hold: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: text(HoldAndResolveMessage.holdAbstract),
    discussion: text(HoldAndResolveMessage.holdDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(HoldAndResolveMessage.holdReasonHelp))
  var reason: String?

  @Option(help: help(HoldAndResolveMessage.holdUntilHelp, "time"))
  var until: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let record = try context.edits([(StepField.reason, reason), (StepField.until, until)])
    // A day is meant until its end.
    if let text = record.first(where: { $0.field.number == StepField.until.number })?.value.text,
      let day = DateText(stored: text)?.start(in: context.zone),
      day.milliseconds < context.now.milliseconds, day.date < context.now.date || text.contains("T")
    {
      throw CommandFailure.usage(
        Label(HoldAndResolveMessage.holdUntilPast(day.short)),
        hint: Label(HoldAndResolveMessage.holdUntilPastHint))
    }
    try context.takeStep(.hold, reference, record: record)
  }
}

enum HoldAndResolveMessage: Message {
  case holdAbstract
  case holdReasonHelp
  case holdUntilHelp
  case holdDiscussion
  case holdUntilPastHint
  case holdUntilPast(String)

  var label: Label {
    switch self {
    case .holdAbstract:
      Label(
        en: "Puts a case on hold: waiting for a third party or another department.", zhHans: "挂起：等待第三方或其他部门。")
    case .holdReasonHelp:
      Label(en: "What it is waiting for.", zhHans: "等待原因。")
    case .holdUntilHelp:
      Label(en: "When the customer will next hear from you.", zhHans: "下次告知客户的时间。")
    case .holdDiscussion:
      Label(
        en: """
          casebook hold 7 --reason "the supplier is looking for the parcel" \\
            --until "tomorrow 10:00"

          Tell the customer when they will next hear from you.
          To go on: casebook execute 7
          """,
        zhHans: """
          casebook hold 7 --reason "供应商正在查找包裹" --until "明天 10:00"

          须告诉客户下次什么时候有消息。继续处理：casebook execute 7
          """)
    case .holdUntilPastHint:
      Label(en: "For example: --until \"tomorrow 12:00\"", zhHans: "例如：--until \"明天 12:00\"")
    case .holdUntilPast(let when):
      Label(en: "The next update cannot be in the past: \(when).", zhHans: "下次告知时间不能早于现在：\(when)。")
    }
  }
}
