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

  @Option(help: help(CallBackMessage.cameBackHelp, "yes|no"))
  var cameBack: String?

  @Option(help: help(CallBackMessage.boughtAgainHelp, "yes|no"))
  var boughtAgain: String?

  @Option(help: help(CallBackMessage.recommendsHelp, "0-10"))
  var recommends: String?

  @Option(help: help(CallBackMessage.referredHelp, "text"))
  var referred: String?

  @Option(help: help(CallBackMessage.howHelp, "channel"))
  var how: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CallBackField.solved, solved), (CallBackField.satisfaction, satisfaction),
      (CallBackField.more, anythingElse), (CallBackField.suggestion, suggestion), (CallBackField.how, how),
      (CallBackField.cameBack, cameBack), (CallBackField.boughtAgain, boughtAgain),
      (CallBackField.recommends, recommends), (CallBackField.referred, referred),
    ])
    // It is worked through like whatever else somebody has to look at.
    let suggested = try context.edits([
      (TaskField.what, suggestion), (TaskField.purpose, suggestion.map { _ in "suggestion" }),
    ])
    let promised = try promise.edits(context)
    let isUnhappy = edits.contains {
      $0.field.number == CallBackField.solved.number && $0.value == .flag(false)
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
      if suggested.contains(where: { $0.value != .none && $0.field.number == TaskField.what.number }) {
        _ = try session.add(.task, to: row, suggested)
      }
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
  case cameBackHelp
  case boughtAgainHelp
  case recommendsHelp
  case referredHelp

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

          casebook callback 7 --solved yes --satisfaction 5 --came-back yes \\
            --recommends 9 --referred "two colleagues"

          Ask: is it solved, how satisfied is the customer, is anything else needed, what
          do they suggest? Later on: did they come back, would they recommend us? If
          unsolved or rated 1–2, add a commitment; the case returns to Executing.
          """,
        zhHans: """
          casebook callback 7 --solved 是 --satisfaction 5 --how 电话 \\
            --suggestion "中午多安排人手"
          casebook callback 7 --solved 否 --satisfaction 2 --commit "店长登门拜访" \\
            --due 明天

          casebook callback 7 --solved 是 --satisfaction 5 --came-back 是 \\
            --recommends 9 --referred "两位同事"

          问四件事：是否解决、是否满意、还需要什么、有何建议。过一阵再问：是否再来、
          是否愿意推荐。未解决或不满意（1–2 分）须追加承诺，工单回到执行中。
          """)
    case .howHelp:
      Label(en: "How the customer was reached (a channel).", zhHans: "回访方式（渠道）。")
    case .solvedHelp:
      Label(en: "Is it solved? yes or no.", zhHans: "是否解决：是 或 否。")
    case .anythingElseHelp:
      Label(en: "What else the customer needs.", zhHans: "客户还需要什么。")
    case .suggestionHelp:
      Label(
        en: "What the customer suggests: it becomes a task of the purpose suggestion.",
        zhHans: "客户的建议，记为“客户建议”待办。")
    case .cameBackHelp:
      Label(en: "Has the customer come back since? yes or no.", zhHans: "之后是否再次光顾：是 或 否。")
    case .boughtAgainHelp:
      Label(en: "Has the customer bought again? yes or no.", zhHans: "之后是否再次购买：是 或 否。")
    case .recommendsHelp:
      Label(en: "Would they recommend us? 0 (never) to 10 (surely).", zhHans: "推荐意愿：0（绝不）至 10（一定会）。")
    case .referredHelp:
      Label(en: "Whom they brought, or how many.", zhHans: "介绍来的客人：是谁，或几位。")
    }
  }
}
