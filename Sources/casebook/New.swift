import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import RecordStore
import Replica
import Versioning

struct New: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: text(.newAbstract),
    discussion: text(
      .newDiscussion) + "\n" + FieldArguments.help())

  static var takesFields: Bool { true }

  @Option(
    name: [.customShort("F"), .customLong("narrative-file")],
    help: help(.commonFileWithTheNarrativeReads, "file"),
    completion: .file())
  var narrativeFile: String?

  @Option(
    help: help(.newGoesOnWithADraft, "id"))
  var draft: String?

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.requireOneNarrative(file: narrativeFile)
    try context.refuseStatusOfNew()
    var context = context
    let signal = try context.takeSignal()
    guard signal == nil || draft == nil else {
      throw CommandFailure.usage(Label(.newGiveDraftOrSignalNot))
    }
    if context.fields.isEmpty, narrativeFile == nil, context.canAsk {
      return try context.intake(draft, from: signal)
    }
    if let draft { return try context.log(draft, narrative: try narrativeFile.map(context.readText)) }
    if let signal { return try context.log(signal, narrative: try narrativeFile.map(context.readText)) }
    let store = try context.openStore()
    context.tellAssumedTimes()
    // Everything else is checked before a text is read from a pipe, which could not be read again.
    var typed =
      context.fields.contains { $0.definition.type == .reference }
      ? try context.read(store, context.fieldTexts) : context.fields.map { ($0.definition.id, $0.text) }
    try Self.requireIntake(try CaseDraft.newCase(typed, now: context.now), hasFile: narrativeFile != nil)
    let narrative = try narrativeFile.map(context.readText)
    let logged = try context.keeping(narrative) {
      if let narrative { typed.append((CaseField.narrative.id, narrative.text)) }
      let draft = try CaseDraft.newCase(typed, now: context.now)
      try Self.requireIntake(draft, hasFile: false)
      let (id, number) = try context.write(store) { try $0.newCase(draft) }
      return (id: id, number: number, draft: draft)
    }
    try context.tell(
      logged.id, logged.number, like: context.duplicates(of: logged.draft, logged.id, in: store))
  }

  /// Channel and narrative are what an intake cannot do without.
  static func requireIntake(_ draft: CaseDraft, hasFile: Bool) throws {
    var missing: [FieldDefinition] = []
    if draft[CaseField.channel] == nil { missing.append(CaseField.channel) }
    if draft[CaseField.narrative] == nil, !hasFile { missing.append(CaseField.narrative) }
    guard !missing.isEmpty else { return }
    let names = Label.list(missing.map(\.label.lowercased), separator: Label(.newAnd))
    throw CommandFailure.usage(
      Label(.newACaseNeedsIts, ["names": .label(names)]),
      hint: Label(
        .newForExampleCasebookNewChannel))
  }
}
