import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct QualityList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(QualityListMessage.listAbstract),
    discussion: text(QualityListMessage.listDiscussion))

  @OptionGroup var which: PeriodOptions
  @Option(help: help(QualityListMessage.handlerHelp, "name"))
  var handler: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (branch, period) = try which.read(context)
    let wanted = try context.filter(handler, "--handler")?.folded
    let scores = try context.read { try $0.scores(in: period, branch: branch) }
      .filter { wanted == nil || $0.summary.handler?.folded == wanted }
    if context.json { return try context.emit(json(scores, period, branch, context)) }
    guard !scores.isEmpty else {
      return context.err(Label(QualityListMessage.noneScored))
    }
    var table = Table(
      [
        Column(context.text(DomainMessage.caseNumber)),
        Column(context.text(DomainMessage.handler), maxWidth: 10),
      ] + ScoreField.marks.map { Column(context.text($0.label), alignment: .right) } + [
        Column(context.text(DomainMessage.outcome)),
        Column(context.text(QualityListMessage.scorerColumn), maxWidth: 10),
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
    let duplicates = try context.read { try $0.duplicates(filter(period, branch)) }
    if duplicates > 0 { context.errAfterwards(Label(ReportMessage.duplicates(duplicates))) }
    let averages = ScoreField.marks.map { field in
      context.text(field.label) + " " + (Self.average(scores, field).map(Self.decimal) ?? "–")
    }
    try context.out(
      context.text(QualityListMessage.average)
        + averages.joined(separator: context.text(InterchangeMessage.listComma)))
  }

  private func filter(_ period: Period, _ branch: String?) -> ReportFilter {
    ReportFilter(
      since: period.first.daysSinceEpoch, until: period.last.daysSinceEpoch, branch: branch)
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

enum QualityListMessage: Message {
  case average
  case scorerColumn
  case listAbstract
  case listDiscussion
  case noneScored
  case handlerHelp

  var label: Label {
    switch self {
    case .average:
      Label(en: "Average: ", zhHans: "平均：")
    case .scorerColumn:
      Label(en: "Scored by", zhHans: "评分人")
    case .listAbstract:
      Label(en: "Lists scores, with averages and coaching notes.", zhHans: "列出评分、平均分和辅导意见。")
    case .listDiscussion:
      Label(
        en: """
          casebook qc list --period 2026-11
          casebook qc list --branch SH01 --handler "Li Na"
          """,
        zhHans: """
          casebook qc list --period 本月
          casebook qc list --branch SH01 --handler 李娜
          """)
    case .noneScored:
      Label(en: "No scores for this period.", zhHans: "该时间段内没有评分。")
    case .handlerHelp:
      Label(en: "Only this handler's.", zhHans: "仅此经办人。")
    }
  }
}
