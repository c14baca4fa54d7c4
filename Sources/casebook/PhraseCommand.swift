import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

/// `casebook phrase …`
struct PhraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phrase",
    abstract: text("Phrases to say or write to customers, for every stage.", "话术：各环节可以直接说、直接发的话。"),
    discussion: text(
      """
      casebook phrase list --stage empathy --emotion angry
      casebook phrase find refund approval --channel phone
      casebook phrase show en_proposal_two

      Head office adds and changes them for all branches:

      casebook phrase add en_rain --stage greeting --language en --text "Come in out of the rain."
      casebook phrase edit en_thanks --text "Thank you, {customer}."
      casebook phrase retire en_rain
      """,
      """
      casebook phrase list --stage 共情 --emotion 愤怒
      casebook phrase find 审批 --channel 电话
      casebook phrase show zh_proposal_two

      总部可为所有门店新增、修改、停用：

      casebook phrase add zh_rain --stage 问候 --language 简体中文 --text "外面下雨，快请进。"
      casebook phrase edit zh_thanks --text "谢谢您，{customer}。"
      casebook phrase retire zh_rain
      """),
    subcommands: [
      PhraseList.self, PhraseFind.self, PhraseShow.self, PhraseAdd.self, PhraseEdit.self, PhraseRetire.self,
    ])
}

/// What phrases are narrowed to.
struct PhraseFilter: ParsableArguments {
  @Option(help: help("Stage of the conversation.", "环节。", "term"), completion: choices(.phraseStage))
  var stage: String?
  @Option(help: help("Channel.", "渠道。", "term"), completion: choices(.channel))
  var channel: String?
  @Option(help: help("The customer's mood.", "客户情绪。", "term"), completion: choices(.emotion))
  var emotion: String?
  @Option(
    help: help("Segment of the customer; several times for several.", "客户群体，可写多次。", "term"),
    completion: choices(.segment))
  var segment: [String] = []
  @Option(
    help: help(
      "zh-Hans, en or all; the language of messages where it is left out.", "zh-Hans、en 或 all；默认与界面语言相同。",
      "language"),
    completion: .list(["zh-Hans", "en", "all"]))
  var language: String?

  /// - Throws: `FieldError` for an unknown term.
  func fitting(_ phrases: Phrases, _ context: Context) throws -> [Phrase] {
    func term(_ typed: String?, _ field: FieldDefinition) throws -> String? {
      try typed.map { try FieldInput.element($0, of: field) }
    }
    return phrases.fitting(
      stage: try context.term(stage, of: PhraseField.stage), channel: try term(channel, PhraseField.channels),
      emotion: try term(emotion, PhraseField.emotions),
      segment: Set(try segment.map { try FieldInput.element($0, of: PhraseField.segments) }),
      language: try wantedLanguage(context))
  }

  private func wantedLanguage(_ context: Context) throws -> Language? {
    guard let language else { return context.language }
    if ["all", "全部"].contains(language.lowercased()) { return nil }
    return try context.term(language, of: PhraseField.language).flatMap(Language.init(tag:))
  }
}

struct PhraseList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text("Lists phrases, the most fitting first.", "列出话术，最合适的在前。"),
    discussion: text(
      "casebook phrase list --stage call_back --segment elderly",
      "casebook phrase list --stage 回访 --segment 老年"))

  @OptionGroup var filter: PhraseFilter
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let phrases = try context.read { try $0.phrases() }
    try context.print(filter.fitting(phrases, context))
  }
}

struct PhraseFind: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: text("Finds phrases in which every word stands.", "按关键词查找话术（须全部出现）。"),
    discussion: text("casebook phrase find voucher --stage proposal", "casebook phrase find 办法 --stage 提出方案"))

  @Argument(help: help("What to look for.", "关键词。", "words"))
  var words: [String]
  @OptionGroup var filter: PhraseFilter
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let words = words.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    guard !words.isEmpty else {
      throw CommandFailure.usage(Label("There is no word to look for.", "请输入关键词。"))
    }
    let phrases = try context.read { try $0.phrases() }
    try context.print(Phrases.containing(words, in: filter.fitting(phrases, context)))
  }
}

struct PhraseShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text("Shows a phrase whole.", "查看一条话术。"),
    discussion: text("casebook phrase show en_apology", "casebook phrase show zh_apology"))

  @Argument(help: help("Its id, or the beginning of it.", "代号（或其开头）。", "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let phrase = try context.phrase(id, in: context.read { try $0.phrases() })
    if context.json { return try context.emit(context.json(phrase)) }
    let head = [phrase.id, Vocabulary.phraseStage.text(phrase.stage, context.language)]
    try context.out(context.style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
    for line in wrap(phrase.text, width: context.columns, indent: 2) { try context.out(line) }
    for line in context.facts(phrase) {
      try context.out(context.style.apply(.dim, to: line.sanitised(.joined)))
    }
  }
}

extension Context {
  func json(_ phrase: Phrase) -> JSON {
    [
      "id": .string(phrase.id), "stage": .string(phrase.stage), "language": .string(phrase.language),
      "text": .string(phrase.text), "placeholders": .strings(phrase.placeholders),
      "channels": .strings(phrase.channels.sorted()), "emotions": .strings(phrase.emotions.sorted()),
      "segments": .strings(phrase.segments.sorted()), "retired": .bool(phrase.isRetired),
      "source": .string(phrase.isBuiltIn ? "built_in" : "head_office"),
    ]
  }

  fileprivate func print(_ phrases: [Phrase]) throws {
    if json { return try emit(.array(phrases.map { json($0) })) }
    guard !phrases.isEmpty else { return err(Label("No phrase fits.", "没有符合条件的话术。")) }
    var table = Table([
      Column(text("Id", "代号")), Column(text("Stage", "环节")),
      Column(text("Phrase", "话术"), minWidth: 20, isFlexible: true),
      Column(text("For", "适用"), minWidth: 6, maxWidth: 24, isFlexible: true),
    ])
    for phrase in phrases {
      table.add([
        Cell(phrase.id), Cell(Vocabulary.phraseStage.text(phrase.stage, language)), Cell(phrase.text),
        Cell(audience(phrase).joined(separator: text(", ", "、")), style: .dim),
      ])
    }
    for line in table.lines(width: columns, style: style) { try out(line) }
    if errorStyle.isTerminal {
      errAfterwards(Label("To see one whole: casebook phrase show ID", "查看全文：casebook phrase show 代号"))
    }
  }

  /// Whom a phrase is for, by labels; nothing for everybody.
  private func audience(_ phrase: Phrase) -> [String] {
    let sets: [(Set<String>, Vocabulary)] = [
      (phrase.segments, .segment), (phrase.emotions, .emotion), (phrase.channels, .channel),
    ]
    return sets.flatMap { terms, vocabulary in terms.sorted().map { vocabulary.text($0, language) } }
  }

  fileprivate func facts(_ phrase: Phrase) -> [String] {
    var facts: [String] = []
    let audience = audience(phrase)
    if !audience.isEmpty {
      facts.append(text("For: ", "适用：") + audience.joined(separator: text(", ", "、")))
    }
    if !phrase.placeholders.isEmpty {
      facts.append(text("To fill in: ", "需填写：") + phrase.placeholders.joined(separator: text(", ", "、")))
    }
    facts.append(
      phrase.isBuiltIn ? text("Built in", "系统自带") : text("From head office", "总部发布"))
    if phrase.isRetired { facts.append(text("Retired: no longer offered", "已停用，不再推荐")) }
    return facts
  }

  /// The phrase that an id, or an unambiguous beginning of one, names.
  func phrase(_ typed: String, in phrases: Phrases) throws -> Phrase {
    let wanted = typed.lowercased()
    if let phrase = phrases[wanted] { return phrase }
    let found = phrases.all.filter { $0.id.hasPrefix(wanted) && !wanted.isEmpty }
    if found.count == 1 { return found[0] }
    throw CommandFailure.unknownID(
      typed, found.map(\.id), what: Label("phrase", "话术"), list: "casebook phrase list --language all")
  }

  /// One term of a field; nil for nothing typed.
  func term(_ typed: String?, of field: FieldDefinition) throws -> String? {
    guard let typed, case .text(let id) = try FieldInput.parse(typed, as: field, now: now) else { return nil }
    return id
  }
}

extension CommandFailure {
  /// An id of a phrase or a rule that names none or several.
  static func unknownID(_ typed: String, _ found: [String], what: Label, list: String) -> CommandFailure {
    guard found.isEmpty else {
      return CommandFailure(
        "ambiguous", .notFound, 
        Label("“\(typed)” could be more than one \(what.en):", "“\(typed)”对应多条\(what.zhHans)："),
        hint: Label("Give more of the id.", "请多输入几个字。"), candidates: Array(found.prefix(12)))
    }
    return CommandFailure(
      "not_found", .notFound, Label("There is no \(what.en) “\(typed)”.", "没有\(what.zhHans)“\(typed)”。"),
      hint: Label("See: \(list)", "查看：\(list)"))
  }
}

/// The terms of a vocabulary, for completion: known only to the script, which is printed once.
func choices(_ vocabulary: Vocabulary) -> CompletionKind? {
  guard Invocation.arguments.first == Completion._commandName else { return nil }
  return .list(vocabulary.terms.filter { !$0.retired }.map(\.id))
}
