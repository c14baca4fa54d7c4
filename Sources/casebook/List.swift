import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

struct List: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text("Lists cases, the newest first.", "列出工单，最新的在前。"),
    discussion: text(
      """
      Every filter narrows the list; terms may be given by id or label, whole or shortened.

        casebook list --status received --severity severe
        casebook list --phone "138 0013 8000" --since yesterday
        casebook list --conflicted
        casebook list --overdue
      """,
      """
      各条件同时生效；选项可填代码或中文名，也可只填开头几个字。

        casebook list --status 已受理 --severity 严重
        casebook list --phone "138 0013 8000" --since 昨天
        casebook list --conflicted
        casebook list --overdue
      """))

  @Option(help: help("Where it stands in its loop.", "状态。", "term"), completion: terms(CaseField.status))
  var status: String?
  @Option(help: help("Type of complaint.", "抱怨类型。", "term"), completion: terms(CaseField.type))
  var type: String?
  @Option(
    name: .customLong("class"), help: help("Problem class.", "问题分类。", "term"),
    completion: terms(CaseField.problemClass))
  var problemClass: String?
  @Option(help: help("Severity.", "严重度。", "term"), completion: terms(CaseField.severity))
  var severity: String?
  @Option(help: help("Channel.", "渠道。", "term"), completion: terms(CaseField.channel))
  var channel: String?
  @Option(help: help("Code of a branch.", "门店代码。", "code"))
  var branch: String?
  @Option(help: help("Who handles it.", "经办人。", "name"))
  var handler: String?
  @Option(help: help("A phone number, however it is written.", "电话，写法不限。", "number"))
  var phone: String?
  @Option(help: help("Id of a customer.", "客户编号。", "id"))
  var customer: String?
  @Flag(help: help("Only cases with an open conflict.", "只列有冲突的工单。"))
  var conflicted = false
  @Flag(help: help("Only open cases that are late with something.", "只列有事项超时的未结工单。"))
  var overdue = false
  @Option(help: help("Logged then or later: 2026-11-22, yesterday.", "此后登记的：2026-11-22、昨天。", "date"))
  var since: String?
  @Option(help: help("At most so many; 0: all.", "最多列出条数，0 为全部。", "n"))
  var limit = 20

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var filter = try filter(context)
    let lines = try context.read { reader in
      if overdue { filter.among = try late(reader, filter.branch, now: context.now.milliseconds) }
      return try reader.list(filter).compactMap { try CaseLine(reader, $0) }
    }
    if context.json { return try context.emit(.array(lines.map { .object(context.json($0)) })) }
    guard !lines.isEmpty else { return context.err(Label("No case fits.", "没有符合条件的工单。")) }
    try context.print(lines)
    if lines.count == limit, context.style.isTerminal {
      context.err(
        Label("The newest \(limit) are shown; --limit 0 shows all.", "只显示最新 \(limit) 条，--limit 0 显示全部。"))
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
      throw CommandFailure.usage(Label("--limit needs a number of 0 or more.", "--limit 应为不小于 0 的数字。"))
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
          Label("“\(branch)” is not the code of a branch.", "“\(branch)”不是门店代码。"))
      }
      filter.branch = code.rawValue
    }
    if let phone {
      guard let digits = PhoneNumber.normalised(phone) else {
        throw CommandFailure.usage(Label("“\(phone)” has no digits.", "“\(phone)”里没有号码。"))
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
