import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct Reopen: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: text(ReopenMessage.reopenAbstract),
    discussion: text(ReopenMessage.reopenDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CommonMessage.whyHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.takeStep(.reopen, reference, record: try context.edits([(StepField.reason, reason)]))
  }
}

enum ReopenMessage: Message {
  case reopenAbstract
  case reopenDiscussion

  var label: Label {
    switch self {
    case .reopenAbstract:
      Label(en: "Reopens a closed case.", zhHans: "重开已结案的工单。")
    case .reopenDiscussion:
      Label(
        en: "casebook reopen 7 --reason \"the noise is back\"",
        zhHans: "casebook reopen 7 --reason \"噪音又出现了\"")
    }
  }
}
