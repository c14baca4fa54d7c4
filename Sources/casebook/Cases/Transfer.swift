import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct Transfer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: text(TransferMessage.abstract),
    discussion: text(TransferMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(TransferMessage.toHelp, "branch"))
  var to: String

  @Option(help: help(TransferMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let target = try BranchCode.checked(to)
    let value = try context.reason(reason, of: TransferField.reason)
    let (id, number) = try context.write { session in
      let row = try context.resolveCase(session.reader, reference)
      try session.transferCase(row, to: target, reason: value)
      return (row.id, try session.reader.number(of: row))
    }
    if context.json {
      return try context.emit([
        "id": .string(id.description), "number": .string(number), "to": .string(target.rawValue),
      ])
    }
    context.err(Label(TransferMessage.transferred(number, to: "\(target)")))
  }
}

enum TransferMessage: Message {
  case abstract
  case discussion
  case transferred(String, to: String)
  case toHelp
  case reasonHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Transfers a case to another branch.", zhHans: "把工单移交给其他门店。")
    case .discussion:
      Label(
        en: """
          casebook transfer 7 --to SH02 --reason "the customer bought it there"

          At the next sync the case moves with its whole timeline and its open conflicts;
          its number and where it went stay here. Until then it can be edited as usual.
          """,
        zhHans: """
          casebook transfer 7 --to SH02 --reason "客户在该店购买"

          下次同步时，工单连同全部处理记录和未处理的冲突一并移交；
          本店只保留编号和去向。移交前仍可照常修改。
          """)
    case .transferred(let number, let target):
      Label(en: "\(number) goes to \(target) at the next sync.", zhHans: "工单 \(number) 将在下次同步时移交给 \(target)。")
    case .toHelp:
      Label(en: "The branch to transfer it to.", zhHans: "接收的门店。")
    case .reasonHelp:
      Label(en: "Why it is transferred.", zhHans: "移交原因。")
    }
  }
}
