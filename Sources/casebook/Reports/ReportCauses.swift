import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct ReportCauses: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "causes",
    abstract: text(ReportCausesMessage.causesAbstract),
    discussion: text(ReportCausesMessage.causesDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes =
      try counting.axes().map { [$0] } ?? [
        [.problemClass], [.source], [.cause], [.rootCause], [.responsibility], [.product],
      ]
    let all = try context.read { try $0.counts(by: axes + [[]], filter) }
    let cases = (all.last ?? []).reduce(0) { $0 + $1.value.cases }
    return FinishedReport(
      id: "causes", title: Label(ReportCausesMessage.causesTitle), filter: filter,
      parts: zip(axes, all).map { context.part($0, $1, of: cases) },
      notes: Context.notes(on: axes), members: [("cases", .integer(Int64(cases)))])
  }
}

enum ReportCausesMessage: Message {
  case causesAbstract
  case causesDiscussion
  case causesTitle

  var label: Label {
    switch self {
    case .causesAbstract:
      Label(en: "What complaints come from.", zhHans: "投诉从何而来：类别、来源、原因、根源、责任。")
    case .causesDiscussion:
      Label(
        en: """
          casebook report causes
          casebook report causes --by branch,class,cause,month --csv > causes.csv

          Where a case was reviewed, its root cause is the one found by the review.
          """,
        zhHans: """
          casebook report causes
          casebook report causes --by branch,class,cause,month --csv > 原因.csv

          已复盘的工单，根源以复盘结论为准。
          """)
    case .causesTitle:
      Label(en: "Causes", zhHans: "原因分析")
    }
  }
}
