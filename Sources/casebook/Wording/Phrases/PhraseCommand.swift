import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook phrase …`
struct PhraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phrase",
    abstract: text(PhraseMessage.abstract),
    discussion: text(PhraseMessage.discussion),
    subcommands: [
      PhraseList.self, PhraseFind.self, PhraseShow.self, PhraseAdd.self, PhraseEdit.self, PhraseRetire.self,
    ])
}

/// What phrases are narrowed to.
struct PhraseFilter: ParsableArguments {
  @Option(help: help(CommonMessage.stageHelp, "term"), completion: choices(.phraseStage))
  var stage: String?
  @Option(help: help(CommonMessage.channelHelp, "term"), completion: choices(.channel))
  var channel: String?
  @Option(help: help(PhraseMessage.emotionHelp, "term"), completion: choices(.emotion))
  var emotion: String?
  @Option(
    help: help(PhraseMessage.segmentHelp, "term"),
    completion: choices(.segment))
  var segment: [String] = []
  @Option(
    name: .customLong("class"), help: help(KnowledgeListMessage.classHelp, "term"),
    completion: choices(.problemClass))
  var problemClass: String?
  @Option(
    help: help(
      CommonMessage.languageOrAllHelp,
      "language"),
    completion: .list(["zh-Hans", "en", "all"]))
  var language: String?

  /// - Throws: `FieldError` for an unknown term.
  func fitting(_ phrases: Phrases, _ context: Context) throws -> [Phrase] {
    let terms = context.terms.withRetired
    func term(_ typed: String?, _ field: FieldDefinition) throws -> String? {
      try typed.map { try FieldInput.element($0, of: terms[field]) }
    }
    return phrases.fitting(
      stage: try context.term(stage, of: PhraseField.stage), channel: try term(channel, PhraseField.channels),
      emotion: try term(emotion, PhraseField.emotions),
      segment: Set(try segment.map { try FieldInput.element($0, of: terms[PhraseField.segments]) }),
      problemClass: try term(problemClass, PhraseField.classes), language: try wantedLanguage(context))
  }

  private func wantedLanguage(_ context: Context) throws -> Language? {
    guard let language else { return context.language }
    if ["all", "全部"].contains(language.folded) { return nil }
    return try context.term(language, of: PhraseField.language).flatMap(Language.init(tag:))
  }
}

extension Context {
  func json(_ phrase: Phrase) -> JSON {
    [
      "id": .string(phrase.id), "stage": .string(phrase.stage), "language": .string(phrase.language),
      "text": .string(phrase.text), "placeholders": .strings(phrase.placeholders),
      "channels": .strings(phrase.channels.sorted()), "emotions": .strings(phrase.emotions.sorted()),
      "segments": .strings(phrase.segments.sorted()),
      "classes": .strings(phrase.classes.sorted()), "retired": .bool(phrase.isRetired),
      "source": .string(phrase.isBuiltIn ? "built_in" : "head_office"),
    ]
  }

  func print(_ phrases: [Phrase]) throws {
    if json { return try emit(.array(phrases.map { json($0) })) }
    guard !phrases.isEmpty else { return err(Label(PhraseMessage.noneFits)) }
    var table = Table([
      Column(text(DomainMessage.id)), Column(text(DomainMessage.stage)),
      Column(text(DomainMessage.phrase), minWidth: 20, isFlexible: true),
      Column(text(PhraseMessage.audienceColumn), minWidth: 6, maxWidth: 24, isFlexible: true),
    ])
    for phrase in phrases {
      table.add([
        Cell(phrase.id), Cell(Vocabulary.phraseStage.text(phrase.stage, language)), Cell(phrase.text),
        Cell(audience(phrase).joined(separator: text(PunctuationMessage.comma)), style: .dim),
      ])
    }
    try print(table)
    if errorStyle.isTerminal {
      errAfterwards(Label(PhraseMessage.showHint))
    }
  }

  /// Whom a phrase is for, by labels; nothing for everybody.
  private func audience(_ phrase: Phrase) -> [String] {
    let sets: [(Set<String>, Vocabulary)] = [
      (phrase.segments, .segment), (phrase.classes, .problemClass), (phrase.emotions, .emotion),
      (phrase.channels, .channel),
    ]
    return sets.flatMap { ids, vocabulary in ids.sorted().map { terms[vocabulary].text($0, language) } }
  }

  func facts(_ phrase: Phrase) -> [String] {
    var facts: [String] = []
    let audience = audience(phrase)
    if !audience.isEmpty {
      facts.append(
        text(PhraseMessage.audience) + audience.joined(separator: text(PunctuationMessage.comma)))
    }
    if !phrase.placeholders.isEmpty {
      facts.append(
        text(PhraseMessage.placeholders)
          + phrase.placeholders.joined(separator: text(PunctuationMessage.comma)))
    }
    facts.append(
      phrase.isBuiltIn ? text(CommonMessage.builtIn) : text(CommonMessage.fromHeadOffice))
    if phrase.isRetired { facts.append(text(PhraseMessage.retired)) }
    return facts
  }

  /// The phrase that an id, or an unambiguous beginning of one, names.
  func phrase(_ typed: String, in phrases: Phrases) throws -> Phrase {
    try one(
      of: phrases.all, typed, id: \.id, what: Label(PhraseMessage.phrase),
      list: "casebook phrase list --language all")
  }

  /// What an id, or an unambiguous beginning of one, names.
  func one<Entry>(
    of entries: [Entry], _ typed: String, id: KeyPath<Entry, String>, what: Label, list: String
  ) throws -> Entry {
    let wanted = typed.foldedCode
    if let entry = entries.first(where: { $0[keyPath: id] == wanted }) { return entry }
    let found = entries.filter { $0[keyPath: id].hasPrefix(wanted) && !wanted.isEmpty }
    if found.count == 1 { return found[0] }
    throw CommandFailure.unknownID(typed, found.map { $0[keyPath: id] }, what: what, list: list)
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
        Label(PhraseMessage.idAmbiguous(typed, what: what)),
        hint: Label(HintMessage.longerID), candidates: Array(found.prefix(12)))
    }
    return CommandFailure(
      "not_found", .notFound, Label(PhraseMessage.idUnknown(typed, what: what)),
      hint: Label(PhraseMessage.idUnknownHint(list)))
  }
}
