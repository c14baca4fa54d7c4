import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Versioning

/// The sets of a phrase, as options of `add` and `edit`.
struct PhraseAudience: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: help("A channel it is for; -T removes one. None: for all.", "适用渠道，-T 移除；不填则不限。", "term"),
    completion: choices(.channel))
  var channel: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help("A mood it is for.", "适用情绪。", "term"),
    completion: choices(.emotion))
  var emotion: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help("A segment it is for.", "适用客户群体。", "term"),
    completion: choices(.segment))
  var segment: [String] = []

  func edits(_ context: Context) throws -> [FieldEdit] {
    let sets: [([String], FieldDefinition)] = [
      (channel, PhraseField.channels), (emotion, PhraseField.emotions), (segment, PhraseField.segments),
    ]
    return try sets.flatMap { typed, field in
      try typed.flatMap { try FieldInput.edits($0, of: field, now: context.now) }
    }
  }
}

struct PhraseAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: text("Publishes a new phrase to all branches (head office).", "向所有门店发布新话术（总部）。"),
    discussion: text(
      """
      casebook phrase add en_rain --stage greeting --language en --channel in_store \\
        --text "Good day, come in out of the rain."

      Put in braces what only the case knows: {name}, {time}. Branches have it after their next sync.
      """,
      """
      casebook phrase add zh_rain --stage 问候 --language 简体中文 --channel 前台 \\
        --text "外面下雨，快请进，我给您拿条毛巾。"

      随工单变化的内容写在花括号里：{name}、{time}。门店下次同步后即可使用。
      """))

  @Argument(help: help("A new id: a–z, 0–9, _ and -.", "新代号：小写字母、数字、_ 和 -。", "id"))
  var id: String
  @Option(help: help("Stage of the conversation.", "环节。", "term"), completion: choices(.phraseStage))
  var stage: String
  @Option(help: help("zh-Hans or en.", "zh-Hans 或 en。", "language"), completion: .list(["zh-Hans", "en"]))
  var language: String
  @Option(name: .customLong("text"), help: help("The words.", "话术内容。", "text"))
  var words: String
  @OptionGroup var audience: PhraseAudience
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let key = try context.newKey(id)
    let value = try FieldInput.parse(words, as: PhraseField.text, now: context.now)
    guard value != .none else { throw CommandFailure.usage(Label("The phrase is empty.", "话术内容为空。")) }
    let edits =
      [
        FieldEdit(
          FieldID(PhraseField.stage.number),
          try FieldInput.parse(stage, as: PhraseField.stage, now: context.now)),
        FieldEdit(
          FieldID(PhraseField.language.number),
          try FieldInput.parse(language, as: PhraseField.language, now: context.now)),
        FieldEdit(FieldID(PhraseField.text.number), value),
      ] + (try audience.edits(context))
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

struct PhraseEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text("Changes a phrase for all branches (head office).", "为所有门店修改话术（总部）。"),
    discussion: text(
      """
      casebook phrase edit en_thanks --text "Thank you, {customer}."
      casebook phrase edit en_thanks --channel phone --segment=-vip
      """,
      """
      casebook phrase edit zh_thanks --text "谢谢您，{customer}。"
      casebook phrase edit zh_thanks --channel 电话 --segment=-会员
      """))

  @Argument(help: help("Its id, or the beginning of it.", "代号（或其开头）。", "id"))
  var id: String
  @Option(help: help("Another stage.", "改为此环节。", "term"), completion: choices(.phraseStage))
  var stage: String?
  @Option(name: .customLong("text"), help: help("Other words.", "新的话术内容。", "text"))
  var words: String?
  @OptionGroup var audience: PhraseAudience
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try audience.edits(context)
    for (typed, field) in [(stage, PhraseField.stage), (words, PhraseField.text)] {
      guard let typed else { continue }
      let value = try FieldInput.parse(typed, as: field, now: context.now)
      guard value != .none else {
        throw CommandFailure.usage(
          Label("--\(field.id) may not be empty.", "--\(field.id) 不能为空。"),
          hint: Label("To take the phrase away: casebook phrase retire ID", "停用话术：casebook phrase retire 代号"))
      }
      edits.append(FieldEdit(FieldID(field.number), value))
    }
    guard !edits.isEmpty else {
      throw CommandFailure.usage(
        Label("Say what is to change: --text, --stage, --channel …", "请写明要改什么：--text、--stage、--channel 等。"))
    }
    try context.change(id, edits, checking: words)
  }
}

struct PhraseRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: text("Takes a phrase out of use in all branches (head office).", "在所有门店停用话术（总部）。"),
    discussion: text(
      "casebook phrase retire en_rain\ncasebook phrase retire en_rain --undo",
      "casebook phrase retire zh_rain\ncasebook phrase retire zh_rain --undo"))

  @Argument(help: help("Its id, or the beginning of it.", "代号（或其开头）。", "id"))
  var id: String
  @Flag(help: help("Puts it back into use.", "恢复使用。"))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(id, [FieldEdit(FieldID(PhraseField.retired.number), undo ? .none : .flag(true))])
  }
}

extension Context {
  fileprivate func change(_ id: String, _ edits: [FieldEdit], checking text: String? = nil) throws {
    let store = try openStore()
    let (key, changed, phrase) = try write(store) { session in
      let phrase = try self.phrase(id, in: session.reader.phrases())
      let changed = try session.publish(phrase, phrase.id, edits)
      return (phrase.id, changed, try session.reader.phrases()[phrase.id])
    }
    let findings = try text.map { try adviseOnWording(of: $0, in: store) } ?? []
    if json, let phrase { return try emit(json(phrase, findings, changed: changed)) }
    err(changed ? .published(key) : .unchanged)
  }

  fileprivate func json(_ phrase: Phrase, _ findings: [WordingFinding], changed: Bool) -> JSON {
    guard case .object(let members) = json(phrase) else { return .null }
    return .object(members + [("changed", .bool(changed)), ("wording", json(findings))])
  }

  /// A new id as it is stored.
  func newKey(_ typed: String) throws -> String {
    guard SharedRecord.isKey(typed) else {
      throw CommandFailure.usage(
        Label("“\(typed)” cannot be an id.", "“\(typed)”不能用作代号。"),
        hint: Label(
          "Use up to 64 of a–z, 0–9, _ and -, a letter first: en_rain",
          "代号最多 64 个字符：小写字母开头，可含数字、_ 和 -，如 zh_rain"))
    }
    return typed
  }
}

extension CommandFailure {
  static func keyTaken(_ key: String, _ command: String) -> CommandFailure {
    CommandFailure(
      "already_there", .gateRefused, Label("There is a “\(key)” already.", "代号“\(key)”已存在。"),
      hint: Label("To change it: casebook \(command) edit \(key)", "修改请用：casebook \(command) edit \(key)"))
  }
}

extension Label {
  static func published(_ key: String) -> Label {
    Label("\(key) is saved; branches have it after the next sync.", "\(key) 已保存，下次同步后各门店可用。")
  }

  static let unchanged = Label("Nothing was to be changed.", "没有需要修改的内容。")
}
