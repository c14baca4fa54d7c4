/// A long text with a title over it.
package struct Panel: Sendable {
  package let title: String
  package let text: String

  package init(_ title: String, _ text: String) {
    self.title = title.sanitised(.joined)
    self.text = text
  }
}

/// Texts beside each other in columns of equal width, wrapped; below each other where a column would be under
/// 24 columns wide, or nobody looks at a window. Without trailing spaces.
package func sideBySide(_ panels: [Panel], width: Int, style: OutputStyle) -> [String] {
  let gap = 3
  guard !panels.isEmpty else { return [] }
  let each = (width - gap * (panels.count - 1)) / panels.count
  guard style.isTerminal, each >= 24 else {
    return panels.flatMap { panel in
      let body =
        style.isTerminal
        ? wrap(panel.text, width: width, indent: 2)
        : panel.text.sanitised().split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "  \($0)" }
      return [style.apply(.bold, to: panel.title)] + body
    }
  }
  let bodies = panels.map { wrap($0.text, width: each) }
  let titles = panels.map { ($0.title.truncated(toWidth: each), Style.bold) }
  let rows = (0..<(bodies.map(\.count).max() ?? 0)).map { row in
    bodies.map { (row < $0.count ? $0[row] : "", Style.plain) }
  }
  return ([titles] + rows).map { row in
    var line = ""
    var owed = 0
    for (text, look) in row {
      if !text.isEmpty { line += String(repeating: " ", count: owed) + style.apply(look, to: text) }
      owed = text.isEmpty ? owed + each + gap : each - text.displayWidth + gap
    }
    return line
  }
}
