import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct KnowledgeEdit<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "edit", abstract: text(KnowledgeEditMessage.abstract(Subject.form.noun)),
      discussion: text(KnowledgeEditMessage.discussion(Subject.form)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var facts: KnowledgeFacts
  @OptionGroup var texts: Subject.Texts
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try facts.edits(context) + context.edits(texts.typed(context))
    guard !edits.isEmpty else { throw CommandFailure.usage(Label(KnowledgeEditMessage.changeMissing)) }
    try context.requireText(edits, ManuscriptField.title)
    try context.change(id, Subject.form) { session, item in
      guard try session.edit(item, edits) else { return Label(KnowledgeEditMessage.unchanged(item.name)) }
      return item.stage == .retired
        ? Label(KnowledgeEditMessage.savedRetired(item.name, Subject.form.rawValue))
        : Label(KnowledgeEditMessage.saved(item.name))
    }
  }
}

enum KnowledgeEditMessage: Message {
  case abstract(Label)
  case changeMissing
  case discussion(KnowledgeForm)
  case saved(String)
  case savedRetired(String, String)
  case unchanged(String)

  var label: Label {
    switch self {
    case .abstract(let noun):
      Label(
        en: "Changes a manuscript, or at head office a published \(noun.en).",
        zhHans: "修改稿件；总部还可修改已发布的\(noun.zhHans)。")
    case .changeMissing:
      Label(
        en: "Say what to change: --title, --tag, --look-again …",
        zhHans: "请写明改什么：--title、--tag、--look-again 等。")
    case .discussion(.article):
      Label(
        en: "casebook article edit 3f9a2c -F refunds.md --tag refund",
        zhHans: "casebook article edit 3f9a2c -F refunds.md --tag 退款")
    case .discussion(.study):
      Label(
        en: "casebook study edit 3f9a2c --lesson \"Stop the carton first.\" --tag=-parcel",
        zhHans: "casebook study edit 3f9a2c --lesson \"先停用纸箱。\" --tag=-包裹")
    case .saved(let id): Label(en: "“\(id)” was saved.", zhHans: "“\(id)”已保存。")
    case .savedRetired(let id, let command):
      Label(
        en:
          "“\(id)” was saved, and is no longer used. To put it back: casebook \(command) retire \(id) --undo",
        zhHans: "“\(id)”已保存，但目前已下架。恢复使用：casebook \(command) retire \(id) --undo")
    case .unchanged(let id): Label(en: "“\(id)” says that already.", zhHans: "“\(id)”没有变化。")
    }
  }
}
