import ArgumentParser
import Complaints
import Console
import Interchange
import Replica

struct Transfer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: text("Gives a case to another branch.", "把工单移交给其他门店。"),
    discussion: text(
      """
      casebook transfer 7 --to SH02 --reason "the customer bought it there"

      It goes with its whole timeline and open conflicts when head office hears of it, at the next sync. Here
      its number stays, and where it went. Until then it can be edited as usual.
      """,
      """
      casebook transfer 7 --to SH02 --reason "客户在该店购买"

      下次同步时，工单连同全部记录和未决冲突一并移交；本店只保留编号和去向。移交前仍可照常修改。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("The branch that gets it.", "移交至门店。", "branch"))
  var to: String

  @Option(help: help("Why.", "移交原因。"))
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
    context.err(
      Label(
        "\(number) goes to \(target) at the next sync.", "工单 \(number) 将在下次同步时移交给 \(target)。"))
  }
}
