import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica

struct ConflictShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: text(.conflictShowAbstract),
    discussion: text(
      .conflictShowDiscussion))

  @Argument(help: help(.conflictShowTheConflictsIdOrThe, "id"))
  var id: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (conflict, page) = try context.read { reader in
      let conflict = try context.resolveConflict(reader, id, mustBeWhole: false)
      return (conflict, try ConflictPage(context, reader, conflict))
    }
    if context.json { return try context.emit(context.json(conflict, base: page.base)) }
    for line in page.lines() { try context.out(line) }
  }
}
