import ArgumentParser
import Complaints
import Console
import Messages
import Versioning

struct Execute: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "execute",
    abstract: text(.executeAbstract),
    discussion: text(
      .executeDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.executeWhomTheCustomerAsksFor, "name"))
  var contact: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let promised = try promise.edits(context)
    try context.take(
      .execute, reference, edits: try context.edits([(CaseField.singleContact, contact)]),
      words: [promise.commit]
    ) { session, row, _ in
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}

/// Something promised, with its date.
struct PromiseOptions: ParsableArguments {
  @Option(help: help(.executeWhatIsPromised, "text"))
  var commit: String?

  @Option(help: help(.commonByWhen, "time"))
  var due: String?

  @Option(help: help(.executeWhoSeesToIt, "name"))
  var owner: String?

  /// - Throws: `CommandFailure` for a promise without a date.
  func edits(_ context: Context) throws -> [FieldEdit]? {
    guard let commit else {
      guard due == nil, owner == nil else {
        throw CommandFailure.usage(
          Label(.executeDueAndOwnerGoWith))
      }
      return nil
    }
    guard let due else {
      throw CommandFailure.usage(
        Label(.executeByWhenACommitmentHas),
        hint: Label(.executeForExampleDue202611))
    }
    return try context.edits([
      (CommitmentField.what, commit), (CommitmentField.due, due),
      (CommitmentField.owner, owner ?? context.author),
    ])
  }
}

struct Commitment: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "commitment",
    abstract: text(.commitmentAbstract),
    discussion: text(
      .commitmentDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.executeTheCommitmentsPlaceWhereThere, "n"))
  var place: String?

  @Flag(help: help(.executeItWasKept))
  var done = false

  @Option(help: help(.executeItIsNotOwedAny, "reason"))
  var waive: String?

  @Option(help: help(.executeAnotherDate, "time"))
  var due: String?

  @Option(help: help(.executeAnotherPerson, "name"))
  var owner: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CommitmentField.doneAt, done ? "now" : nil), (CommitmentField.waived, waive),
      (CommitmentField.due, due), (CommitmentField.owner, owner),
    ])
    guard !edits.isEmpty, !(done && waive != nil) else {
      throw CommandFailure.usage(
        Label(
          .executeSayWhatBecameOfIt))
    }
    try context.record(reference, said: Label(.executeSaved)) { session, row, file in
      let number = try session.reader.number(of: row)
      let all = place == nil ? file.openCommitments : file.commitments
      let chosen = try context.pick(place, of: all, Label(.executeCommitment), in: number)
      try session.change(try session.row(of: chosen), of: row, edits)
      return chosen.id
    }
  }
}

struct ProgressCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: text(.progressAbstract),
    discussion: text(
      .progressDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.executeWhatWasSaid, "text"))
  var words: String

  @Option(help: help(.executeHowAChannel, "channel"))
  var how: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(ProgressField.text, words), (ProgressField.how, how)])
    try context.record(reference, said: Label(.commonNoted), words: [words]) { session, row, _ in
      try session.append(.progress, to: row, edits)
    }
  }
}
