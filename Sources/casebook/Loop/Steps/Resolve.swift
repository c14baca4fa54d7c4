import ArgumentParser
import Complaints
import Console
import Language

struct Resolve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: text(ResolveMessage.resolveAbstract),
    discussion: text(ResolveMessage.resolveDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Flag(help: help(ResolveMessage.resolveDoneHelp))
  var done = false

  @Option(help: help(ResolveMessage.resolveEmotionAfterHelp, "emotion"))
  var emotionAfter: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let kept = try context.edits([(CommitmentField.doneAt, "now")])
    var ticked: [LoopRecord] = []
    try context.takeStep(
      .resolve, reference, edits: try context.edits([(CaseField.emotionAfter, emotionAfter)])
    ) { session, _, file in
      guard done else { return }
      ticked = file.openCommitments
      for commitment in ticked { try session.edit(try session.row(of: commitment), kept) }
    } members: {
      done ? [("done", .array(ticked.map { .optional($0.text(CommitmentField.what)) }))] : []
    }
    guard !context.json else { return }
    for commitment in ticked {
      context.err(
        Label(
          ResolveMessage.ticked(
            commitment.text(CommitmentField.what) ?? "–", owner: commitment.text(CommitmentField.owner))))
    }
  }
}

enum ResolveMessage: Message {
  case resolveDoneHelp
  case resolveEmotionAfterHelp
  case resolveAbstract
  case resolveDiscussion
  case ticked(String, owner: String?)

  var label: Label {
    switch self {
    case .resolveDoneHelp:
      Label(en: "Mark every open commitment done.", zhHans: "将未完成的承诺全部标为已完成。")
    case .ticked(let what, let owner):
      Label(
        en: "Done: \(what)" + (owner.map { " (\($0))" } ?? ""),
        zhHans: "已完成：\(what)" + (owner.map { "（\($0)）" } ?? ""))
    case .resolveEmotionAfterHelp:
      Label(en: "How the customer feels now.", zhHans: "客户现在的情绪。")
    case .resolveAbstract:
      Label(en: "Marks a case as resolved: everything promised was done.", zhHans: "登记为已解决：答应客户的事都已做到。")
    case .resolveDiscussion:
      Label(
        en: """
          casebook resolve 7
          casebook resolve 7 --done          marks all open commitments done

          The next step is to call the customer back.
          """,
        zhHans: """
          casebook resolve 7
          casebook resolve 7 --done          将未完成的承诺全部标为已完成

          办完后还要回访客户。
          """)
    }
  }
}
