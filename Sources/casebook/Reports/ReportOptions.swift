import ArgumentParser
import Complaints
import Console
import Messages

/// What every report takes.
struct ReportOptions: ParsableArguments {
  @Option(help: help(.reportOptionsCasesLoggedOnThatDay, "date"))
  var since: String?

  @Option(help: help(.reportOptionsCasesLoggedOnThatDayOr, "date"))
  var until: String?

  @Option(
    help: help(
      .reportOptionsWhatToCountBySeveral,
      "axes"),
    completion: .list(ReportAxis.allCases.map(\.rawValue)))
  var by: String?

  @Option(help: help(.dueOfOneBranch, "branch"))
  var branch: String?

  @Flag(help: help(.reportOptionsPrintTheFirstPartAs))
  var csv = false

  @Option(help: help(.reportOptionsOnlyThisPartOfThe, "part"))
  var part: String?

  @Option(help: help(.reportOptionsAtMostSoManyRows, "n"))
  var limit = 12

  func filter(_ context: Context) throws -> ReportFilter {
    guard limit >= 0 else {
      throw CommandFailure.usage(Label(.listLimitNeedsANumberOf))
    }
    guard !(csv && context.json) else {
      throw CommandFailure.usage(
        Label(.reportOptionsEitherJsonOrCsvNot))
    }
    let filter = ReportFilter(
      since: try day(since, context), until: try day(until, context),
      branch: try branch.map { try BranchCode.checked($0).rawValue })
    if let since = filter.since, let until = filter.until, since > until {
      throw CommandFailure.usage(
        Label(.reportOptionsSinceLiesAfterUntil))
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
          Label(.reportOptionsReportsDoNotCountBy, ["typed": .text(typed)]),
          hint: Label(.reportOptionsTheyCountBy, ["all": .text(all)]))
      }
      return axis
    }
    guard !axes.isEmpty, axes.count <= 5, Set(axes).count == axes.count else {
      throw CommandFailure.usage(
        Label(.reportOptionsByNeedsOneToFive))
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
