import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook employee …`
struct EmployeeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "employee",
    abstract: text(EmployeeMessage.abstract),
    discussion: text(EmployeeMessage.discussion),
    subcommands: [
      EmployeeNote.self, EmployeeList.self, EmployeeShow.self, EmployeeReport.self, EmployeeDone.self,
      EmployeeWithdraw.self, EmployeeErase.self,
    ],
    defaultSubcommand: EmployeeList.self)
}

/// Somebody whom a record is about: laid down at the branch, or known by name alone.
struct Employee {
  let name: String
  let branch: String
  let person: Person?

  var subject: String {
    person.map(Remark.subject) ?? Remark.subject(named: name, at: branch)
  }

  /// All under which something may have been recorded, also before they were laid down.
  var subjects: [String] {
    [subject] + (person?.names.sorted() ?? [name]).map { Remark.subject(named: $0, at: branch) }
  }

  func isMeant(by remark: Remark) -> Bool {
    guard remark.branch == branch else { return false }
    return person.map(remark.isAbout) ?? false || remark.isAbout(name)
  }
}

extension Context {
  /// Who is meant by a name at a branch. Nobody has to be laid down first.
  /// - Throws: `CommandFailure` where several are.
  func employee(_ typed: String, at branch: String, _ reader: ReplicaReader) throws -> Employee {
    guard case .text(let name) = try FieldInput.parse(typed, as: RemarkField.employee, now: now) else {
      throw CommandFailure.usage(Label(CommonMessage.nameMissing))
    }
    let people = try reader.people(of: branch)
    let person = people.called(name)
    let count = people.filter { $0.isCalled(name) }.count
    guard person != nil || count == 0 else {
      throw CommandFailure(
        "ambiguous", .notFound, Label(PersonMessage.ambiguous(name, count: count)),
        hint: Label(PersonMessage.listHint))
    }
    return Employee(name: person?.name ?? name, branch: branch, person: person)
  }

  /// Those whom a name means, at one branch or at all of them.
  func employees(_ typed: String, branch: String?, _ reader: ReplicaReader) throws -> [Employee] {
    let branches =
      try branch.map { [$0] }
      ?? Set(try reader.remarks().map(\.branch) + reader.people().map(\.branch)).sorted()
    return try branches.map { try employee(typed, at: $0, reader) }
  }

  /// What is said of somebody, the newest first.
  /// - Throws: `CommandFailure` where nothing is, of nobody of that name.
  func remarks(of typed: String, branch: String?, _ reader: ReplicaReader) throws -> [Remark] {
    let who = try employees(typed, branch: branch, reader)
    let found = try reader.remarks().filter { remark in who.contains { $0.isMeant(by: remark) } }
    guard !found.isEmpty || who.contains(where: { $0.person != nil }) else {
      throw CommandFailure(
        "not_found", .notFound, Label(PersonMessage.unknown(typed)), hint: Label(PersonMessage.listHint))
    }
    return found
  }

  /// The record that the end or the beginning of an id names.
  func remark(_ typed: String, _ reader: ReplicaReader) throws -> Remark {
    let wanted = typed.foldedCode.filter { $0 != "-" }
    let found = try reader.remarks().filter { remark in
      let id = remark.id.description.filter { $0 != "-" }
      return !wanted.isEmpty && (id.hasSuffix(wanted) || id.hasPrefix(wanted))
    }
    guard let only = found.first, found.count == 1 else {
      throw CommandFailure.unknownID(
        typed, found.map(\.id.description), what: Label(EmployeeMessage.record),
        list: "casebook employee list --all")
    }
    return only
  }

  /// Its case by number, as far as that is here.
  func number(ofCaseOf remark: Remark, _ reader: ReplicaReader) throws -> String? {
    try remark.complaint.map { try reader.numberOfCase(loggedAs: $0) ?? $0.description }
  }

  func json(_ remark: Remark, number: String?) -> JSON {
    [
      "id": .string(remark.id.description), "name": .string(remark.name), "branch": .string(remark.branch),
      "employee": .optional(remark.employee), "kind": .string(remark.kind), "text": .optional(remark.text),
      "at": .optional(remark.day?.stored), "case": .optional(number),
      "case_id": .optional(remark.complaint?.description), "due": .optional(remark.due?.stored),
      "outcome": .optional(remark.outcome), "open": .bool(remark.isOpen),
      "scores": marks(of: remark).isEmpty
        ? .null : .object(marks(of: remark).map { ($0.id, .optional(remark.record.text($0))) }),
      "withdrawn": remark.isWithdrawn
        ? .string(remark.record.text(RemarkField.withdrawn) ?? "") : .null,
      "withdrawn_by": .optional(remark.withdrawnBy),
      "by": .optional(remark.record.made?.author.name),
      "written_at": .optional(remark.record.made.map { time($0.at).rfc3339 }),
    ]
  }

  /// How they did in a role play or a drill, as far as it is about that.
  func marks(of remark: Remark) -> [FieldDefinition] {
    RemarkField.marks.filter { remark.record.text($0) != nil }
  }

  func kindText(_ remark: Remark) -> String { Vocabulary.remarkKind.text(remark.kind, language) }
}

enum EmployeeMessage: Message {
  case abstract
  case branchHelp
  case discussion
  case kindHelp
  case nameHelp
  case recordHelp
  case record

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "What is said of employees, for those who lead them.", zhHans: "员工记录，仅经理、质检和总部可看。")
    case .branchHelp: Label(en: "Of this branch (head office).", zhHans: "该门店的（总部用）。")
    case .discussion:
      Label(
        en: """
          casebook employee note "Li Na" "Brought the cake herself" --kind compliment
          casebook employee note "Li Na" "Greetings" --kind coaching --due 2026-12-15
          casebook employee show "Li Na"
          casebook employee report --period 2026-Q4

          No device of branch staff ever holds any of it, and on a shared computer it is
          shown to no clerk: in no list, search, export or report but these. A backup of
          this device has it.
          """,
        zhHans: """
          casebook employee note 李娜 "亲自送蛋糕上门" --kind 客户表扬 --case 7
          casebook employee note 李娜 "迎客用语" --kind 辅导 --due 2026-12-15
          casebook employee show 李娜
          casebook employee report --period 本月

          店员的设备上没有这些内容；多人共用的电脑上店员也看不到，不出现在其他任何
          列表、搜索、导出和报表中。本机的备份文件含有这些内容。
          """)
    case .kindHelp:
      Label(
        en: "complaint, compliment, thanks, praise, coaching or exercise.",
        zhHans: "被投诉、客户表扬、客户感谢、内部表扬、辅导 或 演练。")
    case .nameHelp: Label(en: "The employee: name, short name or another name.", zhHans: "员工的姓名、简称或别名。")
    case .recordHelp: Label(en: "The record, as the list names it.", zhHans: "列表中显示的编号。")
    case .record: Label(en: "employee record", zhHans: "员工记录")
    }
  }
}
