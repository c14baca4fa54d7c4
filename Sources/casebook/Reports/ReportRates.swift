import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct ReportRates: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: text(ReportRatesMessage.abstract),
    discussion: text(ReportRatesMessage.discussion))

  @Option(help: help(ReportRatesMessage.volumesHelp, "file"), completion: .file())
  var volumes: String

  @Option(help: help(ImportMessage.encodingHelp, "encoding"))
  var encoding: String?

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.month]
    let amounts = try amounts(axes, context)
    let rates = amounts.rates(of: try context.read { try $0.counts(by: [axes], filter)[0] })
    var part = ReportPart(
      axes.map(\.rawValue).joined(separator: ","), Label(ReportRatesMessage.title),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
        ReportColumn(id: "volume", label: Label(ReportRatesMessage.volumeColumn), givesWay: 2),
        ReportColumn(id: "share", label: Label(ReportRatesMessage.shareColumn)),
        ReportColumn(id: "per_thousand", label: Label(ReportRatesMessage.perThousandColumn), givesWay: 1),
      ])
    part.isChronological = axes.first?.isTime ?? false
    let most = rates.compactMap(\.share).max() ?? 0
    for rate in rates {
      part.add(
        context.names(axes, rate.key) + [
          .count(rate.cases), rate.amount.map { .count($0) } ?? .span(nil),
          .share(rate.cases, of: rate.amount ?? 0), rate.share.map { .number($0 * 1000) } ?? .span(nil),
        ], bar: most > 0 ? (rate.share ?? 0) / most : 0)
    }
    var report = FinishedReport(
      id: "rates", title: Label(ReportRatesMessage.title), filter: filter, parts: [part])
    let unknown = rates.filter { $0.amount == nil }.reduce(0) { $0 + $1.cases }
    if unknown > 0 { report.notes.append(Label(ReportRatesMessage.withoutVolume(unknown))) }
    return report
  }

  /// - Throws: `CommandFailure` for the first row that says nothing that could be counted: a rate of half the file is
  ///   wrong.
  private func amounts(_ axes: [ReportAxis], _ context: Context) throws -> Volumes {
    let names = axes.map(\.rawValue)
    let columns = (names + ["count"]).map { "  \($0): \($0)" }.joined(separator: "\n")
    let map = try context.importMap(
      nil, standard: "source: volumes\nkey: [\(names.joined(separator: ", "))]\ncolumns:\n\(columns)"
    ) { (names + ["count"]).contains($0) ? .single : nil }.alsoNamed(Self.columnNames(axes))
    let chosen = try ImportReader.encoding(option: encoding)
    return try context.explaining {
      var amounts = Volumes(axes: axes)
      var rows = try ImportReader(
        try ByteSource(path: volumes), map: map, encoding: chosen, localZone: context.zone)
      while let outcome = try rows.next() {
        switch outcome {
        case .rejected(let line, let reason): throw Self.unusable(volumes, line, reason)
        case .row(let row):
          func cell(_ id: String) -> String { row.fields.last { $0.field == id }?.text ?? "" }
          guard let count = WholeCount.read(cell("count")) else {
            throw Self.unusable(volumes, row.line, Label(ReportRatesMessage.notACount(cell("count"))))
          }
          if let axis = amounts.add(count, names.map(cell), terms: context.terms, today: context.now.date) {
            throw Self.unusable(
              volumes, row.line, Label(ReportRatesMessage.notAKey(cell(axis.rawValue), of: axis.label)))
          }
        }
      }
      return amounts
    }
  }

  /// What the columns of a file may be called besides: as a report shows them, and as shops do.
  private static func columnNames(_ axes: [ReportAxis]) -> [String: [String]] {
    var names = Dictionary(axes.map { ($0.rawValue, $0.names) }, uniquingKeysWith: { $1 })
    names["count"] = [
      "数量", "销量", "销售量", "销售数量", "件数", "单量", "订单数", "订单量", "客流", "客流量", "人次",
      "volume", "quantity", "qty", "sales", "sold", "units", "orders", "visitors",
    ]
    return names
  }

  private static func unusable(_ file: String, _ line: Int, _ why: Label) -> CommandFailure {
    CommandFailure("bad_volumes", .failed, Label(ReportRatesMessage.unusable(file, line: line, why: why)))
  }
}

enum ReportRatesMessage: Message {
  case abstract
  case discussion
  case notACount(String)
  case notAKey(String, of: Label)
  case perThousandColumn
  case shareColumn
  case title
  case unusable(String, line: Int, why: Label)
  case volumeColumn
  case volumesHelp
  case withoutVolume(Int)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Complaints per sale: 8 % before, 3 % after.", zhHans: "投诉率：投诉数与销量之比，如由 8% 降至 3%。")
    case .discussion:
      Label(
        en: """
          casebook report rates --volumes sales.csv
          casebook report rates --volumes sales.xlsx --by month,product --since 2026-01-01

          The file says how much was sold or served: a column for each of --by (month,
          product, branch …), named like it or as the report shows it, and the column
          count (or volume, quantity, sales). A day may stand for its month. A count is
          whole: 1280 or 1,280. Each row is counted once; a row that cannot be read ends
          the report.
          """,
        zhHans: """
          casebook report rates --volumes 销量.csv
          casebook report rates --volumes 销量.xlsx --by month,product --since 2026-01-01

          文件写明销量或客流：--by 的每个维度一列，列名与维度相同（month、product、branch
          等），也可用报表上的中文名（月份、产品、门店）；另有一列 count，也可叫数量、
          销量、客流。月份也可写该月的某一天。数量须为整数，如 1280 或 1,280。有一行
          无法识别则不出报表。
          """)
    case .notACount(let typed):
      Label(
        en: "“\(typed)” is not a count, which is a whole number such as 1280 or 1,280",
        zhHans: "“\(typed)”不是数量，应为整数，如 1280 或 1,280")
    case .notAKey(let typed, let axis):
      Label(en: "“\(typed)” is not a value of \(axis.en)", zhHans: "“\(typed)”不能用作\(axis.zhHans)")
    case .perThousandColumn: Label(en: "Per 1,000", zhHans: "每千件")
    case .shareColumn: Label(en: "Rate", zhHans: "投诉率")
    case .title: Label(en: "Complaint rate", zhHans: "投诉率统计")
    case .unusable(let file, let line, let why):
      Label(en: "\(file), line \(line): \(why.en).", zhHans: "\(file) 第 \(line) 行：\(why.zhHans)。")
    case .volumeColumn: Label(en: "Volume", zhHans: "销量")
    case .volumesHelp:
      Label(en: "The CSV or Excel file with how much was sold.", zhHans: "销量文件（CSV 或 Excel）。")
    case .withoutVolume(let count):
      Label(
        en: "\(count.of("case is", "cases are")) of groups whose volume the file does not say.",
        zhHans: "有 \(count.grouped) 个工单所在的分组，文件中没有销量。")
    }
  }
}
