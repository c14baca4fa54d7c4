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
  /// By their columns those that the row lies in, with what their first row says and what is wrong with it.
  private var open: [Int: (last: Int, text: [UInt8], faults: [SheetRow.Fault.Kind])] = [:]
  /// So that no small file makes a large one: cells, of which a long text counts for several.
  private var left = mostCells

  private static let mostCells = 1 << 22
  private static let bytesOfCell = 16
  static let mostRuns = 1 << 16

  init(_ runs: [Run]) { self.runs = runs.sorted { $0.rows.lowerBound < $1.rows.lowerBound } }

  /// The row with what it shares with rows above it. Rows come in their order.
  /// - Throws: `SpreadsheetError` where it would be too much.
  package mutating func completed(_ row: SheetRow) throws -> SheetRow {
    guard next < runs.count || !open.isEmpty else { return row }
    var cells = row.cells
    var faults: [SheetRow.Fault] = []
    var isChanged = false
    for (column, run) in open {
      guard run.last >= row.number else {
        open[column] = nil
        continue
      }
      left -= 1
      guard column >= cells.count || cells[column].isEmpty,
        !row.faults.contains(where: { $0.column == column })
      else { continue }
      left -= run.text.count / Self.bytesOfCell
      guard left > 0 else { throw SpreadsheetError(.tooLarge(limit: Self.mostCells)) }
      if !run.text.isEmpty {
        while cells.count <= column { cells.append([]) }
        cells[column] = run.text
      }
      faults += run.faults.map { SheetRow.Fault(column: column, kind: $0) }
      isChanged = true
    }
    while next < runs.count, runs[next].rows.lowerBound <= row.number {
      let run = runs[next]
      next += 1
      let text = run.column < cells.count ? cells[run.column] : []
      let kinds = row.faults.filter { $0.column == run.column }.map(\.kind)
      guard run.rows.lowerBound == row.number, !text.isEmpty || !kinds.isEmpty else { continue }
      open[run.column] = (run.rows.upperBound, text, kinds)
    }
    return isChanged ? SheetRow(row, cells: cells, more: faults) : row
  }
}
