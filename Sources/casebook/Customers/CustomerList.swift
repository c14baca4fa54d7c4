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

/// `casebook customer list`: whom to call.
struct CustomerList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(CustomerListMessage.abstract),
    discussion: text(CustomerListMessage.discussion))

  @Option(help: help(ListMessage.productHelp, "text"))
  var product: String?
  @Option(help: help(ListMessage.supplierHelp, "text"))
  var supplier: String?
  @Option(help: help(ListMessage.batchHelp, "text"))
  var batch: String?
  @Option(help: help(ListMessage.tagHelp, "tag"))
  var tag: String?
  @Option(help: help(ListMessage.sinceHelp, "date"))
  var since: String?
  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?
  @Option(help: help(CustomerListMessage.quietHelp, "days"))
  var quiet: Int?
  @Option(help: help(CustomerListMessage.callHelp, "text"))
  var call: String?
  @Option(help: help(TaskAddMessage.ownerHelp, "name"))
  var owner: String?
  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?
  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  private struct Found {
    var pages: [(page: CustomerPage, cases: [CaseSummary])]
    var unknown: [CaseSummary]
  }

  func run(in context: Context) throws {
    let most = try limit.most(usual: 50, context)
    guard (quiet ?? 0) >= 0 else { throw CommandFailure.usage(Label(CustomerListMessage.daysNegative)) }
    let filter = try filter(context)
    if call != nil { return try planCalls(filter, context) }
    guard owner == nil, due == nil else {
      throw CommandFailure.usage(Label(CustomerListMessage.ownerNeedsCall))
    }
    let found = try context.read { try find(filter, $0, context) }
    let shown = Array(found.pages.prefix(most ?? found.pages.count))
    if context.json { return try context.emit(.array(shown.map { json($0.page, $0.cases, context) })) }
    if shown.isEmpty {
      context.err(Label(CustomerListMessage.nobody))
      try context.tellNear(product: product, supplier: supplier, batch: batch, tag: tag)
    } else {
      try print(shown, context)
    }
    if shown.count < found.pages.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(found.pages.count - shown.count, shown: shown.count)))
    }
    tell(found.unknown, context)
  }

  private func filter(_ context: Context) throws -> CaseFilter {
    var filter = CaseFilter()
    filter.limit = -1
    filter.products = context.spellings(
      try typed(product, "--product", CaseField.product, context), of: .product)
    filter.suppliers = context.spellings(
      try typed(supplier, "--supplier", CaseField.supplier, context), of: .supplier)
    filter.batch = try typed(batch, "--batch", CaseField.batch, context)
    filter.tag = try context.filter(tag, "--tag", ofSigns: true)
    filter.since = try typed(since, "--since", CaseField.loggedAt, context)
    filter.branch = try branch.map { try BranchCode.checked($0).rawValue }
    let asked = [product, supplier, filter.batch, filter.tag, filter.since, filter.branch]
    guard quiet != nil || asked.contains(where: { $0 != nil }) else {
      throw CommandFailure.usage(
        Label(CustomerListMessage.whichMissing), hint: Label(CustomerListMessage.whichHint))
    }
    return filter
  }

  private func typed(
    _ typed: String?, _ option: String, _ field: FieldDefinition, _ context: Context
  ) throws -> String? {
    guard let typed = try context.filter(typed, option) else { return nil }
    context.tellAssumedTime(typed, field)
    return try FieldInput.parse(typed, as: context.terms[field], now: context.now).text
  }

  private func find(_ filter: CaseFilter, _ reader: ReplicaReader, _ context: Context) throws -> Found {
    let found = try reader.customers(of: try reader.list(filter))
    guard let quiet else { return Found(pages: found.pages, unknown: found.unknown) }
    let before = Spans.before(context.now.milliseconds, days: quiet)
    return Found(pages: found.pages.filter { $0.page.lastContact < before }, unknown: [])
  }

  /// A task for each of them whom nobody is about to call: kept with the newest of the cases that were asked for.
  private func planCalls(_ filter: CaseFilter, _ context: Context) throws {
    let edits = try context.edits([
      (TaskField.what, call), (TaskField.purpose, "call"), (TaskField.owner, owner), (TaskField.due, due),
    ])
    try context.requireText(edits, TaskField.what)
    let given = Set(edits.filter { $0.value != .none }.map(\.field))
    guard given.isSuperset(of: [FieldID(TaskField.owner.number), FieldID(TaskField.due.number)]) else {
      throw CommandFailure.usage(
        Label(TaskAddMessage.incomplete), hint: Label(CustomerListMessage.callExample))
    }
    try context.refusePast(edits, TaskField.due)
    let (planned, unknown) = try context.write { session in
      let found = try find(filter, session.reader, context)
      var planned = 0
      for (page, cases) in found.pages where !page.calls.contains(where: \.task.isOpen) {
        guard let last = cases.first, let row = try session.db.record(last.id) else { continue }
        _ = try session.append(.task, to: row, edits + [session.asking])
        planned += 1
      }
      return (planned, found.unknown)
    }
    if context.json {
      return try context.emit([
        "planned": .integer(Int64(planned)), "unknown": .strings(unknown.map(\.number)),
      ])
    }
    context.err(Label(CustomerListMessage.planned(planned)))
    tell(unknown, context)
  }

  private func tell(_ unknown: [CaseSummary], _ context: Context) {
    guard !unknown.isEmpty, !context.json else { return }
    context.errAfterwards(Label(CustomerListMessage.unreachable(unknown.map(\.number))))
  }

  private func json(_ page: CustomerPage, _ cases: [CaseSummary], _ context: Context) -> JSON {
    [
      "names": .strings(page.names), "customer_ids": .strings(page.customerIDs),
      "phones": .strings(page.phones), "emails": .strings(page.emails),
      "cases": .strings(cases.map(\.number)), "count": .integer(Int64(page.counted.count)),
      "last_contact": .string(context.time(page.lastContact).rfc3339),
      "satisfaction": .optional(page.visits.lazy.compactMap(\.satisfaction).first.map(Int64.init)),
      "calls": .array(
        page.calls.map { call in
          ["case": .string(call.summary.number), "task": context.json(call.task, place: call.place)]
        }),
    ]
  }

  private func print(_ found: [(page: CustomerPage, cases: [CaseSummary])], _ context: Context) throws {
    var table = Table([
      Column(context.text(CaseField.customerName.label), isFlexible: true),
      Column(context.text(CustomerListMessage.contactColumn)),
      Column(context.text(ProgramMessage.cases)),
      Column(context.text(CustomerListMessage.contactedColumn)),
      Column(context.text(CustomerListMessage.callColumn), minWidth: 10, isFlexible: true),
    ])
    let separator = context.text(PunctuationMessage.comma)
    for (page, cases) in found {
      table.add([
        Cell(page.names.joined(separator: separator).sanitised(.joined), style: .bold),
        Cell((page.phones.first ?? page.emails.first ?? page.customerIDs.first ?? "").sanitised(.joined)),
        Cell(cases.map(\.number).joined(separator: " ")),
        Cell(context.time(page.lastContact).date.description),
        Cell(page.calls.first.map { standing(of: $0, context) } ?? ""),
      ])
    }
    try context.print(table)
  }

  /// What was said, or who calls until when.
  private func standing(of call: CaseTask, _ context: Context) -> String {
    let answer = call.task.record.text(TaskField.answer)
    let standing = context.standing(of: call.task).map { context.text($0) }
    return [answer ?? call.task.owner, standing].compactMap(\.self).joined(separator: " · ").sanitised(
      .joined)
  }
}

enum CustomerListMessage: Message {
  case abstract
  case callColumn
  case callExample
  case callHelp
  case contactColumn
  case contactedColumn
  case daysNegative
  case discussion
  case nobody
  case ownerNeedsCall
  case planned(Int)
  case quietHelp
  case unreachable([String])
  case whichHint
  case whichMissing

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Lists whom to call: a bad batch, a long silence.", zhHans: "列出要致电的客户：问题批次、久未联系。")
    case .callColumn: Label(en: "Call", zhHans: "致电")
    case .callExample:
      Label(
        en: "For example: --call \"Do not eat batch 12\" --owner \"Li Na\" --due today",
        zhHans: "例如：--call \"12 批次请勿食用\" --owner 李娜 --due 今天")
    case .callHelp:
      Label(en: "Plan a call to each of them, about this.", zhHans: "给每位客户安排一通电话，说这件事。")
    case .contactColumn: Label(en: "Contact", zhHans: "联系方式")
    case .contactedColumn: Label(en: "Last contact", zhHans: "最近联系")
    case .daysNegative: Label(en: "--quiet takes 0 or more.", zhHans: "--quiet 应为 0 或更大的数。")
    case .discussion:
      Label(
        en: """
          casebook customer list --batch 12 --supplier "Acme Boxes"
          casebook customer list --batch 12 --call "Do not eat it" \\
            --owner "Li Na" --due today
          casebook customer list --quiet 90

          Each customer once, with the cases that were asked for. A call that was
          planned is a task: what was said is noted by casebook task done <case> <n>
          --answer TEXT. What counts as contact is a complaint, a call or call-back, what
          was said to the customer, a benefit used: when it was, not when it was typed in.
          """,
        zhHans: """
          casebook customer list --batch 12 --supplier "某纸箱厂"
          casebook customer list --batch 12 --call "请勿食用" --owner 李娜 --due 今天
          casebook customer list --quiet 90

          投诉、致电和回访、告知客户的内容、核销权益都算联系，以发生的时间为准，
          与何时录入无关。每位客户只列一次，并列出相关工单。安排的电话是待办，通话结果用
          casebook task done <工单> <序号> --answer <内容> 登记。
          """)
    case .nobody: Label(en: "There is nobody to call.", zhHans: "没有要致电的客户。")
    case .ownerNeedsCall: Label(en: "--owner and --due need --call.", zhHans: "--owner、--due 需与 --call 一起使用。")
    case .planned(let count):
      Label(en: "\(count.of("call is", "calls are")) planned.", zhHans: "已安排 \(count.grouped) 通电话。")
    case .quietHelp:
      Label(
        en: "Only those who neither said nor were told anything for so many days.",
        zhHans: "只看这么多天没有联系过的客户。")
    case .unreachable(let numbers):
      Label(
        en: "Nobody can be reached for: \(numbers.joined(separator: ", "))",
        zhHans: "这些工单没有联系方式：\(numbers.joined(separator: "、"))")
    case .whichHint:
      Label(
        en: "For example: casebook customer list --batch 12", zhHans: "例如：casebook customer list --batch 12")
    case .whichMissing: Label(en: "Say which customers.", zhHans: "请写明要找哪些客户。")
    }
  }
}
