import ArgumentParser
import Complaints
import Console
import RecordStore
import Replica
import Versioning

struct Review: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: text("Writes down what a case taught.", "复盘：写下经验教训。"),
    discussion: text(
      """
      casebook review 7 --root-cause process_gap --lesson "Ask before the kitchen closes" \\
        --highlights "Manager came at once" --shortcomings "Nobody told the kitchen" \\
        --action "A board in the kitchen" --owner "Wang Wei" --due 2026-12-01
      casebook review 7 --owner-of 1 "Li Na"

      For minor cases the root cause and the lesson are enough.
      """,
      """
      casebook review 7 --root-cause 流程漏洞 --lesson "后厨打烊前先确认" --highlights "经理第一时间到场" \\
        --shortcomings "没有人通知后厨" --action "后厨设提示板" --owner 王伟 --due 2026-12-01
      casebook review 7 --owner-of 1 李娜

      轻微失误只需填写根源和经验教训。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Argument(help: help("The new owner, with --owner-of.", "与 --owner-of 一起使用：新的负责人。", "name"))
  var name: String?

  @Option(help: help("The root cause.", "根源。", "term"))
  var rootCause: String?

  @Option(help: help("What others should know.", "经验教训。"))
  var lesson: String?

  @Option(help: help("What went well.", "亮点。"))
  var highlights: String?

  @Option(help: help("What did not.", "不足。"))
  var shortcomings: String?

  @Option(help: help("What can be copied: a script, a fast lane.", "可复制经验。"))
  var replicable: String?

  @Option(help: help("What is improved.", "改进措施。"))
  var action: String?

  @Option(help: help("Who sees to the action.", "改进措施负责人。", "name"))
  var owner: String?

  @Option(help: help("By when.", "期限。", "time"))
  var due: String?

  @Option(help: help("Gives the action with this place to somebody.", "为第几项改进措施指定负责人。", "n"))
  var ownerOf: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let review = try context.edits([
      (ReviewField.rootCause, rootCause), (ReviewField.lesson, lesson), (ReviewField.highlights, highlights),
      (ReviewField.shortcomings, shortcomings), (ReviewField.replicable, replicable),
    ])
    guard action != nil || (owner == nil && due == nil) else {
      throw CommandFailure.usage(
        Label("--owner and --due go with --action.", "--owner、--due 需与 --action 一起使用。"))
    }
    guard (ownerOf == nil) == (name == nil) else {
      throw CommandFailure.usage(Label("--owner-of N NAME", "写法：--owner-of 序号 姓名"))
    }
    let improvement = try context.edits([
      (ActionField.what, action), (ActionField.owner, owner), (ActionField.due, due),
    ])
    let given = try context.edits([(ActionField.owner, name)])
    try context.take(.review, reference) { session, row, file in
      if !review.isEmpty {
        if let known = file.records(.review).first {
          try session.edit(try session.row(of: known), review)
        } else {
          _ = try session.add(.review, to: row, review)
        }
      }
      if !improvement.isEmpty { _ = try session.add(.action, to: row, improvement) }
      if let ownerOf {
        let number = try session.reader.number(of: row)
        let chosen = try context.pick(
          ownerOf, of: file.records(.action), Label("action", "改进措施"), in: number)
        try session.edit(try session.row(of: chosen), given)
      }
    }
  }
}

struct Archive: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: text("Ends a case: reviewed, its actions in somebody's hands.", "归档：复盘完成，改进措施已落实到人。"),
    discussion: "casebook archive 7")

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.take(.archive, reference) }
}
