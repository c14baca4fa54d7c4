import ArgumentParser
import Complaints
import Console
import Interchange
import Replica

struct Restore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: text("Brings a deleted case back.", "恢复已删除的工单。"),
    discussion: text(
      """
      casebook restore SH01-KT-20261122-007 --reason "not a duplicate after all"
      """,
      """
      casebook restore SH01-KT-20261122-007 --reason "并非重复"
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("Why it is brought back.", "恢复原因。"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try FieldInput.parse(reason ?? "", as: RestorationField.reason, now: context.now)
    let (id, number) = try context.write { session in
      let row = try context.resolveCase(session.reader, reference)
      try session.restoreCase(row, reason: value)
      return (row.id, try session.reader.number(of: row))
    }
    if context.json {
      return try context.emit(["id": .string(id.description), "number": .string(number), "deleted": false])
    }
    context.err(Label("\(number) is back.", "工单 \(number) 已恢复。"))
  }
}
