import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct Withdraw: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: text(CloseEarlyMessage.withdrawAbstract),
    discussion: text(CloseEarlyMessage.withdrawDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CloseEarlyMessage.withdrawAsHelp, "how"))
  var `as`: String = "withdrawn"

  @Option(help: help(CloseEarlyMessage.reasonHelp))
  var reason: String?

  @Option(name: .customLong("of"), help: help(CloseEarlyMessage.withdrawOfHelp, "case"))
  var original: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard case .term(let term) = Vocabulary.status.match(self.as), let target = CaseStatus(rawValue: term.id),
      [.withdrawn, .unfounded, .duplicate].contains(target)
    else {
      throw CommandFailure.usage(Label(CloseEarlyMessage.withdrawAsUnknown(self.as)))
    }
    guard original == nil || target == .duplicate else {
      throw CommandFailure.usage(Label(CloseEarlyMessage.withdrawOfWithoutDuplicate))
    }
    let same = try original.map { original in
      try context.read { try context.resolveCase($0, original).id }
    }
    try context.takeStep(
      .withdraw, reference, to: target, record: try context.edits([(StepField.reason, reason)]),
      edits: same.map { [FieldEdit(FieldID(CaseField.duplicateOf.number), .text($0.description))] } ?? [])
  }
}

struct Reopen: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: text(CloseEarlyMessage.reopenAbstract),
    discussion: text(CloseEarlyMessage.reopenDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CloseEarlyMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.takeStep(.reopen, reference, record: try context.edits([(StepField.reason, reason)]))
  }
}

struct Escalate: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: text(CloseEarlyMessage.escalateAbstract),
    discussion: text(CloseEarlyMessage.escalateDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CloseEarlyMessage.escalateToHelp, "who"))
  var to: String?

  @Option(help: help(CloseEarlyMessage.escalateReasonHelp))
  var reason: String?

  @Option(help: help(CloseEarlyMessage.escalateDoneHelp))
  var done: String?

  @Option(help: help(CloseEarlyMessage.escalateExpectedHelp, "time"))
  var expected: String?

  @Flag(help: help(CloseEarlyMessage.escalateEndHelp))
  var end = false

  @Option(help: help(CloseEarlyMessage.escalateOutcomeHelp))
  var outcome: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard end ? to == nil && outcome != nil : to != nil && reason != nil && outcome == nil else {
      throw CommandFailure.usage(Label(CloseEarlyMessage.escalateUsage))
    }
    let edits = try context.edits([
      (EscalationField.to, to), (EscalationField.reason, reason), (EscalationField.doneSoFar, done),
      (EscalationField.expected, expected), (EscalationField.outcome, outcome),
    ])
    let said = end ? Label(CloseEarlyMessage.escalationEnded) : Label(CloseEarlyMessage.escalated)
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
          Label(CloseEarlyMessage.openEscalation), in: number)
        all.append(FieldEdit(FieldID(EscalationField.ends.number), .text(open.id.description)))
      }
      let id = try session.add(.escalation, to: row, all)
      _ = try session.editCase(row, [flag])
      return id
    }
  }
}

enum CloseEarlyMessage: Message {
  case withdrawAsUnknown(String)
  case escalateUsage
  case escalationEnded
  case escalateEndHelp
  case escalated
  case withdrawOfWithoutDuplicate
  case openEscalation
  case withdrawOfHelp
  case escalateToHelp
  case escalateOutcomeHelp
  case escalateDoneHelp
  case escalateExpectedHelp
  case reasonHelp
  case escalateReasonHelp
  case withdrawAsHelp
  case escalateAbstract
  case escalateDiscussion
  case reopenAbstract
  case reopenDiscussion
  case withdrawAbstract
  case withdrawDiscussion

  var label: Label {
    switch self {
    case .withdrawAsUnknown(let `as`):
      Label(
        en: "--as takes withdrawn, unfounded or duplicate, not “\(`as`)”.",
        zhHans: "--as 只能填客户撤诉、核实不成立或重复单，不能填“\(`as`)”。")
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
    case .withdrawOfWithoutDuplicate:
      Label(en: "--of goes with --as duplicate.", zhHans: "--of 需与 --as 重复单 一起使用。")
    case .openEscalation:
      Label(en: "open escalation", zhHans: "升级")
    case .withdrawOfHelp:
      Label(en: "The case that this one repeats.", zhHans: "与哪个工单重复。")
    case .escalateToHelp:
      Label(en: "Whom it is escalated to.", zhHans: "升级给谁。")
    case .escalateOutcomeHelp:
      Label(en: "The outcome of the escalation.", zhHans: "升级结果。")
    case .escalateDoneHelp:
      Label(en: "What has been done so far.", zhHans: "已做的处理。")
    case .escalateExpectedHelp:
      Label(en: "When an answer is expected.", zhHans: "预计答复时间。")
    case .reasonHelp:
      Label(en: "Why.", zhHans: "原因。")
    case .escalateReasonHelp:
      Label(en: "Why.", zhHans: "升级原因。")
    case .withdrawAsHelp:
      Label(en: "withdrawn, unfounded or duplicate.", zhHans: "客户撤诉、核实不成立 或 重复单。")
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
    case .reopenAbstract:
      Label(en: "Reopens a closed case.", zhHans: "重开已结案的工单。")
    case .reopenDiscussion:
      Label(
        en: "casebook reopen 7 --reason \"the noise is back\"",
        zhHans: "casebook reopen 7 --reason \"噪音又出现了\"")
    case .withdrawAbstract:
      Label(en: "Closes a case early: withdrawn, unfounded or a duplicate.", zhHans: "提前结案：客户撤诉、核实不成立或重复单。")
    case .withdrawDiscussion:
      Label(
        en: """
          casebook withdraw 7 --reason "the customer found the receipt"
          casebook withdraw 7 --as unfounded --reason "bought elsewhere"
          casebook withdraw 7 --as duplicate --of 122-003
          """,
        zhHans: """
          casebook withdraw 7 --reason "客户找到小票，不再投诉"
          casebook withdraw 7 --as 核实不成立 --reason "非本店购买"
          casebook withdraw 7 --as 重复单 --of 122-003
          """)
    }
  }
}
