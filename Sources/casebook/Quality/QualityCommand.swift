import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook qc …`
struct QualityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qc",
    abstract: text(QualityMessage.abstract),
    discussion: text(QualityMessage.discussion),
    subcommands: [QualitySample.self, QualityScore.self, QualityList.self])
}

/// Which cases: of a branch, logged in a period.
struct PeriodOptions: ParsableArguments {
  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Option(
    help: help(QualityMessage.periodHelp, "period"))
  var period = "this month"

  /// - Throws: `CommandFailure`.
  func read(_ context: Context) throws -> (branch: String?, period: Period) {
    guard let found = Period(typed: period, today: context.now.date) else {
      throw CommandFailure.usage(
        Label(QualityMessage.periodInvalid(period)),
        hint: Label(QualityMessage.periodInvalidHint))
    }
    return (try branch.map { try BranchCode.checked($0).rawValue }, found)
  }
}

struct QualitySample: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: text(QualityMessage.sampleAbstract),
    discussion: text(QualityMessage.sampleDiscussion))

  @OptionGroup var which: PeriodOptions

  @Option(name: [.customShort("n"), .long], help: help(QualityMessage.countHelp, "n"))
  var count = 20

  @Option(help: help(QualityMessage.seedHelp, "words"))
  var seed: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard (1...10_000).contains(count) else {
      throw CommandFailure.usage(Label(QualityMessage.countRange))
    }
    let (branch, period) = try which.read(context)
    let (population, lines) = try context.read { reader in
      let all = try reader.handledCases(in: period, branch: branch)
      let person = context.author ?? reader.identity.author
      let drawn = try reader.sample(sampleOrder(all, seed: seed), without: person, count: count)
      return (all.count, try drawn.compactMap { try CaseLine(reader, $0) })
    }
    if context.json {
      return try context.emit([
        "seed": .string(seed), "from": .string(period.first.description),
        "to": .string(period.last.description), "branch": .optional(branch),
        "population": .integer(Int64(population)), "cases": .array(lines.map { .object(context.json($0)) }),
      ])
    }
    guard !lines.isEmpty else {
      return context.err(Label(QualityMessage.noneHandled))
    }
    try context.print(lines)
    context.err(
      Label(
        QualityMessage.sampled(
          lines.count, of: population, first: "\(period.first)", last: "\(period.last)", seed: seed)))
  }
}

struct QualityScore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: text(QualityMessage.scoreAbstract),
    discussion: text(QualityMessage.scoreDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(QualityMessage.expressionHelp, "1-5"))
  var expression: String
  @Option(help: help(QualityMessage.problemSolvingHelp, "1-5"))
  var problemSolving: String
  @Option(help: help(QualityMessage.attitudeHelp, "1-5"))
  var attitude: String
  @Option(help: help(QualityMessage.outcomeHelp, "term"), completion: choices(.scoreOutcome))
  var outcome: String?
  @Option(help: help(QualityMessage.noteHelp, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (ScoreField.expression, expression), (ScoreField.problemSolving, problemSolving),
      (ScoreField.attitude, attitude), (ScoreField.outcome, outcome), (ScoreField.note, note),
    ])
    try context.record(reference, said: Label(QualityMessage.scored)) { session, row, _ in
      try session.score(row, edits)
    }
  }
}

struct QualityList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(QualityMessage.listAbstract),
    discussion: text(QualityMessage.listDiscussion))

  @OptionGroup var which: PeriodOptions
  @Option(help: help(QualityMessage.handlerHelp, "name"))
  var handler: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (branch, period) = try which.read(context)
    let scores = try context.read { try $0.scores(in: period, branch: branch) }
      .filter { handler == nil || $0.summary.handler?.folded == handler?.folded }
    if context.json { return try context.emit(json(scores, period, branch, context)) }
    guard !scores.isEmpty else {
      return context.err(Label(QualityMessage.noneScored))
    }
    var table = Table(
      [
        Column(context.text(DomainMessage.caseNumber)),
        Column(context.text(DomainMessage.handler), maxWidth: 10),
      ] + ScoreField.marks.map { Column(context.text($0.label), alignment: .right) } + [
        Column(context.text(DomainMessage.outcome)),
        Column(context.text(QualityMessage.scorerColumn), maxWidth: 10),
        Column(context.text(DomainMessage.coachingNote), isFlexible: true),
      ])
    for scored in scores {
      let outcome = scored.score.text(ScoreField.outcome)
      table.add(
        [Cell(scored.summary.number, style: .bold), Cell(scored.summary.handler ?? "")]
          + ScoreField.marks.map { Cell(scored.score.text($0) ?? "") } + [
            Cell(outcome.map { Vocabulary.scoreOutcome.text($0, context.language) } ?? ""),
            Cell(scored.score.made?.author.name ?? ""), Cell(scored.score.text(ScoreField.note) ?? ""),
          ])
    }
    try context.print(table)
    let averages = ScoreField.marks.map { field in
      context.text(field.label) + " " + (Self.average(scores, field).map(Self.decimal) ?? "–")
    }
    try context.out(
      context.text(QualityMessage.average)
        + averages.joined(separator: context.text(InterchangeMessage.listComma)))
  }

  /// Hundredths, rounded half up; nil: nobody scored it.
  private static func average(_ scores: [ScoredCase], _ field: FieldDefinition) -> Int? {
    // What no command writes is no mark.
    let marks = scores.compactMap { $0.score.text(field).flatMap { Int($0) } }.filter((1...5).contains)
    guard !marks.isEmpty else { return nil }
    return (marks.reduce(0, +) * 200 + marks.count) / (2 * marks.count)
  }

  private static func decimal(_ hundredths: Int) -> String {
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  private func json(
    _ scores: [ScoredCase], _ period: Period, _ branch: String?, _ context: Context
  ) -> JSON {
    [
      "from": .string(period.first.description), "to": .string(period.last.description),
      "branch": .optional(branch),
      "scores": .array(
        scores.map { scored in
          .object(
            [
              ("case", .string(scored.summary.number)), ("branch", .string(scored.summary.branch)),
              ("handler", .optional(scored.summary.handler)),
            ]
              + ScoreField.all.map { ($0.id, context.json(scored.score.value($0), $0)) } + [
                ("by", .optional(scored.score.made?.author.name)),
                ("at", .optional(scored.score.made.map { context.time($0.at).rfc3339 })),
              ])
        }),
      "averages": .object(
        ScoreField.marks.map { ($0.id, .optional(Self.average(scores, $0).map(Self.decimal))) }),
    ]
  }
}
