import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook employee list`
struct EmployeeList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(EmployeeListMessage.abstract),
    discussion: text(EmployeeListMessage.discussion))

  @Option(help: help(EmployeeListMessage.employeeHelp, "name"))
  var employee: String?

  @Option(help: help(EmployeeMessage.kindHelp, "kind"), completion: choices(.remarkKind))
  var kind: String?

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Option(help: help(EmployeeListMessage.periodHelp, "period"))
  var period: String?

  @Flag(help: help(EmployeeListMessage.openHelp))
  var open = false

  @Flag(help: help(EmployeeListMessage.allHelp))
  var all = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let employee = try context.filter(self.employee, "--employee")
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let days = try period.map { try context.period($0) }
    let wanted = try context.edits([(RemarkField.kind, kind)]).first?.value
    let found = try context.read { reader in
      let remarks = try employee.map { try context.remarks(of: $0, branch: code, reader) } ?? reader.remarks()
      // That a complaint was taken back head office sees without asking.
      let isHeadOffice = reader.identity.branch == .headOffice
      return try remarks.filter { remark in
        (all || !remark.isWithdrawn || isHeadOffice && remark.kind == "complaint") && (!open || remark.isOpen)
          && code.map { remark.branch == $0 } ?? true
          && wanted.map { $0 == .text(remark.kind) } ?? true && context.isOf(remark, days)
      }.map { ($0, try context.number(ofCaseOf: $0, reader)) }
    }
    if context.json { return try context.emit(.array(found.map { context.json($0, number: $1) })) }
    guard !found.isEmpty else { return context.err(Label(EmployeeListMessage.none)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(RemarkField.at.label)),
      Column(context.text(DomainMessage.branch)), Column(context.text(RemarkField.employee.label)),
      Column(context.text(DomainMessage.kind)),
      Column(context.text(RemarkField.text.label), minWidth: 12, isFlexible: true),
      Column(context.text(EmployeeListMessage.standing)),
    ])
    for (remark, number) in found {
      table.add([
        Cell(remark.name, style: .bold), Cell(remark.day?.shown(to: context.zone) ?? ""), Cell(remark.branch),
        Cell((remark.employee ?? "–").sanitised(.joined)), Cell(context.kindText(remark)),
        Cell((remark.text ?? "–").sanitised(.joined)), context.standing(of: remark, number),
      ])
    }
    try context.print(table)
  }
}

extension Context {
  /// - Throws: `CommandFailure`.
  func period(_ typed: String) throws -> Period {
    guard let found = Period(typed: typed, today: now.date) else {
      throw CommandFailure.usage(
        Label(QualityMessage.periodInvalid(typed)), hint: Label(QualityMessage.periodInvalidHint))
    }
    return found
  }

  /// Whether it happened in a period; nil: at any time.
  func isOf(_ remark: Remark, _ period: Period?) -> Bool {
    guard let period else { return true }
    guard let day = remark.day?.start(in: zone).date else { return false }
    return period.first <= day && day <= period.last
  }

  /// Its case, by when somebody looks again, what came of that, or that it was taken back.
  func standing(of remark: Remark, _ number: String?) -> Cell {
    var parts = [number].compactMap(\.self)
    if remark.isWithdrawn {
      parts.append(text(EmployeeListMessage.withdrawn(by: remark.withdrawnBy ?? "–")))
    } else if remark.isOpen, let due = remark.due {
      parts.append(text(EmployeeListMessage.lookAgain(due.shown(to: zone))))
    } else if let outcome = remark.outcome {
      parts.append("✓ " + outcome.sanitised(.joined))
    }
    let isLate = remark.isOpen && remark.due.map { $0.end(in: zone) < now.milliseconds } ?? false
    return Cell(parts.joined(separator: "  "), style: isLate ? .red : .plain)
  }
}

enum EmployeeListMessage: Message {
  case abstract
  case allHelp
  case discussion
  case employeeHelp
  case lookAgain(String)
  case none
  case openHelp
  case periodHelp
  case standing
  case withdrawn(by: String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lists what was said, the newest first.", zhHans: "列出员工记录，最新的在前。")
    case .allHelp: Label(en: "With what was withdrawn.", zhHans: "包括已撤回的。")
    case .discussion:
      Label(
        en: """
          casebook employee list --employee "Li Na" --period 2026-11
          casebook employee list --kind coaching --open

          Head office sees complaints that were withdrawn too, and by whom.
          """,
        zhHans: """
          casebook employee list --employee 李娜 --period 本月
          casebook employee list --kind 辅导 --open

          总部也能看到已撤回的投诉，以及由谁撤回。
          """)
    case .employeeHelp: Label(en: "Of this employee only.", zhHans: "仅此员工。")
    case .lookAgain(let day): Label(en: "look again \(day)", zhHans: "\(day) 复查")
    case .none: Label(en: "There are no employee records.", zhHans: "没有员工记录。")
    case .openHelp: Label(en: "Only where somebody has to look again.", zhHans: "只看待复查的。")
    case .periodHelp:
      Label(
        en: "2026-11, 2026-Q4, 2026-W47, FROM..TO, “this month” …",
        zhHans: "2026-11、2026-Q4、2026-W47、起..止、本月……")
    case .standing: Label(en: "Case, what came of it", zhHans: "工单、复查")
    case .withdrawn(let who): Label(en: "withdrawn by \(who)", zhHans: "\(who)已撤回")
    }
  }
}
