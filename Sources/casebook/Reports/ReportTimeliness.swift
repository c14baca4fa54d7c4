import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportTimeliness: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeliness",
    abstract: text(ReportTimelinessMessage.abstract),
    discussion: text(ReportTimelinessMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? []
    let now = context.now.milliseconds
    let groups = try context.read { try $0.timeliness(by: axes, filter, now: now) }
    return FinishedReport(
      id: "timeliness", title: Label(ReportTimelinessMessage.title), filter: filter,
      parts: [deadlines(axes, groups, context), steps(axes, groups, context)])
  }

  private func deadlines(
    _ axes: [ReportAxis], _ groups: [ReportGroup<TimelinessCounts>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "clocks", Label(ReportTimelinessMessage.deadlinesPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "clock", label: Label(DomainMessage.deadline), isText: true),
        ReportColumn(id: "in_time", label: Label(ReportTimelinessMessage.inTimeColumn), givesWay: 4),
        ReportColumn(id: "late", label: Label(OwedPartMessage.lateColumn), givesWay: 3),
        ReportColumn(id: "overdue", label: Label(OwedPartMessage.overdueColumn), givesWay: 5),
        ReportColumn(id: "running", label: Label(ReportTimelinessMessage.runningColumn), givesWay: 2),
        ReportColumn(id: "unrecorded", label: Label(ReportTimelinessMessage.noRecordColumn), givesWay: 1),
        ReportColumn(id: "in_time_share", label: Label(ReportTimelinessMessage.shareColumn)),
      ])
    for group in groups {
      let kinds = DeadlineKind.ofPolicy.map {
        (label: $0.label, id: $0.rawValue, found: group.value.kinds[$0.place])
      }
      let all = (label: Label(ReportTimelinessMessage.allDeadlines), id: "all", found: group.value.all)
      for (label, id, found) in kinds + [all] where found != Timeliness() {
        part.add(
          context.names(axes, group.key) + [
            .name(context.text(label), id: id), .count(found.inTime), .count(found.late),
            .count(found.overdue), .count(found.running), .count(found.unrecorded),
            .share(found.inTime, of: found.judged),
          ], bar: found.judged > 0 ? Double(found.inTime) / Double(found.judged) : 0)
      }
    }
    return part
  }

  private func steps(
    _ axes: [ReportAxis], _ groups: [ReportGroup<TimelinessCounts>], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "steps", Label(ReportTimelinessMessage.stepsPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "step", label: Label(ReportTimelinessMessage.stepColumn), isText: true),
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount), givesWay: 1),
        ReportColumn(id: "median_ms", label: Label(CommonMessage.median)),
        ReportColumn(id: "p90_ms", label: Label(ReportTimelinessMessage.p90Column)),
      ])
    let medians = groups.map { group in group.value.spans.map { percentile($0, 50) ?? 0 } }
    let longest = Double(medians.flatMap { $0 }.max() ?? 0)
    for (group, medians) in zip(groups, medians) {
      for (index, step) in ReportedStep.allCases.enumerated() {
        let spans = group.value.spans[index]
        guard !spans.isEmpty else { continue }
        part.add(
          context.names(axes, group.key) + [
            .name(context.text(step.label), id: step.rawValue), .count(spans.count), .span(medians[index]),
            .span(percentile(spans, 90)),
          ], bar: longest > 0 ? Double(medians[index]) / longest : 0)
      }
    }
    return part
  }
}

enum ReportTimelinessMessage: Message {
  case abstract
  case deadlinesPart
  case discussion
  case allDeadlines
  case inTimeColumn
  case noRecordColumn
  case p90Column
  case runningColumn
  case shareColumn
  case stepColumn
  case stepsPart
  case title

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "What share was answered in time, and how long each step took.", zhHans: "时效：各项时限的按时率、各环节用时。")
    case .deadlinesPart:
      Label(en: "Deadlines kept", zhHans: "各项时限")
    case .discussion:
      Label(
        en: """
          casebook report timeliness
          casebook report timeliness --by severity
          casebook report timeliness --by branch --part steps

          Each case is measured by the policy and the branch's calendar that were in force
          when it was logged, as in casebook why. A case that was closed with no record of
          a step (mostly imported ones) is counted under “no record” and in no share.
          Times run from logging. The median and p90 are times that occurred (nearest
          rank): at least half, or nine of ten, took no longer. A first response is
          something said to the customer: progress, options proposed, a call, a note
          with --told.
          """,
        zhHans: """
          casebook report timeliness
          casebook report timeliness --by 严重度
          casebook report timeliness --by 门店 --part steps

          每个工单按登记时有效的规定和门店日历计算，与 casebook why 相同。
          已结案但没有该环节记录的（多为导入的历史工单）计入“无记录”，不参与按时率。
          用时从登记起算；中位数和 P90 取实际出现的用时（最近秩法）：至少一半、
          或至少九成的工单不超过该时长。首次响应指对客户说过的话：进展告知、
          提出方案、回访电话，或加 --told 的备注。
          """)
    case .allDeadlines:
      Label(en: "All deadlines", zhHans: "全部时限")
    case .inTimeColumn:
      Label(en: "In time", zhHans: "按时")
    case .noRecordColumn:
      Label(en: "No record", zhHans: "无记录")
    case .p90Column:
      Label(en: "p90", zhHans: "P90")
    case .runningColumn:
      Label(en: "Running", zhHans: "计时中")
    case .shareColumn:
      Label(en: "Share", zhHans: "按时率")
    case .stepColumn:
      Label(en: "Step", zhHans: "环节")
    case .stepsPart:
      Label(en: "Time to each step", zhHans: "各环节用时")
    case .title:
      Label(en: "Timeliness", zhHans: "时效分析")
    }
  }
}
