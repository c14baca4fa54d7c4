import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica

struct Restore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: text(.restoreAbstract),
    discussion: text(
      .restoreDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.restoreWhyItIsBroughtBack))
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
    context.err(Label(.restoreIsBack, ["number": .text(number)]))
  }
}
