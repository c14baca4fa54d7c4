import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct SignalReply: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: text(SignalReplyMessage.abstract),
    discussion: text(SignalReplyMessage.discussion))

  @Argument(help: help(SignalAssignMessage.signalHelp, "id"))
  var signal: String

  @Argument(help: help(SignalReplyMessage.wordsHelp, "text"))
  var words: String

  @Option(help: help(SignalReplyMessage.atHelp, "time"))
  var at: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(SignalField.reply, words), (SignalField.repliedAt, at ?? "now")])
    guard edits[0].value != .none else { throw CommandFailure.usage(Label(SignalReplyMessage.wordsMissing)) }
    let (replied, findings) = try context.write { session in
      let found = try context.signal(signal, session.reader)
      try session.change(found.row, edits)
      return (
        found, try session.reader.wording(of: words, now: context.now, nil, branch: found.branch)
      )
    }
    if context.json {
      return try context.emit([
        "id": .string(replied.id.description), "wording": context.json(findings),
      ])
    }
    context.err(Label(SignalReplyMessage.saved(replied.name)))
    context.advise(findings)
  }
}

enum SignalReplyMessage: Message {
  case abstract
  case atHelp
  case discussion
  case saved(String)
  case wordsHelp
  case wordsMissing

  var label: Label {
    switch self {
    case .abstract: Label(en: "Keeps what was answered in public.", zhHans: "登记公开回复的内容。")
    case .atHelp: Label(en: "When it was published (default: now).", zhHans: "回复时间，默认现在。")
    case .discussion:
      Label(
        en: """
          casebook signal reply 3f9a1c "We are sorry. Please call us on 021-6000 0000."

          The reply is kept with the signal; publish it on the platform yourself.
          """,
        zhHans: """
          casebook signal reply 3f9a1c "非常抱歉，请致电 021-6000 0000，我们马上处理。"

          这里只保存回复内容，请自行在平台上发布。
          """)
    case .saved(let name): Label(en: "The reply to \(name) is saved.", zhHans: "\(name) 的回复已保存。")
    case .wordsHelp: Label(en: "What was answered.", zhHans: "回复内容。")
    case .wordsMissing: Label(en: "Say what was answered.", zhHans: "请写明回复内容。")
    }
  }
}
