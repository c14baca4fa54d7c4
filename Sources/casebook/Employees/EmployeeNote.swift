import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// `casebook employee note NAME TEXT --kind KIND`
struct EmployeeNote: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: text(EmployeeNoteMessage.abstract),
    discussion: text(EmployeeNoteMessage.discussion))

  @Argument(help: help(EmployeeMessage.nameHelp, "name"))
  var name: String

  @Argument(help: help(EmployeeNoteMessage.textHelp, "text"))
  var words: String

  @Option(help: help(EmployeeMessage.kindHelp, "kind"), completion: choices(.remarkKind))
  var kind: String

  @Option(name: .customLong("case"), help: help(EmployeeNoteMessage.caseHelp, "case"))
  var reference: String?

  @Option(help: help(EmployeeNoteMessage.atHelp, "date"))
  var at: String?

  @Option(help: help(EmployeeNoteMessage.dueHelp, "date"))
  var due: String?

  @Option(help: help(EmployeeMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try context.edits([
      (RemarkField.text, words), (RemarkField.kind, kind), (RemarkField.at, at ?? "today"),
      (RemarkField.due, due),
    ])
    try context.requireText(edits, RemarkField.text, RemarkField.kind)
    let code = try branch.map { try BranchCode.checked($0) }
    let (remark, employee, notice) = try context.write { session -> (Remark?, Employee, Label?) in
      try session.reader.requireEmployeeRecords()
      let root = try reference.map { try context.resolveCase(session.reader, $0) }
      let place =
        try code ?? root.flatMap { Scope(try session.scopeCode($0.scope))?.branch } ?? session.identity.branch
      let scope = Scope.managers(of: place)
      guard scope.isHeld(by: session.identity.role, at: session.identity.branch) else {
        throw CommandFailure(
          "unknown_branch", .notFound, Label(EmployeeNoteMessage.otherBranch(place.rawValue)))
      }
      let employee = try context.employee(name, at: place.rawValue, session.reader)
      edits += [
        FieldEdit(FieldID(RemarkField.employee.number), .text(employee.name)),
        FieldEdit(FieldID(RemarkField.subject.number), .text(employee.subject)),
      ]
      if let root {
        edits.append(FieldEdit(FieldID(RemarkField.complaint.number), .text(root.id.description)))
      }
      let notice = try session.notice(ofNew: place.rawValue)
      let id = try session.newRemark(edits, at: place)
      return (try session.reader.remarks().first { $0.id == id }, employee, notice)
    }
    guard let remark else { return }
    if context.json {
      return try context.emit([
        "id": .string(remark.id.description), "name": .string(remark.name),
        "employee": .string(employee.name), "branch": .string(employee.branch),
        "known": .bool(employee.person != nil),
      ])
    }
    try context.out(remark.name)
    if let notice { context.errAfterwards(notice) }
    if employee.person == nil {
      context.errAfterwards(Label(EmployeeNoteMessage.unknown(employee.name, branch: employee.branch)))
    }
  }
}

enum EmployeeNoteMessage: Message {
  case abstract
  case atHelp
  case caseHelp
  case discussion
  case dueHelp
  case otherBranch(String)
  case textHelp
  case unknown(String, branch: String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Notes what was said of an employee, or to them.", zhHans: "记一条员工记录。")
    case .atHelp: Label(en: "The day (default: today).", zhHans: "日期，默认今天。")
    case .caseHelp: Label(en: "The case that it belongs to.", zhHans: "相关工单。")
    case .discussion:
      Label(
        en: """
          casebook employee note "Li Na" "An hour late" --kind complaint --case 7
          casebook employee note "Li Na" "Thank-you letter" --kind thanks --at yesterday
          casebook employee note "Li Na" "Greetings" --kind coaching --due "next monday"
          """,
        zhHans: """
          casebook employee note 李娜 "让客户等了一小时" --kind 被投诉 --case 7
          casebook employee note 李娜 "张女士送来感谢信" --kind 客户感谢 --at 昨天
          casebook employee note 李娜 "迎客用语" --kind 辅导 --due 下周一
          """)
    case .dueHelp: Label(en: "When somebody looks again.", zhHans: "复查日期。")
    case .otherBranch(let code):
      Label(
        en: "This device does not write records of the branch \(code).", zhHans: "本机不能写门店 \(code) 的员工记录。")
    case .textHelp: Label(en: "What was said.", zhHans: "内容。")
    case .unknown(let name, let branch):
      Label(
        en: "Nobody called “\(name)” is laid down at \(branch): noted by this name.",
        zhHans: "门店 \(branch) 没有登记“\(name)”，已按此姓名记下。")
    }
  }
}
