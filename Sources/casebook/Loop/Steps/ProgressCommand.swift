import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct ProgressCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: text(ProgressCommandMessage.progressAbstract),
    discussion: text(ProgressCommandMessage.progressDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(ProgressCommandMessage.progressTextHelp, "text"))
  var words: String

  @Option(help: help(ProgressCommandMessage.progressHowHelp, "channel"))
  var how: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(ProgressField.text, words), (ProgressField.how, how)])
    try context.requireText(edits, ProgressField.text)
    try context.record(reference, said: Label(CommonMessage.noted), words: [words]) { session, row, _ in
      try session.append(.progress, to: row, edits)
    }
  }
}

enum ProgressCommandMessage: Message {
  case progressHowHelp
  case progressTextHelp
  case progressAbstract
  case progressDiscussion

  var label: Label {
    switch self {
    case .progressHowHelp:
      Label(en: "How the customer was told (a channel).", zhHans: "告知方式（渠道）。")
    case .progressTextHelp:
      Label(en: "What the customer was told.", zhHans: "告知内容。")
    case .progressAbstract:
      Label(en: "Records an update given to the customer.", zhHans: "记录告知客户的进展。")
    case .progressDiscussion:
      Label(
        en: "casebook progress 7 \"The part arrives tomorrow at ten\" --how phone",
        zhHans: "casebook progress 7 \"配件明天十点到\" --how 电话")
    }
  }
}
