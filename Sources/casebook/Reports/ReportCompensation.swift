import ArgumentParser
import Complaints
import Console
import Messages
import Replica

struct ReportCompensation: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "compensation",
    abstract: text(.reportCompensationAbstract),
    discussion: text(
      .reportCompensationDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? [.month]
    let (groups, all) = try context.read { reader in
      (try reader.compensation(by: axes, filter), try reader.compensation(by: [], filter))
    }
    return FinishedReport(
      id: "compensation", title: Label(.reportCompensationCompensation), filter: filter,
      parts: [
        part(
          axes.map(\.rawValue).joined(separator: ","), Label(.reportCompensationCostByGroup), axes, groups,
          context),
        part("all", Label(.commonAllTogether), [], all, context),
      ])
  }

  private func part(
    _ id: String, _ title: Label, _ axes: [ReportAxis], _ groups: [ReportGroup<[CompensationCounts]>],
    _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      id, title,
      ReportOptions.columns(axes) + [
        ReportColumn(id: "currency", label: Label(.reportCompensationCurrency), givesWay: 3, isText: true),
        ReportColumn(id: "cases", label: Label(.commonCases2), givesWay: 4),
        ReportColumn(id: "total_minor", label: Label(.reportCompensationTotal)),
        ReportColumn(id: "median_minor", label: Label(.commonMedian), givesWay: 2),
        ReportColumn(id: "largest_minor", label: Label(.reportCompensationLargest), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
    var most: [String: Int64] = [:]
    for counts in groups.flatMap(\.value) {
      most[counts.currency] = max(most[counts.currency] ?? 0, counts.total ?? .max)
    }
    for group in groups {
      for counts in group.value {
        func money(_ amount: Int64?) -> ReportValue {
          .amount(amount.map { Money(minorUnits: $0, currency: counts.currency) })
        }
        let longest = most[counts.currency] ?? 0
        part.add(
          context.names(axes, group.key) + [
            .name(counts.currency, id: counts.currency), .count(counts.amounts.count), money(counts.total),
            money(percentile(counts.amounts, 50)), money(counts.amounts.last),
          ], bar: longest > 0 && !axes.isEmpty ? Double(counts.total ?? longest) / Double(longest) : 0)
      }
    }
    return part
  }
}
