import Complaints
import Interchange
import RecordStore
import Replica
import Terminal
import Versioning

/// A case in a list.
struct CaseLine {
  let summary: CaseSummary
  let row: RecordRow
  let state: RecordState

  init?(_ reader: ReplicaReader, _ summary: CaseSummary) throws {
    guard let row = try reader.db.record(rid: summary.rid), let state = try row.decoded() else { return nil }
    self.summary = summary
    self.row = row
    self.state = state
  }
}

extension Context {
  /// Cases of lists are never deleted ones.
  func json(_ line: CaseLine) -> [(String, JSON)] {
    json(line.summary, line.row, line.state, deletion: .present)
  }

  func print(_ lines: [CaseLine]) throws {
    // A narrow window has room for what a case is, not for who has it.
    let isNarrow = style.isTerminal && columns < 78
    var table = Table(
      [Column(text("Number", "工单号")), Column(text("Logged", "登记")), Column(text("Status", "状态"))]
        + (isNarrow
          ? []
          : [
            Column(text("Severity", "严重度")),
            Column(text("Handler", "经办人"), minWidth: 6, maxWidth: 10, isFlexible: true),
          ])
        + [Column(text("Summary", "摘要"), minWidth: 10, isFlexible: true), Column(text("Flags", "标记"))])
    for line in lines {
      let summary = line.summary
      let flags = flags(summary, line.state, .present)
      let severity = summary.severity.map { Vocabulary.severity.text($0, language) } ?? ""
      table.add(
        [
          Cell(summary.number, style: .bold), Cell(logged(summary.loggedAt)),
          Cell(summary.status.map { Vocabulary.status.text($0, language) } ?? ""),
        ]
          + (isNarrow
            ? []
            : [
              Cell(severity, style: summary.severity == "severe" ? .red : .plain),
              Cell(summary.handler ?? ""),
            ])
          + [
            Cell(summary.summary ?? ""),
            Cell(
              flags.map(flagText).joined(separator: text(", ", "、")), style: flags.isEmpty ? .plain : .yellow),
          ])
    }
    for line in table.lines(width: columns, style: style) { try out(line) }
  }

  /// `11-22 15:30` within this year, else the whole day.
  private func logged(_ stored: String) -> String {
    guard let date = DateText(stored: stored) else { return stored }
    switch date {
    case .day(let day): return day.description
    case .time(let time):
      return time.date.year == now.date.year ? String(time.short.dropFirst(5)) : time.date.description
    }
  }
}
