import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Versioning

/// The sets of a phrase, as options of `add` and `edit`.
struct PhraseAudience: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: help(.phraseWritingAChannelItIsFor, "term"),
    completion: choices(.channel))
  var channel: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help(.phraseWritingAMoodItIsFor, "term"),
    completion: choices(.emotion))
  var emotion: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: help(.phraseWritingASegmentItIsFor, "term"),
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
    abstract: text(.phraseAddAbstract),
    discussion: text(
      .phraseAddDiscussion))

  @Argument(help: help(.commonANewIdAZ, "id"))
  var id: String
  @Option(help: help(.commonStageOfTheConversation, "term"), completion: choices(.phraseStage))
  var stage: String
  @Option(help: help(.commonZhHansOrEn, "language"), completion: .list(["zh-Hans", "en"]))
  var language: String
  @Option(name: .customLong("text"), help: help(.phraseWritingTheWords, "text"))
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
      throw CommandFailure.usage(Label(.phraseWritingThePhraseIsEmpty))
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

struct PhraseEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text(.phraseEditAbstract),
    discussion: text(
      .phraseEditDiscussion))

  @Argument(help: help(.commonItsIdOrTheBeginning, "id"))
  var id: String
  @Option(help: help(.phraseWritingAnotherStage, "term"), completion: choices(.phraseStage))
  var stage: String?
  @Option(name: .customLong("text"), help: help(.phraseWritingOtherWords, "text"))
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
          Label(.phraseWritingMayNotBeEmpty, ["id": .text(field.id)]),
          hint: Label(.phraseWritingToTakeThePhraseAway))
      }
      edits.append(FieldEdit(FieldID(field.number), value))
    }
    guard !edits.isEmpty else {
      throw CommandFailure.usage(
        Label(.phraseWritingSayWhatIsToChange))
    }
    try context.change(id, edits, checking: words)
  }
}

struct PhraseRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: text(.phraseRetireAbstract),
    discussion: text(
      .phraseRetireDiscussion))

  @Argument(help: help(.commonItsIdOrTheBeginning, "id"))
  var id: String
  @Flag(help: help(.commonPutsItBackIntoUse))
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
        Label(.phraseWritingCannotBeAnId, ["typed": .text(typed)]),
        hint: Label(
          .phraseWritingUseUpTo64Of))
    }
    return typed
  }
}

extension CommandFailure {
  static func keyTaken(_ key: String, _ command: String) -> CommandFailure {
    CommandFailure(
      "already_there", .gateRefused, Label(.phraseWritingThereIsAAlready, ["key": .text(key)]),
      hint: Label(.phraseWritingToChangeItCasebookEdit, ["command": .text(command), "key": .text(key)]))
  }
}

extension Label {
  static func published(_ key: String) -> Label {
    Label(.phraseWritingIsSavedBranchesHaveIt, ["key": .text(key)])
  }

  static let unchanged = Label(.phraseWritingNothingWasToBeChanged)
}
