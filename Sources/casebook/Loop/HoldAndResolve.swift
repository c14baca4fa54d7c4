import ArgumentParser
import Complaints
import Console
import Versioning

struct Hold: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: text("Waits for a third party or another department.", "转待外部：等待第三方或其他部门。"),
    discussion: text(
      """
      casebook hold 7 --reason "the supplier looks for the parcel" --until "2026-11-23 10:00"

      The customer is told when they hear next. Go on with: casebook execute 7
      """,
      """
      casebook hold 7 --reason "供应商正在查找包裹" --until "2026-11-23 10:00"

      须告知客户下次更新的时间。继续处理：casebook execute 7
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("What for.", "等待原因。"))
  var reason: String?

  @Option(help: help("When the customer hears next.", "下次告知客户的时间。", "time"))
  var until: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.take(
      .hold, reference, record: try context.edits([(StepField.reason, reason), (StepField.until, until)]))
  }
}

struct Resolve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: text("Says that everything promised was done.", "确认承诺全部兑现。"),
    discussion: text(
      """
      casebook resolve 7
      casebook resolve 7 --done          closes all open commitments as kept

      It is not the end: the customer is called back next.
      """,
      """
      casebook resolve 7
      casebook resolve 7 --done          将未完成的承诺全部标为已完成

      这还不是终点：下一步回访客户。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Flag(help: help("Every open commitment was kept.", "全部承诺均已完成。"))
  var done = false

  @Option(help: help("How the customer feels now.", "处理后情绪。", "emotion"))
  var emotionAfter: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let kept = try context.edits([(CommitmentField.doneAt, "now")])
    try context.take(
      .resolve, reference, edits: try context.edits([(CaseField.emotionAfter, emotionAfter)])
    ) { session, _, file in
      guard done else { return }
      for commitment in file.openCommitments {
        try session.edit(try session.row(of: commitment), kept)
      }
    }
  }
}
