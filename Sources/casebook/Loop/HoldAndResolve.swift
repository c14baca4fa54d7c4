import ArgumentParser
import Complaints
import Console
import Messages
import Versioning

struct Hold: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: text(.holdAbstract),
    discussion: text(
      .holdDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.holdAndResolveWhatFor))
  var reason: String?

  @Option(help: help(.holdAndResolveWhenTheCustomerHearsNext, "time"))
  var until: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let record = try context.edits([(StepField.reason, reason), (StepField.until, until)])
    // A day is meant until its end.
    if let text = record.first(where: { $0.field.number == StepField.until.number })?.value.text,
      let day = DateText(stored: text)?.start(offsetMinutes: context.now.offsetMinutes),
      day.milliseconds < context.now.milliseconds, day.date < context.now.date || text.contains("T")
    {
      throw CommandFailure.usage(
        Label(.holdTheNextUpdateLiesInThePast, ["when": .text(day.short)]),
        hint: Label(.holdForExampleUntil))
    }
    try context.take(.hold, reference, record: record)
  }
}

struct Resolve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: text(.resolveAbstract),
    discussion: text(
      .resolveDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Flag(help: help(.holdAndResolveEveryOpenCommitmentWasKept))
  var done = false

  @Option(help: help(.holdAndResolveHowTheCustomerFeelsNow, "emotion"))
  var emotionAfter: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let kept = try context.edits([(CommitmentField.doneAt, "now")])
    try context.take(
      .resolve, reference, edits: try context.edits([(CaseField.emotionAfter, emotionAfter)])
    ) { session, _, file in
      guard done else { return }
      for commitment in file.openCommitments {
        try session.edit(try session.row(of: commitment), kept)
      }
    }
  }
}
