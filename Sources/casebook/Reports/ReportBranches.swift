import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportBranches: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "branches",
    abstract: text(ReportBranchesMessage.abstract),
    discussion: text(ReportBranchesMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.branch]
    let now = context.now.milliseconds
    let groups = try context.read { try $0.comparison(by: axes, filter, now: now) }
    var part = ReportPart(
      axes.map(\.rawValue).joined(separator: ","), Label(ReportBranchesMessage.comparisonPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
        ReportColumn(id: "open", label: Label(CommonMessage.openCases), givesWay: 6),
        ReportColumn(id: "escalated_share", label: Label(ReportBranchesMessage.escalatedColumn), givesWay: 3),
        ReportColumn(id: "in_time_share", label: Label(ReportBranchesMessage.inTimeColumn), givesWay: 5),
        ReportColumn(
          id: "deadlines_in_time_share", label: Label(ReportBranchesMessage.deadlinesColumn), givesWay: 4),
        ReportColumn(id: "repeat_share", label: Label(ReportBranchesMessage.repeatsColumn), givesWay: 4),
        ReportColumn(id: "reopened_share", label: Label(ReportBranchesMessage.reopenedColumn), givesWay: 2),
        ReportColumn(id: "satisfied_share", label: Label(CommonMessage.satisfiedShare), givesWay: 4),
        ReportColumn(id: "compensation", label: Label(ReportBranchesMessage.compensationColumn), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
    let most = Double(groups.map(\.value.counts.cases).max() ?? 1)
    for group in groups {
      part.add(
        context.names(axes, group.key) + row(group.value), bar: Double(group.value.counts.cases) / most)
    }
    return FinishedReport(
      id: "branches", title: Label(ReportBranchesMessage.title), filter: filter, parts: [part])
  }

  private func row(_ line: ComparedCases) -> [ReportValue] {
    let resolution = line.timeliness.kinds[DeadlineKind.resolve.place]
    let deadlines = line.timeliness.all
    let answered = line.outcomes.reduce(0) { $0 + $1.answered }
    return [
      .count(line.counts.cases), .count(line.counts.open),
      .share(line.counts.escalated, of: line.counts.cases),
      .share(resolution.inTime, of: resolution.judged),
      .share(deadlines.inTime, of: deadlines.judged),
      .share(line.repeats.repeats, of: line.repeats.identified),
      .share(line.counts.reopened, of: line.counts.cases),
      .share(line.outcomes.reduce(0) { $0 + $1.satisfied }, of: answered),
      .amounts(
        line.costs.compactMap { costs in costs.total.map { Money(minorUnits: $0, currency: costs.currency) } }
      ),
    ]
  }
}

enum ReportBranchesMessage: Message {
  case abstract
  case title
  case compensationColumn
  case discussion
  case escalatedColumn
  case inTimeColumn
  case deadlinesColumn
  case reopenedColumn
  case repeatsColumn
  case comparisonPart

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Compares branches.", zhHans: "门店对比。")
    case .title:
      Label(en: "Branches", zhHans: "门店对比")
    case .compensationColumn:
      Label(en: "Compensation", zhHans: "补偿")
    case .discussion:
      Label(
        en: """
          casebook report branches --since 2026-01-01
          casebook report branches --by handler

          Resolved in time: the share of resolution deadlines that were kept; deadlines
          kept: that of all deadlines. Both are the figures of report timeliness. A
          branch's own device holds only its own cases; head office's holds all.
          """,
        zhHans: """
          casebook report branches --since 2026-01-01
          casebook report branches --by 经办人

          按时解决：解决时限的按时率；时限按时：全部时限的按时率。两者与
          report timeliness 中的数字相同。门店的设备上只有本店工单，总部的设备上
          有全部门店。
          """)
    case .escalatedColumn:
      Label(en: "Escalated", zhHans: "升级率")
    case .inTimeColumn:
      Label(en: "Resolved in time", zhHans: "按时解决率")
    case .deadlinesColumn:
      Label(en: "Deadlines kept", zhHans: "时限按时率")
    case .reopenedColumn:
      Label(en: "Reopened", zhHans: "重开率")
    case .repeatsColumn:
      Label(en: "Repeats", zhHans: "二次投诉率")
    case .comparisonPart:
      Label(en: "Side by side", zhHans: "对比")
    }
  }
}
