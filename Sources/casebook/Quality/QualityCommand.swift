import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal
import Versioning

/// `casebook qc …`
struct QualityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qc",
    abstract: text("Quality control: random samples, scores, coaching.", "质检：随机抽样、评分、辅导。"),
    discussion: text(
      """
      casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november
      casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3 --outcome coaching --note "…"
      casebook qc list --period 2026-11
      """,
      """
      casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed 十一月
      casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3 --outcome 辅导 --note "……"
      casebook qc list --period 本月
      """),
    subcommands: [QualitySample.self, QualityScore.self, QualityList.self])
}

/// Which cases: of a branch, logged in a period.
struct PeriodOptions: ParsableArguments {
  @Option(help: help("Of one branch.", "仅某门店。", "branch"))
  var branch: String?

  @Option(
    help: help(
      "Logged in that time: 2026-11, 2026-W47, 2026-Q4, last month, DAY..DAY.",
      "登记时间：2026-11、2026-W47、2026-Q4、上月、日期..日期。", "period"))
  var period = "this month"

  /// - Throws: `CommandFailure`.
  func read(_ context: Context) throws -> (branch: String?, period: Period) {
    guard let found = Period(typed: period, today: context.now.date) else {
      throw CommandFailure.usage(
        Label("“\(period)” is no period.", "“\(period)”不是有效的时间段。"),
        hint: Label(
          "For example: 2026-11, 2026-W47, last month, 2026-11-01..2026-11-15",
          "例如：2026-11、2026-W47、上月、2026-11-01..2026-11-15"))
    }
    return (try branch.map { try BranchCode.checked($0).rawValue }, found)
  }
}

struct QualitySample: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: text("Draws cases at random, never your own.", "随机抽取工单，不含本人经办的。"),
    discussion: text(
      """
      casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november

      The same seed draws the same cases again, from the same cases. Cases are drawn that are resolved or
      closed; those that you logged, handle or took part in are left out.
      """,
      """
      casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed 十一月

      工单不变时，同一种子每次抽到的结果相同。只抽已解决或已结案的工单，本人登记、经办或参与的除外。
      """))

  @OptionGroup var which: PeriodOptions

  @Option(name: [.customShort("n"), .long], help: help("How many.", "抽取条数。", "n"))
  var count = 20

  @Option(help: help("Any words; they decide which are drawn.", "任意文字，决定抽到哪些。", "words"))
  var seed: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard (1...10_000).contains(count) else {
      throw CommandFailure.usage(Label("-n takes 1 to 10,000.", "-n 应为 1 至 10000。"))
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
        Label("No handled case was logged in that time.", "该时间段内没有可抽取的已处理工单。"))
    }
    try context.print(lines)
    context.err(
      Label(
        "\(lines.count) of \(population) cases, \(period.first) to \(period.last), seed “\(seed)”. To score one: casebook qc score CASE …",
        "\(period.first) 至 \(period.last) 共 \(population) 个工单，抽取 \(lines.count) 个，种子“\(seed)”。评分：casebook qc score 工单 …"))
  }
}

struct QualityScore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: text("Scores how a case was handled.", "给工单的处理评分。"),
    discussion: text(
      """
      casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3
      casebook qc score 7 --expression 2 --problem-solving 4 --attitude 2 --outcome coaching \\
        --note "Let the customer finish before explaining."

      1 is poor, 3 acceptable, 5 excellent. What comes of it is praise or coaching; the note is for whoever
      handled the case. Duty managers, auditors and head office score; nobody scores their own cases.
      """,
      """
      casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3
      casebook qc score 7 --expression 2 --problem-solving 4 --attitude 2 --outcome 辅导 \\
        --note "先让客户把话说完，再做说明。"

      1 分差，3 分合格，5 分优秀。结果为表彰或辅导，辅导意见写给经办人。由值班经理、质检或总部评分，不能给自己经办的工单评分。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("Expression, 1 to 5.", "表达能力，1 至 5。", "1-5"))
  var expression: String
  @Option(help: help("Problem solving, 1 to 5.", "问题解决，1 至 5。", "1-5"))
  var problemSolving: String
  @Option(help: help("Attitude, 1 to 5.", "态度，1 至 5。", "1-5"))
  var attitude: String
  @Option(help: help("praise or coaching.", "表彰 或 辅导。", "term"), completion: choices(.scoreOutcome))
  var outcome: String?
  @Option(help: help("What to keep, what to do better.", "辅导意见。", "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (ScoreField.expression, expression), (ScoreField.problemSolving, problemSolving),
      (ScoreField.attitude, attitude), (ScoreField.outcome, outcome), (ScoreField.note, note),
    ])
    try context.record(reference, said: Label("scored", "已评分")) { session, row, _ in
      try session.score(row, edits)
    }
  }
}

struct QualityList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text("Lists scores, with averages and coaching notes.", "列出评分、平均分和辅导意见。"),
    discussion: text(
      "casebook qc list --period 2026-11\ncasebook qc list --branch SH01 --handler \"Li Na\"",
      "casebook qc list --period 本月\ncasebook qc list --branch SH01 --handler 李娜"))

  @OptionGroup var which: PeriodOptions
  @Option(help: help("Of one who handles.", "仅某经办人。", "name"))
  var handler: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (branch, period) = try which.read(context)
    let scores = try context.read { try $0.scores(in: period, branch: branch) }
      .filter { handler == nil || $0.summary.handler == handler }
    if context.json { return try context.emit(json(scores, period, branch, context)) }
    guard !scores.isEmpty else {
      return context.err(Label("Nothing was scored in that time.", "该时间段内没有评分。"))
    }
    var table = Table(
      [
        Column(context.text("Number", "工单号")), Column(context.text("Handler", "经办人"), maxWidth: 10),
      ] + ScoreField.marks.map { Column(context.text($0.label), alignment: .right) } + [
        Column(context.text("Outcome", "结果")), Column(context.text("By", "评分人"), maxWidth: 10),
        Column(context.text("Coaching note", "辅导意见"), isFlexible: true),
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
    for line in table.lines(width: context.columns, style: context.style) { try context.out(line) }
    let averages = ScoreField.marks.map { field in
      context.text(field.label) + " " + (Self.average(scores, field).map(Self.decimal) ?? "–")
    }
    try context.out(
      context.text("Average: ", "平均：") + averages.joined(separator: context.text(", ", "，")))
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
