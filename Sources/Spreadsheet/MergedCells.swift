/// Cells that are one over several rows (ISO 29500-1, 18.3.1.55): the file has what they say in the first row alone, and
/// people see it in all of them. Rows below get it too; of a cell over several columns the first has it.
package struct MergedCells: Sendable {
  struct Run: Hashable, Sendable {
    /// From 0.
    let column: Int
    let rows: ClosedRange<Int>

    /// `A4:A9`; nil for what is no such range, or lies in one row.
    init?(_ reference: ArraySlice<UInt8>) {
      let ends = reference.split(separator: 0x3A, omittingEmptySubsequences: false)
      guard ends.count == 2, let first = Run.place(ends[0]), let last = Run.place(ends[1]),
        first.row < last.row
      else { return nil }
      column = first.column
      rows = first.row...last.row
    }

    private static func place(_ raw: ArraySlice<UInt8>) -> (column: Int, row: Int)? {
      let letters = raw.prefix { (0x41...0x5A).contains($0) }
      let digits = raw[letters.endIndex...]
      guard (1...3).contains(letters.count), (1...7).contains(digits.count),
        digits.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      return (
        letters.reduce(0) { $0 * 26 + Int($1 - 0x40) } - 1, digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      )
    }
  }

  /// In the order of their first rows.
  private let runs: [Run]
  private var next = 0
  /// By their columns those that the row lies in, with what their first row says.
  private var open: [Int: (last: Int, text: [UInt8])] = [:]
  /// So that no small file makes a large one.
  private var left = 1 << 20

  private static let longest = 1024
  static let mostRuns = 1 << 16

  init(_ runs: [Run]) { self.runs = runs.sorted { $0.rows.lowerBound < $1.rows.lowerBound } }

  /// The row with what it shares with rows above it. Rows come in their order.
  package mutating func completed(_ row: SheetRow) -> SheetRow {
    guard next < runs.count || !open.isEmpty else { return row }
    var cells = row.cells
    var isChanged = false
    for (column, run) in open {
      guard run.last >= row.number, left > 0 else {
        open[column] = nil
        continue
      }
      left -= 1
      guard column >= cells.count || cells[column].isEmpty else { continue }
      while cells.count <= column { cells.append([]) }
      cells[column] = run.text
      left -= run.text.count / 16
      isChanged = true
    }
    while next < runs.count, runs[next].rows.lowerBound <= row.number {
      let run = runs[next]
      next += 1
      guard run.rows.lowerBound == row.number, run.column < cells.count, !cells[run.column].isEmpty,
        cells[run.column].count <= Self.longest
      else { continue }
      open[run.column] = (run.rows.upperBound, cells[run.column])
    }
    return isChanged ? SheetRow(row, cells: cells) : row
  }
}
