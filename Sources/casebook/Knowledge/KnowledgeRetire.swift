import ArgumentParser
import Complaints
import Console
import Language
import Replica

struct KnowledgeRetire<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "retire", abstract: text(KnowledgeRetireMessage.retireAbstract(Subject.form.one)),
      discussion: """
        casebook \(Subject.form.rawValue) retire refunds
        casebook \(Subject.form.rawValue) retire refunds --undo
        """)
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(id, Subject.form) { session, item in
      try session.retire(item, undo: undo)
        ? Label(KnowledgeEditMessage.saved(item.name)) : Label(KnowledgeEditMessage.unchanged(item.name))
    }
  }
}

enum KnowledgeRetireMessage: Message {
  case retireAbstract(Label)

  var label: Label {
    switch self {
    case .retireAbstract(let noun):
      Label(
        en: "Takes \(noun.en) out of use in all branches (head office).",
        zhHans: "在所有门店下架\(noun.zhHans)（总部）。")
    }
  }
}
