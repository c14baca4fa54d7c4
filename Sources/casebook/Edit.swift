import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Messages
import RecordStore
import Replica
import Versioning

struct Edit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text(.editAbstract),
    discussion: text(
      .editDiscussion) + "\n" + FieldArguments.help(except: [CaseField.status.id]))

  static var takesFields: Bool { true }

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.editTheFieldForEditorDefault, "field"))
  var editorField: String?

  @Flag(help: help(.editOpensALongTextIn))
  var editor = false

  @Option(
    name: [.customShort("F"), .customLong("narrative-file")],
    help: help(.commonFileWithTheNarrativeReads, "file"))
  var narrativeFile: String?

  @Option(
    help: help(
      .editOnlyIfTheCaseStill, "version"))
  var ifVersion: String?

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  /// What was done to a case.
  private struct Done {
    let id: RecordID
    let number: String
    let version: String
    let changed: Bool
    let conflicts: Int
  }

  func run(in context: Context) throws {
    try context.requireOneNarrative(file: narrativeFile)
    guard editor || editorField == nil else {
      throw CommandFailure.usage(
        Label(.editOneCaseAtATime, ["editorField": .text(editorField ?? "")]),
        hint: Label(
          .editFieldsAreSetWithOptions))
    }
    guard editor || narrativeFile != nil || !context.fields.isEmpty else {
      throw CommandFailure.usage(
        Label(.editNothingToChangeWasGiven),
        hint: Label(
          .editForExampleCasebookEditSeverity, ["reference": .text(reference)]))
    }
    try context.refuseStatus(reference)
    context.tellAssumedTimes()
    let store = try context.openStore()
    if editor { return try print(try edited(context, store), context) }
    let narrative = try narrativeFile.map(context.readText)
    let done = try context.keeping(narrative) {
      try context.write(store) { session in
        let row = try context.resolveCase(session.reader, reference)
        let added = narrative.map { [(id: CaseField.narrative.id, text: $0.text)] } ?? []
        return try save(&session, row, seen: nil, added, context)
      }
    }
    try print(done, context)
  }

  /// Opens a text in the editor. What its author saw is the case as it was then: what others write
  /// meanwhile is not replaced.
  private func edited(_ context: Context, _ store: ReplicaStore) throws -> Done {
    let (reference, field) = try editorTarget()
    let (row, seen, number) = try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      if try reader.deletion(of: row) == .deleted {
        throw WriteRefusal.deleted(number: try reader.number(of: row))
      }
      if let ifVersion, ifVersion != row.version { throw WriteRefusal.versionDiffers(current: row.version) }
      return (row, try row.decoded(), try reader.number(of: row))
    }
    guard let seen else {
      throw CommandFailure("not_found", .notFound, Label(.editHasNoContent, ["number": .text(number)]))
    }
    let before = if case .text(let text) = seen.value(FieldID(field.number)) { text } else { "" }
    let file: EditedText
    let after: String
    do throws(EditedText.Failure) {
      file = try EditedText(before + "\n", of: row.id, in: context.home.directory)
      after = try file.edit(environment: context.environment, isTerminal: context.style.isTerminal)
    } catch {
      throw CommandFailure(error)
    }
    do {
      let done = try context.write(store) { session in
        guard let now = try session.reader.db.record(row.id) else {
          throw CommandFailure(
            "not_found", .notFound, Label(.editIsNoLongerHere, ["number": .text(number)]))
        }
        return try save(&session, now, seen: seen, [(field.id, after)], context)
      }
      file.remove()
      return done
    } catch {
      throw CommandFailure(explaining: error, home: context.home).keepingText(file.path)
    }
  }

  /// `edit CASE --editor [FIELD]`, and `edit --editor FIELD CASE` as well.
  private func editorTarget() throws -> (reference: String, field: FieldDefinition) {
    guard let editorField else { return (reference, CaseField.narrative) }
    for (reference, name) in [(reference, editorField), (editorField, reference)] {
      guard let field = FieldArguments.field(option: name.replacing("_", with: "-")) else { continue }
      switch field.type {
      case .text, .longText: return (reference, field)
      default:
        let name = Label(id: field.id, field.label)
        throw CommandFailure.usage(
          Label(.editIsNoText, ["name": .label(name)]),
          hint: Label(.editSetItWithValue, ["option": .text(field.option)]))
      }
    }
    throw CommandFailure.usage(
      Label(.editThereIsNoField, ["editorField": .text(editorField)]),
      hint: Label(.editCasebookEditHelpListsThem))
  }

  private func save(
    _ session: inout WriteSession, _ row: RecordRow, seen: RecordState?,
    _ added: [(id: String, text: String)],
    _ context: Context
  ) throws -> Done {
    let draft = try CaseDraft(try context.fieldTexts(session.reader) + added, now: context.now)
    // With an editor the version was compared when it opened; what came since is merged.
    let changed = try session.editCase(row, seen: seen, ifVersion: seen == nil ? ifVersion : nil, draft.edits)
    let reader = session.reader
    return Done(
      id: row.id, number: try reader.number(of: row), version: try reader.db.record(row.id)?.version ?? "",
      changed: changed, conflicts: try reader.conflictIDs(aggregate: row.rid).count)
  }

  private func print(_ done: Done, _ context: Context) throws {
    if context.json {
      return try context.emit([
        "id": .string(done.id.description), "number": .string(done.number), "changed": .bool(done.changed),
        "version": .string(done.version),
      ])
    }
    context.err(
      done.changed
        ? Label(.editSaved, ["number": .text(done.number)])
        : Label(.editAlreadySaysSoNothingTo, ["number": .text(done.number)]))
    if done.conflicts > 0 {
      context.err(
        Label(
          .editHasOpenConflictsCasebookConflict, ["number": .text(done.number)]))
    }
  }
}

extension CommandFailure {
  fileprivate init(_ failure: EditedText.Failure) {
    switch failure {
    case .notWritable(let path, let errno):
      let why = String(cString: strerror(errno))
      self.init(
        "not_writable", .failed, Label(.editCannotBeUsed, ["path": .text(path), "why": .text(why)]))
    case .noEditor:
      self.init(
        "no_editor", .usage,
        Label(.editThereIsNoEditorTo),
        hint: Label(.editOrGiveTheTextWith))
    case .editorFailed(let command, let path):
      self.init(
        "editor_failed", .failed,
        Label(
          .editTheEditorEndedWithAn, ["command": .text(command)]),
        hint: path.map { Label(.editWhatItWroteIsIn, ["value": .text($0)]) })
    case .notUTF8(let path):
      self.init(
        "bad_input", .failed, Label(.editIsNotUtf8Nothing, ["path": .text(path)]),
        hint: Label(
          .editSaveTheFileAsUtf, ["path": .text(path)]))
    }
  }
}
