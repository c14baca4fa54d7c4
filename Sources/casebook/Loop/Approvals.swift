import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

struct Approvals: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "approvals",
    abstract: text(ApprovalsMessage.approvalsAbstract),
    discussion: text(ApprovalsMessage.approvalsDiscussion))

  @OptionGroup var common: CommonOptions

  private struct Waiting {
    let number: String
    let root: LoopRecord
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
            number: summary.number, root: file.root, option: option,
            place: (all.firstIndex { $0.id == option.record.id } ?? 0) + 1, approvers: approvers,
            isMine: approvers.contains(reader.identity.acting))
        }
      }
    }
    if context.json { return try context.emit(.array(waiting.map(json))) }
    guard !waiting.isEmpty else { return context.err(Label(ApprovalsMessage.noneWaiting)) }
    for entry in waiting { try print(entry, context) }
  }

  /// All that somebody needs who is to say yes or no.
  private func print(_ entry: Waiting, _ context: Context) throws {
    let cost = entry.option.cost.map(\.text).joined(separator: ", ")
    try context.out("\(entry.number)  \(entry.place)  \(entry.option.title)  \(cost)".sanitised(.joined))
    let comma = context.text(PunctuationMessage.comma)
    let remedies = entry.option.remedies.map { kind, amount in
      context.terms[.remedy].text(kind, context.language) + (amount.map { " " + $0.text } ?? "")
    }
    var facts: [(Label, String?)] = [
      CaseField.customerName, CaseField.severity, CaseField.expectation, CaseField.remedySought,
      CaseField.coreNeed,
    ].map { ($0.label, context.words(of: entry.root, $0)) }
    facts.append((OptionField.remedies.label, remedies.isEmpty ? nil : remedies.joined(separator: comma)))
    facts += Self.said.map { ($0.label, context.words(of: entry.option.record, $0)) }
    facts.append((Label(ApprovalsMessage.proposed), proposer(entry.option, context)))
    for case (let label, let value?) in facts {
      let line = context.text(label) + context.text(PunctuationMessage.colon) + value
      for line in wrap(line, width: min(context.columns, 100), indent: 6, firstIndent: 4) {
        try context.out(line)
      }
    }
    let roles = entry.approvers.map { context.text($0.label) }.joined(separator: comma)
    try context.out("    " + context.text(ApprovalsMessage.approvers) + roles)
  }

  private static let said = [
    OptionField.steps, OptionField.timeNeeded, OptionField.pros, OptionField.cons, OptionField.guarantee,
  ]

  /// Li Na (Branch staff)
  private func proposer(_ option: CaseOption, _ context: Context) -> String? {
    option.record.made.map {
      $0.author.name + context.text(PunctuationMessage.brackets(context.text(option.role.label)))
    }
  }

  private func json(_ entry: Waiting) -> JSON {
    let (root, option) = (entry.root, entry.option)
    return .object(
      [
        ("case", .string(entry.number)), ("option", .string(option.record.id.description)),
        ("place", .integer(Int64(entry.place))), ("title", .string(option.title)),
        ("cost", .strings(option.cost.map(\.text))),
        (
          "remedies",
          .array(
            option.remedies.map { ["kind": .string($0.kind), "amount": .optional($0.amount?.text)] })
        ),
      ] + Self.said.map { ($0.id, .optional(option.record.text($0))) } + [
        ("proposed_by", .optional(option.record.made?.author.name)),
        ("proposed_as", .string(option.role.rawValue)),
        ("customer", .optional(root.text(CaseField.customerName))),
        ("severity", .optional(root.text(CaseField.severity))),
        ("expectation", .optional(root.text(CaseField.expectation))),
        ("remedy_sought", .optional(root.text(CaseField.remedySought))),
        ("core_need", .optional(root.text(CaseField.coreNeed))),
        ("approvers", .strings(entry.approvers.map(\.rawValue))), ("mine", .bool(entry.isMine)),
      ])
  }
}

enum ApprovalsMessage: Message {
  case approvalsAbstract
  case approvers
  case proposed
  case approvalsDiscussion
  case noneWaiting

  var label: Label {
    switch self {
    case .approvalsAbstract:
      Label(en: "Lists the options that wait for approval.", zhHans: "列出待审批的方案。")
    case .proposed: Label(en: "Proposed by", zhHans: "提出人")
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
