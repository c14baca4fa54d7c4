import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct CustomerShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(CustomerShowMessage.abstract),
    discussion: text(CustomerShowMessage.discussion))

  @Argument(help: help(CustomerMessage.whoHelp, "who"))
  var who: String

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 20, context)
    let page = try context.read { try context.requireCustomer(who, $0) }
    let visits = page.visits.prefix(most ?? page.visits.count)
    if context.json { return try context.emit(json(page, Array(visits), context)) }
    let marks = page.counted.compactMap(\.satisfaction)
    let separator = context.text(PunctuationMessage.comma)
    let rows: [(Label, String)] = [
      (CaseField.customerName.label, page.names.joined(separator: separator)),
      (CaseField.customerID.label, page.customerIDs.joined(separator: separator)),
      (CaseField.phone.label, page.phones.joined(separator: separator)),
      (CaseField.email.label, page.emails.joined(separator: separator)),
      (
        CaseField.segment.label,
        page.segments.map { context.terms[.segment].text($0, context.language) }.joined(separator: separator)
      ),
      (CaseField.preferences.label, page.preferences.joined(separator: separator)),
      (Label(ProgramMessage.cases), counts(page, context)),
      (DomainMessage.satisfaction.label, marks.reversed().map { "\($0)" }.joined(separator: " → ")),
      (Label(CustomerShowMessage.loyalty), loyalty(page, context)),
      (Label(CustomerShowMessage.cost), page.cost.map(\.text).joined(separator: " + ")),
    ].filter { !$0.1.isEmpty }
    let width = rows.map { context.text($0.0).displayWidth }.max() ?? 0
    for (label, value) in rows {
      try context.out(context.text(label).padded(toWidth: width) + "  " + value.sanitised(.joined))
    }
    try context.out()
    var table = Table([
      Column(context.text(DomainMessage.caseNumber)), Column(context.text(DomainMessage.logged)),
      Column(context.text(DomainMessage.status)),
      Column(context.text(CommonMessage.summary), minWidth: 10, isFlexible: true),
      Column(context.text(CustomerShowMessage.outcome), minWidth: 10, isFlexible: true),
    ])
    for visit in visits {
      table.add([
        Cell(visit.summary.number, style: .bold), Cell(String(visit.summary.loggedAt.prefix(10))),
        Cell(visit.summary.status.map { Vocabulary.status.text($0, context.language) } ?? ""),
        Cell((visit.summary.summary ?? "").sanitised(.joined)), Cell(context.outcome(of: visit)),
      ])
    }
    try context.print(table)
    if !page.benefits.isEmpty {
      try context.out()
      try context.print(page.benefits)
    }
    if visits.count < page.visits.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(page.visits.count - visits.count, shown: visits.count)))
    }
    if !page.withoutID.isEmpty, !page.customerIDs.isEmpty {
      context.errAfterwards(Label(CustomerShowMessage.withoutID(page.withoutID)))
    }
  }

  /// What was said last at call-backs: `came back, recommends 9/10, brought 2`
  private func loyalty(_ page: CustomerPage, _ context: Context) -> String {
    let visits = page.counted
    func last<Answer>(_ answer: (CustomerPage.Visit) -> Answer?) -> Answer? {
      visits.lazy.compactMap(answer).first
    }
    let referrals = visits.reduce(0) { $0 + $1.referrals }
    let parts = [
      last(\.cameBack).map { context.text(CustomerShowMessage.cameBack($0)) },
      last(\.boughtAgain).map { context.text(CustomerShowMessage.boughtAgain($0)) },
      last(\.recommends).map { context.text(CustomerShowMessage.recommends($0)) },
      referrals > 0 ? context.text(CustomerShowMessage.referred(referrals)) : nil,
    ]
    return parts.compactMap(\.self).joined(separator: context.text(PunctuationMessage.comma))
  }

  private func counts(_ page: CustomerPage, _ context: Context) -> String {
    context.text(
      CustomerShowMessage.counts(
        page.counted.count, open: page.counted.count(where: \.isOpen),
        duplicates: page.visits.count - page.counted.count,
        branches: Set(page.visits.map(\.summary.branch)).sorted()))
  }

  private func json(_ page: CustomerPage, _ visits: [CustomerPage.Visit], _ context: Context) -> JSON {
    [
      "names": .strings(page.names), "customer_ids": .strings(page.customerIDs),
      "phones": .strings(page.phones), "emails": .strings(page.emails),
      "preferences": .strings(page.preferences), "segments": .strings(page.segments),
      "count": .integer(Int64(page.counted.count)),
      "duplicates": .integer(Int64(page.visits.count - page.counted.count)),
      "open": .integer(Int64(page.counted.count(where: \.isOpen))),
      "cost": .array(
        page.cost.map { ["currency": .string($0.currency), "minor": .integer($0.minorUnits)] }),
      "benefits": .array(page.benefits.enumerated().map { context.json($1, of: $0 + 1) }),
      "without_id": .strings(page.withoutID), "cases": .array(visits.map { context.json($0) }),
    ]
  }
}

enum CustomerShowMessage: Message {
  case abstract
  case boughtAgain(Bool)
  case cameBack(Bool)
  case discussion
  case cost
  case loyalty
  case recommends(Int)
  case referred(Int)
  case counts(Int, open: Int, duplicates: Int, branches: [String])
  case outcome
  case withoutID([String])

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Shows a customer's cases and how they ended.", zhHans: "查看客户的全部工单和处理结果。")
    case .discussion:
      Label(
        en: """
          casebook customer show 13800138000
          casebook customer show C-1027 --limit 0     with all cases
          casebook customer show 7                    whoever case 7 is of
          """,
        zhHans: """
          casebook customer show 13800138000
          casebook customer show C-1027 --limit 0     列出全部工单
          casebook customer show 7                    工单 7 的客户
          """)
    case .boughtAgain(let yes):
      Label(en: yes ? "bought again" : "has not bought again", zhHans: yes ? "又买过" : "没有再买")
    case .cameBack(let yes):
      Label(en: yes ? "came back" : "has not come back", zhHans: yes ? "又来过" : "没有再来")
    case .loyalty: Label(en: "Since then", zhHans: "后续回访")
    case .recommends(let mark): Label(en: "recommends \(mark)/10", zhHans: "愿意推荐 \(mark)/10")
    case .referred(let count):
      Label(
        en: "brought others \(count.of("time", "times"))", zhHans: "介绍过新客 \(count.grouped) 次")
    case .cost: Label(en: "Compensation so far", zhHans: "累计补偿")
    case .counts(let count, let open, let duplicates, let branches):
      Label(
        en:
          "\(count.of("case", "cases")), \(open.grouped) open\(duplicates > 0 ? ", and \(duplicates.of("duplicate", "duplicates"))" : ""); \(branches.joined(separator: ", "))",
        zhHans:
          "\(count.grouped) 件，未结 \(open.grouped) 件\(duplicates > 0 ? "，另有重复登记 \(duplicates.grouped) 件" : "")；\(branches.joined(separator: "、"))"
      )
    case .outcome: Label(en: "Outcome", zhHans: "处理结果")
    case .withoutID(let numbers):
      Label(
        en: "Found by phone or e-mail alone, without a customer id: \(numbers.joined(separator: ", "))",
        zhHans: "仅凭电话或邮箱找到、没有客户编号的工单：\(numbers.joined(separator: "、"))")
    }
  }
}
