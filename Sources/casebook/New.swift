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

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.requireOneNarrative(file: narrativeFile)
    let store = try context.openStore()
    // Everything else is checked before a text is read from a pipe, which could not be read again.
    var typed =
      context.fields.contains { $0.definition.type == .reference }
      ? try context.read(store, context.fieldTexts) : context.fields.map { ($0.definition.id, $0.text) }
    try Self.requireIntake(try CaseDraft.newCase(typed, now: context.now), hasFile: narrativeFile != nil)
    let narrative = try narrativeFile.map(context.readText)
    let (id, number) = try context.keeping(narrative) {
      if let narrative { typed.append((CaseField.narrative.id, narrative.text)) }
      let draft = try CaseDraft.newCase(typed, now: context.now)
      try Self.requireIntake(draft, hasFile: false)
      return try context.write(store) { try $0.newCase(draft) }
    }
    if context.json {
      return try context.emit(["id": .string(id.description), "number": .string(number)])
    }
    try context.out(number)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(.newLoggedToSeeItCasebook))
    }
  }

  /// Channel and narrative are what an intake cannot do without.
  private static func requireIntake(_ draft: CaseDraft, hasFile: Bool) throws {
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
