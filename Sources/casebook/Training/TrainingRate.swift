import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

/// `casebook training rate ID`
struct TrainingRate: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate", abstract: text(TrainingRateMessage.abstract),
    discussion: text(TrainingRateMessage.discussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(KnowledgeHelpfulMessage.noHelp))
  var no = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (tip, count) = try context.write { session in
      let tip = try context.tip(id, session.reader)
      try session.rate(tip, !no)
      return (tip, try session.reader.helpfulCounts()[tip.id])
    }
    if context.json { return try context.emit(context.json(tip, count)) }
    context.err(Label(KnowledgeHelpfulMessage.noted(tip.name)))
  }
}

enum TrainingRateMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says whether a colleague's tip helps.", zhHans: "评价同事的经验是否有用。")
    case .discussion:
      Label(
        en: """
          casebook training rate 3f9a2c
          casebook training rate 3f9a2c --no

          Each has one voice, and may change it.
          """,
        zhHans: """
          casebook training rate 3f9a2c
          casebook training rate 3f9a2c --no

          每人一票，可以改。
          """)
    }
  }
}
