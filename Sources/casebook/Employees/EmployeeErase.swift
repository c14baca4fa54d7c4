import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook employee erase NAME`: what is said of somebody goes, everywhere.
struct EmployeeErase: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: text(EmployeeEraseMessage.abstract),
    discussion: text(EmployeeEraseMessage.discussion))

  @Argument(help: help(EmployeeMessage.nameHelp, "name"))
  var name: String

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Option(help: help(EraseCustomerMessage.reasonHelp))
  var reason: String?

  @Flag(help: help(EraseCustomerMessage.dryRunHelp))
  var dryRun = false

  @Flag(help: help(EmployeeEraseMessage.namesakesHelp))
  var namesakes = false

  @Flag(help: help(CustomerEraseMessage.yesHelp))
  var yes = false

  @OptionGroup var common: CommonOptions

  private struct Reach {
    let names: [String]
    let branches: [String]
    let records: Int
    let subjects: [String]
    /// Others whose records it would take with it: to an erasure names that differ by spaces or dashes alone are one.
    let namesakes: [String]
  }

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let store = try context.openStore()
    let reach = try context.read(store) { try reached(code, context, $0) }
    if dryRun { return try tell(reach, erased: [], context) }
    // Nothing of an erasure comes back.
    guard reach.namesakes.isEmpty || namesakes else {
      if !context.json { describe(reach, context) }
      throw CommandFailure(
        "namesakes", .gateRefused, Label(EmployeeEraseMessage.refused(reach.namesakes)),
        hint: Label(EmployeeEraseMessage.refusedHint))
    }
    let why = try context.reason(reason, of: ErasureField.reason)
    if !context.json { describe(reach, context) }
    try context.confirmErasing(yes: yes)
    let erased = try context.write(store) { session in
      try session.reader.requireErasing()
      for remark in try context.remarks(of: name, branch: code, session.reader) {
        try session.requireOther(than: remark)
      }
      return try session.eraseEmployee(reach.subjects, reason: why)
    }
    try tell(reach, erased: erased.map(\.description), context)
  }

  /// What is here, and with what was written before somebody was laid down, or has not come here yet.
  private func reached(_ code: String?, _ context: Context, _ reader: ReplicaReader) throws -> Reach {
    let called = try context.employees(name, branch: code, reader)
    let attended = try reader.attendances(branch: code).filter { one in
      called.contains { $0.branch == one.branch && one.subject.map($0.subjects.contains) ?? false }
    }
    // Somebody of whom nothing is said may have learnt something all the same.
    let found =
      attended.isEmpty
      ? try context.remarks(of: name, branch: code, reader)
      : try reader.remarks().filter { remark in called.contains { $0.isMeant(by: remark) } }
    let who = called.filter { one in
      one.person != nil || found.contains { one.isMeant(by: $0) }
        || attended.contains { $0.branch == one.branch }
    }
    var subjects = found.compactMap { $0.record.text(RemarkField.subject) }
    for one in who { subjects += one.subjects }
    return Reach(
      names: Set(who.map(\.name) + found.compactMap(\.employee)).sorted(),
      branches: Set(who.map(\.branch)).sorted(), records: found.count + attended.count,
      subjects: Set(subjects).sorted(), namesakes: try others(under: subjects, than: who, reader))
  }

  /// Those whose records head office finds by the same hash.
  private func others(
    under subjects: [String], than who: [Employee], _ reader: ReplicaReader
  ) throws -> [String] {
    guard let headOffice = reader.identity.headOffice?.id else { return [] }
    let hashes = Set(subjects.flatMap { CustomerHash.all($0, headOffice: headOffice) })
    func isReached(_ subject: String?) -> Bool {
      subject.map { CustomerHash.all($0, headOffice: headOffice).contains(where: hashes.contains) } ?? false
    }
    let remarks = try reader.remarks().filter { remark in
      isReached(remark.record.text(RemarkField.subject)) && !who.contains { $0.isMeant(by: remark) }
    }
    let attended = try reader.attendances(branch: nil).filter { one in
      isReached(one.subject)
        && !who.contains { $0.branch == one.branch && one.subject.map($0.subjects.contains) ?? false }
    }
    return Set(remarks.map { $0.employee ?? "–" } + attended.map { $0.name ?? "–" }).sorted()
  }

  private func describe(_ reach: Reach, _ context: Context) {
    context.err(
      Label(EmployeeEraseMessage.reach(.list(reach.names), reach.records, branches: reach.branches)))
    context.err(Label(EmployeeEraseMessage.stays))
    if !reach.namesakes.isEmpty { context.err(Label(EmployeeEraseMessage.withThem(reach.namesakes))) }
  }

  private func tell(_ reach: Reach, erased: [String], _ context: Context) throws {
    if context.json {
      return try context.emit([
        "ids": .strings(erased), "names": .strings(reach.names), "branches": .strings(reach.branches),
        "records": .integer(Int64(reach.records)), "namesakes": .strings(reach.namesakes),
        "dry_run": .bool(dryRun),
      ])
    }
    guard !dryRun else {
      describe(reach, context)
      return context.err(Label(ConsoleMessage.nothingChanged))
    }
    context.err(Label(EmployeeEraseMessage.noted(reach.records)))
  }
}

enum EmployeeEraseMessage: Message {
  case abstract
  case discussion
  case namesakesHelp
  case noted(Int)
  case reach(Label, Int, branches: [String])
  case refused([String])
  case refusedHint
  case stays
  case withThem([String])

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Erases what was said of an employee, after asking (administrators).",
        zhHans: "清除一名员工的全部记录，须确认（管理员）。")
    case .discussion:
      Label(
        en: """
          casebook employee erase "Li Na" --branch SH01 --dry-run
          casebook employee erase "Li Na" --branch SH01 --reason "left, asked for it"

          Every record of theirs, those of training among them, loses the name, the texts
          and what came of it, here, at head office and on each device that has it; that
          there was one stays, with its kind and day. It reaches what was written until
          then. How far it is: casebook erase status
          """,
        zhHans: """
          casebook employee erase 李娜 --branch SH01 --dry-run
          casebook employee erase 李娜 --branch SH01 --reason "已离职，本人要求"

          此人每条记录（包括培训记录）的姓名、内容和复查结果，在本机、总部和各设备上全部
          清除，只留类别和日期。清除的是在此之前写下的内容。进度：casebook erase status
          """)
    case .noted(let count):
      Label(
        en:
          "Erasure noted; \(count.of("record is", "records are")) known here. It is carried out at the next sync: casebook sync",
        zhHans: "已记录清除请求，本机已知 \(count.grouped) 条记录。下次同步时执行：casebook sync")
    case .reach(let names, let count, let branches):
      Label(
        en: "\(names.en) at \(branches.joined(separator: ", ")): \(count.of("record", "records")).",
        zhHans: "\(names.zhHans)（\(branches.joined(separator: "、"))）：\(count.grouped) 条记录。")
    case .namesakesHelp:
      Label(
        en: "Also whose names differ by spaces or dashes alone.", zhHans: "连同姓名只差空格或连字符的人一并清除。")
    case .refused(let names):
      Label(
        en: "Records of others would go with them: \(names.joined(separator: ", ")). Nothing was erased.",
        zhHans: "其他人的记录也会一并清除：\(names.joined(separator: "、"))。本次未清除。")
    case .refusedHint:
      Label(
        en:
          "An erasure takes names that differ by spaces or dashes alone for one. If theirs may go too: --namesakes",
        zhHans: "姓名只差空格或连字符的，按同一人清除。确认可以一并清除时加 --namesakes。")
    case .withThem(let names):
      Label(
        en: "By their name it reaches records of: \(names.joined(separator: ", "))",
        zhHans: "按姓名还会清除以下人员的记录：\(names.joined(separator: "、"))")
    case .stays:
      Label(
        en: "The list of people, and cases and tasks that name them, stay as they are.",
        zhHans: "人员名单以及工单、待办中提到此人的内容不在清除之列。")
    }
  }
}
