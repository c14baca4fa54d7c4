import ArgumentParser
import Complaints
import Console
import Versioning

struct CallBack: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "callback",
    abstract: text("Records what the customer said when asked afterwards.", "回访客户并记录结果。"),
    discussion: text(
      """
      casebook callback 7 --solved yes --satisfaction 5 --how phone --suggestion "More staff at noon"
      casebook callback 7 --solved no --satisfaction 2 --commit "Manager visits" --due tomorrow

      Solved? Satisfied? Anything else? A suggestion? Who is not satisfied (1 or 2, or not solved) is owed
      something more: the case goes back to work with another commitment.
      """,
      """
      casebook callback 7 --solved 是 --satisfaction 5 --how 电话热线 --suggestion "中午多安排人手"
      casebook callback 7 --solved 否 --satisfaction 2 --commit "店长登门拜访" --due 明天

      问四件事：是否解决、是否满意、还需要什么、有何建议。未解决或不满意（1–2 分）须追加补救，工单回到执行中。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("Is it solved? yes or no.", "是否解决：是 或 否。", "yes|no"))
  var solved: String

  @Option(help: help("1 (very dissatisfied) to 5 (very satisfied).", "满意度 1（极度不满）至 5（非常满意）。", "1-5"))
  var satisfaction: String

  @Option(help: help("What else the customer needs.", "其他需要。"))
  var anythingElse: String?

  @Option(help: help("What the customer suggests.", "客户建议。"))
  var suggestion: String?

  @Option(help: help("How: a channel.", "回访方式（渠道）。", "channel"))
  var how: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CallBackField.solved, solved), (CallBackField.satisfaction, satisfaction),
      (CallBackField.more, anythingElse), (CallBackField.suggestion, suggestion), (CallBackField.how, how),
    ])
    let promised = try promise.edits(context)
    let isUnhappy = edits.contains {
      $0.value == .flag(false)
        || ($0.field.number == CallBackField.satisfaction.number
          && [.text("1"), .text("2")].contains($0.value))
    }
    try context.take(
      .callBack, reference, to: isUnhappy ? .executing : .confirmed, words: [promise.commit]
    ) { session, row, file in
      let handler = file.root.text(CaseField.handler)
      let isOwn = [handler, file.root.text(CaseField.singleContact)].contains(session.author.name)
      _ = try session.add(
        .callBack, to: row, edits + [FieldEdit(FieldID(CallBackField.byHandler.number), .flag(isOwn))])
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}
