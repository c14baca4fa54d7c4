/// One block of a text in Markdown: what it is, and how deep it stands.
package struct MarkdownBlock: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case paragraph
    case heading(level: Int)
    case code
    case rule
    case blank
  }
  package var kind: Kind
  /// Quotations that it stands in.
  package var quotes = 0
  /// Columns that lists move it to the right, two a list.
  package var indent = 0
  /// What stands before its first line: `•`, `3.`.
  package var marker = ""
  package var text = ""
}

/// Divides a text into blocks, line by line, each line once: nothing that somebody nests makes it slow or deep.
///
/// CommonMark 0.31 without HTML, link references, pictures and tables. Deeper than eight, what quotes and lists are made
/// with is text.
package struct MarkdownBlocks {
  package private(set) var blocks: [MarkdownBlock] = []
  /// Where the contents of each list that is open begin, as typed.
  private var lists: [Int] = []
  private var quotes = 0
  private var fence: (mark: Character, count: Int, indent: Int)?
  private var isParagraph = false

  static let deepest = 8

  /// - Parameter text: made harmless, its lines divided by line feeds.
  package init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { add(line) }
    while blocks.last?.kind == .blank { blocks.removeLast() }
  }

  private mutating func add(_ line: Substring) {
    if let open = fence {
      if Self.closes(line, open) { fence = nil } else { addCode(line, within: open.indent) }
      return
    }
    var (indent, rest) = Self.indented(line)
    var depth = 0
    // Of a line in a list, a quotation within it.
    while depth < Self.deepest, indent < 4 || !lists.isEmpty, rest.first == ">" {
      depth += 1
      rest.removeFirst()
      if rest.first == " " { rest.removeFirst() }
      (indent, rest) = Self.indented(rest)
    }
    guard !rest.isEmpty else { return addBlank(depth) }
    if depth != quotes, !(isParagraph && depth < quotes && !Self.begins(rest)) {
      (quotes, lists, isParagraph) = (depth, [], false)
    }
    if let open = Self.opened(by: rest, indent) {
      leaveLists(upTo: indent)
      (fence, isParagraph) = (open, false)
      return
    }
    if isParagraph, indent < 4, let level = Self.underline(rest), blocks.last?.kind == .paragraph,
      blocks.last?.marker.isEmpty ?? false
    {
      blocks[blocks.count - 1].kind = .heading(level: level)
      isParagraph = false
      return
    }
    if Self.isRule(rest), indent < 4 || !lists.isEmpty {
      leaveLists(upTo: indent)
      return append(MarkdownBlock(kind: .rule))
    }
    if let (level, title) = Self.heading(rest), indent < 4 || !lists.isEmpty {
      leaveLists(upTo: indent)
      return append(MarkdownBlock(kind: .heading(level: level), text: title))
    }
    if let item = Self.item(rest), indent < 4 || !lists.isEmpty,
      !isParagraph || item.mayInterrupt || indent < lists.last ?? 0
    {
      leaveLists(upTo: indent)
      return addItem(item, at: indent)
    }
    if isParagraph { return join(rest) }
    leaveLists(upTo: indent)
    if lists.isEmpty, indent >= 4 { return addCode(line.drop { $0 == ">" }, within: 4) }
    append(MarkdownBlock(kind: .paragraph, text: String(rest)))
    isParagraph = true
  }

  // MARK: Adding

  private mutating func append(_ block: MarkdownBlock) {
    var block = block
    block.quotes = quotes
    block.indent = lists.last.map { _ in shownIndent } ?? 0
    blocks.append(block)
    isParagraph = false
  }

  /// Two columns a list, four where its items have numbers: whatever was typed.
  private var shownIndent: Int { lists.count * 2 }

  private mutating func addBlank(_ depth: Int) {
    isParagraph = false
    if depth < quotes { (quotes, lists) = (depth, []) }
    guard let last = blocks.last, last.kind != .blank else { return }
    blocks.append(MarkdownBlock(kind: .blank, quotes: depth))
  }

  private mutating func addCode(_ line: Substring, within indent: Int) {
    var text = line
    for _ in 0..<indent where text.first == " " { text.removeFirst() }
    append(MarkdownBlock(kind: .code, text: String(text)))
  }

  private mutating func addItem(_ item: Item, at indent: Int) {
    guard lists.count < Self.deepest else {
      append(MarkdownBlock(kind: .paragraph, text: item.mark + " " + item.text))
      isParagraph = true
      return
    }
    lists.append(indent + item.width)
    append(
      MarkdownBlock(kind: .paragraph, marker: item.isNumbered ? item.mark : "•", text: String(item.text)))
    isParagraph = !item.text.isEmpty
  }

  /// A line that goes on with the paragraph before it.
  private mutating func join(_ line: Substring) {
    let before = blocks[blocks.count - 1].text
    let isHard = before.hasSuffix("  ") || before.hasSuffix("\\")
    if isHard {
      while let last = blocks[blocks.count - 1].text.last, last == " " || last == "\\" {
        blocks[blocks.count - 1].text.removeLast()
        if last == "\\" { break }
      }
      blocks[blocks.count - 1].text += "\n" + line
    } else {
      // Between Chinese characters the end of a line is no space.
      let isJoined = before.last?.isIdeographic ?? false && line.first?.isIdeographic ?? false
      blocks[blocks.count - 1].text += (isJoined ? "" : " ") + line
    }
  }

  /// A list goes on for what stands at its contents' column or further right.
  private mutating func leaveLists(upTo indent: Int) {
    while let last = lists.last, indent < last { lists.removeLast() }
  }

  // MARK: Reading a line

  private struct Item {
    let mark: String
    let isNumbered: Bool
    /// Columns from the mark to the text.
    let width: Int
    let text: Substring
    /// A paragraph is not broken by a number that happens to begin a line, nor by a mark with nothing behind it. (The next item
    /// of a list breaks none: it stands to the left of the text of the one before.)
    var mayInterrupt: Bool { !text.isEmpty && (!isNumbered || mark == "1." || mark == "1)") }
  }

  private static func indented(_ line: Substring) -> (Int, Substring) {
    let rest = line.drop { $0 == " " }
    return (line.count - rest.count, rest)
  }

  private static func begins(_ line: Substring) -> Bool {
    heading(line) != nil || isRule(line) || item(line) != nil || opened(by: line, 0) != nil
  }

  private static func heading(_ line: Substring) -> (Int, String)? {
    let marks = line.prefix(7).prefix { $0 == "#" }
    guard (1...6).contains(marks.count) else { return nil }
    let rest = line.dropFirst(marks.count)
    guard rest.isEmpty || rest.first == " " else { return nil }
    var title = rest.drop { $0 == " " }
    while title.last == " " { title.removeLast() }
    let open = title.reversed().drop { $0 == "#" }
    if open.isEmpty || open.first == " " { title = title.prefix(open.count) }
    while title.last == " " { title.removeLast() }
    return (marks.count, String(title))
  }

  private static func underline(_ line: Substring) -> Int? {
    let marks = line.prefix { $0 != " " }
    guard line.dropFirst(marks.count).allSatisfy({ $0 == " " }), let mark = marks.first else { return nil }
    guard mark == "=" || mark == "-", marks.allSatisfy({ $0 == mark }) else { return nil }
    return mark == "=" ? 1 : 2
  }

  private static func isRule(_ line: Substring) -> Bool {
    guard let mark = line.first, "-*_".contains(mark) else { return false }
    var count = 0
    for character in line {
      if character == mark { count += 1 } else if character != " " { return false }
    }
    return count >= 3
  }

  private static func item(_ line: Substring) -> Item? {
    var mark = line.prefix(1)
    var isNumbered = false
    if let first = mark.first, first.isASCII, first.isNumber {
      let digits = line.prefix(10).prefix { $0.isASCII && $0.isNumber }
      guard digits.count <= 9, let end = line.dropFirst(digits.count).first, ".)".contains(end) else {
        return nil
      }
      (mark, isNumbered) = (line.prefix(digits.count + 1), true)
    } else if mark != "-", mark != "*", mark != "+" {
      return nil
    }
    let rest = line.dropFirst(mark.count)
    guard rest.isEmpty || rest.first == " " else { return nil }
    let spaces = rest.prefix(5).prefix { $0 == " " }.count
    let width = mark.count + ((1...4).contains(spaces) && spaces < rest.count ? spaces : 1)
    return Item(
      mark: String(mark), isNumbered: isNumbered, width: width, text: rest.drop { $0 == " " })
  }

  private static func opened(
    by line: Substring, _ indent: Int
  ) -> (mark: Character, count: Int, indent: Int)? {
    guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
    let count = line.prefix { $0 == mark }.count
    guard count >= 3, mark == "~" || !line.dropFirst(count).contains("`") else { return nil }
    return (mark, count, indent)
  }

  private static func closes(
    _ line: Substring, _ open: (mark: Character, count: Int, indent: Int)
  ) -> Bool {
    let rest = line.drop { $0 == " " || $0 == ">" }
    let count = rest.prefix { $0 == open.mark }.count
    return count >= open.count && rest.dropFirst(count).allSatisfy { $0 == " " }
  }
}
