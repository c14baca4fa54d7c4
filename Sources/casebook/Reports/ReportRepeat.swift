import ArgumentParser
import Complaints
import Console
import Messages
import Replica

struct ReportRepeat: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "repeat",
    abstract: text(.reportRepeatAbstract),
    discussion: text(
      .reportRepeatDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? [.month]
    let groups = try context.read { try $0.repeats(by: axes, filter) }
    var part = ReportPart(
      axes.map(\.rawValue).joined(separator: ","), Label(.reportRepeatComplaints),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(.commonCases2), givesWay: 3),
        ReportColumn(id: "identified", label: Label(.reportRepeatCustomerKnown), givesWay: 1),
        ReportColumn(id: "repeats", label: Label(.reportRepeatRepeats), givesWay: 5),
        ReportColumn(id: "repeat_share", label: Label(.reportRepeatShare)),
        ReportColumn(id: "reopened", label: Label(.caseStatusReopened), givesWay: 2),
        ReportColumn(id: "reopened_share", label: Label(.reportRepeatReopenedShare), givesWay: 4),
      ])
    part.isChronological = axes.first?.isTime ?? false
    func share(_ counts: RepeatCounts) -> Double {
      Double(counts.repeats) / Double(max(counts.identified, 1))
    }
    let most = groups.map { share($0.value) }.max() ?? 0
    for group in groups {
      part.add(
        context.names(axes, group.key) + row(group.value), bar: most > 0 ? share(group.value) / most : 0)
    }
    var whole = part
    let sum = RepeatCounts(adding: groups.map(\.value))
    whole.columns.removeFirst(axes.count)
    (whole.rows, whole.bars) = (groups.isEmpty ? [] : [row(sum)], groups.isEmpty ? [] : [0])
    let total = ReportPart(all: whole)
    return FinishedReport(
      id: "repeat", title: Label(.reportRepeatComplaintsAndReopenings), filter: filter,
      parts: [part, total])
  }

  private func row(_ counts: RepeatCounts) -> [ReportValue] {
    [
      .count(counts.cases), .count(counts.identified), .count(counts.repeats),
      .share(counts.repeats, of: counts.identified), .count(counts.reopened),
      .share(counts.reopened, of: counts.cases),
    ]
  }
}

extension ReportPart {
  /// The same table for everything together.
  init(all part: ReportPart) {
    self.init("all", Label(.commonAllTogether), part.columns)
    (rows, bars) = (part.rows, part.bars)
  }
}
