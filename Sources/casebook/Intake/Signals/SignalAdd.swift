import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct SignalAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(SignalAddMessage.addAbstract),
    discussion: text(SignalAddMessage.discussion))

  @Argument(help: help(SignalAddMessage.wordsHelp, "text"))
  var words: String
  @Option(
    help: help(SignalAddMessage.kindHelp, "kind"), completion: choices(.signal))
  var kind: String
  @Option(help: help(SignalAddMessage.channelHelp, "channel"), completion: choices(.channel))
  var channel: String?
  @Option(help: help(SignalAddMessage.atHelp, "time"))
  var at: String?
  @Option(help: help(SignalAddMessage.linkHelp, "link"))
  var link: String?
  @Option(help: help(SignalAddMessage.starsHelp, "stars"), completion: choices(.stars))
  var stars: String?
  @Option(help: help(SignalAddMessage.reachHelp, "text"))
  var reach: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (SignalField.text, words), (SignalField.kind, kind), (SignalField.channel, channel),
      (SignalField.noticedAt, at ?? "now"), (SignalField.link, link), (SignalField.stars, stars),
      (SignalField.reach, reach),
    ])
    guard edits[0].value != .none, edits[1].value != .none else {
      throw CommandFailure.usage(
        Label(SignalAddMessage.incomplete),
        hint: Label(SignalAddMessage.exampleHint))
    }
    let id = try context.write { try $0.newSignal(edits) }
    let name = String(id.description.suffix(6))
    if context.json { return try context.emit(["id": .string(id.description), "name": .string(name)]) }
    try context.out(name)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(SignalAddMessage.noted(name)))
    }
  }
}

enum SignalAddMessage: Message {
  case incomplete
  case addAbstract
  case discussion
  case exampleHint
  case kindHelp
  case noted(String)
  case wordsHelp
  case atHelp
  case channelHelp
  case linkHelp
  case starsHelp
  case reachHelp

  var label: Label {
    switch self {
    case .incomplete:
      Label(en: "A signal needs words and a kind.", zhHans: "不满苗头需要填写现象和类别。")
    case .addAbstract:
      Label(en: "Notes a signal.", zhHans: "记录一个不满苗头。")
    case .discussion:
      Label(
        en: """
          casebook signal add "Left the dessert untouched" --kind nonverbal
          casebook signal add "Asks again" --kind repeated_questions --channel phone
          """,
        zhHans: """
          casebook signal add "甜品一口没动就走了" --kind 神态动作
          casebook signal add "又来问什么时候送到" --kind 频繁询问 --channel 电话
          """)
    case .exampleHint:
      Label(
        en: "For example: casebook signal \"…\" --kind nonverbal",
        zhHans: "例如：casebook signal \"…\" --kind 神态动作")
    case .kindHelp:
      Label(
        en:
          "nonverbal, repeated_questions, delayed_decision, negative_review, reduced_contact, mystery_visit or praise.",
        zhHans: "神态动作、频繁询问、犹豫不买、负面评论、来得少了、神秘顾客到访 或 表扬。")
    case .noted(let name):
      Label(
        en: "Noted. To make a case of it: casebook new --signal \(name)",
        zhHans: "已记录。转成工单：casebook new --signal \(name)")
    case .wordsHelp:
      Label(en: "What was noticed.", zhHans: "观察到的现象。")
    case .atHelp:
      Label(en: "When it was noticed (default: now).", zhHans: "发现时间，默认现在。")
    case .channelHelp:
      Label(en: "Where it was noticed.", zhHans: "在哪个渠道发现。")
    case .linkHelp: Label(en: "Where a review can be read.", zhHans: "评论的链接。")
    case .starsHelp: Label(en: "The stars of a review, 1 to 5.", zhHans: "评论的星级，1 至 5。")
    case .reachHelp: Label(en: "How many it reached, such as \"3,400 views\".", zhHans: "传播范围，例如：阅读 3400。")
    }
  }
}
