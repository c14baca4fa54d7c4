import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook training adopt ID`: a tip becomes an article that was handed in.
struct TrainingAdopt: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt", abstract: text(TrainingAdoptMessage.abstract),
    discussion: text(TrainingAdoptMessage.discussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(help: help(KnowledgeOptionMessage.titleHelp, "text"))
  var title: String?
  @Option(help: help(KnowledgeOptionMessage.kindHelp, "kind"), completion: choices(.articleKind))
  var kind: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let typed = try context.edits([(ManuscriptField.title, title), (ManuscriptField.kind, kind ?? "how_to")])
    try context.requireText(typed, ManuscriptField.title)
    let item = try context.write { session in
      let tip = try context.tip(id, session.reader)
      var edits = typed
      if title == nil { edits += try context.edits([(ManuscriptField.title, tip.headline ?? tip.name)]) }
      edits += try context.edits([(ManuscriptField.language, tip.language.rawValue)])
      try session.adopt(tip, edits)
      return try context.knowledge(tip.name, .article, session.reader)
    }
    try context.tell(item, Label(TrainingAdoptMessage.adopted(item.name)))
  }
}

enum TrainingAdoptMessage: Message {
  case abstract
  case adopted(String)
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Makes an article of a colleague's tip (head office).", zhHans: "把同事的经验写成知识文章（总部）。")
    case .adopted(let id):
      Label(
        en: "It is an article now, not published yet: casebook article publish \(id) --as <key>",
        zhHans: "已转为知识文章稿件，尚未发布：casebook article publish \(id) --as <编号>")
    case .discussion:
      Label(
        en: """
          casebook training adopt 3f9a2c --title "A glass of water first"
          casebook article publish 3f9a2c --as water-first
          """,
        zhHans: """
          casebook training adopt 3f9a2c --title "先递一杯水"
          casebook article publish 3f9a2c --as water-first
          """)
    }
  }
}
