import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportHandling: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "handling",
    abstract: text(ReportHandlingMessage.abstract),
    discussion: text(ReportHandlingMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.handler]
    let groups = try context.read { try $0.handling(by: axes, filter) }
    var part = ReportPart(
      axes.map(\.rawValue).joined(separator: ","), Label(ReportHandlingMessage.title),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount), givesWay: 6),
        ReportColumn(id: "open", label: Label(CommonMessage.openCases), givesWay: 5),
        ReportColumn(id: "median_ms", label: Label(CommonMessage.median)),
        ReportColumn(id: "p90_ms", label: Label(ReportHandlingMessage.slowColumn), givesWay: 4),
        ReportColumn(id: "at_first", label: Label(ReportHandlingMessage.atFirstColumn), givesWay: 3),
        ReportColumn(id: "at_first_share", label: Label(ReportHandlingMessage.atFirstShareColumn)),
        ReportColumn(id: "better", label: Label(ReportHandlingMessage.betterColumn), givesWay: 2),
        ReportColumn(id: "worse", label: Label(ReportHandlingMessage.worseColumn), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
    let most = groups.map(\.value.cases).max() ?? 0
    for group in groups {
      let counts = group.value
      part.add(
        context.names(axes, group.key) + [
          .count(counts.cases), .count(counts.open), .span(percentile(counts.times, 50)),
          .span(percentile(counts.times, 90)), .count(counts.atFirst),
          .share(counts.atFirst, of: counts.resolved), .count(counts.better), .count(counts.worse),
        ], bar: most > 0 ? Double(counts.cases) / Double(most) : 0)
    }
    return FinishedReport(
      id: "handling", title: Label(ReportHandlingMessage.title), filter: filter, parts: [part])
  }
}

enum ReportHandlingMessage: Message {
  case abstract
  case atFirstColumn
  case atFirstShareColumn
  case betterColumn
  case discussion
  case slowColumn
  case title
  case worseColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "What handling takes, and how often the first go is enough.", zhHans: "处理用时，以及一次解决的比例。")
    case .atFirstColumn: Label(en: "At the first go", zhHans: "一次解决")
    case .atFirstShareColumn: Label(en: "First go, share", zhHans: "一次解决率")
    case .betterColumn: Label(en: "More satisfied", zhHans: "满意度上升")
    case .discussion:
      Label(
        en: """
          casebook report handling
          casebook report handling --by class,severity --since 2026-11-01

          By person who handles the case, or by --by. The time is from logging to
          closing. At the first go: resolved, never reopened, never escalated, called
          back once at most, and the customer did not say 1 or 2; its share is of the
          cases that were resolved. More and less satisfied: from the first call-back
          to the last, where there were several.
          """,
        zhHans: """
          casebook report handling
          casebook report handling --by class,severity --since 2026-11-01

          默认按经办人统计，可用 --by 指定。用时从登记算到结案。
          一次解决：已解决、未重开、未升级、最多回访一次，且客户没有打 1 或 2 分；
          比例以已解决的工单为基数。满意度上升、下降：多次回访时，首次与末次相比。
          """)
    case .slowColumn: Label(en: "90 % within", zhHans: "90% 不超过")
    case .title: Label(en: "Handling", zhHans: "处理情况")
    case .worseColumn: Label(en: "Less satisfied", zhHans: "满意度下降")
    }
  }
}
