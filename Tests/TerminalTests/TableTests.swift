import Testing

@testable import Terminal

@Suite("Tables")
struct TableTests {
  let terminal = OutputStyle(isTerminal: true, isColoured: false)

  static func cases() -> Table {
    var table = Table([
      Column("Number"), Column("标题", isFlexible: true), Column("Amount", alignment: .right), Column("State"),
    ])
    table.add(["SH01-007", "前台态度不好，等了一个小时", "120.00", "已受理"])
    table.add(["SH01-008", "Cold soup 🍜 again", "8.50", "已定责"])
    table.add(["SH01-009", "Cafe\u{301} Ｆｕｌｌ", "", ""])
    return table
  }

  @Test func `Chinese, emoji, marks and full-width letters stand in straight columns`() {
    #expect(
      Self.cases().lines(width: 80, style: terminal) == [
        "Number    标题                        Amount  State",
        "SH01-007  前台态度不好，等了一个小时  120.00  已受理",
        "SH01-008  Cold soup 🍜 again            8.50  已定责",
        "SH01-009  Cafe\u{301} Ｆｕｌｌ",
      ])
  }

  @Test func `In a narrow window the flexible column gives way, the number does not`() {
    #expect(
      Self.cases().lines(width: 44, style: terminal) == [
        "Number    标题                Amount  State",
        "SH01-007  前台态度不好，等…   120.00  已受理",
        "SH01-008  Cold soup 🍜 again    8.50  已定责",
        "SH01-009  Cafe\u{301} Ｆｕｌｌ",
      ])
  }

  @Test func `Where nobody looks nothing is cut`() {
    var table = Table([Column("id"), Column("text", maxWidth: 10, isFlexible: true)])
    table.add(["1", Cell(String(repeating: "长", count: 200))])
    #expect(
      table.lines(width: 40, style: .none) == ["id  text", "1   " + String(repeating: "长", count: 200)])
  }

  @Test func `A colour surrounds the text, never the spaces`() {
    var table = Table([Column("a"), Column("b")])
    table.add([Cell("投诉", style: .red), Cell("x", style: [.bold, .green])])
    table.add(["long cell", ""])
    #expect(
      table.lines(width: 40, style: OutputStyle(isTerminal: true, isColoured: true)) == [
        "\u{1B}[1ma\u{1B}[0m          \u{1B}[1mb\u{1B}[0m",
        "\u{1B}[31m投诉\u{1B}[0m       \u{1B}[1;32mx\u{1B}[0m",
        "long cell",
      ])
  }

  @Test func `A cell cannot send escape codes, nor break its row`() {
    var table = Table([Column("a")])
    table.hasHeader = false
    table.add([Cell("x\u{1B}[2J\ny\r")])
    #expect(table.lines(width: 40, style: terminal) == ["x␛[2J y␍"])
  }

  @Test func `A maximum holds on a terminal; short and long rows are both drawn`() {
    var table = Table([Column("a", maxWidth: 8), Column("b", alignment: .centre)])
    table.add(["123456789012"])
    table.add(["1", "x", "beyond"])
    table.add([])
    #expect(table.lines(width: 80, style: terminal) == ["a         b", "1234567…", "1         x", ""])
    #expect(Table([]).lines(width: 80, style: terminal) == [""])
  }

  @Test func `No line is wider than the window or ends in a space, whatever the cells and the width`() {
    var random = Seeded(state: 3)
    for _ in 0..<400 {
      let count = Int.random(in: 1...6, using: &random)
      var table = Table(
        (0..<count).map { _ in
          Column(
            Samples.text(&random, upTo: 4),
            alignment: [.left, .right, .centre].randomElement(using: &random) ?? .left,
            minWidth: Int.random(in: 1...12, using: &random), isFlexible: Bool.random(using: &random))
        })
      table.ambiguous = Bool.random(using: &random) ? .wide : .narrow
      for _ in 0..<5 {
        table.add((0..<count).map { _ in Cell(Samples.text(&random, upTo: 10, hostile: true)) })
      }
      let width = Int.random(in: 3 * count...90, using: &random)
      for line in table.lines(width: width, style: terminal) {
        #expect(line.displayWidth(ambiguous: table.ambiguous) <= width, "\(line.debugDescription)")
        #expect(line.last != " ")
      }
    }
  }

  @Test func `Room that is left after levelling is used`() {
    var table = Table([Column("a", isFlexible: true), Column("b", isFlexible: true)])
    table.add([Cell(String(repeating: "x", count: 50)), Cell(String(repeating: "y", count: 50))])
    #expect(table.lines(width: 43, style: terminal).last?.displayWidth == 43)
  }
}
