import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct DraftsDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: text(DraftsDiscardMessage.discardAbstract),
    discussion: text(DraftsDiscardMessage.discussion))

  @Argument(help: help(DraftsMessage.draftHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let open = try context.opened(try context.draft(id))
    open.remove()
    context.done()
    if context.json {
      return try context.emit(["id": .string(open.draft.id.description), "discarded": true])
    }
    context.err(Label(DraftsDiscardMessage.discarded(open.draft.name)))
  }
}

enum DraftsDiscardMessage: Message {
  case discardAbstract
  case discussion
  case discarded(String)

  var label: Label {
    switch self {
    case .discardAbstract:
      Label(en: "Discards a draft, for good.", zhHans: "丢弃草稿，不可恢复。")
    case .discussion: Label(verbatim: "casebook drafts discard 3f9a1c")
    case .discarded(let name):
      Label(en: "Draft \(name) is discarded.", zhHans: "草稿 \(name) 已丢弃。")
    }
  }
}
