import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct BenefitList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(BenefitListMessage.abstract),
    discussion: text(BenefitListMessage.discussion))

  @Argument(help: help(CustomerMessage.whoHelp, "who"))
  var who: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let benefits = try context.read { try context.requireCustomer(who, $0) }.benefits
    if context.json {
      return try context.emit(.array(benefits.enumerated().map { context.json($1, of: $0 + 1) }))
    }
    guard !benefits.isEmpty else { return context.err(Label(BenefitMessage.none(who))) }
    try context.print(benefits)
  }
}

enum BenefitListMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Lists a customer's benefits, what ends first first.", zhHans: "列出客户的权益，先到期的在前。")
    case .discussion:
      Label(
        en: """
          casebook customer benefit list 13800138000
          casebook customer benefit list 7            whoever case 7 is of
          """,
        zhHans: """
          casebook customer benefit list 13800138000
          casebook customer benefit list 7            工单 7 的客户
          """)
    }
  }
}
