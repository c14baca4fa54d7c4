import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook customer benefit …`
struct BenefitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benefit",
    abstract: text(BenefitMessage.abstract),
    discussion: text(BenefitMessage.discussion),
    subcommands: [BenefitList.self, BenefitAdd.self, BenefitUse.self], defaultSubcommand: BenefitList.self)
}

extension Context {
  /// - Throws: `CommandFailure` where no case here is of whoever that is.
  func requireCustomer(_ who: String, _ reader: ReplicaReader) throws -> CustomerPage {
    guard let page = try customerPage(who, reader) else {
      throw CommandFailure(
        "not_found", .notFound, Label(CustomerMessage.unknown(who)), hint: Label(CustomerMessage.unknownHint))
    }
    return page
  }

  /// The benefits of a customer, each with its place in the list, from 1.
  func print(_ benefits: [CaseTask]) throws {
    var table = Table([
      Column("#"), Column(text(BenefitMessage.benefit), minWidth: 12, isFlexible: true),
      Column(text(BenefitMessage.standingColumn)), Column(text(DomainMessage.caseNumber)),
    ])
    for (at, benefit) in benefits.enumerated() {
      table.add([
        Cell("\(at + 1)"), Cell((benefit.task.what ?? "").sanitised(.joined)),
        Cell(text(standing(of: benefit).label(benefit.task, to: zone)).sanitised(.joined)),
        Cell(benefit.summary.number),
      ])
    }
    try print(table)
  }

  func standing(of benefit: CaseTask) -> BenefitStanding {
    BenefitStanding(benefit.task, zone: zone, now: now.milliseconds)
  }

  /// `{place, what, until, used_at, standing, note, case, branch, id}`
  func json(_ benefit: CaseTask, of place: Int) -> JSON {
    [
      "place": .integer(Int64(place)), "what": .optional(benefit.task.what),
      "until": .optional(benefit.task.due?.stored), "used_at": .optional(benefit.task.done?.stored),
      "standing": .string(standing(of: benefit).id),
      "note": .optional(benefit.task.record.text(TaskField.answer)),
      "case": .string(benefit.summary.number), "branch": .string(benefit.summary.branch),
      "id": .string(benefit.task.record.id.description),
    ]
  }
}

enum BenefitMessage: Message {
  case abstract
  case benefit
  case discussion
  case none(String)
  case standingColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "What was granted to a customer: until when, and was it used?", zhHans: "客户权益：给了什么、有效期、用了没有。")
    case .benefit: Label(en: "Benefit", zhHans: "权益")
    case .discussion:
      Label(
        en: """
          casebook customer benefit 13800138000
          casebook customer benefit add 7 "Voucher 50 CNY" --until 2027-01-31
          casebook customer benefit use 13800138000 1

          A benefit is kept with the case that it was granted for. It can be used at every
          branch that holds the case. One that is taken back: casebook task drop.
          """,
        zhHans: """
          casebook customer benefit 13800138000
          casebook customer benefit add 7 "50 元代金券" --until 2027-01-31
          casebook customer benefit use 13800138000 1

          权益记在当初的工单上，凡有这张工单的门店都可以核销。收回用 casebook task drop。
          """)
    case .none(let who):
      Label(en: "“\(who)” has no benefits.", zhHans: "“\(who)”没有权益。")
    case .standingColumn: Label(en: "Standing", zhHans: "状态")
    }
  }
}
