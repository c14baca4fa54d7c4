import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct Need: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "need",
    abstract: text(NeedMessage.needAbstract),
    discussion: text(NeedMessage.needDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(NeedMessage.needKindHelp, "need"))
  var kind: String

  @Argument(help: help(NeedMessage.needWordsHelp, "text"))
  var words: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(NeedField.kind, kind), (NeedField.text, words)])
    try context.requireText(edits, NeedField.text)
    try context.record(reference, said: Label(CommonMessage.noted)) { session, row, _ in
      try session.append(.need, to: row, edits)
    }
  }
}

enum NeedMessage: Message {
  case needKindHelp
  case needWordsHelp
  case needAbstract
  case needDiscussion

  var label: Label {
    switch self {
    case .needKindHelp:
      Label(en: "fact or emotional.", zhHans: "实际诉求 或 情绪诉求。")
    case .needWordsHelp:
      Label(en: "The customer's words.", zhHans: "客户原话。")
    case .needAbstract:
      Label(en: "Notes what the customer wants, in their words.", zhHans: "记录客户诉求原话。")
    case .needDiscussion:
      Label(
        en: """
          casebook need 7 emotional "He wants to be taken seriously"
          casebook need 7 fact "The soup was spoilt"
          """,
        zhHans: """
          casebook need 7 情绪诉求 "希望店长当面道歉"
          casebook need 7 实际诉求 "汤变质了，要求退款"
          """)
    }
  }
}
