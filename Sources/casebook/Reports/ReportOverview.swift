import ArgumentParser
import Complaints
import Console
import Interchange
import Replica

struct ReportOverview: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview",
    abstract: text("How many cases, of what kind, and how many are open.", "工单总览：数量、类别、未结情况。"),
    discussion: text(
      """
      casebook report overview
      casebook report overview --by branch,class --since 2026-01-01
      """,
      """
      casebook report overview
      casebook report overview --by 门店,问题分类 --since 2026-01-01
      """))

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
      id: "overview", title: Label("Overview", "工单总览"), filter: filter, parts: parts,
      members: [("cases", .integer(Int64(all[0].reduce(0) { $0 + $1.value.cases })))])
  }

  /// Which mood ends in an escalation: what was not acknowledged comes back from above.
  private func escalations(_ groups: [ReportGroup<CaseCounts>], _ context: Context) -> ReportPart {
    var part = ReportPart(
      "escalations", Label("Escalations by emotion", "各情绪的升级情况"),
      ReportOptions.columns([.emotion]) + [
        ReportColumn(id: "cases", label: Label("Cases", "工单数")),
        ReportColumn(id: "escalated", label: Label("Escalated", "已升级")),
        ReportColumn(id: "escalated_share", label: Label("Share", "占比")),
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
    abstract: text("What complaints come from.", "抱怨从何而来：类别、来源、原因、根源、责任。"),
    discussion: text(
      """
      casebook report causes
      casebook report causes --by branch,class,cause,month --csv > causes.csv

      The root cause is that of the review, where there was one.
      """,
      """
      casebook report causes
      casebook report causes --by branch,class,cause,month --csv > 原因.csv

      已复盘的工单，根源以复盘结论为准。
      """))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes =
      try options.axes().map { [$0] } ?? [
        [.problemClass], [.source], [.cause], [.rootCause], [.responsibility], [.product],
      ]
    let all = try context.read { try $0.counts(by: axes, filter) }
    return FinishedReport(
      id: "causes", title: Label("Causes", "原因分析"), filter: filter,
      parts: zip(axes, all).map { context.part($0, $1) },
      members: [("cases", .integer(Int64(all[0].reduce(0) { $0 + $1.value.cases })))])
  }
}

extension Context {
  /// Counts by some axes, as a table.
  func part(_ axes: [ReportAxis], _ groups: [ReportGroup<CaseCounts>]) -> ReportPart {
    let name = axes.map(\.rawValue).joined(separator: ",")
    let en = axes.map { $0.label.en.lowercased() }.joined(separator: ", ")
    let zhHans = axes.map(\.label.zhHans).joined(separator: "、")
    var part = ReportPart(
      name, Label("By \(en)", "按\(zhHans)"),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label("Cases", "工单数")),
        ReportColumn(id: "share", label: Label("Share", "占比"), givesWay: 2),
        ReportColumn(id: "open", label: Label("Open", "未结"), givesWay: 4),
        ReportColumn(id: "escalated", label: Label("Escalated", "已升级"), givesWay: 3),
        ReportColumn(id: "reopened", label: Label("Reopened", "重开"), givesWay: 1),
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
