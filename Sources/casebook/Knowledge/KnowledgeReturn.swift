import ArgumentParser
import Complaints
import Console
import Language
import Replica

struct KnowledgeReturn<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "return", abstract: text(KnowledgeReturnMessage.returnAbstract),
      discussion: text(KnowledgeReturnMessage.returnDiscussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(help: help(CommonMessage.whyHelp, "text"))
  var reason: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let reason = try context.reason(reason, of: ManuscriptField.returned)
    try context.change(id, Subject.form) { session, item in
      try session.sendBack(item, because: reason)
      return Label(KnowledgeReturnMessage.wasReturned(item.name))
    }
  }
}

enum KnowledgeReturnMessage: Message {
  case returnAbstract
  case returnDiscussion(String)
  case wasReturned(String)

  var label: Label {
    switch self {
    case .returnAbstract:
      Label(en: "Sends a manuscript back, with the reason (head office).", zhHans: "退回稿件并说明原因（总部）。")
    case .returnDiscussion(let command):
      Label(
        en: "casebook \(command) return 3f9a2c --reason \"the result is missing\"",
        zhHans: "casebook \(command) return 3f9a2c --reason \"还缺结果\"")
    case .wasReturned(let id): Label(en: "Manuscript \(id) goes back.", zhHans: "稿件 \(id) 已退回。")
    }
  }
}
