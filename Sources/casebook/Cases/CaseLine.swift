import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

/// A case in a list.
struct CaseLine {
  let summary: CaseSummary
  let row: RecordRow
  let state: RecordState
  /// Who above saw it; nil where nobody asked.
  var receipts: [Receipt]?

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
    let seen = line.receipts.map { receipts in
      [("seen", JSON.array(receipts.map { ["by": .string($0.by), "at": .string(time($0.at).rfc3339)] }))]
    }
    return json(line.summary, line.row, line.state, deletion: .present) + (seen ?? [])
  }

  func print(_ lines: [CaseLine]) throws {
    var columns: [ListColumn] = [
      ListColumn(Column(text(DomainMessage.caseNumber)), lines.map { Cell($0.summary.number, style: .bold) }),
      ListColumn(
        Column(text(DomainMessage.logged)), lines.map { Cell(logged($0.summary.loggedAt)) }, givesWay: 3),
      ListColumn(
        Column(text(DomainMessage.status)),
        lines.map { Cell($0.summary.status.map { Vocabulary.status.text($0, language) } ?? "") }, givesWay: 4),
      ListColumn(
        Column(text(DomainMessage.severity)), lines.map { severity($0.summary.severity) }, givesWay: 2),
      ListColumn(
        Column(text(DomainMessage.handler), maxWidth: 10), lines.map { Cell($0.summary.handler ?? "") },
        givesWay: 1),
      ListColumn(
        Column(text(CommonMessage.summary), isFlexible: true), lines.map { Cell($0.summary.summary ?? "") }),
      ListColumn(Column(text(DomainMessage.flags)), lines.map(flags)),
    ]
    if lines.contains(where: { $0.receipts != nil }) {
      columns.append(ListColumn(Column(text(ListMessage.seenColumn)), lines.map(seen)))
    }
    if style.isTerminal {
      // A window has no room for columns that say nothing, and a narrow one none for much beside what a case
      // is: its number has the date of it.
      columns.removeAll { column in column.cells.allSatisfy(\.text.isEmpty) }
      for order in 1...4 where ListColumn.width(columns) > self.columns {
        columns.removeAll { $0.givesWay == order }
      }
    }
    var table = Table(columns.map(\.column))
    for index in lines.indices { table.add(columns.map { $0.cells[index] }) }
    try print(table)
  }

  private func severity(_ id: String?) -> Cell {
    guard let id else { return "" }
    return Cell(Vocabulary.severity.text(id, language), style: id == "severe" ? .red : .plain)
  }

  /// Who saw it, and when; each once.
  private func seen(_ line: CaseLine) -> Cell {
    var names: Set<String> = []
    let all = (line.receipts ?? []).filter { names.insert($0.by.folded).inserted }
    guard !all.isEmpty else { return Cell("–", style: .red) }
    let told = all.map { "\($0.by) \(logged(time($0.at).rfc3339))" }
    return Cell(told.joined(separator: text(PunctuationMessage.comma)).sanitised(.joined))
  }

  private func flags(_ line: CaseLine) -> Cell {
    let flags = flags(line.summary, line.state, .present)
    return Cell(
      flags.map(flagText).joined(separator: text(PunctuationMessage.comma)),
      style: flags.isEmpty ? .plain : .yellow)
  }

  /// `11-22 15:30` within this year, else the whole day; of two moments that our clocks show alike each with its offset.
  private func logged(_ stored: String) -> String {
    guard let date = DateText(stored: stored) else { return stored }
    switch date {
    case .day(let day): return day.description
    case .time(let time):
      return time.date.year == now.date.year
        ? String(time.short(in: zone).dropFirst(5)) : time.date.description
    }
  }
}

/// A column of a list of cases.
private struct ListColumn {
  let column: Column
  let cells: [Cell]
  /// In which order columns are left out of a narrow window; nil: never.
  let givesWay: Int?

  init(_ column: Column, _ cells: [Cell], givesWay: Int? = nil) {
    self.column = column
    self.cells = cells
    self.givesWay = givesWay
  }

  /// Columns of a flexible one below which others give way.
  private static let leastText = 12

  /// What the columns take together when the texts have given way.
  static func width(_ columns: [ListColumn]) -> Int {
    let widths = columns.map { column in
      column.column.isFlexible
        ? leastText
        : min(
          column.column.maxWidth,
          ([column.column.title] + column.cells.map(\.text)).map(\.displayWidth).max() ?? 0)
    }
    return widths.reduce(2 * (columns.count - 1), +)
  }
}
