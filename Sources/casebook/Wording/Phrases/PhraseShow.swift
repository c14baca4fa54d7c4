import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct PhraseShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(PhraseShowMessage.showAbstract),
    discussion: text(PhraseShowMessage.showDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let phrase = try context.phrase(id, in: context.read { try $0.phrases() })
    if context.json { return try context.emit(context.json(phrase)) }
    let head = [phrase.id, Vocabulary.phraseStage.text(phrase.stage, context.language)]
    try context.out(context.style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
    for line in wrap(phrase.text, width: context.columns, indent: 2) { try context.out(line) }
    for line in context.facts(phrase) {
      try context.out(context.style.apply(.dim, to: line.sanitised(.joined)))
    }
  }
}

enum PhraseShowMessage: Message {
  case showAbstract
  case showDiscussion

  var label: Label {
    switch self {
    case .showAbstract:
      Label(en: "Shows one phrase in full.", zhHans: "查看一条话术。")
    case .showDiscussion:
      Label(en: "casebook phrase show en_apology", zhHans: "casebook phrase show zh_apology")
    }
  }
}
