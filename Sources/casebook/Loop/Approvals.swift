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
            !file.needsNoApproval(option, policy: policy),
            file.approval(of: option, policy: policy).map({ !$0.isCurrent }) ?? true
          else { return nil }
          let approvers = policy.approvers(severity: file.severity, cost: option.cost)
          return Waiting(
            number: summary.number, option: option,
            place: (all.firstIndex { $0.id == option.record.id } ?? 0) + 1, approvers: approvers,
            isMine: approvers.contains(reader.identity.acting))
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
        separator: context.text(PunctuationMessage.comma))
      try context.out("\(entry.number)  \(entry.place)  \(entry.option.title)  \(cost)".sanitised(.joined))
      try context.out("    " + context.text(ApprovalsMessage.approvers) + roles)
    }
  }
}

enum ApprovalsMessage: Message {
  case approvalsAbstract
  case approvers
  case approvalsDiscussion
  case noneWaiting

  var label: Label {
    switch self {
    case .approvalsAbstract:
      Label(en: "Lists the options that wait for approval.", zhHans: "列出待审批的方案。")
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
    case .noneWaiting:
      Label(en: "Nothing waits for approval.", zhHans: "没有待审批的方案。")
    }
  }
}
