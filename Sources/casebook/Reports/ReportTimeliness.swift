import ArgumentParser
import Complaints
import Console
import Messages
import Replica

struct ReportTimeliness: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeliness",
    abstract: text(.reportTimelinessAbstract),
    discussion: text(
      .reportTimelinessDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? []
    let now = context.now.milliseconds
    let groups = try context.read { try $0.timeliness(by: axes, filter, now: now) }
    return FinishedReport(
      id: "timeliness", title: Label(.reportTimelinessTimeliness), filter: filter,
      parts: [clocks(axes, groups, context), steps(axes, groups, context)])
  }

  private func clocks(
    _ axes: [ReportAxis], _ groups: [ReportGroup<TimelinessCounts>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "clocks", Label(.reportTimelinessDeadlinesKept),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "clock", label: Label(.dueClock), isText: true),
        ReportColumn(id: "in_time", label: Label(.reportTimelinessInTime), givesWay: 4),
        ReportColumn(id: "late", label: Label(.reportTimelinessLate), givesWay: 3),
        ReportColumn(id: "overdue", label: Label(.reportTimelinessOverdue), givesWay: 5),
        ReportColumn(id: "running", label: Label(.reportTimelinessRunning), givesWay: 2),
        ReportColumn(id: "unrecorded", label: Label(.reportTimelinessNoRecord), givesWay: 1),
        ReportColumn(id: "in_time_share", label: Label(.reportTimelinessShare)),
      ])
    for group in groups {
      for clock in Clock.allCases {
        let found = group.value.clocks[clock.place]
        guard found != Timeliness() else { continue }
        part.add(
          context.names(axes, group.key) + [
            .name(context.text(clock.label), id: clock.rawValue), .count(found.inTime), .count(found.late),
            .count(found.overdue), .count(found.running), .count(found.unrecorded),
            .share(found.inTime, of: found.judged),
          ], bar: found.judged > 0 ? Double(found.inTime) / Double(found.judged) : 0)
      }
    }
    return part
  }

  private func steps(
    _ axes: [ReportAxis], _ groups: [ReportGroup<TimelinessCounts>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "steps", Label(.reportTimelinessTimeToEachStep),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "step", label: Label(.reportTimelinessStep), isText: true),
        ReportColumn(id: "cases", label: Label(.commonCases2), givesWay: 1),
        ReportColumn(id: "median_ms", label: Label(.commonMedian)),
        ReportColumn(id: "p90_ms", label: Label(.reportTimelinessP90)),
      ])
    let medians = groups.map { group in group.value.spans.map { percentile($0, 50) ?? 0 } }
    let longest = Double(medians.flatMap { $0 }.max() ?? 0)
    for (group, medians) in zip(groups, medians) {
      for (index, step) in ReportedStep.allCases.enumerated() {
        let spans = group.value.spans[index]
        guard !spans.isEmpty else { continue }
        part.add(
          context.names(axes, group.key) + [
            .name(context.text(step.label), id: step.rawValue), .count(spans.count), .span(medians[index]),
            .span(percentile(spans, 90)),
          ], bar: longest > 0 ? Double(medians[index]) / longest : 0)
      }
    }
    return part
  }
}
