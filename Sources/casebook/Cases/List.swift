import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct List: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(ListMessage.abstract),
    discussion: text(ListMessage.discussion))

  @Option(help: help(ListMessage.statusHelp, "term"), completion: terms(CaseField.status))
  var status: String?
  @Option(help: help(ListMessage.typeHelp, "term"), completion: terms(CaseField.type))
  var type: String?
  @Option(
    name: .customLong("class"), help: help(ListMessage.classHelp, "term"),
    completion: terms(CaseField.problemClass))
  var problemClass: String?
  @Option(help: help(ListMessage.severityHelp, "term"), completion: terms(CaseField.severity))
  var severity: String?
  @Option(help: help(ListMessage.urgencyHelp, "term"), completion: terms(CaseField.urgency))
  var urgency: String?
  @Option(help: help(ListMessage.complexityHelp, "term"), completion: terms(CaseField.complexity))
  var complexity: String?
  @Option(help: help(ListMessage.impactHelp, "term"), completion: terms(CaseField.impact))
  var impact: String?
  @Option(help: help(CommonMessage.channelHelp, "term"), completion: terms(CaseField.channel))
  var channel: String?
  @Option(help: help(ListMessage.branchHelp, "code"))
  var branch: String?
  @Option(help: help(ListMessage.handlerHelp, "name"))
  var handler: String?
  @Flag(help: help(ListMessage.mineHelp))
  var mine = false
  @Option(help: help(ListMessage.phoneHelp, "number"))
  var phone: String?
  @Option(help: help(ListMessage.customerHelp, "id"))
  var customer: String?
  @Option(help: help(ListMessage.orderHelp, "text"))
  var order: String?
  @Option(help: help(ListMessage.productHelp, "text"))
  var product: String?
  @Option(help: help(ListMessage.supplierHelp, "text"))
  var supplier: String?
  @Option(help: help(ListMessage.batchHelp, "text"))
  var batch: String?
  @Option(help: help(ListMessage.tagHelp, "tag"))
  var tag: String?
  @Flag(help: help(ListMessage.conflictedHelp))
  var conflicted = false
  @Flag(help: help(ListMessage.overdueHelp))
  var overdue = false
  @Flag(help: help(ListMessage.escalatedHelp))
  var escalated = false
  @Flag(help: help(ListMessage.emergencyHelp))
  var emergency = false
  @Option(help: help(ListMessage.sinceHelp, "date"))
  var since: String?
  @Option(help: help(ListMessage.untilHelp, "date"))
  var until: String?
  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 20, context)
    var filter = try filter(context)
    filter.limit = most ?? -1
    let (lines, total, others, owed) = try context.read { reader in
      filter.handlers = try context.names(handler: filter.handlers.first, mine: mine, reader) ?? []
      if overdue { filter.among = try reader.overdueCases(of: filter.branch, at: context.now.milliseconds) }
      for (isAsked, fact) in [(escalated, Fact.openEscalations), (emergency, .emergency)] where isAsked {
        let rows = try reader.rows(with: fact)
        filter.among = filter.among.map { $0.filter(Set(rows).contains) } ?? rows
      }
      let lines = try reader.list(filter).compactMap { summary -> CaseLine? in
        var line = try CaseLine(reader, summary)
        if escalated || emergency, let row = line?.row { line?.receipts = try reader.receipts(of: row) }
        return line
      }
      let counted = lines.count + Self.mostLeftOut + 1
      return (
        lines, lines.count == most ? try reader.count(filter, most: counted) : lines.count,
        overdue ? try lateDuties(context, reader) : 0, try context.owedNotices(reader)
      )
    }
    if let phone, lines.isEmpty, filter.phone.map({ $0.utf8.count < PhoneNumber.shortestEnd }) ?? false {
      throw CommandFailure.usage(Label(ListMessage.phoneTooShort(phone, least: PhoneNumber.shortestEnd)))
    }
    if context.json { return try context.emit(.array(lines.map { .object(context.json($0)) })) }
    for label in owed { context.errAfterwards(label) }
    if others > 0 { context.errAfterwards(Label(ListMessage.lateBeside(others))) }
    guard !lines.isEmpty else {
      context.err(Label(ListMessage.noneFound))
      // Who types a name there looks for an id that nobody has.
      if customer != nil { context.err(Label(CustomerMessage.unknownHint)) }
      try context.tellNear(
        product: product, supplier: supplier, handler: handler, batch: batch, tag: tag)
      return
    }
    try context.print(lines)
    switch total - lines.count {
    case ..<1: break
    case ...Self.mostLeftOut:
      context.errAfterwards(Label(LimitOptionMessage.leftOut(total - lines.count, shown: lines.count)))
    default:
      context.errAfterwards(Label(LimitOptionMessage.manyLeftOut(Self.mostLeftOut, shown: lines.count)))
    }
  }

  /// What is late and no case: this lists cases, and `due` all of it.
  private func lateDuties(_ context: Context, _ reader: ReplicaReader) throws -> Int {
    let names = try context.names(handler: handler, mine: mine, reader).map { Set($0.map(\.folded)) }
    let branch = try branch.map { try BranchCode.checked($0).rawValue }
    return try context.duties(branch: branch, reader).count { duty in
      duty.deadline.isBreached(at: context.now.milliseconds)
        && names?.contains((duty.deadline.owed?.owner ?? "").folded) ?? true
    }
  }

  /// To count more of them would take longer than to list those that are shown.
  private static let mostLeftOut = 1000

  private func filter(_ context: Context) throws -> CaseFilter {
    func term(_ typed: String?, _ definition: FieldDefinition, _ option: String) throws -> String? {
      guard let typed = try context.filter(typed, option),
        case .text(let id) = try FieldInput.parse(
          typed, as: context.terms.withRetired[definition], now: context.now)
      else { return nil }
      return id
    }
    var filter = CaseFilter()
    filter.status = try term(status, CaseField.status, "--status")
    filter.type = try term(type, CaseField.type, "--type")
    filter.problemClass = try term(problemClass, CaseField.problemClass, "--class")
    filter.severity = try term(severity, CaseField.severity, "--severity")
    filter.urgency = try term(urgency, CaseField.urgency, "--urgency")
    filter.complexity = try term(complexity, CaseField.complexity, "--complexity")
    filter.impact = try context.filter(impact, "--impact").map {
      try FieldInput.element($0, of: context.terms.withRetired[CaseField.impact])
    }
    filter.channel = try term(channel, CaseField.channel, "--channel")
    filter.handlers = [try term(handler, CaseField.handler, "--handler")].compactMap(\.self)
    filter.customerID = try term(customer, CaseField.customerID, "--customer")
    filter.order = try term(order, CaseField.orderReference, "--order")
    filter.products = context.spellings(try term(product, CaseField.product, "--product"), of: .product)
    filter.suppliers = context.spellings(try term(supplier, CaseField.supplier, "--supplier"), of: .supplier)
    filter.batch = try term(batch, CaseField.batch, "--batch")
    filter.tag = try context.filter(tag, "--tag", ofSigns: true)
    filter.since = try term(since, CaseField.loggedAt, "--since")
    if let since, TypedDate.firstOfTwo(since, now: context.now) != nil {
      context.tellAssumedTime(since, CaseField.loggedAt)
    }
    filter.until = try term(until, CaseField.loggedAt, "--until")
    if let since = filter.since.flatMap({ DateText(stored: $0) }),
      let until = filter.until.flatMap({ DateText(stored: $0) }), since.isLater(than: until, now: context.now)
    {
      throw CommandFailure.usage(Label(ReportOptionsMessage.sinceAfterUntil))
    }
    if let branch {
      guard let code = try? BranchCode(typed: branch) else {
        throw CommandFailure.usage(Label(ListMessage.branchInvalid(branch)))
      }
      filter.branch = code.rawValue
    }
    if let phone {
      guard let digits = PhoneNumber.normalised(phone) else {
        throw CommandFailure.usage(Label(ListMessage.phoneInvalid(phone)))
      }
      filter.phone = digits
    }
    filter.conflicted = conflicted
    return filter
  }
}

extension ReplicaReader {
  /// The rows of open cases with something late.
  func overdueCases(of branch: String? = nil, at now: Int64) throws -> [Int64] {
    var rows: [Int64] = []
    try openDeadlines(branch: branch) { found in
      if found.deadlines.contains(where: { !$0.isOver && !$0.kind.isInternal && $0.isBreached(at: now) }) {
        rows.append(found.summary.rid)
      }
    }
    return rows
  }
}

private func terms(_ field: FieldDefinition) -> CompletionKind? { field.vocabulary.flatMap(choices) }

enum ListMessage: Message {
  case escalatedHelp
  case emergencyHelp
  case mineHelp
  case phoneHelp
  case abstract
  case branchHelp
  case discussion
  case phoneInvalid(String)
  case phoneTooShort(String, least: Int)
  case customerHelp
  case orderHelp
  case productHelp
  case supplierHelp
  case batchHelp
  case tagHelp
  case branchInvalid(String)
  case limitInvalid
  case sinceHelp
  case untilHelp
  case urgencyHelp
  case noneFound
  case seenColumn
  case lateBeside(Int)
  case complexityHelp
  case conflictedHelp
  case overdueHelp
  case classHelp
  case impactHelp
  case severityHelp
  case typeHelp
  case statusHelp
  case handlerHelp

  var label: Label {
    switch self {
    case .escalatedHelp:
      Label(en: "Only with an escalation that is not ended.", zhHans: "只看升级后尚未结束的。")
    case .emergencyHelp:
      Label(en: "Only emergencies.", zhHans: "只看紧急事件。")
    case .mineHelp:
      Label(en: "Only what I handle.", zhHans: "只看我经办的。")
    case .phoneHelp:
      Label(
        en: "A phone number, however it is written, or its last digits (4 or more).",
        zhHans: "电话，写法不限，也可只填最后 4 位以上。")
    case .orderHelp:
      Label(en: "Order number.", zhHans: "订单号。")
    case .productHelp:
      Label(en: "Product or service.", zhHans: "产品或服务。")
    case .supplierHelp:
      Label(en: "Only of this supplier.", zhHans: "只看此供应商。")
    case .batchHelp:
      Label(en: "Only of this batch.", zhHans: "只看此批次。")
    case .tagHelp:
      Label(en: "A tag.", zhHans: "标签。")
    case .abstract:
      Label(en: "Lists cases, the newest first.", zhHans: "列出工单，最新的在前。")
    case .branchHelp:
      Label(en: "Code of a branch.", zhHans: "门店代码。")
    case .discussion:
      Label(
        en: """
          Every filter narrows the list. Terms may be given by id or label, whole or
          shortened. Names, ids and numbers are found however they are spelt: upper or
          lower case, full width, other dashes and spaces.

            casebook list --status received --severity severe
            casebook list --phone "138 0013 8000" --since yesterday
            casebook list --conflicted
            casebook list --overdue
          """,
        zhHans: """
          各条件同时生效；选项可填代码或中文名，也可只填开头几个字。
          姓名、编号、号码不区分大小写、全角半角、横线和空格的写法。

            casebook list --status 已受理 --severity 严重
            casebook list --phone "138 0013 8000" --since 昨天
            casebook list --conflicted
            casebook list --overdue
          """)
    case .phoneTooShort(let typed, let least):
      Label(
        en:
          "--phone: “\(typed)” is too short, and nobody's whole number here: give the last \(least) digits or more.",
        zhHans: "--phone：“\(typed)”太短，本机也没有这个号码：请至少填写最后 \(least) 位。")
    case .phoneInvalid(let phone):
      Label(en: "“\(phone)” has no digits.", zhHans: "“\(phone)”里没有数字，请填写电话号码。")
    case .customerHelp:
      Label(en: "Id of a customer.", zhHans: "客户编号。")
    case .branchInvalid(let branch):
      Label(en: "“\(branch)” is not the code of a branch.", zhHans: "“\(branch)”不是门店代码。")
    case .limitInvalid:
      Label(en: "--limit needs a number of 0 or more.", zhHans: "--limit 应为不小于 0 的数字。")
    case .sinceHelp:
      Label(
        en:
          "Logged on that day or later, by the clocks of whoever logged them: 2026-11-22, yesterday. With a time: since that moment.",
        zhHans: "从该日起登记的（按登记地的日期）：2026-11-22、昨天；写了时间则从那一刻起。")
    case .untilHelp:
      Label(
        en: "Logged on that day or earlier, in the same way.", zhHans: "到该日止登记的（算法同上）。")
    case .lateBeside(let count):
      Label(
        en: "Late, and no case: \(count.grouped) (casebook due --late)",
        zhHans: "另有 \(count.grouped) 项苗头或员工复查超时：casebook due --late")
    case .seenColumn: Label(en: "Seen", zhHans: "已阅")
    case .noneFound:
      Label(en: "No matching cases.", zhHans: "没有符合条件的工单。")
    case .complexityHelp: Label(en: "Complexity.", zhHans: "难易。")
    case .impactHelp: Label(en: "One of its impacts.", zhHans: "造成的影响（其中一项）。")
    case .urgencyHelp: Label(en: "Urgency.", zhHans: "紧迫性。")
    case .conflictedHelp:
      Label(en: "Only cases with an open conflict.", zhHans: "只列有冲突的工单。")
    case .overdueHelp:
      Label(en: "Only open cases with something overdue.", zhHans: "只列有事项超时的未结工单。")
    case .classHelp:
      Label(en: "Problem class.", zhHans: "问题分类。")
    case .severityHelp:
      Label(en: "Severity.", zhHans: "严重度。")
    case .typeHelp:
      Label(en: "Type of complaint.", zhHans: "投诉类型。")
    case .statusHelp:
      Label(en: "Status.", zhHans: "状态。")
    case .handlerHelp:
      Label(en: "Who handles it.", zhHans: "经办人。")
    }
  }
}
