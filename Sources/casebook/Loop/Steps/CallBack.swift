import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct CallBack: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "callback",
    abstract: text(CallBackMessage.abstract),
    discussion: text(CallBackMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CallBackMessage.solvedHelp, "yes|no"))
  var solved: String

  @Option(help: help(CallBackMessage.satisfactionHelp, "1-5"))
  var satisfaction: String

  @Option(help: help(CallBackMessage.anythingElseHelp))
  var anythingElse: String?

  @Option(help: help(CallBackMessage.suggestionHelp))
  var suggestion: String?

  @Option(help: help(CallBackMessage.howHelp, "channel"))
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
    try context.takeStep(
      .callBack, reference, to: isUnhappy ? .executing : .confirmed, words: [promise.commit]
    ) { session, row, file in
      let people = try session.reader.people()
      let isOwn = [CaseField.handler, CaseField.singleContact].compactMap { file.root.text($0) }
        .contains { people.areSame($0, session.author.name) }
      _ = try session.add(
        .callBack, to: row, edits + [FieldEdit(FieldID(CallBackField.byHandler.number), .flag(isOwn))])
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}

enum CallBackMessage: Message {
  case satisfactionHelp
  case abstract
  case discussion
  case howHelp
  case solvedHelp
  case anythingElseHelp
  case suggestionHelp

  var label: Label {
    switch self {
    case .satisfactionHelp:
      Label(
        en: "Satisfaction: 1 (very dissatisfied) to 5 (very satisfied).", zhHans: "满意度：1（非常不满意）至 5（非常满意）。")
    case .abstract:
      Label(en: "Records a call-back: is it solved, and is the customer satisfied?", zhHans: "回访客户并记录结果。")
    case .discussion:
      Label(
        en: """
          casebook callback 7 --solved yes --satisfaction 5 --how phone \\
            --suggestion "More staff at noon"
          casebook callback 7 --solved no --satisfaction 2 --commit "Manager visits" \\
            --due tomorrow

          Ask: is it solved, how satisfied is the customer, is anything else needed, what
          do they suggest? If unsolved or rated 1–2, add a commitment; the case returns to
          Executing.
          """,
        zhHans: """
          casebook callback 7 --solved 是 --satisfaction 5 --how 电话 \\
            --suggestion "中午多安排人手"
          casebook callback 7 --solved 否 --satisfaction 2 --commit "店长登门拜访" \\
            --due 明天

          问四件事：是否解决、是否满意、还需要什么、有何建议。未解决或不满意（1–2 分）
          须追加承诺，工单回到执行中。
          """)
    case .howHelp:
      Label(en: "How the customer was reached (a channel).", zhHans: "回访方式（渠道）。")
    case .solvedHelp:
      Label(en: "Is it solved? yes or no.", zhHans: "是否解决：是 或 否。")
    case .anythingElseHelp:
      Label(en: "What else the customer needs.", zhHans: "客户还需要什么。")
    case .suggestionHelp:
      Label(en: "What the customer suggests.", zhHans: "客户的建议。")
    }
  }
}
