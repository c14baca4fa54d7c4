import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportCompensation: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "compensation",
    abstract: text(ReportCompensationMessage.abstract),
    discussion: text(ReportCompensationMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.month]
    let (groups, all) = try context.read { reader in
      (try reader.compensation(by: axes, filter), try reader.compensation(by: [], filter))
    }
    return FinishedReport(
      id: "compensation", title: Label(ReportCompensationMessage.title), filter: filter,
      parts: [
        part(
          axes.map(\.rawValue).joined(separator: ","), Label(ReportCompensationMessage.costPart), axes,
          groups,
          context),
        part("all", Label(CommonMessage.allTogether), [], all, context),
      ])
  }

  private func part(
    _ id: String, _ title: Label, _ axes: [ReportAxis], _ groups: [ReportGroup<[CompensationCounts]>],
    _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      id, title,
      ReportOptions.columns(axes) + [
        ReportColumn(
          id: "currency", label: Label(ReportCompensationMessage.currencyColumn), givesWay: 3, isText: true),
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount), givesWay: 4),
        ReportColumn(id: "total_minor", label: Label(ReportCompensationMessage.totalColumn)),
        ReportColumn(id: "median_minor", label: Label(CommonMessage.median), givesWay: 2),
        ReportColumn(id: "largest_minor", label: Label(ReportCompensationMessage.largestColumn), givesWay: 1),
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

enum ReportCompensationMessage: Message {
  case abstract
  case title
  case costPart
  case currencyColumn
  case discussion
  case largestColumn
  case totalColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Cost of the options that customers chose.", zhHans: "补偿成本：客户所选方案的金额。")
    case .title:
      Label(en: "Compensation", zhHans: "补偿成本")
    case .costPart:
      Label(en: "Cost by group", zhHans: "分组成本")
    case .currencyColumn:
      Label(en: "Currency", zhHans: "币种")
    case .discussion:
      Label(
        en: """
          casebook report compensation --since 2026-01-01
          casebook report compensation --by branch,class --csv > costs.csv

          Counts the option that the customer agreed to last. Each currency is added up by
          itself. Amounts in JSON and CSV are in minor units (cents, fen).
          """,
        zhHans: """
          casebook report compensation --since 2026-01-01
          casebook report compensation --by 门店,问题分类 --csv > 成本.csv

          统计客户最近一次同意的方案，各币种分别合计。
          JSON 和 CSV 中的金额以最小货币单位（如分）计。
          """)
    case .largestColumn:
      Label(en: "Largest", zhHans: "最高")
    case .totalColumn:
      Label(en: "Total", zhHans: "合计")
    }
  }
}
