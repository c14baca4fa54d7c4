import ArgumentParser
import Complaints
import Console
import Language

/// What every report takes.
struct ReportOptions: ParsableArguments {
  @Option(help: help(ReportOptionsMessage.sinceHelp, "date"))
  var since: String?

  @Option(help: help(ReportOptionsMessage.untilHelp, "date"))
  var until: String?

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Flag(help: help(ReportOptionsMessage.csvHelp))
  var csv = false

  @Option(help: help(ReportOptionsMessage.partHelp, "part"))
  var part: String?

  @Option(help: help(ReportOptionsMessage.limitHelp, "count"))
  var limit = 12

  func filter(_ context: Context) throws -> ReportFilter {
    guard limit >= 0 else {
      throw CommandFailure.usage(Label(ListMessage.limitInvalid))
    }
    guard !(csv && context.json) else {
      throw CommandFailure.usage(Label(ReportOptionsMessage.jsonOrCSV))
    }
    let (first, last) = (try bound(since, context), try bound(until, context))
    if let first, let last, first.isLater(than: last, now: context.now) {
      throw CommandFailure.usage(Label(ReportOptionsMessage.sinceAfterUntil))
    }
    return ReportFilter(
      from: first, to: last, branch: try branch.map { try BranchCode.checked($0).rawValue },
      zone: context.zone)
  }

  /// - Throws: `FieldError` for what is no date.
  private func bound(_ typed: String?, _ context: Context) throws -> DateText? {
    guard let typed,
      case .text(let text) = try FieldInput.parse(typed, as: CaseField.loggedAt, now: context.now)
    else { return nil }
    if TypedDate.firstOfTwo(typed, now: context.now) != nil {
      context.tellAssumedTime(typed, CaseField.loggedAt)
    }
    return DateText(stored: text)
  }

}

/// By what a report counts that can count by anything.
struct ReportAxes: ParsableArguments {
  @Option(
    help: help(ReportOptionsMessage.byHelp, "axes"),
    completion: .list(ReportAxis.allCases.map(\.rawValue)))
  var by: String?

  /// What was asked for; nil: nothing.
  func axes() throws -> [ReportAxis]? {
    guard let by else { return nil }
    let typed = by.split { ",，、+".contains($0) }.map(String.init)
    let axes = try typed.map { typed in
      guard let axis = ReportAxis(typed: typed) else {
        let all = Label.list(
          ReportAxis.allCases.map {
            Label(en: $0.rawValue, zhHans: "\($0.label.zhHans)（\($0.rawValue)）")
          })
        throw CommandFailure.usage(
          Label(ReportOptionsMessage.unknownAxis(typed)),
          hint: Label(ReportOptionsMessage.axesHint(all)))
      }
      return axis
    }
    guard !axes.isEmpty, axes.count <= 5, Set(axes).count == axes.count else {
      throw CommandFailure.usage(Label(ReportOptionsMessage.axesCount))
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
    zip(axes, key).map { .name($0.text($1, language, terms), id: $1) }
  }
}

enum ReportOptionsMessage: Message {
  case limitHelp
  case axesCount
  case sinceHelp
  case untilHelp
  case jsonOrCSV
  case partHelp
  case csvHelp
  case unknownAxis(String)
  case sinceAfterUntil
  case axesHint(Label)
  case byHelp

  var label: Label {
    switch self {
    case .limitHelp:
      Label(en: "Maximum rows to show in each part (0 = all).", zhHans: "每部分最多显示行数；0 表示全部。")
    case .axesCount:
      Label(en: "--by needs one to five different axes.", zhHans: "--by 需填一至五个互不相同的维度。")
    case .sinceHelp:
      Label(
        en:
          "That day or later: when cases were logged, unless the text above says otherwise. With a time: since that moment.",
        zhHans: "从该日起；指登记日期，上文另有说明的除外。写了时间则从那一刻起。")
    case .untilHelp:
      Label(
        en: "That day or earlier, in the same way.", zhHans: "到该日止，含义同上。")
    case .jsonOrCSV:
      Label(en: "Either --json or --csv, not both.", zhHans: "--json 与 --csv 只能选一个。")
    case .partHelp:
      Label(
        en: "Only this part of the report, by its title or its id in --json.",
        zhHans: "只输出报表的某一部分：写标题，或 --json 中的代码。")
    case .csvHelp:
      Label(en: "Print the first part as CSV.", zhHans: "以 CSV 格式输出第一部分。")
    case .unknownAxis(let typed):
      Label(en: "Reports cannot count by “\(typed)”.", zhHans: "报表不能按“\(typed)”统计。")
    case .sinceAfterUntil:
      Label(en: "--since is later than --until.", zhHans: "--since 晚于 --until。")
    case .axesHint(let all):
      Label(en: "They can count by: \(all.en)", zhHans: "可选维度：\(all.zhHans)")
    case .byHelp:
      Label(
        en: "What to count by; join several with commas: branch,class,month.",
        zhHans: "统计维度，多个用逗号分隔：branch,class,month。")
    }
  }
}
