import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

/// `casebook customer link WHO CASE…`: the cases get the customer's id.
struct CustomerLink: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: text(CustomerLinkMessage.abstract),
    discussion: text(CustomerLinkMessage.discussion))

  @Argument(help: help(CustomerMessage.whoHelp, "who"))
  var who: String

  @Argument(help: help(CustomerLinkMessage.casesHelp, "case"))
  var references: [String]

  @Option(help: help(CustomerLinkMessage.idHelp, "id"))
  var id: String?

  @Flag(help: help(CustomerLinkMessage.onlyHelp))
  var only = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let given = try context.edits([(CaseField.customerID, id)]).first.flatMap { $0.value.text }
    if let given, !CustomerName.identifies(given) {
      throw CommandFailure.usage(Label(CustomerLinkMessage.tellsNobody(given)))
    }
    let linked = try context.write { try link(&$0, given, context) }
    if context.json {
      return try context.emit([
        "customer_id": .string(linked.id), "cases": .strings(linked.asked + linked.along),
        "along": .strings(linked.along),
      ])
    }
    guard !(linked.asked + linked.along).isEmpty else {
      return context.err(Label(CustomerLinkMessage.linkedAlready(linked.id)))
    }
    context.err(Label(CustomerLinkMessage.linked(linked.id, linked.asked + linked.along)))
    if !linked.along.isEmpty { context.err(Label(CustomerLinkMessage.along(linked.along))) }
  }

  private struct Linked {
    let id: String
    /// Those that were named, and the customer's own; then those that are one customer's with them. As far as they changed.
    var asked: [String] = []
    var along: [String] = []
  }

  private func link(_ session: inout WriteSession, _ given: String?, _ context: Context) throws -> Linked {
    let page: CustomerPage?
    do { page = try context.requireCustomer(who, session.reader) } catch let failure as CommandFailure
      where failure.code == "no_contact" && given != nil
    {
      // A case with nothing by which its customer is told: the id that was given is the first.
      page = nil
    }
    let known = page?.customerIDs ?? []
    guard given != nil || known.count <= 1 else {
      throw CommandFailure.usage(
        Label(CustomerLinkMessage.several(known)), hint: Label(CustomerLinkMessage.chooseHint(known[0])))
    }
    let named = try ((page == nil ? [who] : []) + references).map {
      try context.resolveCase(session.reader, $0)
    }
    // Whoever has none yet gets one: the number of the customer's first case.
    let id =
      try given ?? known.first
      ?? page?.visits.last.map { try session.reader.freshCustomerID(for: $0.summary.number) } ?? ""
    var linked = Linked(id: id)
    var seen: Set<RecordID> = []
    func give(_ row: RecordRow, _ session: inout WriteSession) throws -> String? {
      guard seen.insert(row.id).inserted, let now = try session.db.record(row.id),
        try session.editCase(now, [FieldEdit(FieldID(CaseField.customerID.number), .text(id))])
      else { return nil }
      return try session.reader.number(of: now)
    }
    // Looked for before anything is written: with another id a case no longer leads to those that share the former one.
    let own = page?.visits.filter { !only || page?.withoutID.contains($0.summary.number) ?? false } ?? []
    let along =
      only
      ? []
      : try named.flatMap { row -> [CustomerPage.Visit] in
        try session.reader.customerPage(of: row, withDeleted: false)?.visits ?? []
      }
    for row in named {
      if let number = try give(row, &session) { linked.asked.append(number) }
    }
    for (visit, isOwn) in own.map({ ($0, true) }) + along.map({ ($0, false) }) {
      guard let row = try session.db.record(visit.summary.id), let number = try give(row, &session) else {
        continue
      }
      if isOwn { linked.asked.append(number) } else { linked.along.append(number) }
    }
    return linked
  }
}

enum CustomerLinkMessage: Message {
  case abstract
  case along([String])
  case casesHelp
  case chooseHint(String)
  case discussion
  case idHelp
  case linked(String, [String])
  case linkedAlready(String)
  case onlyHelp
  case several([String])
  case tellsNobody(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says that cases are of one customer.", zhHans: "把工单归到同一位客户。")
    case .along(let numbers):
      Label(
        en:
          "Among them, being one customer's with those named (--only leaves them): \(numbers.joined(separator: ", ")).",
        zhHans: "其中与所写工单原属同一客户、一并归入的：\(numbers.joined(separator: "、"))（不要这些请加 --only）。")
    case .casesHelp: Label(en: "The cases that are of this customer too.", zhHans: "也属于此客户的工单。")
    case .chooseHint(let id): Label(en: "Choose one: --id \(id)", zhHans: "请选定一个：--id \(id)")
    case .discussion:
      Label(
        en: """
          casebook customer link 13800138000 7 12
          casebook customer link wang@example.cn 7 --id C-1027
          casebook customer link 7 12 --id C-1028       cases without phone or e-mail

          casebook customer link chen_88 7              who writes from chen_88

          The cases get the customer's id, and with them all cases that are one customer's
          with either already, by id, phone or e-mail; --only leaves those. A customer who
          has none yet gets one, in all their cases.
          """,
        zhHans: """
          casebook customer link 13800138000 7 12
          casebook customer link wang@example.cn 7 --id C-1027
          casebook customer link 7 12 --id C-1028       没有电话、邮箱的工单

          casebook customer link chen_88 7              微信号 chen_88 的客户

          这些工单都会写上此客户的编号；按编号、电话、邮箱本来就和它们同属一人的工单也
          一并归入，不要这些请加 --only。还没有编号的客户会得到一个新编号，写入其全部
          工单。
          """)
    case .idHelp: Label(en: "The customer id to use.", zhHans: "使用的客户编号。")
    case .linked(let id, let numbers):
      Label(
        en: "Customer \(id) now has \(numbers.joined(separator: ", ")).",
        zhHans: "已归到客户 \(id)：\(numbers.joined(separator: "、"))。")
    case .linkedAlready(let id):
      Label(en: "They are of customer \(id) already: nothing to change.", zhHans: "已是客户 \(id) 的工单，无需修改。")
    case .onlyHelp:
      Label(
        en: "Only the cases named, none that are one customer's with them.", zhHans: "只归所写的工单，不带同一客户的其他工单。")
    case .several(let ids):
      Label(
        en: "They have several customer ids so far: \(ids.joined(separator: ", ")). Nothing was changed.",
        zhHans: "目前有几个客户编号：\(ids.joined(separator: "、"))。本次未做改动。")
    case .tellsNobody(let id):
      Label(en: "“\(id)” tells nobody apart.", zhHans: "“\(id)”不能用来辨认客户。")
    }
  }
}
