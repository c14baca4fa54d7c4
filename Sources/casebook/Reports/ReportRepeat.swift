import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

struct ReportRepeat: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "repeat",
    abstract: text(ReportRepeatMessage.abstract),
    discussion: text(ReportRepeatMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.month]
    let groups = try context.read { try $0.repeats(by: axes, filter) }
    var part = ReportPart(
      axes.map(\.rawValue).joined(separator: ","), Label(ReportRepeatMessage.repeatsPart),
      ReportOptions.columns(axes) + [
        ReportColumn(id: "cases", label: Label(CommonMessage.caseCount), givesWay: 3),
        ReportColumn(id: "identified", label: Label(ReportRepeatMessage.customerKnownColumn), givesWay: 1),
        ReportColumn(id: "repeats", label: Label(ReportRepeatMessage.repeatsColumn), givesWay: 5),
        ReportColumn(id: "repeat_share", label: Label(ReportRepeatMessage.repeatShareColumn)),
        ReportColumn(id: "reopened", label: Label(DomainMessage.reopened), givesWay: 2),
        ReportColumn(
          id: "reopened_share", label: Label(ReportRepeatMessage.reopenedShareColumn), givesWay: 4),
      ])
    part.isChronological = axes.first?.isTime ?? false
    func share(_ counts: RepeatCounts) -> Double {
      Double(counts.repeats) / Double(max(counts.identified, 1))
    }
    let most = groups.map { share($0.value) }.max() ?? 0
    for group in groups {
      part.add(
        context.names(axes, group.key) + row(group.value), bar: most > 0 ? share(group.value) / most : 0)
    }
    var whole = part
    let sum = RepeatCounts(adding: groups.map(\.value))
    whole.columns.removeFirst(axes.count)
    (whole.rows, whole.bars) = (groups.isEmpty ? [] : [row(sum)], groups.isEmpty ? [] : [0])
    let total = ReportPart(all: whole)
    return FinishedReport(
      id: "repeat", title: Label(ReportRepeatMessage.title), filter: filter,
      parts: [part, total])
  }

  private func row(_ counts: RepeatCounts) -> [ReportValue] {
    [
      .count(counts.cases), .count(counts.identified), .count(counts.repeats),
      .share(counts.repeats, of: counts.identified), .count(counts.reopened),
      .share(counts.reopened, of: counts.cases),
    ]
  }
}

extension ReportPart {
  /// The same table for everything together.
  init(all part: ReportPart) {
    self.init("all", Label(CommonMessage.allTogether), part.columns)
    (rows, bars) = (part.rows, part.bars)
  }
}

enum ReportRepeatMessage: Message {
  case abstract
  case repeatsPart
  case title
  case customerKnownColumn
  case discussion
  case reopenedShareColumn
  case repeatsColumn
  case repeatShareColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Who complained again, and what had to be reopened.", zhHans: "二次投诉率与重开率。")
    case .repeatsPart:
      Label(en: "Repeat complaints", zhHans: "二次投诉")
    case .title:
      Label(en: "Repeat complaints and reopenings", zhHans: "二次投诉与重开")
    case .customerKnownColumn:
      Label(en: "Customer known", zhHans: "可识别客户")
    case .discussion:
      Label(
        en: """
          casebook report repeat
          casebook report repeat --by branch,month

          A repeat: the same customer (same customer id, or same phone number, however it
          was written) had complained at most 30 days before. The share is of the cases
          whose customer can be identified. Cases closed as duplicates are the same
          complaint and are not counted.
          """,
        zhHans: """
          casebook report repeat
          casebook report repeat --by 门店,月份

          二次投诉：同一客户（客户编号相同，或电话相同，写法不限）在此前 30 天内投诉过。
          占比的基数是能识别客户的工单。以“重复单”结案的工单是同一件事，不计。
          """)
    case .reopenedShareColumn:
      Label(en: "Reopened share", zhHans: "重开率")
    case .repeatsColumn:
      Label(en: "Repeats", zhHans: "二次投诉")
    case .repeatShareColumn:
      Label(en: "Repeat share", zhHans: "二次投诉率")
    }
  }
}
