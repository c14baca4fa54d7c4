import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportLoyalty: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "loyalty",
    abstract: text(ReportLoyaltyMessage.abstract),
    discussion: text(ReportLoyaltyMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.month]
    let now = context.now.milliseconds
    let (groups, handled, benefits) = try context.read {
      (
        try $0.loyalty(by: axes, filter), try $0.loyaltyByHandling(filter),
        try $0.benefits(filter, now: now)
      )
    }
    return FinishedReport(
      id: "loyalty", title: Label(ReportLoyaltyMessage.title), filter: filter,
      parts: [
        answers(axes, groups, context),
        answers(
          "handling", Label(ReportLoyaltyMessage.handlingPart),
          [ReportColumn(id: "handled", label: DomainMessage.satisfaction.label, isText: true)],
          handled.map { ([.name(context.text($0.label), id: $0.rawValue)], $1) }),
        standings(benefits),
      ])
  }

  private func answers(
    _ axes: [ReportAxis], _ groups: [ReportGroup<LoyaltyCounts>], _ context: Context
  ) -> ReportPart {
    var part = answers(
      "answers", Label(ReportLoyaltyMessage.answersPart), ReportOptions.columns(axes),
      groups.map { (context.names(axes, $0.key), $0.value) })
    part.isChronological = axes.first?.isTime ?? false
    return part
  }

  private func answers(
    _ id: String, _ title: Label, _ keys: [ReportColumn], _ rows: [([ReportValue], LoyaltyCounts)]
  ) -> ReportPart {
    var part = ReportPart(
      id, title,
      keys + [
        ReportColumn(id: "asked", label: Label(ReportLoyaltyMessage.askedColumn)),
        ReportColumn(id: "came_back_share", label: CallBackField.cameBack.label),
        ReportColumn(id: "bought_again_share", label: CallBackField.boughtAgain.label),
        ReportColumn(id: "mean", label: CallBackField.recommends.label),
        ReportColumn(id: "promoters_share", label: Label(ReportLoyaltyMessage.promotersColumn), givesWay: 2),
        ReportColumn(
          id: "detractors_share", label: Label(ReportLoyaltyMessage.detractorsColumn), givesWay: 3),
        ReportColumn(id: "referrals", label: CallBackField.referred.label, givesWay: 1),
      ])
    for (key, counts) in rows {
      part.add(
        key + [
          .count(counts.asked), .share(counts.cameBack.yes, of: counts.cameBack.all),
          .share(counts.boughtAgain.yes, of: counts.boughtAgain.all), .tenths(counts.meanTenths),
          .share(counts.promoters, of: counts.recommending),
          .share(counts.detractors, of: counts.recommending), .count(counts.referrals),
        ], bar: counts.cameBack.all > 0 ? Double(counts.cameBack.yes) / Double(counts.cameBack.all) : 0)
    }
    return part
  }

  private func standings(_ benefits: [(branch: String, counts: [BenefitStanding: Int])]) -> ReportPart {
    var part = ReportPart(
      "benefits", Label(ReportLoyaltyMessage.benefitsPart),
      [
        ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true),
        ReportColumn(id: "granted", label: Label(ReportLoyaltyMessage.grantedColumn)),
        ReportColumn(id: "used", label: Label(ReportLoyaltyMessage.usedColumn)),
        ReportColumn(id: "usable", label: Label(ReportLoyaltyMessage.usableColumn)),
        ReportColumn(id: "expired", label: Label(ReportLoyaltyMessage.expiredColumn)),
        ReportColumn(id: "withdrawn", label: Label(ReportLoyaltyMessage.withdrawnColumn), givesWay: 1),
      ])
    for (branch, counts) in benefits {
      let granted = counts.values.reduce(0, +)
      let standing = [BenefitStanding.used, .usable, .expired, .withdrawn].map { counts[$0] ?? 0 }
      part.add(
        [.name(branch, id: branch), .count(granted)] + standing.map { .count($0) },
        bar: granted > 0 ? Double(standing[0]) / Double(granted) : 0)
    }
    return part
  }
}

extension HandledHow {
  fileprivate var label: Label {
    switch self {
    case .satisfied: Label(ReportLoyaltyMessage.satisfied)
    case .others: Label(ReportLoyaltyMessage.notSatisfied)
    case .unasked: Label(ReportLoyaltyMessage.unasked)
    }
  }
}

enum ReportLoyaltyMessage: Message {
  case abstract
  case answersPart
  case askedColumn
  case benefitsPart
  case detractorsColumn
  case discussion
  case expiredColumn
  case grantedColumn
  case handlingPart
  case notSatisfied
  case promotersColumn
  case satisfied
  case title
  case unasked
  case usableColumn
  case usedColumn
  case withdrawnColumn

  var label: Label {
    switch self {
    case .abstract: Label(en: "Who came back, and would they recommend us?", zhHans: "客户是否再来、是否愿意推荐，权益用了多少。")
    case .answersPart: Label(en: "What customers said afterwards", zhHans: "事后回访")
    case .askedColumn: Label(en: "Asked", zhHans: "问到")
    case .benefitsPart: Label(en: "Benefits granted", zhHans: "已给权益")
    case .detractorsColumn: Label(en: "0 to 6", zhHans: "0–6 分")
    case .discussion:
      Label(
        en: """
          casebook report loyalty
          casebook report loyalty --by class --since 2026-01-01

          By month of logging, or by --by. Of each case counts what was said last, and
          only of those who were asked (callback --came-back, --bought-again,
          --recommends, --referred). 9 and 10 would recommend us, 0 to 6 advise against.
          """,
        zhHans: """
          casebook report loyalty
          casebook report loyalty --by 问题分类 --since 2026-01-01

          默认按登记月份统计，可用 --by 指定。每件工单取最后一次回答，只算问到的
          （callback --came-back、--bought-again、--recommends、--referred）。
          9、10 分为愿意推荐，0 至 6 分为不愿推荐。
          """)
    case .expiredColumn: Label(en: "Expired", zhHans: "已过期")
    case .grantedColumn: Label(en: "Granted", zhHans: "发放")
    case .handlingPart: Label(en: "By how the complaint was handled", zhHans: "按处理满意度")
    case .notSatisfied: Label(en: "1 to 3", zhHans: "1–3 分")
    case .satisfied: Label(en: "4 or 5", zhHans: "4–5 分")
    case .unasked: Label(en: "not asked", zhHans: "未问满意度")
    case .promotersColumn: Label(en: "9 or 10", zhHans: "9–10 分")
    case .title: Label(en: "Loyalty", zhHans: "客户忠诚度")
    case .usableColumn: Label(en: "Can be used", zhHans: "可用")
    case .usedColumn: Label(en: "Used", zhHans: "已核销")
    case .withdrawnColumn: Label(en: "Taken back", zhHans: "已收回")
    }
  }
}
