import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct ReportSignals: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: text(ReportSignalsMessage.abstract),
    discussion: text(ReportSignalsMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  private struct Counts {
    var all = 0
    var cases = 0
    var dismissed = 0
    var replied = 0
    var open = 0
    var late = 0
  }

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let now = context.now.milliseconds
    let signals = try context.read { try $0.signals() }.filter { signal in
      let noticed = signal.record.date(SignalField.noticedAt)
      return (filter.branch.map { $0 == signal.branch } ?? true)
        && (noticed.map(filter.takes) ?? (filter.since == nil))
    }
    func counts(_ key: (Signal) -> String) -> [(key: String, counts: Counts)] {
      var found: [String: Counts] = [:]
      for signal in signals {
        var counts = found[key(signal)] ?? Counts()
        counts.all += 1
        if !signal.cases.isEmpty { counts.cases += 1 } else if signal.isDismissed { counts.dismissed += 1 }
        if signal.isReplied { counts.replied += 1 }
        if signal.isOpen { counts.open += 1 }
        if signal.isLate(zone: context.zone, now: now) { counts.late += 1 }
        found[key(signal)] = counts
      }
      return found.sorted { ($0.value.all, $1.key) > ($1.value.all, $0.key) }.map {
        (key: $0.key, counts: $0.value)
      }
    }
    func part(
      _ id: String, _ label: Label, _ column: Label, _ rows: [(key: String, counts: Counts)],
      name: (String) -> String
    ) -> ReportPart {
      var part = ReportPart(
        id, label,
        [
          ReportColumn(id: id, label: column, isText: true),
          ReportColumn(id: "signals", label: Label(ReportSignalsMessage.allColumn)),
          ReportColumn(id: "cases", label: SignalField.cases.label),
          ReportColumn(id: "case_share", label: Label(CommonMessage.share), givesWay: 2),
          ReportColumn(id: "dismissed", label: Label(ReportSignalsMessage.dismissedColumn)),
          ReportColumn(id: "replied", label: Label(ReportSignalsMessage.repliedColumn), givesWay: 3),
          ReportColumn(id: "open", label: Label(ReportSignalsMessage.openColumn)),
          ReportColumn(id: "late", label: Label(ReportSignalsMessage.lateColumn), givesWay: 1),
        ])
      let most = rows.map(\.counts.all).max() ?? 0
      for (key, counts) in rows {
        part.add(
          [
            .name(name(key), id: key), .count(counts.all), .count(counts.cases),
            .share(counts.cases, of: counts.all), .count(counts.dismissed),
            .count(counts.replied), .count(counts.open), .count(counts.late),
          ], bar: most > 0 ? Double(counts.all) / Double(most) : 0)
      }
      return part
    }
    return FinishedReport(
      id: "signals", title: Label(ReportSignalsMessage.title), filter: filter,
      parts: [
        part("kind", Label(ReportSignalsMessage.kinds), SignalField.kind.label, counts(\.kind)) {
          context.terms[.signal].text($0, context.language)
        },
        part(
          "branch", Label(ReportCommitmentsMessage.branchesPart), Label(DomainMessage.branch),
          counts(\.branch)
        ) {
          $0
        },
      ])
  }
}

enum ReportSignalsMessage: Message {
  case abstract
  case allColumn
  case discussion
  case dismissedColumn
  case kinds
  case lateColumn
  case openColumn
  case repliedColumn
  case title

  var label: Label {
    switch self {
    case .abstract: Label(en: "What became of the signals.", zhHans: "不满苗头后来怎样了。")
    case .allColumn: Label(en: "Signals", zhHans: "苗头")
    case .discussion:
      Label(
        en: """
          casebook report signals --since 2026-11-01

          By kind and by branch: how many became cases, were dismissed, or are still
          open, and which of those are late. A day is that on which it was noticed.
          """,
        zhHans: """
          casebook report signals --since 2026-11-01

          按类别和门店统计：转成工单、不予处理、尚未处理的各有多少，其中多少已超时。
          日期以发现当天为准。
          """)
    case .dismissedColumn: Label(en: "Dismissed", zhHans: "不予处理")
    case .kinds: Label(en: "By kind", zhHans: "按类别")
    case .lateColumn: Label(en: "Late", zhHans: "已超时")
    case .openColumn: Label(en: "Open", zhHans: "未处理")
    case .repliedColumn: Label(en: "Replied", zhHans: "已回复")
    case .title: Label(en: "Signals", zhHans: "不满苗头")
    }
  }
}
