import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook employee report`: how often what was said of whom, in a period.
struct EmployeeReport: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: text(EmployeeReportMessage.abstract),
    discussion: text(EmployeeReportMessage.discussion))

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Option(help: help(EmployeeReportMessage.periodHelp, "period"))
  var period: String?

  @OptionGroup var common: CommonOptions

  private struct Row {
    let branch: String
    let employee: String
    var counts: [String: Int] = [:]
    var open = 0
    /// Complaints that somebody took back.
    var withdrawn = 0
  }

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let days = try context.period(period ?? "this month")
    let rows = try context.read { reader in
      let people = try reader.people()
      let isHeadOffice = reader.identity.branch == .headOffice
      let remarks = try reader.remarks().filter { remark in
        (!remark.isWithdrawn || isHeadOffice && remark.kind == "complaint")
          && code.map { remark.branch == $0 } ?? true && context.isOf(remark, days)
      }
      return Self.rows(remarks, people)
    }
    let kinds = Vocabulary.remarkKind.terms
    if context.json {
      return try context.emit([
        "from": .string(days.first.description), "to": .string(days.last.description),
        "branch": .optional(code),
        "employees": .array(
          rows.map { row in
            .object(
              [
                ("branch", .string(row.branch)),
                ("employee", .optional(row.employee.isEmpty ? nil : row.employee)),
              ]
                + kinds.map { ($0.id, .integer(Int64(row.counts[$0.id] ?? 0))) }
                + [
                  ("open", .integer(Int64(row.open))),
                  ("withdrawn_complaints", .integer(Int64(row.withdrawn))),
                ])
          }),
      ])
    }
    guard !rows.isEmpty else { return context.err(Label(EmployeeReportMessage.none)) }
    let hasWithdrawn = rows.contains { $0.withdrawn > 0 }
    var table = Table(
      [
        Column(context.text(DomainMessage.branch)),
        Column(context.text(RemarkField.employee.label), isFlexible: true),
      ] + kinds.map { Column($0.label.text(context.language), alignment: .right) }
        + [Column(context.text(EmployeeReportMessage.open), alignment: .right)]
        + (hasWithdrawn
          ? [Column(context.text(EmployeeReportMessage.withdrawn), alignment: .right)] : []))
    for row in rows {
      table.add(
        [
          Cell(row.branch),
          Cell((row.employee.isEmpty ? "–" : row.employee).sanitised(.joined), style: .bold),
        ]
          + (kinds.map { row.counts[$0.id] ?? 0 } + [row.open] + (hasWithdrawn ? [row.withdrawn] : [])).map {
            Cell($0 == 0 ? "" : "\($0)")
          })
    }
    try context.print(table)
  }

  /// By branch and name. One person has several names; what was erased is nobody's.
  private static func rows(_ remarks: [Remark], _ people: [Person]) -> [Row] {
    var rows: [String: Row] = [:]
    for remark in remarks {
      let person = people.first { $0.branch == remark.branch && remark.isAbout($0) }
      let name = person?.name ?? remark.employee ?? ""
      let key = remark.branch + "/" + (person?.id.description ?? name.folded)
      var row = rows[key] ?? Row(branch: remark.branch, employee: name)
      if remark.isWithdrawn { row.withdrawn += 1 } else { row.counts[remark.kind, default: 0] += 1 }
      if remark.isOpen { row.open += 1 }
      rows[key] = row
    }
    return rows.values.sorted { ($0.branch, $0.employee) < ($1.branch, $1.employee) }
  }
}

enum EmployeeReportMessage: Message {
  case abstract
  case discussion
  case none
  case open
  case periodHelp
  case withdrawn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Counts what was said, by employee and kind.", zhHans: "按员工和类别统计。")
    case .discussion:
      Label(
        en: """
          casebook employee report
          casebook employee report --branch SH01 --period 2026-Q4
          """,
        zhHans: """
          casebook employee report
          casebook employee report --branch SH01 --period 2026-Q4
          """)
    case .none: Label(en: "There are no employee records of that time.", zhHans: "该时间段没有员工记录。")
    case .withdrawn: Label(en: "Complaints withdrawn", zhHans: "已撤回的投诉")
    case .open: Label(en: "To look at", zhHans: "待复查")
    case .periodHelp:
      Label(
        en: "The days (default: this month): 2026-11, 2026-W47, 2026-Q4, last month, DAY..DAY.",
        zhHans: "时间（默认：本月）：2026-11、2026-W47、2026-Q4、上月、<日期>..<日期>。")
    }
  }
}
