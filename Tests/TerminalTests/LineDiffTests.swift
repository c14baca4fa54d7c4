import Testing

@testable import Terminal

@Suite("Diff of long texts")
struct LineDiffTests {
  let plain = OutputStyle.none

  @Test func `A changed line stands between the lines that stayed, with the changed words marked`() {
    let diff = LineDiff(from: "one\nthe soup was cold\nthree\n", to: "one\nthe soup was hot\nthree\n")
    #expect(
      diff.unified(style: plain, language: .en) == [
        "  one", "- the soup was [-cold-]", "+ the soup was {+hot+}", "  three",
      ])
    #expect(
      diff.unified(style: plain, language: .en, marks: .none)
        == ["  one", "- the soup was cold", "+ the soup was hot", "  three"])
  }

  @Test func `In a long Chinese paragraph only the sentence that changed is shown as changed`() {
    let old = "顾客在门店等了四十分钟。店员没有解释原因，态度也不好。“我要投诉！”顾客要求退款一百元。"
    let new = "顾客在门店等了四十分钟。店员没有解释原因，态度也不好。“我要投诉！”顾客要求退款两百元。"
    #expect(
      LineDiff(from: old, to: new).unified(style: plain, language: .zhHans) == [
        "  顾客在门店等了四十分钟。", "  店员没有解释原因，态度也不好。", "  “我要投诉！”", "- 顾客要求退款[-一-]百元。",
        "+ 顾客要求退款{+两+}百元。",
      ])
  }

  @Test func `Colour marks instead of brackets`() {
    let diff = LineDiff(from: "退款一百元", to: "退款两百元")
    #expect(
      diff.unified(style: OutputStyle(isTerminal: true, isColoured: true), language: .zhHans) == [
        "\u{1B}[31m- \u{1B}[0m\u{1B}[31m退款\u{1B}[0m\u{1B}[7;31m一\u{1B}[0m\u{1B}[31m百元\u{1B}[0m",
        "\u{1B}[32m+ \u{1B}[0m\u{1B}[32m退款\u{1B}[0m\u{1B}[7;32m两\u{1B}[0m\u{1B}[32m百元\u{1B}[0m",
      ])
  }

  @Test func `Long unchanged stretches are told by their number`() {
    let lines = (1...40).map { "line \($0)" }
    var changed = lines
    changed[19] = "something else"
    let diff = LineDiff(from: lines.joined(separator: "\n"), to: changed.joined(separator: "\n"))
    #expect(
      diff.unified(style: plain, language: .en, context: 1) == [
        "… 18 unchanged lines", "  line 19", "- line 20", "+ something else", "  line 21",
        "… 19 unchanged lines",
      ])
    #expect(diff.unified(style: plain, language: .zhHans, context: 1).first == "… 18 行相同")
    #expect(diff.unified(style: plain, language: .en, context: 50).count == 41)
  }

  @Test func `Long lines are wrapped with their sign repeated`() {
    let diff = LineDiff(from: "", to: "顾客要求退款，并且道歉")
    #expect(diff.unified(style: plain, language: .zhHans, width: 12) == ["+ 顾客要求退", "+ 款，并且道", "+ 歉"])
  }

  @Test func `A line break at the end that came or went is a difference that can be seen`() {
    #expect(LineDiff(from: "a", to: "a\n").unified(style: plain, language: .en) == ["- a", "+ a{+⏎+}"])
    #expect(
      LineDiff(from: "a\r\n", to: "a\n").unified(style: plain, language: .en) == ["- a[-␍⏎-]", "+ a{+⏎+}"])
  }

  @Test func `Texts that look the same but differ in bytes differ`() {
    #expect(LineDiff(from: "caf\u{E9}", to: "cafe\u{301}").lines.contains { $0.kind != .same })
    #expect(!LineDiff(from: "café\n投诉", to: "café\n投诉").lines.contains { $0.kind != .same })
    #expect(LineDiff(from: "", to: "").lines.isEmpty)
  }

  @Test func `A text cannot send escape codes through a diff`() {
    let lines = LineDiff(from: "a", to: "\u{1B}[2Jb").unified(style: plain, language: .en)
    #expect(lines == ["- a", "+ ␛[2Jb"])
  }

  @Test func `Over the limit the stretch counts as replaced, and both texts are still whole`() {
    let old = (0..<2000).map { "old \($0)" }.joined(separator: "\n")
    let new = (0..<2000).map { "new \($0)" }.joined(separator: "\n")
    let diff = LineDiff(from: "head\n" + old + "\ntail", to: "head\n" + new + "\ntail", limit: 50)
    #expect(diff.lines.map(\.kind).prefix(2) == [.same, .removed])
    #expect(diff.lines.filter { $0.kind == .same }.count == 2)
    #expect(diff.old == "head\n" + old + "\ntail")
    #expect(diff.new == "head\n" + new + "\ntail")
  }

  @Test func `Each side can be put together again, byte for byte, whatever the texts and the limit`() {
    var random = Seeded(state: 5)
    for _ in 0..<1500 {
      let old = Samples.text(&random, upTo: 80, hostile: true)
      var edited = Array(old)
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let at = Int.random(in: 0...edited.count, using: &random)
        if Bool.random(using: &random), at < edited.count {
          edited.remove(at: at)
        } else {
          edited.insert(contentsOf: Samples.text(&random, upTo: 3, hostile: true), at: at)
        }
      }
      let new = Bool.random(using: &random) ? String(edited) : Samples.text(&random, upTo: 80, hostile: true)
      let diff = LineDiff(from: old, to: new, limit: Int.random(in: 0...60, using: &random))
      #expect(Array(diff.old.utf8) == Array(old.utf8))
      #expect(Array(diff.new.utf8) == Array(new.utf8))
      #expect(diff.lines.contains { $0.kind != .same } == (Array(old.utf8) != Array(new.utf8)))
    }
  }

  @Test func `What is found in common is as long as it can be`() {
    var random = Seeded(state: 6)
    for _ in 0..<800 {
      let old = (0..<Int.random(in: 0...14, using: &random)).map { _ in Int.random(in: 0...3, using: &random)
      }
      let new = (0..<Int.random(in: 0...14, using: &random)).map { _ in Int.random(in: 0...3, using: &random)
      }
      let matches = commonPositions(old, new, limit: 100)
      #expect(matches.allSatisfy { old[$0.old] == new[$0.new] })
      #expect(zip(matches, matches.dropFirst()).allSatisfy { $0.old < $1.old && $0.new < $1.new })
      #expect(matches.count == longestCommon(old, new))
    }
  }

  /// The textbook table, as an oracle.
  private func longestCommon(_ old: [Int], _ new: [Int]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for item in old {
      var diagonal = 0
      for (index, other) in new.enumerated() {
        let above = row[index + 1]
        row[index + 1] = item == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[new.count]
  }
}

@Suite("Texts beside each other")
struct SideBySideTests {
  @Test func `Two values stand in two columns, wrapped`() {
    let lines = sideBySide(
      [Panel("SH01 王芳", "顾客要求全额退款，并且要求店长当面道歉。"), Panel("HQ 李强", "Partial refund, no apology needed.")],
      width: 60, style: OutputStyle(isTerminal: true, isColoured: false))
    #expect(
      lines == [
        "SH01 王芳                      HQ 李强",
        "顾客要求全额退款，并且要求店   Partial refund, no apology",
        "长当面道歉。                   needed.",
      ])
  }

  @Test func `In a narrow window, and in a file, they stand below each other`() {
    let panels = [Panel("A", "one\n\ntwo"), Panel("B", "three")]
    let expected = ["A", "  one", "", "  two", "B", "  three"]
    #expect(
      sideBySide(panels, width: 40, style: OutputStyle(isTerminal: true, isColoured: false)) == expected)
    #expect(sideBySide(panels, width: 200, style: .none) == expected)
    #expect(sideBySide([], width: 80, style: .none).isEmpty)
  }
}
