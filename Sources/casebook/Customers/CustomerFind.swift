import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct CustomerFind: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: text(CustomerFindMessage.abstract),
    discussion: text(CustomerFindMessage.discussion))

  @Argument(help: help(CustomerFindMessage.nameHelp, "name"))
  var name: String

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 20, context)
    guard name.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw CommandFailure.usage(Label(CommonMessage.searchWordsMissing))
    }
    let pages = try context.read { try $0.customers(named: name, limit: most) }
    if context.json {
      return try context.emit(
        .array(
          pages.map { page in
            [
              "names": .strings(page.names), "customer_ids": .strings(page.customerIDs),
              "phones": .strings(page.phones), "emails": .strings(page.emails),
              "count": .integer(Int64(page.counted.count)),
              "last": .optional(page.visits.first?.summary.number),
            ]
          }))
    }
    guard !pages.isEmpty else { return context.err(Label(CustomerMessage.unknown(name))) }
    var table = Table([
      Column(context.text(CaseField.customerName.label), isFlexible: true),
      Column(context.text(CaseField.customerID.label)), Column(context.text(CaseField.phone.label)),
      Column(context.text(ProgramMessage.cases)), Column(context.text(CustomerFindMessage.last)),
    ])
    let separator = context.text(PunctuationMessage.comma)
    for page in pages {
      table.add([
        Cell(page.names.joined(separator: separator).sanitised(.joined), style: .bold),
        Cell(page.customerIDs.joined(separator: separator).sanitised(.joined)),
        Cell((page.phones.first ?? page.emails.first ?? "").sanitised(.joined)),
        Cell("\(page.counted.count)"), Cell(page.visits.first?.summary.number ?? ""),
      ])
    }
    try context.print(table)
  }
}

enum CustomerFindMessage: Message {
  case abstract
  case discussion
  case last
  case nameHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Finds customers by name or contact.", zhHans: "按姓名或联系方式查找客户。")
    case .discussion:
      Label(
        en: """
          casebook customer find Wang
          casebook customer find "Li Na" --limit 5
          casebook customer find 13800138000
          """,
        zhHans: """
          casebook customer find 王
          casebook customer find 李娜 --limit 5
          casebook customer find 13800138000
          """)
    case .last: Label(en: "Last case", zhHans: "最近工单")
    case .nameHelp:
      Label(
        en: "A part of the name, a phone number, an e-mail address, an account or a customer id.",
        zhHans: "姓名或其中几个字，也可用电话、邮箱、微信等账号或客户编号。")
    }
  }
}
