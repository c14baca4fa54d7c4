import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct ConflictShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: text(ConflictShowMessage.abstract),
    discussion: text(ConflictShowMessage.discussion))

  @Argument(help: help(ConflictShowMessage.idHelp, "id"))
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

enum ConflictShowMessage: Message {
  case abstract
  case discussion
  case idHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Shows a conflict: what was there before and every version of it.", zhHans: "查看冲突：修改前的内容和各个版本。")
    case .discussion:
      Label(
        verbatim: """
          casebook conflict show 1f0c6a2b9d-51c2e8
          casebook conflict show 1f0c
          """)
    case .idHelp:
      Label(en: "The conflict's id, or the beginning of it.", zhHans: "冲突编号，或其开头。")
    }
  }
}
