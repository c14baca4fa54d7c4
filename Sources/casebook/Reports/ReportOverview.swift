import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica

struct ReportOverview: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview",
    abstract: text(.reportOverviewAbstract),
    discussion: text(
      .reportOverviewDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes =
      try options.axes().map { [$0] } ?? [
        [.month], [.status], [.type], [.problemClass], [.severity], [.channel],
      ]
    let all = try context.read { try $0.counts(by: axes + [[.emotion]], filter) }
    var parts = zip(axes, all).map { context.part($0, $1) }
    if options.by == nil, let moods = all.last, moods.contains(where: { $0.key != [nil] }) {
      parts.append(escalations(moods, context))
    }
    return FinishedReport(
      id: "overview", title: Label(.reportOverviewOverview), filter: filter, parts: parts,
      members: [("cases", .integer(Int64(all[0].reduce(0) { $0 + $1.value.cases })))])
  }

  /// Which mood ends in an escalation: what was not acknowledged comes back from above.
  private func escalations(_ groups: [ReportGroup<CaseCounts>], _ context: Context) -> ReportPart {
    var part = ReportPart(
      "escalations", Label(.reportOverviewEscalationsByEmotion),
      ReportOptions.columns([.emotion]) + [
        ReportColumn(id: "cases", label: Label(.commonCases2)),
        ReportColumn(id: "escalated", label: Label(.fieldEscalated)),
        ReportColumn(id: "escalated_share", label: Label(.commonShare)),
      ])
    let most = groups.map { Double($0.value.escalated) / Double(max($0.value.cases, 1)) }.max() ?? 0
    for group in groups {
      let counts = group.value
      let share = Double(counts.escalated) / Double(max(counts.cases, 1))
      part.add(
        context.names([.emotion], group.key) + [
          .count(counts.cases), .count(counts.escalated), .share(counts.escalated, of: counts.cases),
        ], bar: most > 0 ? share / most : 0)
    }
    return part
  }
}

struct ReportCauses: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "causes",
    abstract: text(.reportCausesAbstract),
    discussion: text(
      .reportCausesDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes =
      try options.axes().map { [$0] } ?? [
        [.problemClass], [.source], [.cause], [.rootCause], [.responsibility], [.product],
      ]
    let all = try context.read { try $0.counts(by: axes, filter) }
    return FinishedReport(
      id: "causes", title: Label(.reportOverviewCauses), filter: filter,
      parts: zip(axes, all).map { context.part($0, $1) },
      members: [("cases", .integer(Int64(all[0].reduce(0) { $0 + $1.value.cases })))])
  }
}

extension Context {
  /// Counts by some axes, as a table.
  func part(_ axes: [ReportAxis], _ groups: [ReportGroup<CaseCounts>]) -> ReportPart {
    let name = axes.map(\.rawValue).joined(separator: ",")
    var part = ReportPart(
      name, Label(.reportOverviewBy, ["axes": .list(axes.map(\.label.lowercased))]),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(.commonCases2)),
        ReportColumn(id: "share", label: Label(.commonShare), givesWay: 2),
        ReportColumn(id: "open", label: Label(.commonOpen), givesWay: 4),
        ReportColumn(id: "escalated", label: Label(.fieldEscalated), givesWay: 3),
        ReportColumn(id: "reopened", label: Label(.caseStatusReopened), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
    let total = groups.reduce(0) { $0 + $1.value.cases }
    let most = groups.map(\.value.cases).max() ?? 1
    for group in groups {
      let counts = group.value
      part.add(
        names(axes, group.key) + [
          .count(counts.cases), .share(counts.cases, of: total), .count(counts.open),
          .count(counts.escalated), .count(counts.reopened),
        ], bar: Double(counts.cases) / Double(most))
    }
    return part
  }
}
