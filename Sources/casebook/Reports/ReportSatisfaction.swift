import ArgumentParser
import Complaints
import Console
import Messages
import Replica

struct ReportSatisfaction: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "satisfaction",
    abstract: text(.reportSatisfactionAbstract),
    discussion: text(
      .reportSatisfactionDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? []
    let groups = try context.read { try $0.satisfaction(by: axes, filter) }
    return FinishedReport(
      id: "satisfaction", title: Label(.vocabularySatisfaction), filter: filter,
      parts: [callBacks(axes, groups, context), answers(axes, groups, context)])
  }

  private func callBacks(
    _ axes: [ReportAxis], _ groups: [ReportGroup<[SatisfactionCounts]>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "call_backs", Label(.reportSatisfactionWithAndWithoutACall),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "call_back", label: Label(.commonCallBack), isText: true),
        ReportColumn(id: "cases", label: Label(.commonCases2)),
        ReportColumn(id: "answered", label: Label(.reportSatisfactionAnswered), givesWay: 1),
        ReportColumn(id: "satisfied_share", label: Label(.commonSatisfied), givesWay: 5),
        ReportColumn(id: "mean", label: Label(.reportSatisfactionMean), givesWay: 4),
        ReportColumn(id: "repeat_share", label: Label(.reportSatisfactionAgain), givesWay: 3),
        ReportColumn(id: "reopened_share", label: Label(.caseStatusReopened), givesWay: 2),
      ])
    for group in groups {
      for (kind, counts) in zip(CallBackKind.allCases, group.value) where counts.cases > 0 {
        part.add(
          context.names(axes, group.key) + [
            .name(context.text(kind.label), id: kind.rawValue), .count(counts.cases), .count(counts.answered),
            .share(counts.satisfied, of: counts.answered), .tenths(counts.meanTenths),
            .share(counts.followed, of: counts.identified), .share(counts.reopened, of: counts.cases),
          ], bar: counts.answered > 0 ? Double(counts.satisfied) / Double(counts.answered) : 0)
      }
    }
    return part
  }

  private func answers(
    _ axes: [ReportAxis], _ groups: [ReportGroup<[SatisfactionCounts]>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "answers", Label(.reportSatisfactionAnswers),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "satisfaction", label: Label(.vocabularySatisfaction), isText: true),
        ReportColumn(id: "cases", label: Label(.commonCases2)),
        ReportColumn(id: "share", label: Label(.commonShare), givesWay: 1),
      ])
    for group in groups {
      let sums = (0..<5).map { at in group.value.reduce(0) { $0 + $1.answers[at] } }
      let total = sums.reduce(0, +)
      guard total > 0 else { continue }
      for (at, count) in sums.enumerated().reversed() {
        let id = "\(at + 1)"
        part.add(
          context.names(axes, group.key) + [
            .name("\(id) " + Vocabulary.satisfaction.text(id, context.language), id: id), .count(count),
            .share(count, of: total),
          ], bar: Double(count) / Double(sums.max() ?? 1))
      }
    }
    return part
  }
}
