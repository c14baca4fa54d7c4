import ArgumentParser
import Complaints
import Console
import Language
import Terminal

/// `casebook report …`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: text(ReportMessage.abstract),
    discussion: text(ReportMessage.discussion),
    subcommands: [
      ReportOverview.self, ReportTimeliness.self, ReportHandling.self, ReportCauses.self, ReportRepeat.self,
      ReportCompensation.self, ReportSatisfaction.self, ReportLoyalty.self, ReportCommitments.self,
      ReportTasks.self, ReportTraining.self,
      ReportSignals.self,
      ReportSpikes.self, ReportWording.self, ReportScorers.self, ReportRates.self,
      ReportBranches.self,
    ])
}

/// A report: what it reads, and what it says.
protocol ReportingCommand: CasebookCommand {
  var options: ReportOptions { get }
  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport
}

extension ReportingCommand {
  func run(in context: Context) throws {
    let filter = try options.filter(context)
    var report = try report(context, filter)
    let duplicates = try context.read { try $0.duplicates(report.filter) }
    report.members.append(("duplicates", .integer(Int64(duplicates))))
    if duplicates > 0 { report.notes.append(Label(ReportMessage.duplicates(duplicates))) }
    try context.show(report, options)
  }
}

enum ReportMessage: Message {
  case abstract
  case discussion
  case duplicates(Int)

  /// In lines that fit.
  private static func axes(_ name: (ReportAxis) -> String) -> String {
    var lines = [""]
    for axis in ReportAxis.allCases.map(name) {
      if lines[lines.count - 1].displayWidth + axis.displayWidth > 70 { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : "  ") + axis
    }
    return lines.joined(separator: "\n")
  }

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Counts cases: what comes in, how it is handled, what repeats.", zhHans: "统计报表：投诉数量、处理时效、反复出现的问题。"
      )
    case .duplicates(let count):
      Label(
        en: "\(count.of("duplicate is", "duplicates are")) not counted above.",
        zhHans: "另有重复单 \(count.grouped) 件，未计入以上数字。")
    case .discussion:
      Label(
        en: """
          casebook report overview --since 2026-01-01
          casebook report causes --by branch,class,month --csv > causes.csv
          casebook report timeliness --by severity
          casebook report spikes --since 2026-09-01 --json

          All from this device's own data, with no network. A case that was closed as a
          duplicate is no second complaint: it counts in no figure, and how many there
          were stands below. --by takes one of these, or several with commas:

          \(Self.axes(\.rawValue))
          """,
        zhHans: """
          casebook report overview --since 2026-01-01
          casebook report causes --by branch,class,month --csv > 原因.csv
          casebook report timeliness --by severity
          casebook report spikes --since 2026-09-01 --json

          全部取自本机数据，无需联网。按重复单结案的工单不重复计入任何数字，其件数
          另列于下方。--by 可用（多个用逗号隔开，也可填中文名称）：

          \(Self.axes { "\($0.label.zhHans) \($0.rawValue)" })
          """)
    }
  }
}
