import Testing

@testable import Terminal

@Suite("Display width")
struct WidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("投诉", 4), ("a投b", 4), ("，。", 4), ("Ａ１", 4), ("ｶﾞ", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("e\u{301}", 1), ("n\u{303}\u{32D}", 1), ("\u{301}", 0), ("👍", 2),
    ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇨🇳", 2), ("❤", 1), ("❤️", 2), ("❤️‍🔥", 2), ("1️⃣", 2), ("☎️", 2),
    ("a\u{200B}b", 2),
    ("\u{3000}", 2), ("𠮷野家", 6), ("“好”", 4), ("…", 1), ("——", 2), ("\u{1B}[1m", 3), ("a\tb\n", 2),
    ("soft\u{AD}hyphen", 11), ("ไทย", 3), ("שָׁלוֹם", 4), ("〇", 2), ("￥100", 5), ("€", 1), ("\u{2FFFD}", 2),
  ])
  func `known texts take the columns that a terminal gives them`(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func `Ambiguous characters are wide where the reader's font says so`() {
    #expect("“好”…".displayWidth(ambiguous: .wide) == 8)
    #expect("abc 投诉".displayWidth(ambiguous: .wide) == 8)
    #expect("“好好好”".truncated(toWidth: 6, ambiguous: .wide).displayWidth(ambiguous: .wide) <= 6)
  }

  @Test func `The tables are sorted and apart, so that binary search is right`() {
    for table in [WidthTables.wide, WidthTables.zero, WidthTables.ambiguous] {
      #expect(table.count.isMultiple(of: 2))
      var last: Int64 = -1
      for index in stride(from: 0, to: table.count, by: 2) {
        #expect(Int64(table[index]) > last && table[index] <= table[index + 1])
        last = Int64(table[index + 1])
        #expect(WidthTables.contains(table[index], table) && WidthTables.contains(table[index + 1], table))
      }
      #expect(!WidthTables.contains(0x41, table))
      #expect(!WidthTables.contains(.max, table))
    }
  }

  @Test func `A cut text says so and keeps clusters whole`() {
    #expect("complaint".truncated(toWidth: 9) == "complaint")
    #expect("complaint".truncated(toWidth: 8) == "complai…")
    #expect("投诉内容".truncated(toWidth: 8) == "投诉内容")
    #expect("投诉内容".truncated(toWidth: 7) == "投诉内…")
    #expect("投诉内容".truncated(toWidth: 6) == "投诉…")
    #expect("ab cdef".truncated(toWidth: 4) == "ab…")
    #expect("👨‍👩‍👧‍👦👨‍👩‍👧‍👦".truncated(toWidth: 3) == "👨‍👩‍👧‍👦…")
    #expect("e\u{301}e\u{301}e\u{301}".truncated(toWidth: 2) == "e\u{301}…")
    #expect("投诉".truncated(toWidth: 1) == "…")
    #expect("投诉".truncated(toWidth: 0) == "")
    #expect("".truncated(toWidth: -1) == "")
  }

  @Test func `The short cut for simple texts agrees with counting clusters`() {
    var random = Seeded(state: 7)
    for _ in 0..<2000 {
      let text = Samples.text(&random, upTo: 8, hostile: true)
      #expect(text.displayWidth == text.reduce(0) { $0 + $1.columns(.narrow) }, "\(text.debugDescription)")
    }
  }

  @Test func `Padding fills up to the width, on the side asked for`() {
    #expect("投诉".padded(toWidth: 6) == "投诉  ")
    #expect("投诉".padded(toWidth: 6, alignment: .right) == "  投诉")
    #expect("投".padded(toWidth: 5, alignment: .centre) == " 投  ")
    #expect("投诉".padded(toWidth: 3) == "投诉")
  }

  @Test func `No cut text is wider than asked, and one that fits is left alone`() {
    var random = Seeded(state: 1)
    for _ in 0..<3000 {
      let text = Samples.text(&random, upTo: 12)
      let width = Int.random(in: 0...20, using: &random)
      for ambiguous in [AmbiguousWidth.narrow, .wide] {
        let cut = text.truncated(toWidth: width, ambiguous: ambiguous)
        let isFitting = text.displayWidth(ambiguous: ambiguous) <= width
        #expect(cut.displayWidth(ambiguous: ambiguous) <= width, "\(text.debugDescription) to \(width)")
        #expect(isFitting == (cut == text), "\(text.debugDescription) to \(width)")
        if !isFitting, width >= 2 { #expect(cut.last == "…") }
      }
    }
  }
}

@Suite("Harmless text")
struct SanitisedTests {
  @Test(arguments: [
    ("\u{1B}[31mred", "␛[31mred"), ("\u{1B}]0;owned\u{7}", "␛]0;owned␇"), ("\u{9B}2J", "<U+009B>2J"),
    ("over\rwrite", "over␍write"), ("end\r", "end␍"), ("a\r\nb", "a\nb"), ("a\u{2028}b", "a\nb"),
    ("a\tb", "a    b"), ("del\u{7F}", "del␡"), ("\u{202E}abc", "<U+202E>abc"), ("\0", "␀"),
    ("投诉👨‍👩‍👧‍👦 e\u{301}", "投诉👨‍👩‍👧‍👦 e\u{301}"), ("a\r\r\nb", "a␍\nb"),
  ])
  func `what could steer a terminal is shown instead`(text: String, expected: String) {
    #expect(text.sanitised() == expected)
  }

  @Test func `On one line, breaks and runs of spaces become one space`() {
    #expect("  a \n\n b\t\tc  ".sanitised(.joined) == "a b c")
    #expect("一\r\n二\u{3000}三".sanitised(.joined) == "一 二\u{3000}三")
    #expect("a  b".sanitised(.joined) == "a b")
  }

  @Test func `Nothing a person types leaves a control character behind, and twice is once`() {
    var random = Seeded(state: 2)
    for _ in 0..<2000 {
      let text = Samples.text(&random, upTo: 15, hostile: true)
      for breaks in [LineBreaks.kept, .joined] {
        let safe = text.sanitised(breaks)
        let controls = safe.unicodeScalars.filter {
          $0.properties.generalCategory == .control && !(breaks == .kept && $0 == "\n")
        }
        #expect(controls.isEmpty, "\(text.debugDescription)")
        #expect(safe.sanitised(breaks) == safe, "\(text.debugDescription)")
      }
    }
  }
}
