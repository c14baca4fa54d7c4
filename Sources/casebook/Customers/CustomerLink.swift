import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
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

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let given = try context.edits([(CaseField.customerID, id)]).first.flatMap { $0.value.text }
    if let given, !CustomerName.identifies(given) {
      throw CommandFailure.usage(Label(CustomerLinkMessage.tellsNobody(given)))
    }
    let (id, numbers) = try context.write { session in
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
          Label(CustomerEraseMessage.several(known)), hint: Label(CustomerLinkMessage.chooseHint(known[0])))
      }
      let rows = try ((page == nil ? [who] : []) + references).map {
        try context.resolveCase(session.reader, $0)
      }
      // Whoever has none yet gets one: the number of the customer's first case.
      let id = given ?? known.first ?? page?.visits.last.map { "C-" + $0.summary.number } ?? ""
      var numbers: [String] = []
      let unnumbered = try (page?.visits ?? []).filter {
        page?.withoutID.contains($0.summary.number) ?? false
      }.compactMap { try session.db.record($0.summary.id) }
      for row in rows + unnumbered {
        let number = try session.reader.number(of: row)
        guard !numbers.contains(number), let now = try session.db.record(row.id) else { continue }
        if try session.editCase(now, [FieldEdit(FieldID(CaseField.customerID.number), .text(id))]) {
          numbers.append(number)
        }
      }
      return (id, numbers)
    }
    if context.json {
      return try context.emit(["customer_id": .string(id), "cases": .strings(numbers)])
    }
    context.err(
      numbers.isEmpty
        ? Label(CustomerLinkMessage.linkedAlready(id)) : Label(CustomerLinkMessage.linked(id, numbers)))
  }
}

enum CustomerLinkMessage: Message {
  case abstract
  case casesHelp
  case chooseHint(String)
  case discussion
  case idHelp
  case linked(String, [String])
  case linkedAlready(String)
  case tellsNobody(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says that cases are of one customer.", zhHans: "把工单归到同一位客户。")
    case .casesHelp: Label(en: "The cases that are of this customer too.", zhHans: "也属于此客户的工单。")
    case .chooseHint(let id): Label(en: "Choose one: --id \(id)", zhHans: "请选定一个：--id \(id)")
    case .discussion:
      Label(
        en: """
          casebook customer link 13800138000 7 12
          casebook customer link wang@example.cn 7 --id C-1027
          casebook customer link 7 12 --id C-1028       cases without phone or e-mail

          The cases get the customer's id. A customer who has none yet gets one, in all
          their cases.
          """,
        zhHans: """
          casebook customer link 13800138000 7 12
          casebook customer link wang@example.cn 7 --id C-1027
          casebook customer link 7 12 --id C-1028       没有电话、邮箱的工单

          这些工单都会写上此客户的编号。还没有编号的客户会得到一个新编号，
          写入其全部工单。
          """)
    case .idHelp: Label(en: "The customer id to use.", zhHans: "使用的客户编号。")
    case .linked(let id, let numbers):
      Label(
        en: "Customer \(id) now has \(numbers.joined(separator: ", ")).",
        zhHans: "已归到客户 \(id)：\(numbers.joined(separator: "、"))。")
    case .linkedAlready(let id):
      Label(en: "They are of customer \(id) already: nothing to change.", zhHans: "已是客户 \(id) 的工单，无需修改。")
    case .tellsNobody(let id):
      Label(en: "“\(id)” tells nobody apart.", zhHans: "“\(id)”不能用来辨认客户。")
    }
  }
}
