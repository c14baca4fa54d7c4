import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct Escalate: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: text(EscalateMessage.escalateAbstract),
    discussion: text(EscalateMessage.escalateDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(EscalateMessage.escalateToHelp, "who"))
  var to: String?

  @Option(help: help(EscalateMessage.escalateReasonHelp))
  var reason: String?

  @Option(help: help(EscalateMessage.escalateDoneHelp))
  var done: String?

  @Option(help: help(EscalateMessage.escalateExpectedHelp, "time"))
  var expected: String?

  @Flag(help: help(EscalateMessage.escalateEndHelp))
  var end = false

  @Option(help: help(EscalateMessage.escalateOutcomeHelp))
  var outcome: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard end ? to == nil && outcome != nil : to != nil && reason != nil && outcome == nil else {
      throw CommandFailure.usage(Label(EscalateMessage.escalateUsage))
    }
    let edits = try context.edits([
      (EscalationField.to, to), (EscalationField.reason, reason), (EscalationField.doneSoFar, done),
      (EscalationField.expected, expected), (EscalationField.outcome, outcome),
    ])
    let said = end ? Label(EscalateMessage.escalationEnded) : Label(EscalateMessage.escalated)
    try context.record(reference, said: said) {
      session, row, file in
      let flag = FieldEdit(FieldID(CaseField.escalated.number), .flag(!end || file.openEscalations.count > 1))
      var all = edits
      if !end, let status = file.status, status.isClosed {
        throw StepRefusal.closed(status, number: try session.reader.number(of: row))
      }
      if end {
        let number = try session.reader.number(of: row)
        let open = try context.pick(
          file.openEscalations.count == 1 ? nil : "1", of: file.openEscalations,
          Label(EscalateMessage.openEscalation), in: number)
        all.append(FieldEdit(FieldID(EscalationField.ends.number), .text(open.id.description)))
      }
      let id = try session.add(.escalation, to: row, all)
      _ = try session.editCase(row, [flag])
      return id
    }
  }
}

enum EscalateMessage: Message {
  case escalateUsage
  case escalationEnded
  case escalateEndHelp
  case escalated
  case openEscalation
  case escalateToHelp
  case escalateOutcomeHelp
  case escalateDoneHelp
  case escalateExpectedHelp
  case escalateReasonHelp
  case escalateAbstract
  case escalateDiscussion

  var label: Label {
    switch self {
    case .escalateUsage:
      Label(
        en: "Write --to WHO --reason WHY, or --end --outcome TEXT.",
        zhHans: "写法：--to <对象> --reason <原因>，或 --end --outcome <结果>。")
    case .escalationEnded:
      Label(en: "escalation ended", zhHans: "已结束升级")
    case .escalateEndHelp:
      Label(en: "End the escalation.", zhHans: "结束升级。")
    case .escalated:
      Label(en: "escalated", zhHans: "已升级")
    case .openEscalation:
      Label(en: "open escalation", zhHans: "升级")
    case .escalateToHelp:
      Label(en: "Whom it is escalated to.", zhHans: "升级给谁。")
    case .escalateOutcomeHelp:
      Label(en: "The outcome of the escalation.", zhHans: "升级结果。")
    case .escalateDoneHelp:
      Label(en: "What has been done so far.", zhHans: "已做的处理。")
    case .escalateExpectedHelp:
      Label(en: "When an answer is expected.", zhHans: "预计答复时间。")
    case .escalateReasonHelp:
      Label(en: "Why.", zhHans: "升级原因。")
    case .escalateAbstract:
      Label(en: "Escalates a case, or ends an escalation.", zhHans: "升级工单，或结束升级。")
    case .escalateDiscussion:
      Label(
        en: """
          casebook escalate 7 --to "regional manager" --reason "beyond the branch" \\
            --done "apologised, refunded" --expected tomorrow
          casebook escalate 7 --end --outcome "the regional manager called"
          """,
        zhHans: """
          casebook escalate 7 --to 区域经理 --reason "超出门店权限" \\
            --done "已致歉并退款" --expected 明天
          casebook escalate 7 --end --outcome "区域经理已致电客户"
          """)
    }
  }
}
