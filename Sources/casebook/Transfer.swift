import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica

struct Transfer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: text(.transferAbstract),
    discussion: text(
      .transferDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.transferTheBranchThatGetsIt, "branch"))
  var to: String

  @Option(help: help(.transferWhy))
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
        .transferGoesToAtTheNext, ["number": .text(number), "target": .text(target)]))
  }
}
