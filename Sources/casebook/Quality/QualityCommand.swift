import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal
import Versioning

/// `casebook qc …`
struct QualityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qc",
    abstract: text(.qualityAbstract),
    discussion: text(
      .qualityDiscussion),
    subcommands: [QualitySample.self, QualityScore.self, QualityList.self])
}

/// Which cases: of a branch, logged in a period.
struct PeriodOptions: ParsableArguments {
  @Option(help: help(.dueOfOneBranch, "branch"))
  var branch: String?

  @Option(
    help: help(
      .qualityLoggedInThatTime2026, "period"))
  var period = "this month"

  /// - Throws: `CommandFailure`.
  func read(_ context: Context) throws -> (branch: String?, period: Period) {
    guard let found = Period(typed: period, today: context.now.date) else {
      throw CommandFailure.usage(
        Label(.qualityIsNoPeriod, ["period": .text(period)]),
        hint: Label(
          .qualityForExample2026112026))
    }
    return (try branch.map { try BranchCode.checked($0).rawValue }, found)
  }
}

struct QualitySample: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: text(.qualitySampleAbstract),
    discussion: text(
      .qualitySampleDiscussion))

  @OptionGroup var which: PeriodOptions

  @Option(name: [.customShort("n"), .long], help: help(.qualityHowMany, "n"))
  var count = 20

  @Option(help: help(.qualityAnyWordsTheyDecideWhich, "words"))
  var seed: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard (1...10_000).contains(count) else {
      throw CommandFailure.usage(Label(.qualityNTakes1To10))
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
      return context.err(
        Label(.qualityNoHandledCaseWasLogged))
    }
    try context.print(lines)
    context.err(
      Label(
        .qualityOfCasesToSeedTo,
        [
          "count": .number(lines.count), "population": .number(population), "first": .text(period.first),
          "last": .text(period.last), "seed": .text(seed),
        ]))
  }
}

struct QualityScore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: text(.qualityScoreAbstract),
    discussion: text(
      .qualityScoreDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.qualityExpression1To5, "1-5"))
  var expression: String
  @Option(help: help(.qualityProblemSolving1To5, "1-5"))
  var problemSolving: String
  @Option(help: help(.qualityAttitude1To5, "1-5"))
  var attitude: String
  @Option(help: help(.qualityPraiseOrCoaching, "term"), completion: choices(.scoreOutcome))
  var outcome: String?
  @Option(help: help(.qualityWhatToKeepWhatTo, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (ScoreField.expression, expression), (ScoreField.problemSolving, problemSolving),
      (ScoreField.attitude, attitude), (ScoreField.outcome, outcome), (ScoreField.note, note),
    ])
    try context.record(reference, said: Label(.qualityScored)) { session, row, _ in
      try session.score(row, edits)
    }
  }
}

struct QualityList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(.qualityListAbstract),
    discussion: text(
      .qualityListDiscussion))

  @OptionGroup var which: PeriodOptions
  @Option(help: help(.qualityOfOneWhoHandles, "name"))
  var handler: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (branch, period) = try which.read(context)
    let scores = try context.read { try $0.scores(in: period, branch: branch) }
      .filter { handler == nil || $0.summary.handler == handler }
    if context.json { return try context.emit(json(scores, period, branch, context)) }
    guard !scores.isEmpty else {
      return context.err(Label(.qualityNothingWasScoredInThat))
    }
    var table = Table(
      [
        Column(context.text(.fieldNumber)), Column(context.text(.fieldHandler), maxWidth: 10),
      ] + ScoreField.marks.map { Column(context.text($0.label), alignment: .right) } + [
        Column(context.text(.fieldOutcome2)), Column(context.text(.qualityBy), maxWidth: 10),
        Column(context.text(.fieldCoachingNote), isFlexible: true),
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
      context.text(.qualityAverage) + averages.joined(separator: context.text(.importColumnsComma)))
  }

  /// Hundredths, rounded half up; nil: nobody scored it.
  private static func average(_ scores: [ScoredCase], _ field: FieldDefinition) -> Int? {
    let marks = scores.compactMap { $0.score.text(field).flatMap { Int($0) } }
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
