import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct BenefitAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(BenefitAddMessage.abstract),
    discussion: text(BenefitAddMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(BenefitAddMessage.whatHelp, "text"))
  var what: String

  @Option(help: help(BenefitAddMessage.untilHelp, "date"))
  var until: String?

  @Option(help: help(CommonMessage.whyHelp, "text"))
  var why: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (TaskField.what, what), (TaskField.purpose, "benefit"), (TaskField.due, until), (TaskField.why, why),
    ])
    guard edits.contains(where: { $0.field == FieldID(TaskField.what.number) && $0.value != .none }) else {
      throw CommandFailure.usage(Label(BenefitAddMessage.whatMissing))
    }
    guard edits.contains(where: { $0.field == FieldID(TaskField.due.number) && $0.value != .none }) else {
      throw CommandFailure.usage(
        Label(BenefitAddMessage.untilMissing), hint: Label(BenefitAddMessage.untilHint))
    }
    try context.refusePast(edits, TaskField.due)
    try context.record(reference, said: Label(BenefitAddMessage.granted(what))) { session, row, _ in
      try session.append(.task, to: row, edits + [session.asking])
    }
  }
}

enum BenefitAddMessage: Message {
  case abstract
  case discussion
  case granted(String)
  case untilHelp
  case untilHint
  case untilMissing
  case whatHelp
  case whatMissing

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Notes what was granted, and until when it can be used.", zhHans: "登记给客户的权益和有效期。")
    case .discussion:
      Label(
        en: """
          casebook customer benefit add 7 "Voucher 50 CNY" --until 2027-01-31
          casebook customer benefit add 7 "VIP quarter" --until "in 90 days"
          """,
        zhHans: """
          casebook customer benefit add 7 "50 元代金券" --until 2027-01-31
          casebook customer benefit add 7 "季度 VIP" --until 90天后
          """)
    case .granted(let what): Label(en: "benefit “\(what)”", zhHans: "已登记权益“\(what)”")
    case .untilHelp: Label(en: "The last day on which it can be used.", zhHans: "有效期至（最后一天）。")
    case .untilHint: Label(en: "For example: --until 2027-01-31", zhHans: "例如：--until 2027-01-31")
    case .untilMissing:
      Label(en: "A benefit needs the day on which it ends: --until.", zhHans: "请用 --until 写明有效期。")
    case .whatHelp: Label(en: "What was granted.", zhHans: "给了什么。")
    case .whatMissing: Label(en: "Say what the benefit is.", zhHans: "请写明给了什么权益。")
    }
  }
}
