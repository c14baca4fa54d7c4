import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

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

  @Option(help: help(ResolveMessage.helpedHelp, "id"))
  var helped: [String] = []

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    // Before anything is done: a slip in a key is told at once.
    let named =
      try helped.isEmpty
      ? []
      : context.read { reader in
        try helped.map { try context.published($0, reader) }
      }
    let kept = try context.edits([(CommitmentField.doneAt, "now")])
    var ticked: [LoopRecord] = []
    var id: RecordID?
    try context.takeStep(
      .resolve, reference, edits: try context.edits([(CaseField.emotionAfter, emotionAfter)])
    ) { session, row, file in
      id = row.id
      guard done else { return }
      ticked = file.openCommitments
      for commitment in ticked { try session.edit(try session.row(of: commitment), kept) }
    } members: {
      (done ? [("done", .array(ticked.map { .optional($0.text(CommitmentField.what)) }))] : [])
        + (named.isEmpty ? [] : [("helped", .strings(named.map(\.name)))])
    }
    guard let id else { return }
    try context.say(named, helpedIn: id)
    guard !context.json else { return }
    for commitment in ticked {
      context.err(
        Label(
          ResolveMessage.ticked(
            commitment.text(CommitmentField.what) ?? "–", owner: commitment.text(CommitmentField.owner))))
    }
    if named.isEmpty { try context.askWhatHelped(in: id) }
  }
}

enum ResolveMessage: Message {
  case helpedHelp
  case resolveDoneHelp
  case resolveEmotionAfterHelp
  case resolveAbstract
  case resolveDiscussion
  case ticked(String, owner: String?)

  var label: Label {
    switch self {
    case .helpedHelp:
      Label(en: "An article or study that helped (repeatable).", zhHans: "哪篇知识文章或案例有帮助（可多个）。")
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
          casebook resolve 7 --helped refunds

          Where articles or studies fit the case, it asks at a terminal which helped.
          The next step is to call the customer back.
          """,
        zhHans: """
          casebook resolve 7
          casebook resolve 7 --done          将未完成的承诺全部标为已完成
          casebook resolve 7 --helped refunds

          有相关文章或案例时，在终端中会询问哪篇有帮助。
          办完后还要回访客户。
          """)
    }
  }
}
