import Complaints
import Console
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
    var columns: [(column: Column, cells: [Cell])] = [
      (Column(text("Number", "工单号")), lines.map { Cell($0.summary.number, style: .bold) }),
      (Column(text("Logged", "登记")), lines.map { Cell(logged($0.summary.loggedAt)) }),
      (
        Column(text("Status", "状态")),
        lines.map { Cell($0.summary.status.map { Vocabulary.status.text($0, language) } ?? "") }
      ),
      (Column(text("Severity", "严重度")), lines.map { severity($0.summary.severity) }),
      (Column(text("Handler", "经办人"), maxWidth: 10), lines.map { Cell($0.summary.handler ?? "") }),
      (
        Column(text("Summary", "摘要"), minWidth: Self.summaryWidth, isFlexible: true),
        lines.map { Cell($0.summary.summary ?? "") }
      ),
      (Column(text("Flags", "标记")), lines.map(flags)),
    ]
    // A narrow window has room for what a case is, not for who has it.
    for dropped in [4, 3] where style.isTerminal && width(columns) > self.columns {
      columns.remove(at: dropped)
    }
    var table = Table(columns.map(\.column))
    for index in lines.indices { table.add(columns.map { $0.cells[index] }) }
    for line in table.lines(width: self.columns, style: style) { try out(line) }
  }

  private static var summaryWidth: Int { 12 }

  /// What the columns take when the summary has given way.
  private func width(_ columns: [(column: Column, cells: [Cell])]) -> Int {
    let widths = columns.map { column, cells in
      column.isFlexible
        ? column.minWidth
        : min(column.maxWidth, ([column.title] + cells.map(\.text)).map(\.displayWidth).max() ?? 0)
    }
    return widths.reduce(2 * (columns.count - 1), +)
  }

  private func severity(_ id: String?) -> Cell {
    guard let id else { return "" }
    return Cell(Vocabulary.severity.text(id, language), style: id == "severe" ? .red : .plain)
  }

  private func flags(_ line: CaseLine) -> Cell {
    let flags = flags(line.summary, line.state, .present)
    return Cell(
      flags.map(flagText).joined(separator: text(", ", "、")), style: flags.isEmpty ? .plain : .yellow)
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
