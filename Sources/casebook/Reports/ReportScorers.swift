import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct ReportScorers: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "scorers",
    abstract: text(ReportScorersMessage.abstract),
    discussion: text(ReportScorersMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let found = try context.read { ScorerAgreement(try $0.marks(filter)) }
    return FinishedReport(
      id: "scorers", title: Label(ReportScorersMessage.title), filter: filter,
      parts: [people(found), criteria(found, context)])
  }

  private func people(_ found: ScorerAgreement) -> ReportPart {
    var part = ReportPart(
      "scorers", Label(ReportScorersMessage.scorersPart),
      [
        ReportColumn(id: "scorer", label: Label(QualityListMessage.scorerColumn), isText: true),
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount), givesWay: 3),
        ReportColumn(id: "shared", label: Label(ReportScorersMessage.sharedColumn), givesWay: 2),
        ReportColumn(id: "same", label: Label(ReportScorersMessage.sameColumn)),
        ReportColumn(id: "near", label: Label(ReportScorersMessage.nearColumn), givesWay: 1),
        ReportColumn(id: "higher", label: Label(ReportScorersMessage.higherColumn)),
      ])
    let most = found.scorers.map(\.cases).max() ?? 0
    for scorer in found.scorers {
      let agreement = scorer.agreement
      part.add(
        [
          .name(scorer.name.sanitised(.joined), id: scorer.name), .count(scorer.cases), .count(scorer.shared),
          .share(agreement.same, of: agreement.compared), .share(agreement.near, of: agreement.compared),
          agreement.meanHigher.map { .number($0) } ?? .span(nil),
        ], bar: most > 0 ? Double(scorer.cases) / Double(most) : 0)
    }
    return part
  }

  private func criteria(_ found: ScorerAgreement, _ context: Context) -> ReportPart {
    var part = ReportPart(
      "criteria", Label(ReportScorersMessage.criteriaPart),
      [
        ReportColumn(id: "criterion", label: Label(ReportScorersMessage.criterionColumn), isText: true),
        ReportColumn(id: "pairs", label: Label(ReportScorersMessage.pairsColumn)),
        ReportColumn(id: "same", label: Label(ReportScorersMessage.sameColumn)),
        ReportColumn(id: "near", label: Label(ReportScorersMessage.nearColumn), givesWay: 1),
      ])
    for field in ScoreField.marks {
      guard let agreement = found.marks[field.id] else { continue }
      part.add(
        [
          .name(context.text(field.label), id: field.id), .count(agreement.compared),
          .share(agreement.same, of: agreement.compared), .share(agreement.near, of: agreement.compared),
        ], bar: Double(agreement.same) / Double(max(agreement.compared, 1)))
    }
    return part
  }
}

enum ReportScorersMessage: Message {
  case abstract
  case criteriaPart
  case criterionColumn
  case discussion
  case higherColumn
  case nearColumn
  case pairsColumn
  case sameColumn
  case scorersPart
  case sharedColumn
  case title

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Whether those who score cases see alike.", zhHans: "质检评分人之间的一致性。")
    case .criteriaPart: Label(en: "By criterion", zhHans: "按评分项")
    case .criterionColumn: Label(en: "Criterion", zhHans: "评分项")
    case .discussion:
      Label(
        en: """
          casebook report scorers
          casebook report scorers --since 2026-01-01 --branch SH01

          Compares the marks that two people gave one case. Same: the same mark. Near: one
          mark apart at most. Higher: by how much their marks are above others' on
          average; below zero, who is stricter. To have something to compare, let two
          people score the same sample: casebook qc sample.
          """,
        zhHans: """
          casebook report scorers
          casebook report scorers --since 2026-01-01 --branch SH01

          比较不同的人给同一工单的评分。一致：分数相同；相近：相差不超过 1 分；偏高：
          平均比别人高多少，负数表示偏严。要有可比的数据，可请两人评同一批样本：
          casebook qc sample。
          """)
    case .higherColumn: Label(en: "Higher", zhHans: "偏高")
    case .nearColumn: Label(en: "Near", zhHans: "相近率")
    case .pairsColumn: Label(en: "Pairs", zhHans: "对比数")
    case .sameColumn: Label(en: "Same", zhHans: "一致率")
    case .scorersPart: Label(en: "By scorer", zhHans: "按评分人")
    case .sharedColumn: Label(en: "Scored by others too", zhHans: "他人也评过")
    case .title: Label(en: "Agreement of scorers", zhHans: "评分一致性")
    }
  }
}
