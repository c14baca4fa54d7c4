import ArgumentParser
import Complaints
import Console
import Interchange
import Replica

struct Delete: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: text("Deletes a case; it can be restored.", "删除工单，可恢复。"),
    discussion: text(
      """
      casebook delete 7 --reason "logged twice"

      The case leaves all lists and stays in the store, with its history. If somebody has changed it without
      knowing, it stays visible until a manager decides.
      """,
      """
      casebook delete 7 --reason "重复登记"

      工单不再出现在列表中，但内容和历史仍保留。若有人同时修改了它，则继续显示，由主管裁定。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("Why it is deleted.", "删除原因。"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try context.reason(reason, of: DeletionField.reason)
    let (id, number) = try context.write { session in
      let row = try context.resolveCase(session.reader, reference)
      try session.deleteCase(row, reason: value)
      return (row.id, try session.reader.number(of: row))
    }
    if context.json {
      return try context.emit(["id": .string(id.description), "number": .string(number), "deleted": true])
    }
    context.err(
      Label(
        "\(number) deleted. To bring it back: casebook restore \(number)",
        "工单 \(number) 已删除。如需恢复：casebook restore \(number)"))
  }
}
