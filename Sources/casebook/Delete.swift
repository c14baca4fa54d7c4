import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica

struct Delete: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: text(.deleteAbstract),
    discussion: text(
      .deleteDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.deleteWhyItIsDeleted))
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
        .deleteDeletedToBringItBack, ["number": .text(number)]))
  }
}
