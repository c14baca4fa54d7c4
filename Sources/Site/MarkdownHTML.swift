import Terminal

/// A text in Markdown as a part of a page, from the blocks that are drawn on a terminal, too.
///
/// Headings stand in order, whatever was typed: the first is of the level given, and none is more than one below the one
/// before. Addresses are read, not followed: nothing on a page leads out of the site.
struct MarkdownHTML {
  private let blocks: [MarkdownBlock]
  private let top: Int
  private var at = 0
  /// The levels as typed of the headings that the present place stands under.
  private var levels: [Int] = []

  static func html(_ text: String, top: Int) -> HTML {
    guard text.utf8.count <= Markdown.longest else { return element("pre", [:], HTML(text)) }
    var reader = MarkdownHTML(text, top: top)
    return reader.flow(quotes: 0, depth: 0)
  }

  /// What a search reads of it.
  static func plain(_ text: String) -> String {
    guard text.utf8.count <= Markdown.longest else { return text }
    return MarkdownBlocks(text.sanitised()).blocks.map { block in
      block.kind == .code
        ? block.text : String(MarkdownSpans(block.text, keepsBackticks: false).characters)
    }
    .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private init(_ text: String, top: Int) {
    blocks = MarkdownBlocks(text.sanitised()).blocks.filter { $0.kind != .blank }
    self.top = top
  }

  /// The blocks that stand in so many quotations and lists, and what is nested in them.
  private mutating func flow(quotes: Int, depth: Int) -> HTML {
    var html = HTML()
    while at < blocks.count {
      let block = blocks[at]
      let deeper = block.indent / 2
      if block.quotes > quotes, depth == 0 {
        html += element("blockquote", [:], flow(quotes: quotes + 1, depth: 0))
      } else if block.quotes != quotes || deeper < depth {
        break
      } else if deeper > depth {
        html += list(quotes: quotes, depth: depth + 1)
      } else if depth > 0, !block.marker.isEmpty {
        // The next item of the list that this stands in.
        break
      } else {
        html += plainBlock()
      }
    }
    return html
  }

  private mutating func list(quotes: Int, depth: Int) -> HTML {
    let isNumbered = blocks[at].number != nil
    var items: [HTML] = []
    var next = 1
    while at < blocks.count {
      let block = blocks[at]
      let isItem = block.indent / 2 == depth && !block.marker.isEmpty
      guard block.quotes == quotes, block.indent / 2 >= depth,
        !isItem || (block.number != nil) == isNumbered
      else { break }
      var content = HTML()
      if isItem {
        content = Self.inline(block.text)
        at += 1
      }
      content += flow(quotes: quotes, depth: depth)
      let number = block.number ?? next
      items.append(element("li", ["value": isNumbered && number != next ? "\(number)" : nil], content))
      next = number + 1
    }
    return isNumbered ? element("ol", [:], items) : element("ul", [:], items)
  }

  private mutating func plainBlock() -> HTML {
    let block = blocks[at]
    at += 1
    switch block.kind {
    case .rule: return element("hr")
    case .code:
      var lines = [block.text]
      while at < blocks.count, blocks[at].kind == .code, blocks[at].quotes == block.quotes,
        blocks[at].indent == block.indent
      {
        lines.append(blocks[at].text)
        at += 1
      }
      return element("pre", [:], element("code", [:], HTML(lines.joined(separator: "\n"))))
    case .heading(let level): return heading(block, level)
    case .paragraph, .blank: return element("p", [:], Self.inline(block.text))
    }
  }

  private mutating func heading(_ block: MarkdownBlock, _ level: Int) -> HTML {
    while let last = levels.last, last >= level { levels.removeLast() }
    levels.append(level)
    let content = Self.inline(block.text)
    switch min(6, top + levels.count - 1) {
    case 2: return element("h2", [:], content)
    case 3: return element("h3", [:], content)
    case 4: return element("h4", [:], content)
    case 5: return element("h5", [:], content)
    default: return element("h6", [:], content)
    }
  }

  private static func inline(_ text: String) -> HTML {
    let spans = MarkdownSpans(text, keepsBackticks: false)
    var html = HTML()
    var start = 0
    while start < spans.characters.count {
      let mark = spans.marks[start]
      let end = spans.marks[start...].firstIndex { $0 != mark } ?? spans.characters.count
      let lines = spans.characters[start..<end].split(separator: "\n", omittingEmptySubsequences: false)
      var run = lines.map { HTML(String($0)) }.joined(separator: element("br"))
      if mark.contains(.code) { run = element("code", [:], run) }
      if !mark.isDisjoint(with: [.address, .target]) { run = element("span", ["class": "address"], run) }
      if mark.contains(.emphasis) { run = element("em", [:], run) }
      if mark.contains(.strong) { run = element("strong", [:], run) }
      html += run
      start = end
    }
    return html
  }
}

extension MarkdownBlock {
  /// Of an item of a numbered list.
  fileprivate var number: Int? {
    marker.hasSuffix(".") || marker.hasSuffix(")") ? Int(marker.dropLast()) : nil
  }
}
