import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import RecordStore
import Replica
import Versioning

struct Note: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: text(.noteAbstract),
    discussion: text(
      .noteDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String?

  @Argument(help: help(.noteTheNoteReadsStandardInput, "text"))
  var words: [String] = []

  @Option(help: help(.noteStrikesOutTheNoteWith, "id"))
  var withdraw: String?

  @Option(help: help(.noteWhyItIsStruckOut))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if let withdraw { return try strikeOut(withdraw, context) }
    guard reason == nil else {
      throw CommandFailure.usage(Label(.noteReasonGoesWithWithdraw))
    }
    guard let reference, !words.isEmpty else {
      throw CommandFailure.usage(
        Label(.noteANoteNeedsACase),
        hint: Label(
          .noteForExampleCasebookNoteCalled, ["reference": .text(reference ?? "7")]))
    }
    let store = try context.openStore()
    if words == ["-"] {
      // The case is looked for first: a text from a pipe cannot be read again.
      _ = try context.read(store) { try context.resolveCase($0, reference) }
    }
    let piped = words == ["-"] ? try context.readText("-") : nil
    let typed = piped?.text ?? words.joined(separator: " ")
    let (id, number) = try context.keeping(piped) {
      let value = try FieldInput.parse(typed, as: NoteField.text, now: context.now)
      guard value != .none else { throw CommandFailure.usage(Label(.noteTheNoteIsEmpty)) }
      return try context.write(store) { session in
        let row = try context.resolveCase(session.reader, reference)
        return (try session.addNote(value, to: row), try session.reader.number(of: row))
      }
    }
    if context.json { return try context.emit(["id": .string(id.description), "case": .string(number)]) }
    context.err(Label(.noteNotedOn, ["number": .text(number)]))
  }

  private func strikeOut(_ id: String, _ context: Context) throws {
    guard words.isEmpty else {
      throw CommandFailure.usage(
        Label(.noteWithdrawTakesNoTextSay))
    }
    let value = try context.reason(reason, of: NoteField.withdrawalReason)
    let (note, number, changed) = try context.write { session in
      let root = try reference.map { try context.resolveCase(session.reader, $0) }
      let note = try context.resolveNote(session.reader, id, of: root)
      let changed = try session.withdrawNote(note, reason: value)
      let number = try session.reader.db.record(note.aggregate).map(session.reader.number) ?? ""
      return (note, number, changed)
    }
    if context.json {
      return try context.emit([
        "id": .string(note.id.description), "case": .string(number), "changed": .bool(changed),
      ])
    }
    context.err(
      changed
        ? Label(.noteTheNoteOnIsStruck, ["number": .text(number)])
        : Label(.noteTheNoteOnWasStruck, ["number": .text(number)]))
  }
}

extension Context {
  /// A reason that has to be given.
  func reason(_ typed: String?, of definition: FieldDefinition) throws -> Value {
    let value = try typed.map { try FieldInput.parse($0, as: definition, now: now) } ?? .none
    guard value != .none else {
      throw CommandFailure.usage(
        Label(.noteSayWhyReasonText),
        hint: Label(.noteTheReasonStaysInThe))
    }
    return value
  }

  /// The note that an id, or the beginning of one, names: in one case or in all of them.
  fileprivate func resolveNote(_ reader: ReplicaReader, _ id: String, of root: RecordRow?) throws -> RecordRow
  {
    let found = try reader.notes(idPrefix: id, of: root, limit: 6)
    if found.count == 1 { return found[0] }
    guard !found.isEmpty else {
      throw CommandFailure(
        "not_found", .notFound, Label(.noteThereIsNoNoteHere, ["id": .text(id)]),
        hint: Label(
          .noteCasebookShowCaseListsThe))
    }
    throw CommandFailure(
      "ambiguous", .notFound, Label(.noteCouldBeSeveralNotes, ["id": .text(id)]),
      hint: Label(.noteGiveMoreOfTheId),
      candidates: try found.map { note in
        let text = try note.decoded()?.value(FieldID(NoteField.text.number)) ?? .none
        return "\(note.id)  " + FieldDisplay.line(text, NoteField.text, language).prefix(50)
      })
  }
}
