import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

/// `casebook drafts …`
struct DraftsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drafts",
    abstract: text(.draftsAbstract),
    discussion: text(
      .draftsDiscussion),
    subcommands: [DraftsList.self, DraftsShow.self, DraftsResume.self, DraftsDiscard.self],
    defaultSubcommand: DraftsList.self)
}

struct DraftsList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(.draftsListAbstract))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let folder = context.drafts
    let all = folder.all()
    if context.json { return try context.emit(.array(try all.map { try context.json($0) })) }
    guard !all.isEmpty else { return context.err(Label(.draftsThereAreNoDrafts)) }
    var table = Table([
      Column(context.text(.commonId)), Column(context.text(.draftsBegun)),
      Column(context.text(.fieldChannel)),
      Column(context.text(.fieldNarrative), minWidth: 12, isFlexible: true),
      Column(context.text(.serverDeviceState)),
    ])
    for draft in all {
      let number = try context.loggedNumber(draft)
      let state =
        number.map { context.text(.draftsLoggedAs, ["value": .text($0)]) }
        ?? (folder.isInUse(draft.id) ? context.text(.draftsBeingTyped) : "")
      table.add([
        Cell(draft.name, style: .bold), Cell(context.ago(draft.beganAt)),
        Cell(context.shown(draft, CaseField.channel)),
        Cell(context.shown(draft, CaseField.narrative).sanitised(.joined)), Cell(state),
      ])
    }
    try context.print(table)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(.draftsToGoOnCasebookDrafts))
    }
  }
}

struct DraftsShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(.draftsShowAbstract))

  @Argument(help: help(.draftsTheDraftOrTheEnd, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let draft = try context.draft(id)
    if context.json { return try context.emit(try context.json(draft)) }
    try context.out(
      context.style.apply(.bold, to: draft.name) + "  "
        + context.text(.draftsBegun2, ["when": .text(context.ago(draft.beganAt))]))
    for (id, text) in draft.answers where !text.isEmpty && IntakeDraft.isAnswer(id) {
      let question = IntakeQuestion.all.first { $0.id == id }
      let label = (question?.label ?? Schema.field(.case, id)?.label).map { context.text($0) } ?? id
      let value = question?.shown(text, context.language, now: context.time(draft.beganAt)) ?? text
      for line in wrap(
        label + context.text(.commonColon) + value, width: context.columns, indent: 2, firstIndent: 0)
      {
        try context.out(line)
      }
    }
  }
}

struct DraftsResume: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: text(.draftsResumeAbstract))

  @Argument(help: help(.draftsTheDraftTheOnlyOne, "id"))
  var id: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = context.drafts.all()
    guard let wanted = id ?? (all.count == 1 ? all[0].id.description : nil) else {
      throw CommandFailure.usage(
        Label(.draftsWhichDraftThereAre, ["count": .number(all.count)]),
        hint: Label(.commonSeeCasebookDrafts))
    }
    guard context.canAsk else {
      throw CommandFailure.usage(
        Label(.draftsNobodyCanBeAskedHere),
        hint: Label(
          .draftsToLogItAsIt, ["wanted": .text(wanted)]))
    }
    try context.intake(wanted)
  }
}

struct DraftsDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: text(.draftsDiscardAbstract))

  @Argument(help: help(.draftsTheDraftOrTheEnd, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let open = try context.opened(try context.draft(id))
    open.remove()
    if context.json {
      return try context.emit(["id": .string(open.draft.id.description), "discarded": true])
    }
    context.err(Label(.draftsDraftIsGone, ["name": .text(open.draft.name)]))
  }
}

extension Context {
  /// The number of the case that a draft became; nil where it was not logged.
  fileprivate func loggedNumber(_ draft: IntakeDraft) throws -> String? {
    try read { try $0.numberOfCase(loggedAs: draft.id) }
  }

  fileprivate func shown(_ draft: IntakeDraft, _ field: FieldDefinition) -> String {
    guard let text = draft[field.id], !text.isEmpty else { return "" }
    return IntakeQuestion.all.first { $0.field == field }?
      .shown(text, language, now: time(draft.beganAt)) ?? text
  }

  fileprivate func json(_ draft: IntakeDraft) throws -> JSON {
    [
      "id": .string(draft.id.description), "name": .string(draft.name),
      "began_at": .string(time(draft.beganAt).rfc3339), "in_use": .bool(drafts.isInUse(draft.id)),
      "logged_as": .optional(try loggedNumber(draft)),
      "answers": .object(
        draft.answers.filter { !$0.text.isEmpty && IntakeDraft.isAnswer($0.field) }.map {
          ($0.field, .string($0.text))
        }),
    ]
  }
}
