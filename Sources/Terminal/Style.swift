/// How a piece of text stands out: any of these together, for example `[.bold, .red]`.
package struct Style: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let plain: Style = []
  package static let bold = Style(rawValue: 1 << 0)
  package static let dim = Style(rawValue: 1 << 1)
  package static let red = Style(rawValue: 1 << 2)
  package static let green = Style(rawValue: 1 << 3)
  package static let yellow = Style(rawValue: 1 << 4)
  package static let blue = Style(rawValue: 1 << 5)
  package static let cyan = Style(rawValue: 1 << 6)
  package static let reversed = Style(rawValue: 1 << 7)

  /// Select Graphic Rendition parameters (ECMA-48, 8.3.117).
  fileprivate var parameters: String {
    let all: [(Style, String)] = [
      (.bold, "1"), (.dim, "2"), (.reversed, "7"), (.red, "31"), (.green, "32"), (.yellow, "33"),
      (.blue, "34"), (.cyan, "36"),
    ]
    return all.filter { contains($0.0) }.map(\.1).joined(separator: ";")
  }
}

/// What one output stream can show.
package struct OutputStyle: Hashable, Sendable {
  /// A person looks at it: tables are fitted to the window, progress is redrawn in place.
  package let isTerminal: Bool
  /// Styles are written. Without it `apply` changes nothing.
  package let isColoured: Bool

  package init(isTerminal: Bool, isColoured: Bool) {
    self.isTerminal = isTerminal
    self.isColoured = isColoured
  }

  /// Coloured on a terminal, unless `NO_COLOR` is set and not empty (no-color.org) or `TERM` is `dumb`.
  package init(isTerminal: Bool, environment: [String: String]) {
    let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    self.init(isTerminal: isTerminal, isColoured: isTerminal && !isRefused)
  }

  /// Neither a terminal nor coloured: files, pipes.
  package static let none = OutputStyle(isTerminal: false, isColoured: false)

  /// `text` in `style` and back to normal after it. The text must be `sanitised`.
  package func apply(_ style: Style, to text: String) -> String {
    guard isColoured, !style.isEmpty, !text.isEmpty else { return text }
    return "\u{1B}[\(style.parameters)m\(text)\u{1B}[0m"
  }
}
