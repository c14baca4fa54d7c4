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
    let now = context.now.milliseconds
    let found = try context.read { try $0.owed(.commitment, filter, now: now) }
    let nobody = context.text(ReportCommitmentsMessage.nobody)
    let count = ReportColumn(
      id: "commitments", label: Label(ReportCommitmentsMessage.allColumn), givesWay: 3)
    return FinishedReport(
      id: "commitments", title: Label(ReportCommitmentsMessage.title), filter: filter,
      parts: [
        .owed(
          "people", Label(ReportCommitmentsMessage.peoplePart),
          ReportColumn(id: "owner", label: Label(ReportCommitmentsMessage.ownerColumn), isText: true),
          count: count,
          found.people.map { (.name(($0.name ?? nobody).sanitised(.joined), id: $0.name), $0.counts) }),
        .owed(
          "branches", Label(ReportCommitmentsMessage.branchesPart),
          ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true), count: count,
          found.branches.map { (.name($0.code, id: $0.code), $0.counts) }),
      ])
  }
}

enum ReportCommitmentsMessage: Message {
  case abstract
  case allColumn
  case branchesPart
  case discussion
  case nobody
  case ownerColumn
  case peoplePart
  case title

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

          --since and --until are days on which commitments are due. The share in time
          is of those done in time, done late and overdue; a promise that was moved or
          given up after its date is overdue, or late once it is done. What was given
          up in time, what is not due yet, and what was left when its case was closed
          (withdrawn, unfounded) is in no share. A promise that names nobody is that of
          whoever handles its case.
          """,
        zhHans: """
          casebook report commitments --since 2026-11-01
          casebook report commitments --part branches --csv

          --since、--until 按承诺的期限计。
          按时完成率的基数是按时完成、超时完成和超时未完成的承诺；过期后才改期或取消的
          仍算超时。到期前取消的、未到期的，以及结案（撤诉、不成立）时未办的，不参与
          计算。没写负责人的承诺算经办人的。
          """)
    case .nobody: Label(en: "(nobody named)", zhHans: "（未指定）")
    case .ownerColumn: Label(en: "Responsible", zhHans: "负责人")
    case .peoplePart: Label(en: "By person responsible", zhHans: "按负责人")
    case .title: Label(en: "Commitments to customers", zhHans: "对客户的承诺")
    }
  }
}
