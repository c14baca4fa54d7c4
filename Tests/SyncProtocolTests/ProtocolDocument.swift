import FoundationEssentials

/// Protocol.md as the tests read it: its fenced blocks and its tables.
struct ProtocolDocument {
  /// A fenced block. Its first line says what it is: a language, then words (`http response idle`).
  struct Block: CustomStringConvertible {
    let language: String
    let words: [String]
    let text: String
    let line: Int

    /// `change:logged` → (`change`, `logged`).
    var subject: (what: String, name: String) {
      let parts = (words.first ?? "").split(separator: ":", maxSplits: 1).map(String.init)
      return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }
    var description: String { "line \(line): \(language) \(words.joined(separator: " "))" }
  }

  struct Unreadable: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  let text: String
  let blocks: [Block]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol.md")
    text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var blocks: [Block] = []
    var open: (words: [String], lines: [Substring], line: Int)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if var block = open {
        if line == "```" {
          blocks.append(
            Block(
              language: block.words.first ?? "", words: Array(block.words.dropFirst()),
              text: block.lines.joined(separator: "\n"), line: block.line))
          open = nil
        } else {
          block.lines.append(line)
          open = block
        }
      } else if line.hasPrefix("```") {
        open = (line.dropFirst(3).split(separator: " ").map(String.init), [], index + 1)
      }
    }
    guard open == nil else { throw Unreadable("a block without an end") }
    self.blocks = blocks
  }

  func blocks(_ language: String) -> [Block] { blocks.filter { $0.language == language } }

  /// The rows of the table below a heading, each cell without its code marks; the head of the table left out.
  func table(under heading: String) throws -> [[String]] {
    guard let start = text.range(of: "\n\(heading)\n") else { throw Unreadable("no heading “\(heading)”") }
    var rows: [[String]] = []
    for line in text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("|") {
        rows.append(
          line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false).map { cell in
            String(
              cell.filter { $0 != "`" }.trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }
                .reversed())
          })
      } else if !rows.isEmpty || line.hasPrefix("#") {
        break
      }
    }
    guard rows.count > 2 else { throw Unreadable("no table under “\(heading)”") }
    return Array(rows.dropFirst(2))
  }
}

/// Reads hexadecimal digits in lines; what follows a `#` in a line is a comment. Nil for anything else.
func bytes(hexadecimal text: String) -> [UInt8]? {
  var digits: [UInt8] = []
  for line in text.split(separator: "\n") {
    for character in line.prefix(while: { $0 != "#" }) where character != " " {
      guard let digit = character.hexDigitValue else { return nil }
      digits.append(UInt8(digit))
    }
  }
  guard digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
