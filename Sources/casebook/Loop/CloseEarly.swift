import ArgumentParser
import Complaints
import Console
import Messages
import Replica
import Versioning

struct Withdraw: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: text(.withdrawAbstract),
    discussion: text(
      .withdrawDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.closeEarlyWithdrawnUnfoundedOrDuplicate, "how"))
  var `as`: String = "withdrawn"

  @Option(help: help(.closeEarlyWhy))
  var reason: String?

  @Option(name: .customLong("of"), help: help(.closeEarlyTheCaseThatItRepeats, "case"))
  var original: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard case .term(let term) = Vocabulary.status.match(self.as), let target = CaseStatus(rawValue: term.id),
      [.withdrawn, .unfounded, .duplicate].contains(target)
    else {
      throw CommandFailure.usage(
        Label(.closeEarlyAsOnlyWithdrawnUnfoundedOr, ["as": .text(self.as)]))
    }
    guard original == nil || target == .duplicate else {
      throw CommandFailure.usage(Label(.closeEarlyOfGoesWithAsDuplicate))
    }
    let same = try original.map { original in
      try context.read { try context.resolveCase($0, original).id }
    }
    try context.take(
      .withdraw, reference, to: target, record: try context.edits([(StepField.reason, reason)]),
      edits: same.map { [FieldEdit(FieldID(CaseField.duplicateOf.number), .text($0.description))] } ?? [])
  }
}

struct Reopen: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: text(.reopenAbstract),
    discussion: text(
      .reopenDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.closeEarlyWhy))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.take(.reopen, reference, record: try context.edits([(StepField.reason, reason)]))
  }
}

struct Escalate: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: text(.escalateAbstract),
    discussion: text(
      .escalateDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.closeEarlyToWhom, "who"))
  var to: String?

  @Option(help: help(.closeEarlyWhy2))
  var reason: String?

  @Option(help: help(.closeEarlyWhatWasDoneSoFar))
  var done: String?

  @Option(help: help(.closeEarlyWhenAnAnswerIsExpected, "time"))
  var expected: String?

  @Flag(help: help(.closeEarlyEndsIt))
  var end = false

  @Option(help: help(.closeEarlyWhatCameOfIt))
  var outcome: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard end ? to == nil && outcome != nil : to != nil && reason != nil && outcome == nil else {
      throw CommandFailure.usage(
        Label(
          .closeEarlyEitherToWhoReasonWhy))
    }
    let edits = try context.edits([
      (EscalationField.to, to), (EscalationField.reason, reason), (EscalationField.doneSoFar, done),
      (EscalationField.expected, expected), (EscalationField.outcome, outcome),
    ])
    let said = end ? Label(.closeEarlyEnded) : Label(.closeEarlyEscalated)
    try context.record(reference, said: said) {
      session, row, file in
      let flag = FieldEdit(FieldID(CaseField.escalated.number), .flag(!end || file.openEscalations.count > 1))
      var all = edits
      if !end, let status = file.status, status.isClosed {
        throw StepRefusal.closed(status, number: try session.reader.number(of: row))
      }
      if end {
        let number = try session.reader.number(of: row)
        let open = try context.pick(
          file.openEscalations.count == 1 ? nil : "1", of: file.openEscalations,
          Label(.closeEarlyOpenEscalation), in: number)
        all.append(FieldEdit(FieldID(EscalationField.ends.number), .text(open.id.description)))
      }
      let id = try session.add(.escalation, to: row, all)
      _ = try session.editCase(row, [flag])
      return id
    }
  }
}
