import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportSatisfaction: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "satisfaction",
    abstract: text(ReportSatisfactionMessage.abstract),
    discussion: text(ReportSatisfactionMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? []
    let (groups, responses, changes) = try context.read {
      (
        try $0.satisfaction(by: axes, filter), try $0.surveyResponses(filter),
        try $0.handling(by: axes, filter)
      )
    }
    return FinishedReport(
      id: "satisfaction", title: Label(DomainMessage.satisfaction), filter: filter,
      parts: [
        callBacks(axes, groups, context), answers(axes, groups, context), surveys(responses),
        self.changes(axes, changes, context),
      ])
  }

  private func surveys(_ responses: [(branch: String, asked: Int, answered: Int)]) -> ReportPart {
    var part = ReportPart(
      "surveys", Label(ReportSatisfactionMessage.surveysPart),
      [
        ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true),
        ReportColumn(id: "asked", label: SurveyField.asked.label),
        ReportColumn(id: "answered", label: Label(ReportSatisfactionMessage.answeredColumn)),
        ReportColumn(id: "answered_share", label: Label(ReportSatisfactionMessage.responseColumn)),
      ])
    for (branch, asked, answered) in responses {
      part.add(
        [.name(branch, id: branch), .count(asked), .count(answered), .share(answered, of: asked)],
        bar: Double(answered) / Double(asked))
    }
    return part
  }

  /// How the answer changed from the first call-back of a case to the last.
  private func changes(
    _ axes: [ReportAxis], _ groups: [ReportGroup<HandlingCounts>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "changes", Label(ReportSatisfactionMessage.changesPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "asked_twice", label: Label(ReportSatisfactionMessage.askedTwiceColumn)),
        ReportColumn(id: "better", label: Label(ReportHandlingMessage.betterColumn)),
        ReportColumn(id: "worse", label: Label(ReportHandlingMessage.worseColumn)),
      ])
    for group in groups where group.value.askedTwice > 0 {
      let counts = group.value
      part.add(
        context.names(axes, group.key) + [
          .count(counts.askedTwice), .count(counts.better), .count(counts.worse),
        ], bar: Double(counts.better) / Double(counts.askedTwice))
    }
    return part
  }

  private func callBacks(
    _ axes: [ReportAxis], _ groups: [ReportGroup<[SatisfactionCounts]>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "call_backs", Label(ReportSatisfactionMessage.callBacksPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "call_back", label: Label(DomainMessage.callBack), isText: true),
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
        ReportColumn(id: "answered", label: Label(ReportSatisfactionMessage.answeredColumn), givesWay: 1),
        ReportColumn(id: "satisfied_share", label: Label(CommonMessage.satisfiedShare), givesWay: 5),
        ReportColumn(id: "mean", label: Label(ReportSatisfactionMessage.meanColumn), givesWay: 4),
        ReportColumn(id: "repeat_share", label: Label(ReportSatisfactionMessage.repeatsColumn), givesWay: 3),
        ReportColumn(id: "reopened_share", label: Label(DomainMessage.reopened), givesWay: 2),
      ])
    for group in groups {
      for (kind, counts) in zip(CallBackKind.allCases, group.value) where counts.cases > 0 {
        part.add(
          context.names(axes, group.key) + [
            .name(context.text(kind.label), id: kind.rawValue), .count(counts.cases), .count(counts.answered),
            .share(counts.satisfied, of: counts.answered), .tenths(counts.meanTenths),
            .share(counts.followed, of: counts.identified), .share(counts.reopened, of: counts.cases),
          ], bar: counts.answered > 0 ? Double(counts.satisfied) / Double(counts.answered) : 0)
      }
    }
    return part
  }

  private func answers(
    _ axes: [ReportAxis], _ groups: [ReportGroup<[SatisfactionCounts]>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "answers", Label(ReportSatisfactionMessage.answersPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "satisfaction", label: Label(DomainMessage.satisfaction), isText: true),
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
        ReportColumn(id: "share", label: Label(CommonMessage.share), givesWay: 1),
      ])
    for group in groups {
      let sums = (0..<5).map { at in group.value.reduce(0) { $0 + $1.answers[at] } }
      let total = sums.reduce(0, +)
      guard total > 0 else { continue }
      for (at, count) in sums.enumerated().reversed() {
        let id = "\(at + 1)"
        part.add(
          context.names(axes, group.key) + [
            .name("\(id) " + Vocabulary.satisfaction.text(id, context.language), id: id), .count(count),
            .share(count, of: total),
          ], bar: Double(count) / Double(sums.max() ?? 1))
      }
    }
    return part
  }
}

enum ReportSatisfactionMessage: Message {
  case abstract
  case repeatsColumn
  case answeredColumn
  case answersPart
  case askedTwiceColumn
  case changesPart
  case responseColumn
  case surveysPart
  case discussion
  case meanColumn
  case callBacksPart

  var label: Label {
    switch self {
    case .askedTwiceColumn: Label(en: "Asked more than once", zhHans: "多次回访")
    case .changesPart: Label(en: "Change within a case", zhHans: "同一工单的满意度变化")
    case .abstract:
      Label(en: "What customers said, with and without a call-back.", zhHans: "满意度：回访与未回访的对比。")
    case .repeatsColumn:
      Label(en: "Repeats", zhHans: "再次投诉")
    case .responseColumn: Label(en: "Response", zhHans: "回复率")
    case .surveysPart: Label(en: "Surveys", zhHans: "问卷")
    case .answeredColumn:
      Label(en: "Answered", zhHans: "有评分")
    case .answersPart:
      Label(en: "Answers", zhHans: "评分分布")
    case .discussion:
      Label(
        en: """
          casebook report satisfaction
          casebook report satisfaction --by branch

          Counts cases that were resolved. Satisfied: 4 or 5 of 5. Answers that the case's
          own handler asked for are listed apart. Repeats: the same customer complained
          again within 30 days; the share is of cases whose customer can be identified.
          """,
        zhHans: """
          casebook report satisfaction
          casebook report satisfaction --by 门店

          统计已解决的工单。满意：5 分制中的 4、5 分。经办人自己回访的单独列出。
          再次投诉：能识别客户的工单中，同一客户 30 天内再次投诉的。
          """)
    case .meanColumn:
      Label(en: "Mean", zhHans: "均分")
    case .callBacksPart:
      Label(en: "With and without a call-back", zhHans: "回访与未回访")
    }
  }
}
