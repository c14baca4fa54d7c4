import ArgumentParser
import Complaints
import Console
import Messages
import Replica

struct ReportBranches: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "branches",
    abstract: text(.reportBranchesAbstract),
    discussion: text(
      .reportBranchesDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  private struct Line {
    var counts = CaseCounts()
    var resolution = Timeliness()
    var repeats: RepeatCounts?
    var outcomes: [SatisfactionCounts] = []
    var costs: [CompensationCounts] = []
  }

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? [.branch]
    let now = context.now.milliseconds
    var lines: [[String?]: Line] = [:]
    let order = try context.read { reader in
      let counts = try reader.counts(by: [axes], filter)[0]
      for group in counts { lines[group.key, default: Line()].counts = group.value }
      for group in try reader.timeliness(by: axes, filter, now: now) {
        lines[group.key, default: Line()].resolution = group.value.clocks[Clock.resolve.place]
      }
      let again = try reader.repeatComplaints()
      if !again.identified.isEmpty {
        for group in try reader.repeats(by: axes, filter, known: again) {
          lines[group.key]?.repeats = group.value
        }
      }
      for group in try reader.satisfaction(by: axes, filter, known: again) {
        lines[group.key]?.outcomes = group.value
      }
      for group in try reader.compensation(by: axes, filter) { lines[group.key]?.costs = group.value }
      return counts.map(\.key)
    }
    var part = ReportPart(
      axes.map(\.rawValue).joined(separator: ","), Label(.reportBranchesSideBySide),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(.commonCases2)),
        ReportColumn(id: "open", label: Label(.commonOpen), givesWay: 6),
        ReportColumn(id: "escalated_share", label: Label(.reportBranchesEscalated), givesWay: 3),
        ReportColumn(id: "in_time_share", label: Label(.reportBranchesInTime), givesWay: 5),
        ReportColumn(id: "repeat_share", label: Label(.reportBranchesRepeats), givesWay: 4),
        ReportColumn(id: "reopened_share", label: Label(.reportBranchesReopened), givesWay: 2),
        ReportColumn(id: "satisfied_share", label: Label(.commonSatisfied), givesWay: 4),
        ReportColumn(id: "compensation", label: Label(.reportBranchesCompensation), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
    let most = Double(lines.values.map(\.counts.cases).max() ?? 1)
    for key in order {
      let line = lines[key] ?? Line()
      part.add(context.names(axes, key) + row(line), bar: Double(line.counts.cases) / most)
    }
    return FinishedReport(
      id: "branches", title: Label(.reportBranchesBranches), filter: filter, parts: [part])
  }

  private func row(_ line: Line) -> [ReportValue] {
    let answered = line.outcomes.reduce(0) { $0 + $1.answered }
    return [
      .count(line.counts.cases), .count(line.counts.open),
      .share(line.counts.escalated, of: line.counts.cases),
      .share(line.resolution.inTime, of: line.resolution.judged),
      .share(line.repeats?.repeats ?? 0, of: line.repeats?.identified ?? 0),
      .share(line.counts.reopened, of: line.counts.cases),
      .share(line.outcomes.reduce(0) { $0 + $1.satisfied }, of: answered),
      .amounts(
        line.costs.compactMap { costs in costs.total.map { Money(minorUnits: $0, currency: costs.currency) } }
      ),
    ]
  }
}
