import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// The sets of a phrase, as options of `add` and `edit`.
struct PhraseAudience: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: help(PhraseWritingMessage.channelHelp, "term"),
    completion: choices(.channel))
  var channel: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help(PhraseWritingMessage.emotionHelp, "term"),
    completion: choices(.emotion))
  var emotion: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help(PhraseWritingMessage.segmentHelp, "term"),
    completion: choices(.segment))
  var segment: [String] = []
  @Option(
    name: .customLong("class"), parsing: .unconditionalSingleValue,
    help: help(KnowledgeOptionMessage.classHelp, "term"), completion: choices(.problemClass))
  var classes: [String] = []

  func edits(_ context: Context) throws -> [FieldEdit] {
    let sets: [([String], FieldDefinition)] = [
      (channel, PhraseField.channels), (emotion, PhraseField.emotions), (segment, PhraseField.segments),
      (classes, PhraseField.classes),
    ]
    return try sets.flatMap { typed, field in
      try typed.flatMap { try FieldInput.edits($0, of: context.terms[field], now: context.now) }
    }
  }
}

struct PhraseAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: text(PhraseWritingMessage.addAbstract),
    discussion: text(PhraseWritingMessage.addDiscussion))

  @Argument(help: help(CommonMessage.newIDHelp, "id"))
  var id: String
  @Option(help: help(CommonMessage.stageHelp, "term"), completion: choices(.phraseStage))
  var stage: String
  @Option(help: help(CommonMessage.languageHelp, "language"), completion: .list(["zh-Hans", "en"]))
  var language: String
  @Option(name: .customLong("text"), help: help(PhraseWritingMessage.textHelp, "text"))
  var words: String
  @OptionGroup var audience: PhraseAudience
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let key = try context.newKey(id)
    let edits =
      try context.edits([
        (PhraseField.stage, stage), (PhraseField.language, language), (PhraseField.text, words),
      ]) + audience.edits(context)
    guard edits.contains(where: { $0.field.number == PhraseField.text.number && $0.value != .none }) else {
      throw CommandFailure.usage(Label(PhraseWritingMessage.textEmpty))
    }
    let store = try context.openStore()
    let phrase = try context.write(store) { session in
      guard try session.reader.phrases()[key] == nil else { throw CommandFailure.keyTaken(key, "phrase") }
      _ = try session.publish(nil as Phrase?, key, edits)
      return try session.reader.phrases()[key]
    }
    let findings = try context.adviseOnWording(of: words, in: store)
    if context.json, let phrase { return try context.emit(context.json(phrase, findings, changed: true)) }
    context.err(.published(key))
  }
}

extension Context {
  func change(phrase id: String, _ edits: [FieldEdit], checking text: String? = nil) throws {
    let store = try openStore()
    let (key, changed, phrase) = try write(store) { session in
      let phrase = try self.phrase(id, in: session.reader.phrases())
      let changed = try session.publish(phrase, phrase.id, edits)
      return (phrase.id, changed, try session.reader.phrases()[phrase.id])
    }
    let findings = try text.map { try adviseOnWording(of: $0, in: store) } ?? []
    if json, let phrase { return try emit(json(phrase, findings, changed: changed)) }
    err(changed ? .published(key) : .alreadySo)
  }

  func json(_ phrase: Phrase, _ findings: [WordingFinding], changed: Bool) -> JSON {
    guard case .object(let members) = json(phrase) else { return .null }
    return .object(members + [("changed", .bool(changed)), ("wording", json(findings))])
  }
}

enum PhraseWritingMessage: Message {
  case addAbstract
  case addDiscussion
  case channelHelp
  case emotionHelp
  case segmentHelp
  case textEmpty
  case textHelp

  var label: Label {
    switch self {
    case .addAbstract:
      Label(en: "Publishes a new phrase to all branches (head office).", zhHans: "向所有门店发布新话术（总部）。")
    case .addDiscussion:
      Label(
        en: """
          casebook phrase add en_rain --stage greeting --language en \\
            --channel in_store --text "Good day, come in out of the rain."

          Put in braces what changes from case to case: {name}, {time}. Branches
          get the phrase at their next sync.
          """,
        zhHans: """
          casebook phrase add zh_rain --stage 问候 --language 简体中文 --channel 前台 \\
            --text "外面下雨，快请进，我给您拿条毛巾。"

          随工单变化的内容写在花括号里：{name}、{time}。门店下次同步后即可使用。
          """)
    case .channelHelp:
      Label(
        en: "A channel it is for (repeatable); a leading - removes it. None: for all.",
        zhHans: "适用渠道（可多个）；前面加 - 为移除；不填则不限。")
    case .emotionHelp:
      Label(en: "An emotion it is for (repeatable).", zhHans: "适用情绪（可多个）。")
    case .segmentHelp:
      Label(en: "A customer segment it is for (repeatable).", zhHans: "适用客户群体（可多个）。")
    case .textEmpty:
      Label(en: "The phrase is empty.", zhHans: "话术内容为空。")
    case .textHelp:
      Label(en: "The text of the phrase.", zhHans: "话术内容。")
    }
  }
}
