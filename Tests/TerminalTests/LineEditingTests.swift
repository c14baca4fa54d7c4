import Testing

@testable import Terminal

@Suite struct LineEditingTests {
  private func typed(_ keys: [Key], from text: String = "") -> LineBuffer {
    var buffer = LineBuffer(text)
    for key in keys { _ = buffer.apply(key) }
    return buffer
  }

  @Test func `bytes become keys, in whatever pieces they come`() {
    let bytes = Array("a汤\u{1B}[D\u{1B}[3~\u{7F}\u{15}\r".utf8) + [0x03, 0x04]
    let expected: [Key] = [
      .text("a"), .text("汤"), .left, .delete, .backspace, .killToStart, .enter, .interrupt, .endOfInput,
    ]
    var whole = KeyDecoder()
    #expect(whole.keys(bytes) == expected)
    var pieces = KeyDecoder()
    #expect(bytes.flatMap { pieces.keys([$0]) } == expected)
  }

  @Test func `arrow keys of both modes, home, end and pastes are known; the rest does nothing`() {
    var decoder = KeyDecoder()
    #expect(
      decoder.keys(
        Array("\u{1B}OD\u{1B}[C\u{1B}[H\u{1B}[4~\u{1B}[200~x\u{1B}[201~\u{1B}[1;5A\u{1B}q\u{1B}[15~y".utf8))
        == [
          .left, .right, .home, .end, .pasteBegin, .text("x"), .pasteEnd, .other, .other, .other, .text("y"),
        ])
    #expect(
      decoder.keys([0xFF, 0xE6, 0x41]) == [.text("\u{FFFD}"), .text("\u{FFFD}"), .text("A")],
      "broken UTF-8 costs its own bytes, and is seen")
    #expect(decoder.keys([0xC2, 0x9B]) == [.other], "no C1 control gets into a text")
  }

  @Test func `backspace takes a whole Chinese character, an emoji, or a letter with its marks`() {
    #expect(typed([.backspace], from: "汤是凉").text == "汤是")
    #expect(typed([.backspace], from: "好👨‍👩‍👧").text == "好")
    #expect(typed([.text("e"), .text("\u{301}"), .backspace]).text == "")
    #expect(typed([.backspace, .delete]).text == "")
  }

  @Test func `letters go in where the cursor stands`() {
    let buffer = typed([.left, .left, .text("很"), .right, .backspace], from: "汤凉了")
    #expect(buffer.text == "汤很了" && buffer.cursor == 2)
    #expect(typed([.home, .text("店"), .end, .text("。")], from: "里冷").text == "店里冷。")
    #expect(typed([.left, .killToStart], from: "abc").text == "c")
    #expect(typed([.home, .right, .killToEnd], from: "abc").text == "a")
    #expect(typed([.killWord], from: "两份 hot soup ").text == "两份 hot ")
    #expect(typed([.killWord], from: "热汤").text == "热")
    #expect(!LineBuffer("x").isChanged(by: .enter))
  }

  /// What a terminal of some columns shows after some output: its rows, and where the cursor is.
  private func shown(_ output: [String], columns: Int) -> (rows: [String], row: Int, column: Int) {
    var screen = SmallScreen(columns: columns)
    for text in output { screen.write(text) }
    return (screen.text, screen.row, screen.column)
  }

  @Test func `a line of wide characters wraps as terminals do it, and is redrawn in its place`() {
    var screen = LineScreen(columns: 10)
    var buffer = LineBuffer("")
    var output = [screen.draw(prompt: "问 › ", shown: "问 › ", buffer)]
    for character in "汤是凉的等了很久" {
      _ = buffer.apply(.text(character))
      output.append(screen.draw(prompt: "问 › ", shown: "问 › ", buffer))
    }
    var seen = shown(output, columns: 10)
    // Five columns of prompt leave room for two; the third would stick out.
    #expect(seen.rows == ["问 › 汤是", "凉的等了很", "久"])
    #expect((seen.row, seen.column) == (2, 2))
    for _ in 0..<6 {
      _ = buffer.apply(.backspace)
      output.append(screen.draw(prompt: "问 › ", shown: "问 › ", buffer))
    }
    seen = shown(output, columns: 10)
    #expect(seen.rows == ["问 › 汤是"], "nothing is left of what was erased")
    #expect((seen.row, seen.column) == (0, 9))
  }

  @Test func `the cursor stands where the next character would go, at a full row too`() {
    var screen = LineScreen(columns: 8)
    var buffer = LineBuffer("汤凉了")
    var output = [screen.draw(prompt: "› ", shown: "› ", buffer)]
    #expect(shown(output, columns: 8).row == 1 && shown(output, columns: 8).column == 0)
    _ = buffer.apply(.home)
    output.append(screen.draw(prompt: "› ", shown: "› ", buffer))
    #expect(shown(output, columns: 8).row == 0 && shown(output, columns: 8).column == 2)
    output.append(screen.leave(buffer, shown: "› "))
    output.append("next")
    #expect(shown(output, columns: 8).rows == ["› 汤凉了", "next"])
  }
}

extension LineBuffer {
  fileprivate func isChanged(by key: Key) -> Bool {
    var copy = self
    return copy.apply(key)
  }
}

/// As much of a terminal as the editor asks for: wide characters, the pending wrap of a full row, moves, erasing.
private struct SmallScreen {
  let columns: Int
  private var cells: [[String]] = [[]]
  private(set) var row = 0
  private(set) var column = 0

  init(columns: Int) { self.columns = columns }

  var text: [String] {
    var rows = cells.map { row in
      String(row.joined().reversed().drop { $0 == " " }.reversed())
    }
    while rows.count > 1, rows.last == "" { rows.removeLast() }
    return rows
  }

  mutating func write(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    var at = 0
    while at < scalars.count {
      defer { at += 1 }
      switch scalars[at] {
      case "\r": column = 0
      case "\n": down()
      case "\u{1B}":
        var number = 0
        at += 2
        while ("0"..."9").contains(Character(scalars[at])) {
          number = number * 10 + Int(scalars[at].value - 0x30)
          at += 1
        }
        switch scalars[at] {
        case "A": row -= max(1, number)
        case "B": for _ in 0..<max(1, number) { down() }
        case "C": column += max(1, number)
        case "J":
          cells.removeLast(cells.count - row - 1)
          cells[row] = Array(cells[row].prefix(column))
        default: break
        }
      default: put(Character(scalars[at]))
      }
    }
  }

  private mutating func down() {
    row += 1
    if row == cells.count { cells.append([]) }
  }

  private mutating func put(_ character: Character) {
    let width = character.columns(.narrow)
    if column + width > columns {
      down()
      column = 0
    }
    while cells[row].count < column + width { cells[row].append(" ") }
    cells[row][column] = String(character)
    if width == 2 { cells[row][column + 1] = "" }
    column += width
  }
}
