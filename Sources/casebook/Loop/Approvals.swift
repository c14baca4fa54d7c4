import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct Approvals: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "approvals",
    abstract: text(ApprovalsMessage.approvalsAbstract),
    discussion: text(ApprovalsMessage.approvalsDiscussion))

  @OptionGroup var common: CommonOptions

  private struct Waiting {
    let number: String
    let option: CaseOption
    let place: Int
    let approvers: [Role]
    let isMine: Bool
  }

  func run(in context: Context) throws {
    let waiting = try context.read { reader in
      var filter = CaseFilter()
      filter.status = CaseStatus.proposed.rawValue
      filter.limit = -1
      return try reader.list(filter).flatMap { summary -> [Waiting] in
        guard let row = try reader.db.record(summary.id), let file = try reader.caseFile(row) else {
          return []
        }
        let policy = try reader.rules(for: file, branch: summary.branch).policy
        let all = file.records(.option)
        return file.options.compactMap { option in
          guard option.missing.isEmpty,
            !policy.allows(option.role, severity: file.severity, cost: option.cost),
            file.approval(of: option, policy: policy).map({ !$0.isCurrent }) ?? true
          else { return nil }
          let approvers = policy.approvers(severity: file.severity, cost: option.cost)
          return Waiting(
            number: summary.number, option: option,
            place: (all.firstIndex { $0.id == option.record.id } ?? 0) + 1, approvers: approvers,
            isMine: approvers.contains(reader.identity.role))
        }
      }
    }
    if context.json {
      return try context.emit(
        .array(
          waiting.map { entry in
            [
              "case": .string(entry.number), "option": .string(entry.option.record.id.description),
              "place": .integer(Int64(entry.place)), "title": .string(entry.option.title),
              "cost": .strings(entry.option.cost.map(\.text)),
              "approvers": .strings(entry.approvers.map(\.rawValue)), "mine": .bool(entry.isMine),
            ]
          }))
    }
    guard !waiting.isEmpty else { return context.err(Label(ApprovalsMessage.noneWaiting)) }
    for entry in waiting {
      let cost = entry.option.cost.map(\.text).joined(separator: ", ")
      let roles = entry.approvers.map { context.text($0.label) }.joined(
        separator: context.text(CommonMessage.listSeparator))
      try context.out("\(entry.number)  \(entry.place)  \(entry.option.title)  \(cost)".sanitised(.joined))
      try context.out("    " + context.text(ApprovalsMessage.approvers) + roles)
    }
  }
}

struct Approve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: text(ApprovalsMessage.approveAbstract),
    discussion: text(ApprovalsMessage.approveDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(CommonMessage.optionHelp, "n"))
  var option: String?

  @Flag(help: help(ApprovalsMessage.rejectHelp))
  var reject = false

  @Option(help: help(ApprovalsMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !reject || reason != nil else {
      throw CommandFailure.usage(Label(ApprovalsMessage.reasonMissing))
    }
    let why = try context.edits([(ApprovalField.reason, reason)])
    let said = reject ? Label(ApprovalsMessage.rejected) : Label(ApprovalsMessage.approved)
    try context.record(reference, said: said) {
      session, row, file in
      let number = try session.reader.number(of: row)
      let open = file.records(.option).filter { !$0.flag(OptionField.withdrawn) }
      let chosen = CaseOption(
        try context.pick(
          option, of: option == nil ? open : file.records(.option), Label(CommonMessage.option), in: number))
      let policy = try session.reader.rules(for: file, branch: try session.scopeCode(row.scope)).policy
      let role = session.identity.role
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
    }
  }
}

enum ApprovalsMessage: Message {
  case approvalsAbstract
  case approved
  case approvers
  case approvalsDiscussion
  case rejectHelp
  case noneWaiting
  case rejected
  case reasonMissing
  case reasonHelp
  case approveAbstract
  case approveDiscussion

  var label: Label {
    switch self {
    case .approvalsAbstract:
      Label(en: "Lists the options that wait for approval.", zhHans: "列出待审批的方案。")
    case .approved:
      Label(en: "approved", zhHans: "已批准")
    case .approvers:
      Label(en: "any of: ", zhHans: "以下任一人可批：")
    case .approvalsDiscussion:
      Label(
        en: """
          casebook approvals
          casebook approve 7 1
          casebook approve 7 1 --reject --reason "a voucher is enough"
          """,
        zhHans: """
          casebook approvals
          casebook approve 7 1
          casebook approve 7 1 --reject --reason "送代金券就行"
          """)
    case .rejectHelp:
      Label(en: "Rejects it.", zhHans: "驳回。")
    case .noneWaiting:
      Label(en: "Nothing waits for approval.", zhHans: "没有待审批的方案。")
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
