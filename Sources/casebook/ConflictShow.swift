import ArgumentParser
import Complaints
import Console
import Interchange
import Replica

struct ConflictShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: text("Shows a conflict: what was there before and every version of it.", "查看冲突：修改前的内容和各个版本。"),
    discussion: text(
      """
      casebook conflict show 1f0c6a2b9d-51c2e8
      casebook conflict show 1f0c
      """,
      """
      casebook conflict show 1f0c6a2b9d-51c2e8
      casebook conflict show 1f0c
      """))

  @Argument(help: help("The conflict's id, or the beginning of it.", "冲突编号，或其开头。", "id"))
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
