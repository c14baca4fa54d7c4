import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct Approve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: text(ApproveMessage.approveAbstract),
    discussion: text(ApproveMessage.approveDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(CommonMessage.optionHelp, "n"))
  var option: String?

  @Flag(help: help(ApproveMessage.rejectHelp))
  var reject = false

  @Option(help: help(ApproveMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !reject || reason != nil else {
      throw CommandFailure.usage(Label(ApproveMessage.reasonMissing))
    }
    let why = try context.edits([(ApprovalField.reason, reason)])
    let said = reject ? Label(ApproveMessage.rejected) : Label(ApproveMessage.approved)
    var named: NamedItem?
    try context.record(reference, said: named?.label(said) ?? said) {
      session, row, file in
      let number = try session.reader.number(of: row)
      let open = file.records(.option).filter { !$0.flag(OptionField.withdrawn) }
      let chosen = CaseOption(
        try context.pick(
          option, of: option == nil ? open : file.records(.option), .option, in: number))
      named = NamedItem(.option, chosen.record, of: file.records(.option))
      let policy = try session.reader.rules(for: file, branch: try session.scopeCode(row.scope)).policy
      let role = session.identity.acting
      guard policy.allows(role, severity: file.severity, cost: chosen.cost) else {
        throw WriteRefusal.notAllowed(
          role: role, needs: policy.approvers(severity: file.severity, cost: chosen.cost))
      }
      return try session.append(
        .approval, to: row,
        [
          FieldEdit(FieldID(ApprovalField.option.number), .text(chosen.record.id.description)),
          FieldEdit(FieldID(ApprovalField.seen.number), .sight(chosen.record.versions.sorted())),
          FieldEdit(FieldID(ApprovalField.granted.number), .flag(!reject)),
          FieldEdit(FieldID(ApprovalField.role.number), .text(role.rawValue)),
        ] + why)
    } members: {
      named?.members ?? []
    }
  }
}

enum ApproveMessage: Message {
  case approved
  case rejectHelp
  case rejected
  case reasonMissing
  case reasonHelp
  case approveAbstract
  case approveDiscussion

  var label: Label {
    switch self {
    case .approved:
      Label(en: "approved", zhHans: "已批准")
    case .rejectHelp:
      Label(en: "Rejects it.", zhHans: "驳回。")
    case .rejected:
      Label(en: "rejected", zhHans: "已驳回")
    case .reasonMissing:
      Label(en: "Say why: --reason <text>", zhHans: "请说明理由：--reason <理由>")
    case .reasonHelp:
      Label(en: "Why.", zhHans: "理由。")
    case .approveAbstract:
      Label(en: "Approves an option, or rejects it.", zhHans: "审批方案：批准或驳回。")
    case .approveDiscussion:
      Label(
        en: """
          casebook approve 7 1
          casebook approve 7 1 --reject --reason "a voucher is enough"

          The approval counts for the option as it is now. If it is changed, it has to be
          approved again.
          """,
        zhHans: """
          casebook approve 7 1
          casebook approve 7 1 --reject --reason "送代金券就行"

          审批只对方案当前内容有效，改动后须重新审批。
          """)
    }
  }
}
