import Testing

@testable import Terminal

@Suite("Wrapping")
struct WrapTests {
  @Test func `Latin text breaks at spaces, a word too long is cut`() {
    #expect(wrap("the soup was cold again", width: 10) == ["the soup", "was cold", "again"])
    #expect(wrap("see SH01-KT-20261122-007 now", width: 12) == ["see", "SH01-KT-2026", "1122-007 now"])
  }

  @Test func `Chinese breaks anywhere but before closing and after opening punctuation`() {
    #expect(wrap("客户很生气，要求退款。", width: 10) == ["客户很生", "气，要求退", "款。"])
    #expect(wrap("他要求看《消费者》", width: 10) == ["他要求看", "《消费者》"])
    #expect(wrap("他说好。”）然后走了", width: 8) == ["他说", "好。”）", "然后走了"])
    #expect(wrap("等一下——再说", width: 8) == ["等一下——", "再说"])
    #expect(wrap("请等一下下——再说", width: 10).contains { $0.contains("——") })
  }

  @Test func `Mixed text breaks between the scripts, without a space of its own`() {
    #expect(wrap("订单 A-1234 退款refund中", width: 12) == ["订单 A-1234", "退款refund中"])
    #expect(wrap("订单ABCDEFG", width: 8) == ["订单", "ABCDEFG"])
  }

  @Test func `Line breaks, empty lines and indents stay`() {
    #expect(wrap("一\n\n二", width: 10) == ["一", "", "二"])
    #expect(wrap("", width: 10) == [""])
    #expect(wrap("first second", width: 10, indent: 2) == ["  first", "  second"])
    #expect(wrap("first second", width: 10, indent: 2, firstIndent: 0) == ["first", "  second"])
    #expect(wrap("  typed indent here", width: 14) == ["  typed indent", "here"])
    #expect(wrap("\u{3000}\u{3000}段首缩进", width: 10) == ["\u{3000}\u{3000}段首缩", "进"])
  }

  @Test func `Width too small for a character is raised, escape codes are shown`() {
    #expect(wrap("好的", width: 0) == ["好", "的"])
    #expect(wrap("a\u{1B}[0mb", width: 40) == ["a␛[0mb"])
  }

  @Test func `No character but spaces is lost, no line is too wide, none begins with a closing mark`() {
    var random = Seeded(state: 4)
    for _ in 0..<3000 {
      let text = Samples.text(&random, upTo: 40, hostile: true)
      let indent = Int.random(in: 0...4, using: &random)
      let width = Int.random(in: 4...30, using: &random)
      let lines = wrap(text, width: width, indent: indent)
      func solid(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" && $0 != "\n" }
      }
      #expect(solid(lines.joined(separator: "\n")) == solid(text.sanitised()), "\(text.debugDescription)")
      for line in lines {
        #expect(line.displayWidth <= max(width, indent + 2), "\(text.debugDescription) at \(width)")
        #expect(line.last != " ")
      }
    }
  }

  @Test(arguments: 12...60)
  func `Ordinary Chinese prose never breaks the rules of punctuation`(width: Int) {
    let text =
      "顾客反映：“上周（11月3日）在门店买的蛋糕，保质期写的是3天，第二天就酸了！”店员回答说，这不是我们的责任……顾客要求退款100元，并且要一份书面的《道歉信》。"
    for line in wrap(text, width: width) {
      #expect(line.first.map { !Kinsoku.notAtStart.contains($0) } ?? true, "\(line)")
      #expect(line.last.map { !Kinsoku.notAtEnd.contains($0) } ?? true, "\(line)")
      #expect(line.displayWidth > width - 12 || text.hasSuffix(line), "\(line)")
    }
  }
}
