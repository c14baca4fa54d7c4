import ArgumentParser
import Complaints
import Console
import Language
import Replica

struct KnowledgeSubmit<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "submit", abstract: text(KnowledgeSubmitMessage.submitAbstract(Subject.form.one)),
      discussion: "casebook \(Subject.form.rawValue) submit 3f9a2c")
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(id, Subject.form) { session, item in
      try session.submit(item)
      return Label(KnowledgeSubmitMessage.wasSubmitted(item.name))
    }
  }
}

enum KnowledgeSubmitMessage: Message {
  case submitAbstract(Label)
  case wasSubmitted(String)

  var label: Label {
    switch self {
    case .submitAbstract(let noun):
      Label(en: "Hands \(noun.en) in to head office.", zhHans: "向总部提交\(noun.zhHans)。")
    case .wasSubmitted(let id):
      Label(
        en: "Manuscript \(id) is handed in: head office has it after the next sync.",
        zhHans: "稿件 \(id) 已提交，下次同步后总部可见。")
    }
  }
}
