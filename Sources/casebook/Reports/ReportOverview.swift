import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct ReportOverview: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "overview",
    abstract: text(ReportOverviewMessage.overviewAbstract),
    discussion: text(ReportOverviewMessage.overviewDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes =
      try counting.axes().map { [$0] } ?? [
        [.month], [.status], [.type], [.problemClass], [.severity], [.channel],
      ]
    let all = try context.read { try $0.counts(by: axes + [[.emotion]], filter) }
    // Under an axis of which a case has several terms it counts several times: not so here.
    let cases = (all.last ?? []).reduce(0) { $0 + $1.value.cases }
    var parts = zip(axes, all).map { context.part($0, $1, of: cases) }
    if counting.by == nil, let moods = all.last, moods.contains(where: { $0.key != [nil] }) {
      parts.append(escalations(moods, context))
    }
    return FinishedReport(
      id: "overview", title: Label(ReportOverviewMessage.overviewTitle), filter: filter, parts: parts,
      notes: Context.notes(on: axes), members: [("cases", .integer(Int64(cases)))])
  }

  /// Which mood ends in an escalation: what was not acknowledged comes back from above.
  private func escalations(_ groups: [ReportGroup<CaseCounts>], _ context: Context) -> ReportPart {
    var part = ReportPart(
      "escalations", Label(ReportOverviewMessage.escalationsPart),
      ReportOptions.columns([.emotion]) + [
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
        ReportColumn(id: "escalated", label: Label(DomainMessage.escalated)),
        ReportColumn(id: "escalated_share", label: Label(CommonMessage.share)),
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

extension Context {
  /// What is to be known of counts by some axes.
  static func notes(on axes: [[ReportAxis]]) -> [Label] {
    axes.joined().contains(where: \.isSet) ? [Label(ReportOverviewMessage.underEach)] : []
  }

  /// Counts by some axes, as a table.
  /// - Parameter total: how many cases there are.
  func part(
    _ axes: [ReportAxis], _ groups: [ReportGroup<CaseCounts>], of total: Int
  ) -> ReportPart {
    let name = axes.map(\.rawValue).joined(separator: ",")
    var part = ReportPart(
      name, Label(ReportOverviewMessage.countsPart(by: .list(axes.map(\.label.lowercased)))),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
        ReportColumn(id: "share", label: Label(CommonMessage.share), givesWay: 2),
        ReportColumn(id: "open", label: Label(CommonMessage.openCases), givesWay: 4),
        ReportColumn(id: "escalated", label: Label(DomainMessage.escalated), givesWay: 3),
        ReportColumn(id: "reopened", label: Label(DomainMessage.reopened), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
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

enum ReportOverviewMessage: Message {
  case overviewAbstract
  case countsPart(by: Label)
  case overviewDiscussion
  case escalationsPart
  case overviewTitle
  case underEach

  var label: Label {
    switch self {
    case .overviewAbstract:
      Label(en: "How many cases, of what kind, and how many are open.", zhHans: "工单总览：数量、类别、未结情况。")
    case .countsPart(let axes):
      Label(en: "By \(axes.en)", zhHans: "按\(axes.zhHans)")
    case .overviewDiscussion:
      Label(
        en: """
          casebook report overview
          casebook report overview --by branch,class --since 2026-01-01
          """,
        zhHans: """
          casebook report overview
          casebook report overview --by 门店,问题分类 --since 2026-01-01
          """)
    case .escalationsPart:
      Label(en: "Escalations by emotion", zhHans: "各情绪的升级情况")
    case .underEach:
      Label(
        en: "A case with several impacts counts under each of them.", zhHans: "一件工单有多项影响时，每项各计一次。")
    case .overviewTitle:
      Label(en: "Overview", zhHans: "工单总览")
    }
  }
}
