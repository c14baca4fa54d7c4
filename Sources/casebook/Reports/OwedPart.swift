import CaseIndex
import Complaints
import Language

extension ReportPart {
  /// How what was owed stands, a row for each of those who owe it, or for what it is counted by.
  static func owed(
    _ id: String, _ title: Label, _ key: ReportColumn, count: ReportColumn,
    _ rows: [(ReportValue, OwedCounts)]
  ) -> ReportPart {
    var part = ReportPart(
      id, title,
      [
        key,
        count,
        ReportColumn(id: "kept", label: Label(OwedPartMessage.keptColumn), givesWay: 5),
        ReportColumn(id: "late", label: Label(OwedPartMessage.lateColumn), givesWay: 6),
        ReportColumn(id: "overdue", label: Label(OwedPartMessage.overdueColumn), givesWay: 7),
        ReportColumn(id: "open", label: Label(OwedPartMessage.openColumn), givesWay: 4),
        ReportColumn(id: "waived", label: Label(OwedPartMessage.waivedColumn), givesWay: 2),
        ReportColumn(id: "dropped", label: Label(OwedPartMessage.droppedColumn), givesWay: 1),
        ReportColumn(id: "kept_share", label: Label(OwedPartMessage.shareColumn)),
        ReportColumn(id: "median_late_ms", label: Label(OwedPartMessage.medianLateColumn), givesWay: 8),
      ])
    for (key, counts) in rows {
      part.add(
        [
          key, .count(counts.all), .count(counts[.kept]), .count(counts[.late]), .count(counts[.overdue]),
          .count(counts[.open]), .count(counts[.released]), .count(counts[.dropped]),
          .share(counts[.kept], of: counts.judged), .span(percentile(counts.late, 50)),
        ], bar: counts.judged > 0 ? Double(counts[.kept]) / Double(counts.judged) : 0)
    }
    return part
  }
}

enum OwedPartMessage: Message {
  case droppedColumn
  case keptColumn
  case lateColumn
  case medianLateColumn
  case openColumn
  case overdueColumn
  case shareColumn
  case waivedColumn

  var label: Label {
    switch self {
    case .droppedColumn: Label(en: "Case closed", zhHans: "随结案终止")
    case .keptColumn: Label(en: "In time", zhHans: "按时完成")
    case .lateColumn: Label(en: "Late", zhHans: "超时完成")
    case .medianLateColumn: Label(en: "Median late", zhHans: "超时中位数")
    case .openColumn: Label(en: "Not due yet", zhHans: "未到期")
    case .overdueColumn: Label(en: "Overdue", zhHans: "超时未完成")
    case .shareColumn: Label(en: "In time, share", zhHans: "按时完成率")
    case .waivedColumn: Label(en: "Given up", zhHans: "已取消")
    }
  }
}
