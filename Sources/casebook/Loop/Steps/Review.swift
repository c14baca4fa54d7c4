import ArgumentParser
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

struct Review: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: text(ReviewMessage.reviewAbstract),
    discussion: text(ReviewMessage.reviewDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(ReviewMessage.nameHelp, "name"))
  var name: String?

  @Option(help: help(ReviewMessage.rootCauseHelp, "term"))
  var rootCause: String?

  @Option(help: help(ReviewMessage.lessonHelp))
  var lesson: String?

  @Option(help: help(ReviewMessage.highlightsHelp))
  var highlights: String?

  @Option(help: help(ReviewMessage.shortcomingsHelp))
  var shortcomings: String?

  @Option(help: help(ReviewMessage.replicableHelp))
  var replicable: String?

  @Option(help: help(ReviewMessage.casesHelp, "cases"))
  var cases: String?

  @Option(help: help(ReviewMessage.minutesHelp, "text"))
  var minutes: String?

  @Option(help: help(ReviewMessage.actionHelp))
  var action: String?

  @Option(help: help(ReviewMessage.ownerHelp, "name"))
  var owner: String?

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @Option(help: help(ReviewMessage.ownerOfHelp, "n"))
  var ownerOf: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let review = try context.edits([
      (ReviewField.rootCause, rootCause), (ReviewField.lesson, lesson), (ReviewField.highlights, highlights),
      (ReviewField.shortcomings, shortcomings), (ReviewField.replicable, replicable),
      (ReviewField.minutes, minutes),
    ])
    let others = (cases ?? "").split { $0.isWhitespace || ",，、;；".contains($0) }.map(String.init)
    guard others.isEmpty || !review.isEmpty else {
      throw CommandFailure.usage(Label(ReviewMessage.nothingForCases))
    }
    guard action != nil || (owner == nil && due == nil) else {
      throw CommandFailure.usage(Label(ReviewMessage.dueOwnerWithoutAction))
    }
    guard (ownerOf == nil) == (name == nil) else {
      throw CommandFailure.usage(Label(ReviewMessage.ownerOfUsage))
    }
    let improvement = try context.edits([
      (TaskField.what, action), (TaskField.owner, owner), (TaskField.due, due),
      (TaskField.purpose, action.map { _ in "improvement" }),
    ])
    try context.requireText(improvement, TaskField.what)
    try context.refusePast(improvement, TaskField.due)
    let given = try context.edits([(TaskField.owner, name)])
    var reviewed: [(number: String, status: CaseStatus)] = []
    try context.takeStep(.review, reference) { session, row, file in
      var rows = [row]
      for other in others {
        let found = try context.resolveCase(session.reader, other)
        if !rows.contains(where: { $0.id == found.id }) { rows.append(found) }
      }
      let numbers = try rows.map(session.reader.number)
      func save(_ session: inout WriteSession, _ row: RecordRow, _ file: CaseFile, _ number: String) throws {
        let edits =
          review
          + numbers.filter { $0 != number }.map {
            FieldEdit(FieldID(ReviewField.together.number, $0), .flag(true))
          }
        guard !edits.isEmpty else { return }
        if let known = file.records(.review).first {
          try session.edit(try session.row(of: known), edits)
        } else {
          _ = try session.add(.review, to: row, edits)
        }
      }
      // Before anything of this one is written: what one case gets stays together.
      for (other, number) in zip(rows, numbers).dropFirst() {
        let (_, status) = try session.takeStep(.review, of: other) { try save(&$0, other, $1, number) }
        reviewed.append((number, status))
      }
      try save(&session, row, file, numbers[0])
      if !improvement.isEmpty { _ = try session.add(.task, to: row, improvement + [session.asking]) }
      if let ownerOf {
        let chosen = try context.pick(
          ownerOf, of: file.records(.task), .task, in: numbers[0])
        try session.edit(try session.row(of: chosen), given)
      }
    } members: {
      guard !reviewed.isEmpty else { return [] }
      return [
        (
          "together",
          .array(reviewed.map { ["number": .string($0.number), "status": .string($0.status.rawValue)] })
        )
      ]
    }
    if !context.json, !reviewed.isEmpty {
      context.err(Label(ReviewMessage.reviewedTogether(reviewed.map(\.number))))
    }
  }
}

enum ReviewMessage: Message {
  case reviewAbstract
  case reviewDiscussion
  case ownerOfHelp
  case dueOwnerWithoutAction
  case ownerOfUsage
  case nameHelp
  case rootCauseHelp
  case replicableHelp
  case shortcomingsHelp
  case actionHelp
  case lessonHelp
  case highlightsHelp
  case ownerHelp
  case casesHelp
  case minutesHelp
  case nothingForCases
  case reviewedTogether([String])

  var label: Label {
    switch self {
    case .reviewAbstract:
      Label(en: "Records what was learned from a case.", zhHans: "复盘：写下经验教训。")
    case .reviewDiscussion:
      Label(
        en: """
          casebook review 7 --root-cause process_gap \\
            --lesson "Ask before the kitchen closes" \\
            --highlights "Manager came at once" \\
            --shortcomings "Nobody told the kitchen" \\
            --action "A board in the kitchen" --owner "Wang Wei" --due 2026-12-01
          casebook review 7 --owner-of 1 "Li Na"
          casebook review 7 --cases 8,9 --minutes "Li Na, Chen: three cartons" \\
            --root-cause supplier --lesson "Weigh the carton" --action "Thicker cartons"

          With --cases each of the cases gets the review, and the action stands once, in
          the first: all of them are reviewed, or none. For minor cases the root cause
          and the lesson are enough.
          """,
        zhHans: """
          casebook review 7 --root-cause 流程漏洞 --lesson "后厨打烊前先确认" \\
            --highlights "经理第一时间到场" --shortcomings "没有人通知后厨" \\
            --action "后厨设提示板" --owner 王伟 --due 2026-12-01
          casebook review 7 --owner-of 1 李娜
          casebook review 7 --cases 8,9 --minutes "李娜、陈：一周三起纸箱破损" \\
            --root-cause 供应商 --lesson "入库称重" --action "换厚纸箱"

          用 --cases 时各工单都写上这次复盘，改进措施只记在第一个；
          要么全部复盘，要么都不保存。严重度为轻微的工单，只需填写根源和经验教训。
          """)
    case .ownerOfHelp:
      Label(en: "Assign the task with this number to somebody.", zhHans: "给第几项待办指定负责人。")
    case .dueOwnerWithoutAction:
      Label(en: "--owner and --due need --action.", zhHans: "--owner、--due 需与 --action 一起使用。")
    case .ownerOfUsage:
      Label(en: "Write --owner-of <n> <name>.", zhHans: "写法：--owner-of <序号> <姓名>")
    case .nameHelp:
      Label(en: "The new owner, with --owner-of.", zhHans: "与 --owner-of 一起使用：新的负责人。")
    case .rootCauseHelp:
      Label(en: "The root cause.", zhHans: "根源。")
    case .replicableHelp:
      Label(en: "What others can copy: a script, a fast lane.", zhHans: "可复制经验。")
    case .shortcomingsHelp:
      Label(en: "What did not go well.", zhHans: "不足。")
    case .actionHelp:
      Label(en: "What will be improved.", zhHans: "改进措施。")
    case .lessonHelp:
      Label(en: "What others should know.", zhHans: "经验教训。")
    case .highlightsHelp:
      Label(en: "What went well.", zhHans: "亮点。")
    case .casesHelp:
      Label(en: "Other cases of the same review: 8,9.", zhHans: "一同复盘的其他工单，如 8,9。")
    case .minutesHelp:
      Label(en: "Who met, and what was said.", zhHans: "会议纪要：谁参加、谈了什么。")
    case .nothingForCases:
      Label(
        en: "--cases needs what was learned: --root-cause, --lesson or --minutes.",
        zhHans: "--cases 需与复盘内容一起使用：--root-cause、--lesson 或 --minutes。")
    case .reviewedTogether(let numbers):
      Label(
        en: "Reviewed with it: \(numbers.joined(separator: ", ")).",
        zhHans: "一同复盘：\(numbers.joined(separator: "、"))。")
    case .ownerHelp:
      Label(en: "Who is responsible for the action.", zhHans: "改进措施的负责人。")
    }
  }
}
