import ArgumentParser
import Complaints
import Console
import Messages

/// `casebook report …`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: text(
      .reportAbstract),
    discussion: text(
      .reportDiscussion),
    subcommands: [
      ReportOverview.self, ReportTimeliness.self, ReportCauses.self, ReportRepeat.self,
      ReportCompensation.self, ReportSatisfaction.self, ReportSpikes.self, ReportBranches.self,
    ])
}

/// A report: what it reads, and what it says.
protocol ReportingCommand: CasebookCommand {
  var options: ReportOptions { get }
  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport
}

extension ReportingCommand {
  func run(in context: Context) throws {
    let report = try report(context, try options.filter(context))
    try context.show(report, options)
  }
}
