/// One column of a table: its title and how it takes part in fitting the window.
package struct Column: Sendable {
  package let title: String
  package let alignment: Alignment
  /// Columns that it keeps while other flexible columns can still give way.
  package let minWidth: Int
  /// Columns that it takes at most on a terminal.
  package let maxWidth: Int
  /// Whether it gives way first when the window is narrow: texts do, numbers and dates do not.
  package let isFlexible: Bool

  package init(
    _ title: String, alignment: Alignment = .left, minWidth: Int = 8, maxWidth: Int = .max,
    isFlexible: Bool = false
  ) {
    self.title = title.sanitised(.joined)
    self.alignment = alignment
    self.minWidth = max(1, minWidth)
    self.maxWidth = max(self.minWidth, maxWidth)
    self.isFlexible = isFlexible
  }
}

/// One cell: text on one line, made harmless, and how it stands out.
package struct Cell: Hashable, Sendable, ExpressibleByStringLiteral {
  package let text: String
  package let style: Style

  package init(_ text: String, style: Style = .plain) {
    self.text = text.sanitised(.joined)
    self.style = style
  }

  package init(stringLiteral value: String) { self.init(value) }
}

/// Rows under titles, aligned by display width.
package struct Table: Sendable {
  package let columns: [Column]
  /// A short row is filled with empty cells; cells beyond the last column are not shown.
  package var rows: [[Cell]] = []
  package var hasHeader = true
  package var ambiguous = AmbiguousWidth.narrow

  package init(_ columns: [Column]) { self.columns = columns }

  package mutating func add(_ row: [Cell]) { rows.append(row) }

  /// The lines of the table, without trailing spaces.
  ///
  /// On a terminal no line is wider than `width`, unless that is less than a column each and the gaps between
  /// them. Elsewhere nothing is cut: programs read it.
  package func lines(width: Int, style: OutputStyle) -> [String] {
    let widths = TableLayout(columns: columns, natural: naturalWidths, ambiguous: ambiguous)
      .widths(fitting: style.isTerminal ? width : nil)
    var lines: [String] = []
    if hasHeader {
      lines.append(line(columns.map { Cell($0.title, style: .bold) }, widths, style))
    }
    return lines + rows.map { line($0, widths, style) }
  }

  private var naturalWidths: [Int] {
    var widths = columns.map { hasHeader ? $0.title.displayWidth(ambiguous: ambiguous) : 0 }
    for row in rows {
      for (index, cell) in row.prefix(columns.count).enumerated() {
        widths[index] = max(widths[index], cell.text.displayWidth(ambiguous: ambiguous))
      }
    }
    return widths
  }

  /// One line. Spaces are written when something follows them, and outside of styles.
  private func line(_ cells: [Cell], _ widths: [Int], _ style: OutputStyle) -> String {
    var result = ""
    var owed = 0
    for (index, width) in widths.enumerated() {
      if index > 0 { owed += TableLayout.gap }
      let cell = index < cells.count ? cells[index] : ""
      let text = cell.text.truncated(toWidth: width, ambiguous: ambiguous)
      let missing = max(0, width - text.displayWidth(ambiguous: ambiguous))
      let before =
        switch columns[index].alignment {
        case .left: 0
        case .right: missing
        case .centre: missing / 2
        }
      if !text.isEmpty {
        result += String(repeating: " ", count: owed + before) + style.apply(cell.style, to: text)
        owed = missing - before
      } else {
        owed += width
      }
    }
    return result
  }
}

/// How wide each column of a table is drawn.
struct TableLayout {
  let columns: [Column]
  /// Widest text of each column.
  let natural: [Int]
  let ambiguous: AmbiguousWidth

  /// Spaces between two columns.
  static let gap = 2

  /// Natural widths; fitted to `width` where there is one.
  ///
  /// The widest flexible column gives way first, until they are level, down to their minimum; then whichever
  /// column is the widest, down to one.
  func widths(fitting width: Int?) -> [Int] {
    guard let width else { return natural }
    var widths = zip(natural, columns).map { min($0, $1.maxWidth) }
    let room = max(0, width - Self.gap * (columns.count - 1))
    shrink(&widths, to: room, floors: zip(widths, columns).map { $1.isFlexible ? min($0, $1.minWidth) : $0 })
    shrink(&widths, to: room, floors: widths.map { min($0, 1) })
    return widths
  }

  /// Lowers the highest widths to one common level so that the sum is at most `room`, none below its floor.
  private func shrink(_ widths: inout [Int], to room: Int, floors: [Int]) {
    func capped(_ level: Int) -> [Int] { zip(widths, floors).map { max(min($0, level), $1) } }
    guard widths.reduce(0, +) > room else { return }
    // The highest level that fits: the sum grows with the level.
    var low = 0
    var high = widths.max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if capped(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
    }
    let level = low
    var fitted = capped(level)
    // What is left over goes to the first columns that were lowered.
    var left = room - fitted.reduce(0, +)
    for index in fitted.indices where left > 0 && fitted[index] == level && widths[index] > level {
      fitted[index] += 1
      left -= 1
    }
    widths = fitted
  }
}
