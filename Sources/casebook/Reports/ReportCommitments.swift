import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportCommitments: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "commitments",
    abstract: text(ReportCommitmentsMessage.abstract),
    discussion: text(ReportCommitmentsMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    guard try options.axes() == nil else {
      throw CommandFailure.usage(Label(ReportCommitmentsMessage.noAxes))
    }
    let now = context.now.milliseconds
    let found = try context.read { try $0.commitments(filter, now: now) }
    let nobody = context.text(ReportCommitmentsMessage.nobody)
    return FinishedReport(
      id: "commitments", title: Label(ReportCommitmentsMessage.title), filter: filter,
      parts: [
        part(
          "people", Label(ReportCommitmentsMessage.peoplePart),
          ReportColumn(id: "owner", label: Label(ReportCommitmentsMessage.ownerColumn), isText: true),
          found.people.map { (.name(($0.name ?? nobody).sanitised(.joined), id: $0.name), $0.counts) }),
        part(
          "branches", Label(ReportCommitmentsMessage.branchesPart),
          ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true),
          found.branches.map { (.name($0.code, id: $0.code), $0.counts) }),
      ])
  }

  private func part(
    _ id: String, _ title: Label, _ key: ReportColumn, _ rows: [(ReportValue, CommitmentCounts)]
  ) -> ReportPart {
    var part = ReportPart(
      id, title,
      [
        key,
        ReportColumn(id: "commitments", label: Label(ReportCommitmentsMessage.allColumn), givesWay: 3),
        ReportColumn(id: "kept", label: Label(ReportCommitmentsMessage.keptColumn), givesWay: 5),
        ReportColumn(id: "late", label: Label(ReportCommitmentsMessage.lateColumn), givesWay: 6),
        ReportColumn(id: "overdue", label: Label(ReportCommitmentsMessage.overdueColumn), givesWay: 7),
        ReportColumn(id: "open", label: Label(ReportCommitmentsMessage.openColumn), givesWay: 4),
        ReportColumn(id: "waived", label: Label(ReportCommitmentsMessage.waivedColumn), givesWay: 2),
        ReportColumn(id: "dropped", label: Label(ReportCommitmentsMessage.droppedColumn), givesWay: 1),
        ReportColumn(id: "kept_share", label: Label(ReportCommitmentsMessage.shareColumn)),
        ReportColumn(
          id: "median_late_ms", label: Label(ReportCommitmentsMessage.medianLateColumn), givesWay: 8),
      ])
    for (key, counts) in rows {
      part.add(
        [
          key, .count(counts.all), .count(counts[.kept]), .count(counts[.late]), .count(counts[.overdue]),
          .count(counts[.open]), .count(counts[.waived]), .count(counts[.dropped]),
          .share(counts[.kept], of: counts.judged), .span(percentile(counts.late, 50)),
        ], bar: counts.judged > 0 ? Double(counts[.kept]) / Double(counts.judged) : 0)
    }
    return part
  }
}

enum ReportCommitmentsMessage: Message {
  case abstract
  case allColumn
  case branchesPart
  case discussion
  case droppedColumn
  case keptColumn
  case lateColumn
  case medianLateColumn
  case noAxes
  case nobody
  case openColumn
  case overdueColumn
  case ownerColumn
  case peoplePart
  case shareColumn
  case title
  case waivedColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Which promises to customers were kept, by person and branch.", zhHans: "对客户的承诺：谁、哪家店、兑现了多少。")
    case .allColumn: Label(en: "Commitments", zhHans: "承诺数")
    case .branchesPart: Label(en: "By branch", zhHans: "按门店")
    case .discussion:
      Label(
        en: """
          casebook report commitments --since 2026-11-01
          casebook report commitments --part branches --csv

          --since and --until are days on which commitments are due. Kept: done by its
          date. The share kept is of those kept, late and overdue. What was waived, what
          is not due yet, and what was left when its case was closed (withdrawn,
          unfounded) is in no share.
          """,
        zhHans: """
          casebook report commitments --since 2026-11-01
          casebook report commitments --part branches --csv

          --since、--until 按承诺的期限计。按时兑现：在期限内完成。
          兑现率的基数是按时兑现、超时兑现和超时未兑现的承诺；已取消的、未到期的，
          以及结案（撤诉、不成立）时未办的，不参与计算。
          """)
    case .droppedColumn: Label(en: "Case closed", zhHans: "随结案终止")
    case .keptColumn: Label(en: "Kept", zhHans: "按时兑现")
    case .lateColumn: Label(en: "Late", zhHans: "超时兑现")
    case .medianLateColumn: Label(en: "Median late", zhHans: "超时中位数")
    case .noAxes:
      Label(
        en: "This report has no --by; its parts are people and branches.",
        zhHans: "此报表不支持 --by；可用 --part people 或 branches。")
    case .nobody: Label(en: "(nobody named)", zhHans: "（未指定）")
    case .openColumn: Label(en: "Not due yet", zhHans: "未到期")
    case .overdueColumn: Label(en: "Overdue", zhHans: "超时未兑现")
    case .ownerColumn: Label(en: "Responsible", zhHans: "负责人")
    case .peoplePart: Label(en: "By person responsible", zhHans: "按负责人")
    case .shareColumn: Label(en: "Kept, share", zhHans: "兑现率")
    case .title: Label(en: "Commitments to customers", zhHans: "对客户的承诺")
    case .waivedColumn: Label(en: "Waived", zhHans: "已取消")
    }
  }
}
