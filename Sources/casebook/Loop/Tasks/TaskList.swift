import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct TaskList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(TaskListMessage.abstract),
    discussion: text(TaskListMessage.discussion))

  @Argument(help: help(TaskListMessage.caseHelp, "case"))
  var reference: String?

  @Option(help: help(TaskListMessage.ownerHelp, "name"))
  var owner: String?

  @Flag(help: help(DueMessage.mineHelp))
  var mine = false

  @Option(help: help(TaskListMessage.purposeHelp, "purpose"), completion: choices(.taskPurpose))
  var purpose: String?

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Flag(help: help(CommonMessage.lateHelp))
  var late = false

  @Flag(help: help(TaskListMessage.allHelp))
  var all = false

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 50, context)
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let wanted = try purpose.map { typed -> String in
      guard case .text(let id) = try FieldInput.parse(typed, as: TaskField.purpose, now: context.now) else {
        throw CommandFailure.usage(Label(TaskListMessage.purposeEmpty))
      }
      return id
    }
    let now = context.now.milliseconds
    let found = try context.read { reader in
      let names = try context.names(handler: owner, option: "--owner", mine: mine, reader).map {
        Set($0.map(\.folded))
      }
      return try
        (reference.map { try reader.tasks(of: context.resolveCase(reader, $0)) }?
        .filter { code == nil || $0.summary.branch == code }
        ?? reader.tasks(openOnly: !all, branch: code))
        .filter { names?.contains(($0.task.owner ?? "").folded) ?? true }
    }.filter { task in
      (all || reference != nil || task.task.isOpen)
        && (wanted.map { task.purpose == $0 } ?? (all || reference != nil || !task.task.isBenefit))
        && (!late || task.deadline?.isBreached(at: now) ?? false)
    }
    let shown = Array(found.prefix(most ?? found.count))
    if context.json { return try context.emit(.array(shown.map { json($0, now, context) })) }
    guard !shown.isEmpty else {
      return context.err(late ? Label(DueMessage.noneLate) : Label(TaskListMessage.none))
    }
    try print(shown, now, context)
    if shown.count < found.count {
      context.errAfterwards(Label(LimitOptionMessage.leftOut(found.count - shown.count, shown: shown.count)))
    }
  }

  /// The task, with the case it belongs to.
  private func json(_ task: CaseTask, _ now: Int64, _ context: Context) -> JSON {
    guard case .object(let members) = context.json(task.task, place: task.place) else { return .null }
    return .object(
      [
        ("case", .string(task.summary.number)), ("branch", .string(task.summary.branch)),
        ("late", .bool(task.deadline?.isBreached(at: now) ?? false)), ("open", .bool(task.task.isOpen)),
      ] + members)
  }

  private func print(_ tasks: [CaseTask], _ now: Int64, _ context: Context) throws {
    var table = Table([
      Column(context.text(DomainMessage.caseNumber)), Column("#"),
      Column(context.text(DomainMessage.purpose), minWidth: 4, isFlexible: true),
      Column(context.text(DomainMessage.task), minWidth: 8, isFlexible: true),
      Column(context.text(TaskField.owner.label), minWidth: 4, isFlexible: true),
      Column(context.text(TaskListMessage.standingColumn)),
    ])
    for task in tasks {
      let isLate = task.deadline?.isBreached(at: now) ?? false
      var standing = context.standing(of: task.task).map { context.text($0) } ?? ""
      if let deadline = task.deadline {
        let left = context.span(abs(deadline.due - now))
        standing += "  " + context.text(isLate ? DueMessage.late(by: left) : DueMessage.left(left))
      }
      let answer = task.task.record.text(TaskField.answer).map { " → \($0)" } ?? ""
      table.add([
        Cell(task.summary.number, style: .bold), Cell("\(task.place)"),
        Cell(Vocabulary.taskPurpose.text(task.purpose, context.language)),
        Cell(((context.words(of: task.task.record, TaskField.what) ?? "") + answer).sanitised(.joined)),
        Cell((task.task.owner ?? "").sanitised(.joined)), Cell(standing, style: isLate ? .red : .plain),
      ])
    }
    try context.print(table)
  }
}

enum TaskListMessage: Message {
  case abstract
  case allHelp
  case caseHelp
  case discussion
  case none
  case ownerHelp
  case purposeEmpty
  case purposeHelp
  case standingColumn

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lists tasks, what is due first.", zhHans: "列出待办，先到期的在前。")
    case .allHelp: Label(en: "Those done and dropped too.", zhHans: "包括已完成和已取消的。")
    case .caseHelp: Label(en: "All tasks of this case.", zhHans: "此工单的全部待办。")
    case .discussion:
      Label(
        en: """
          casebook task list --mine
          casebook task list --late --purpose improvement --branch SH01
          casebook task list 7
          """,
        zhHans: """
          casebook task list --mine
          casebook task list --late --purpose 改进措施 --branch SH01
          casebook task list 7
          """)
    case .none: Label(en: "There are no tasks.", zhHans: "没有待办。")
    case .ownerHelp: Label(en: "Only theirs.", zhHans: "只看此人（部门）的。")
    case .purposeEmpty: Label(en: "--purpose needs a value.", zhHans: "--purpose 要有值。")
    case .purposeHelp:
      Label(
        en: "Only of this purpose: \(Vocabulary.taskPurpose.choices.en).",
        zhHans: "只看此类别：\(Vocabulary.taskPurpose.choices.zhHans)。")
    case .standingColumn: Label(en: "Standing", zhHans: "进度")
    }
  }
}
