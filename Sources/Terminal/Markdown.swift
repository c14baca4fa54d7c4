/// A text in Markdown as it is read on a terminal: CommonMark without HTML and pictures.
///
/// Whatever stands in it, it can do nothing but be read: it is made harmless first. What is no Markdown stands as typed.
package struct Markdown: Sendable {
  private let text: String

  package init(_ text: String) { self.text = text.sanitised() }

  /// Bytes beyond which a text is shown as it was typed.
  package static let longest = 1 << 20

  /// Lines of at most `width` columns. Without colours headings keep their `#` and code its backticks.
  package func lines(
    width: Int, style: OutputStyle, indent: Int = 0, ambiguous: AmbiguousWidth = .narrow
  ) -> [String] {
    guard text.utf8.count <= Self.longest else {
      return wrap(text, width: width, indent: indent, ambiguous: ambiguous)
    }
    var lines: [String] = []
    for block in MarkdownBlocks(text).blocks {
      lines += drawn(block, width, style, indent, ambiguous)
    }
    return lines
  }

  private func drawn(
    _ block: MarkdownBlock, _ width: Int, _ style: OutputStyle, _ indent: Int, _ ambiguous: AmbiguousWidth
  ) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let quotation = style.apply(.dim, to: String(repeating: "│ ", count: block.quotes))
    let side = margin + quotation
    // However deep it stands, some room is left.
    let room = max(8, width - indent - block.quotes * 2)
    switch block.kind {
    case .blank: return [(side).trimmingEndSpaces]
    case .rule: return [side + style.apply(.dim, to: String(repeating: "─", count: min(room, 40)))]
    case .code:
      return draw(block, Array(block.text), nil, .cyan, side, room, first: 4, rest: 4, style, ambiguous)
    case .heading(let level):
      let marks = style.isColoured ? "" : String(repeating: "#", count: level) + " "
      let spans = MarkdownSpans(marks + block.text, keepsBackticks: !style.isColoured)
      return draw(
        block, spans.characters, spans.marks.map(\.style), .bold, side, room, first: block.indent,
        rest: block.indent,
        style,
        ambiguous)
    case .paragraph:
      let spans = MarkdownSpans(block.text, keepsBackticks: !style.isColoured)
      return draw(
        block, spans.characters, spans.marks.map(\.style), .plain, side, room,
        first: max(0, block.indent - (block.marker.isEmpty ? 0 : 2)),
        rest: block.marker.isEmpty ? block.indent : max(0, block.indent - 2) + block.marker.count + 1, style,
        ambiguous)
    }
  }

  private func draw(
    _ block: MarkdownBlock, _ characters: [Character], _ styles: [Style]?, _ all: Style, _ side: String,
    _ room: Int, first: Int, rest: Int, _ style: OutputStyle, _ ambiguous: AmbiguousWidth
  ) -> [String] {
    var lines: [String] = []
    let marker = block.marker.isEmpty ? "" : block.marker + " "
    var start = 0
    while start <= characters.count {
      let end = characters[start...].firstIndex(of: "\n") ?? characters.count
      let paragraph = Array(characters[start..<end])
      let isFirst = start == 0
      let before = isFirst ? min(first, room / 2) : min(rest, room / 2)
      let ranges = LineBreaker(characters: paragraph, ambiguous: ambiguous).lines(
        firstWidth: room - before - (isFirst ? marker.count : 0), width: room - min(rest, room / 2))
      for (number, range) in ranges.enumerated() {
        let isMarked = isFirst && number == 0
        let spaces = String(repeating: " ", count: number == 0 ? before : min(rest, room / 2))
        var line = side + spaces + (isMarked ? marker : "")
        var at = range.lowerBound
        while at < range.upperBound {
          let look = (styles?[start + at] ?? .plain).union(all)
          let run =
            (at..<range.upperBound).first {
              (styles?[start + $0] ?? .plain).union(all) != look
            } ?? range.upperBound
          line += style.apply(look, to: String(paragraph[at..<run]))
          at = run
        }
        lines.append(line.trimmingEndSpaces)
      }
      start = end + 1
    }
    return lines
  }
}

extension MarkdownMark {
  fileprivate var style: Style {
    var style = Style.plain
    if contains(.strong) { style.formUnion(.bold) }
    if contains(.emphasis) { style.formUnion(.yellow) }
    if !isDisjoint(with: [.code, .address]) { style.formUnion(.cyan) }
    if contains(.target) { style.formUnion(.dim) }
    return style
  }
}
