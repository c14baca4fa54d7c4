import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

/// `casebook training tip TEXT`
struct TrainingTip: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "tip", abstract: text(TrainingTipMessage.abstract),
    discussion: text(TrainingTipMessage.discussion))

  @Argument(help: help(TrainingTipMessage.textHelp, "text"))
  var words: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(ManuscriptField.body, words)])
    try context.requireText(edits, ManuscriptField.body)
    let tip = try context.write { session in
      let id = try session.newTip(edits)
      return try session.reader.tips().first { $0.id == id }
    }
    guard let tip else { return }
    if context.json { return try context.emit(context.json(tip, nil)) }
    try context.out(tip.name)
    context.errAfterwards(Label(TrainingTipMessage.noted))
  }
}

enum TrainingTipMessage: Message {
  case abstract
  case discussion
  case noted
  case textHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Tells colleagues what you have found to help.", zhHans: "把自己的好经验告诉同事。")
    case .discussion:
      Label(
        en: """
          casebook training tip "A glass of water first: it slows both of you down."

          Colleagues of the branch rate it (casebook training rate); head office sees all
          tips and makes an article of a good one.
          """,
        zhHans: """
          casebook training tip "先递一杯水，双方都会慢下来。"

          本店同事可以评价（casebook training rate）；总部看得到各店的经验，好的写成
          知识文章发布。
          """)
    case .noted: Label(en: "Noted: colleagues can rate it now.", zhHans: "已记下，同事可以评价了。")
    case .textHelp: Label(en: "The tip, in a few sentences.", zhHans: "经验内容，几句话即可。")
    }
  }
}
