import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Terminal
import Versioning

/// `casebook qc …`
struct QualityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qc",
    abstract: text(QualityMessage.abstract),
    discussion: text(QualityMessage.discussion),
    subcommands: [QualitySample.self, QualityScore.self, QualityList.self])
}

/// Which cases: of a branch, logged in a period.
struct PeriodOptions: ParsableArguments {
  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Option(
    help: help(QualityMessage.periodHelp, "period"))
  var period: String?

  /// - Throws: `CommandFailure`.
  func read(_ context: Context) throws -> (branch: String?, period: Period) {
    let period = period ?? "this month"
    guard let found = Period(typed: period, today: context.now.date) else {
      throw CommandFailure.usage(
        Label(QualityMessage.periodInvalid(period)),
        hint: Label(QualityMessage.periodInvalidHint))
    }
    return (try branch.map { try BranchCode.checked($0).rawValue }, found)
  }
}
