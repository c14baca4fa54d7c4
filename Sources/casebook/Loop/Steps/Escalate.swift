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

  @Flag(help: help(EscalateMessage.seenHelp))
  var seen = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if seen { return try acknowledge(context) }
    guard end ? to == nil && outcome != nil : to != nil && reason != nil && outcome == nil else {
      throw CommandFailure.usage(Label(EscalateMessage.escalateUsage))
    }
    let edits = try context.edits([
      (EscalationField.to, to), (EscalationField.reason, reason), (EscalationField.doneSoFar, done),
      (EscalationField.expected, expected), (EscalationField.outcome, outcome),
    ])
    try context.requireText(edits, EscalationField.to, EscalationField.reason, EscalationField.outcome)
    try context.refusePast(edits, EscalationField.expected)
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
          .escalation, in: number)
        all.append(FieldEdit(FieldID(EscalationField.ends.number), .text(open.id.description)))
      }
      let id = try session.add(.escalation, to: row, all)
      _ = try session.editCase(row, [flag])
      return id
    }
    if !end, !context.json { try context.tellUnknown(to) }
  }
}

extension Escalate {
  /// Whoever it went to has seen it: a note, which every program shows.
  private func acknowledge(_ context: Context) throws {
    guard to == nil, reason == nil, done == nil, expected == nil, !end, outcome == nil else {
      throw CommandFailure.usage(Label(EscalateMessage.seenAlone))
    }
    try context.record(reference, said: Label(EscalateMessage.seen)) { session, row, file in
      let number = try session.reader.number(of: row)
      // A receipt says that somebody above has it before their eyes. Where there is no head office nobody has a role.
      let isStaff = session.identity.acting == .branchStaff && session.identity.headOffice != nil
      if file.openEscalations.isEmpty, file.root.flag(CaseField.emergency) {
        guard !isStaff else { throw CommandFailure(notTheirs: number) }
        let what = CaseField.emergency.label.text(context.language)
        return try session.addNote(.text(what), kind: "receipt", to: row)
      }
      let open = try context.pick(
        file.openEscalations.count == 1 ? nil : "1", of: file.openEscalations,
        .escalation, in: number)
      let people = try session.reader.people()
      let me = session.author.name
      if !(open.text(EscalationField.to).map { people.areSame($0, me) } ?? false) {
        let isOwn = open.made.map { people.areSame($0.author.name, me) } ?? false
        guard !isOwn, !isStaff else { throw CommandFailure(notTheirs: number) }
      }
      let why = open.text(EscalationField.reason) ?? ""
      return try session.addNote(.text(why), kind: "receipt", to: row)
    }
  }
}

extension CommandFailure {
  fileprivate init(notTheirs number: String) {
    self.init(
      "not_theirs", .notAllowed, Label(EscalateMessage.notTheirs(number)),
      hint: Label(EscalateMessage.notTheirsHint))
  }
}

enum EscalateMessage: Message {
  case notTheirs(String)
  case notTheirsHint
  case seen
  case seenAlone
  case seenHelp
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
    case .notTheirs(let number):
      Label(
        en:
          "That \(number) was seen is said by whom it went to, or another above branch staff. Nothing was saved.",
        zhHans: "工单 \(number) 须由升级对象或其他上级登记已阅，不能由升级的人或店员登记。本次未保存。")
    case .notTheirsHint:
      Label(
        en: "They sign in (casebook as <name>), then: casebook escalate <case> --seen",
        zhHans: "请由其本人登录（casebook as <姓名>）后运行：casebook escalate <工单> --seen")
    case .seen:
      Label(en: "marked as seen", zhHans: "已登记为已阅")
    case .seenAlone:
      Label(en: "--seen takes no other option.", zhHans: "--seen 不能与其他选项同用。")
    case .seenHelp:
      Label(en: "Whoever it was escalated to has seen it, or the emergency.", zhHans: "登记：已看到此升级（或紧急事件）。")
    case .escalateUsage:
      Label(
        en: "Write --to <who> --reason <reason>, or --end --outcome <text>.",
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
