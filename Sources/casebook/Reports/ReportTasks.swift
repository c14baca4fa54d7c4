import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportTasks: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: text(ReportTasksMessage.abstract),
    discussion: text(ReportTasksMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let now = context.now.milliseconds
    let today = context.now.date.daysSinceEpoch
    let (found, improvements, suggestions) = try context.read {
      (
        try $0.owed(.task, filter, now: now), try $0.improvements(filter, today: today),
        try $0.suggestions(filter)
      )
    }
    let nobody = context.text(ReportCommitmentsMessage.nobody)
    let count = ReportColumn(id: "tasks", label: Label(ReportTasksMessage.allColumn), givesWay: 3)
    return FinishedReport(
      id: "tasks", title: Label(NextMessage.tasks), filter: filter,
      parts: [
        .owed(
          "people", Label(ReportCommitmentsMessage.peoplePart),
          ReportColumn(id: "owner", label: Label(ReportCommitmentsMessage.ownerColumn), isText: true),
          count: count,
          found.people.map { (.name(($0.name ?? nobody).sanitised(.joined), id: $0.name), $0.counts) }),
        .owed(
          "purposes", Label(ReportTasksMessage.purposesPart),
          ReportColumn(id: "purpose", label: Label(DomainMessage.purpose), isText: true), count: count,
          found.purposes.map {
            (.name(Vocabulary.taskPurpose.text($0.purpose, context.language), id: $0.purpose), $0.counts)
          }),
        .owed(
          "branches", Label(ReportCommitmentsMessage.branchesPart),
          ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true), count: count,
          found.branches.map { (.name($0.code, id: $0.code), $0.counts) }),
        effect(of: improvements, context),
        standings(suggestions),
      ])
  }

  private func standings(_ suggestions: [(branch: String, counts: SuggestionCounts)]) -> ReportPart {
    var part = ReportPart(
      "suggestions", Label(ReportTasksMessage.suggestionsPart),
      [
        ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true),
        ReportColumn(id: "suggestions", label: Label(ReportTasksMessage.suggestionsColumn)),
        ReportColumn(id: "open", label: Label(ReportTasksMessage.openColumn)),
        ReportColumn(id: "done", label: Label(ReportTasksMessage.carriedOutColumn)),
        ReportColumn(id: "dropped", label: Label(ReportTasksMessage.droppedColumn)),
      ])
    for (branch, counts) in suggestions {
      part.add(
        [
          .name(branch, id: branch), .count(counts.all), .count(counts.open), .count(counts.done),
          .count(counts.dropped),
        ], bar: Double(counts.done) / Double(max(counts.all, 1)))
    }
    return part
  }

  private func effect(of improvements: [Improvement], _ context: Context) -> ReportPart {
    var part = ReportPart(
      "effect", Label(ReportTasksMessage.effectPart),
      [
        ReportColumn(id: "case", label: Label(DomainMessage.caseNumber), isText: true),
        ReportColumn(id: "what", label: Label(DomainMessage.task), isText: true),
        ReportColumn(id: "class", label: Label(ReportTasksMessage.classColumn), givesWay: 1, isText: true),
        ReportColumn(id: "done", label: Label(ReportTasksMessage.doneColumn), givesWay: 2, isText: true),
        ReportColumn(id: "weekly_before", label: Label(ReportTasksMessage.beforeColumn)),
        ReportColumn(id: "weekly_after", label: Label(ReportTasksMessage.afterColumn)),
      ])
    for improvement in improvements {
      let what = improvement.task.what ?? ""
      let done = CivilDate(daysSinceEpoch: improvement.doneDay).description
      let before = improvement.before.weekly
      part.add(
        [
          .name(improvement.summary.number, id: improvement.summary.number),
          .name(what.sanitised(.joined), id: what),
          .name(
            ReportAxis.problemClass.text(improvement.problemClass, context.language, context.terms),
            id: improvement.problemClass),
          .name(done, id: done), before.map { .number($0) } ?? .span(nil),
          improvement.after.weekly.map { .number($0) } ?? .span(nil),
        ], bar: improvement.after.weekly ?? 0)
    }
    return part
  }
}

enum ReportTasksMessage: Message {
  case abstract
  case afterColumn
  case allColumn
  case beforeColumn
  case carriedOutColumn
  case classColumn
  case discussion
  case doneColumn
  case droppedColumn
  case effectPart
  case openColumn
  case purposesPart
  case suggestionsColumn
  case suggestionsPart

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Which tasks were done in time, by whom, and what improvements changed.",
        zhHans: "待办：谁、哪家店、按时完成了多少，改进有没有效果。")
    case .afterColumn: Label(en: "A week after", zhHans: "之后每周")
    case .allColumn: Label(en: "Tasks", zhHans: "待办数")
    case .beforeColumn: Label(en: "A week before", zhHans: "之前每周")
    case .carriedOutColumn: Label(en: "Carried out", zhHans: "已采纳")
    case .classColumn: Label(en: "Problem", zhHans: "问题分类")
    case .discussion:
      Label(
        en: """
          casebook report tasks --since 2026-11-01
          casebook report tasks --part effect --csv

          --since and --until are days on which tasks are due; in the part “effect”,
          days on which improvements were done. Tasks without a date are not counted,
          but for customers' suggestions: “suggestions” counts all of them, by the days on
          which they were noted.
          A week before, a week after: cases of the same problem at the same branch, in
          up to 56 days before the improvement was done (none before the branch's first
          case) and in up to 56 days since; “–” where that is not one whole day.
          """,
        zhHans: """
          casebook report tasks --since 2026-11-01
          casebook report tasks --part effect --csv

          --since、--until 按待办的期限计；effect（效果）部分按改进措施的完成日期计。
          没有期限的待办不计入；suggestions（客户建议）部分例外，不论有无期限，
          一律按登记日期计。
          之前每周、之后每周：同一门店、同一问题分类的投诉，取完成前（最多 56 天，
          从门店第一件工单起）和完成后至今（最多 56 天）的每周平均件数；不足一整天的
          显示“–”。
          """)
    case .doneColumn: Label(en: "Done", zhHans: "完成")
    case .droppedColumn: Label(en: "Dropped", zhHans: "未采纳")
    case .effectPart:
      Label(en: "Improvements: cases of their problem, before and after", zhHans: "改进措施的效果：同类投诉每周件数")
    case .openColumn: Label(en: "Still open", zhHans: "待处理")
    case .purposesPart: Label(en: "By purpose", zhHans: "按类别")
    case .suggestionsColumn: Label(en: "Suggestions", zhHans: "建议数")
    case .suggestionsPart: Label(en: "Customers' suggestions", zhHans: "客户建议的处理")
    }
  }
}
