import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

struct List: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(.listAbstract),
    discussion: text(
      .listDiscussion))

  @Option(help: help(.listWhereItStandsInIts, "term"), completion: terms(CaseField.status))
  var status: String?
  @Option(help: help(.listTypeOfComplaint, "term"), completion: terms(CaseField.type))
  var type: String?
  @Option(
    name: .customLong("class"), help: help(.listProblemClass, "term"),
    completion: terms(CaseField.problemClass))
  var problemClass: String?
  @Option(help: help(.listSeverity, "term"), completion: terms(CaseField.severity))
  var severity: String?
  @Option(help: help(.commonChannel, "term"), completion: terms(CaseField.channel))
  var channel: String?
  @Option(help: help(.listCodeOfABranch, "code"))
  var branch: String?
  @Option(help: help(.listWhoHandlesIt, "name"))
  var handler: String?
  @Option(help: help(.listAPhoneNumberHoweverIt, "number"))
  var phone: String?
  @Option(help: help(.listIdOfACustomer, "id"))
  var customer: String?
  @Flag(help: help(.listOnlyCasesWithAnOpen))
  var conflicted = false
  @Flag(help: help(.listOnlyOpenCasesThatAre))
  var overdue = false
  @Option(help: help(.listLoggedThenOrLater2026, "date"))
  var since: String?
  @Option(help: help(.listAtMostSoMany0, "n"))
  var limit = 20

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var filter = try filter(context)
    let lines = try context.read { reader in
      if overdue { filter.among = try late(reader, filter.branch, now: context.now.milliseconds) }
      return try reader.list(filter).compactMap { try CaseLine(reader, $0) }
    }
    if context.json { return try context.emit(.array(lines.map { .object(context.json($0)) })) }
    guard !lines.isEmpty else { return context.err(Label(.listNoCaseFits)) }
    try context.print(lines)
    if lines.count == limit, context.style.isTerminal {
      context.err(
        Label(.listTheNewestAreShownLimit, ["limit": .number(limit)]))
    }
  }

  /// The rows of cases with something late.
  private func late(_ reader: ReplicaReader, _ branch: String?, now: Int64) throws -> [Int64] {
    var rows: [Int64] = []
    try reader.openDeadlines(branch: branch) { found in
      if found.deadlines.contains(where: { !$0.isOver && $0.isBreached(at: now) }) {
        rows.append(found.summary.rid)
      }
    }
    return rows
  }

  private func filter(_ context: Context) throws -> CaseFilter {
    guard limit >= 0 else {
      throw CommandFailure.usage(Label(.listLimitNeedsANumberOf))
    }
    func term(_ typed: String?, _ definition: FieldDefinition) throws -> String? {
      guard let typed, case .text(let id) = try FieldInput.parse(typed, as: definition, now: context.now)
      else {
        return nil
      }
      return id
    }
    var filter = CaseFilter()
    filter.status = try term(status, CaseField.status)
    filter.type = try term(type, CaseField.type)
    filter.problemClass = try term(problemClass, CaseField.problemClass)
    filter.severity = try term(severity, CaseField.severity)
    filter.channel = try term(channel, CaseField.channel)
    filter.handler = try term(handler, CaseField.handler)
    filter.customerID = try term(customer, CaseField.customerID)
    filter.since = try term(since, CaseField.loggedAt)
    if let branch {
      guard let code = try? BranchCode(typed: branch) else {
        throw CommandFailure.usage(
          Label(.listIsNotTheCodeOf, ["branch": .text(branch)]))
      }
      filter.branch = code.rawValue
    }
    if let phone {
      guard let digits = PhoneNumber.normalised(phone) else {
        throw CommandFailure.usage(Label(.listHasNoDigits, ["phone": .text(phone)]))
      }
      filter.phone = digits
    }
    filter.conflicted = conflicted
    filter.limit = limit == 0 ? -1 : limit
    return filter
  }
}

/// The terms of a field, for completion: known only to the script, which is printed once.
private func terms(_ field: FieldDefinition) -> CompletionKind? {
  guard Invocation.arguments.first == Completion._commandName else { return nil }
  return .list(field.vocabulary?.terms.filter { !$0.retired }.map(\.id) ?? [])
}
