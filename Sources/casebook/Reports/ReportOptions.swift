import ArgumentParser
import Complaints
import Console

/// What every report takes.
struct ReportOptions: ParsableArguments {
  @Option(help: help("Cases logged on that day or later.", "从该日起登记的工单。", "date"))
  var since: String?

  @Option(help: help("Cases logged on that day or earlier.", "到该日止登记的工单。", "date"))
  var until: String?

  @Option(
    help: help(
      "What to count by; several joined by commas: branch,class,month.", "统计维度，多个用逗号分隔：branch,class,month。",
      "axes"),
    completion: .list(ReportAxis.allCases.map(\.rawValue)))
  var by: String?

  @Option(help: help("Of one branch.", "仅某门店。", "branch"))
  var branch: String?

  @Flag(help: help("Print the first part as CSV.", "以 CSV 格式输出第一部分。"))
  var csv = false

  @Option(help: help("Only this part of the report.", "只输出报表的某一部分。", "part"))
  var part: String?

  @Option(help: help("At most so many rows a part; 0: all.", "每部分最多显示行数；0 表示全部。", "n"))
  var limit = 12

  func filter(_ context: Context) throws -> ReportFilter {
    guard limit >= 0 else {
      throw CommandFailure.usage(Label("--limit needs a number of 0 or more.", "--limit 应为不小于 0 的数字。"))
    }
    guard !(csv && context.json) else {
      throw CommandFailure.usage(
        Label("Either --json or --csv, not both.", "--json 与 --csv 只能选一个。"))
    }
    let filter = ReportFilter(
      since: try day(since, context), until: try day(until, context),
      branch: try branch.map { try BranchCode.checked($0).rawValue })
    if let since = filter.since, let until = filter.until, since > until {
      throw CommandFailure.usage(
        Label("--since lies after --until.", "--since 晚于 --until。"))
    }
    return filter
  }

  /// - Throws: `FieldError` for what is no date.
  private func day(_ typed: String?, _ context: Context) throws -> Int? {
    guard let typed,
      case .text(let text) = try FieldInput.parse(typed, as: CaseField.loggedAt, now: context.now)
    else { return nil }
    switch DateText(stored: text) {
    case .day(let date): return date.daysSinceEpoch
    case .time(let time): return time.date.daysSinceEpoch
    case nil: return nil
    }
  }

  /// What was asked for; nil: nothing.
  func axes() throws -> [ReportAxis]? {
    guard let by else { return nil }
    let typed = by.split { ",，、+".contains($0) }.map(String.init)
    let axes = try typed.map { typed in
      guard let axis = ReportAxis(typed: typed) else {
        let all = ReportAxis.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandFailure.usage(
          Label("Reports do not count by “\(typed)”.", "报表不能按“\(typed)”统计。"),
          hint: Label("They count by: \(all)", "可选维度：\(all)"))
      }
      return axis
    }
    guard !axes.isEmpty, axes.count <= 5, Set(axes).count == axes.count else {
      throw CommandFailure.usage(
        Label("--by needs one to five different axes.", "--by 需填一至五个互不相同的维度。"))
    }
    return axes
  }
}

extension ReportOptions {
  /// Key columns of axes.
  static func columns(_ axes: [ReportAxis]) -> [ReportColumn] {
    axes.map { ReportColumn(id: $0.rawValue, label: $0.label, isText: true) }
  }
}

extension Context {
  /// The key of a group, axis by axis.
  func names(_ axes: [ReportAxis], _ key: [String?]) -> [ReportValue] {
    zip(axes, key).map { .name($0.text($1, language), id: $1) }
  }
}
