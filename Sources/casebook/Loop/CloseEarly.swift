import ArgumentParser
import Complaints
import Console
import Replica
import Versioning

struct Withdraw: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: text("Closes a case early: withdrawn, unfounded or a duplicate.", "提前结案：撤回、不成立或重复。"),
    discussion: text(
      """
      casebook withdraw 7 --reason "the customer found the receipt"
      casebook withdraw 7 --as unfounded --reason "bought elsewhere"
      casebook withdraw 7 --as duplicate --of 122-003
      """,
      """
      casebook withdraw 7 --reason "客户找到小票，不再投诉"
      casebook withdraw 7 --as 不成立 --reason "非本店购买"
      casebook withdraw 7 --as 重复 --of 122-003
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("withdrawn, unfounded or duplicate.", "撤回、不成立 或 重复。", "how"))
  var `as`: String = "withdrawn"

  @Option(help: help("Why.", "原因。"))
  var reason: String?

  @Option(name: .customLong("of"), help: help("The case that it repeats.", "与哪个工单重复。", "case"))
  var original: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard case .term(let term) = Vocabulary.status.match(self.as), let target = CaseStatus(rawValue: term.id),
      [.withdrawn, .unfounded, .duplicate].contains(target)
    else {
      throw CommandFailure.usage(
        Label("--as \(self.as): only withdrawn, unfounded or duplicate.", "--as \(self.as)：只能是撤回、不成立或重复。"))
    }
    guard original == nil || target == .duplicate else {
      throw CommandFailure.usage(Label("--of goes with --as duplicate.", "--of 需与 --as 重复 一起使用。"))
    }
    let same = try original.map { original in
      try context.read { try context.resolveCase($0, original).id }
    }
    try context.take(
      .withdraw, reference, to: target, record: try context.edits([(StepField.reason, reason)]),
      edits: same.map { [FieldEdit(FieldID(CaseField.duplicateOf.number), .text($0.description))] } ?? [])
  }
}

struct Reopen: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: text("Takes a closed case up again.", "重开已结的工单。"),
    discussion: text(
      "casebook reopen 7 --reason \"the noise is back\"", "casebook reopen 7 --reason \"噪音又出现了\""))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("Why.", "原因。"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.take(.reopen, reference, record: try context.edits([(StepField.reason, reason)]))
  }
}

struct Escalate: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: text("Gives a case upwards, or ends that.", "升级工单，或结束升级。"),
    discussion: text(
      """
      casebook escalate 7 --to "regional manager" --reason "beyond the branch" --done "apologised, refunded" \\
        --expected tomorrow
      casebook escalate 7 --end --outcome "the regional manager called"
      """,
      """
      casebook escalate 7 --to 区域经理 --reason "超出门店权限" --done "已致歉并退款" --expected 明天
      casebook escalate 7 --end --outcome "区域经理已致电客户"
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("To whom.", "升级至。", "who"))
  var to: String?

  @Option(help: help("Why.", "升级原因。"))
  var reason: String?

  @Option(help: help("What was done so far.", "已做处理。"))
  var done: String?

  @Option(help: help("When an answer is expected.", "预计答复时间。", "time"))
  var expected: String?

  @Flag(help: help("Ends it.", "结束升级。"))
  var end = false

  @Option(help: help("What came of it.", "升级结果。"))
  var outcome: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard end ? to == nil && outcome != nil : to != nil && reason != nil && outcome == nil else {
      throw CommandFailure.usage(
        Label(
          "Either --to WHO --reason WHY, or --end --outcome TEXT.",
          "写法：--to 对象 --reason 原因，或 --end --outcome 结果。"))
    }
    let edits = try context.edits([
      (EscalationField.to, to), (EscalationField.reason, reason), (EscalationField.doneSoFar, done),
      (EscalationField.expected, expected), (EscalationField.outcome, outcome),
    ])
    let said = end ? Label("ended", "已结束升级") : Label("escalated", "已升级")
    try context.record(reference, said: said) {
      session, row, file in
      let flag = FieldEdit(FieldID(CaseField.escalated.number), .flag(!end || file.openEscalations.count > 1))
      var all = edits
      if !end, let status = file.status, status.isClosed {
        throw StepRefusal.closed(status, number: try session.reader.number(of: row))
      }
      if end {
        let number = try session.reader.number(of: row)
        let open = try context.pick(
          file.openEscalations.count == 1 ? nil : "1", of: file.openEscalations,
          Label("open escalation", "未结束的升级"), in: number)
        all.append(FieldEdit(FieldID(EscalationField.ends.number), .text(open.id.description)))
      }
      let id = try session.add(.escalation, to: row, all)
      _ = try session.editCase(row, [flag])
      return id
    }
  }
}
