import Language
import Testing

@testable import Complaints

@Suite struct WordingPatternTests {
  private func found(_ pattern: String, _ text: String) -> [String] {
    guard let pattern = WordingPattern(pattern) else { return ["no pattern"] }
    let characters = FoldedCharacters(text)
    return PatternMatcher(text: characters, authority: WordingAuthority(limits: []))
      .matches(pattern, from: Array(0..<characters.count))
      .map { String(characters.original[$0]) }
  }

  @Test(arguments: [
    ("会改进", "我们会改进的", ["会改进"]),
    ("ABC", "ａｂｃ abc aBc", ["ａｂｃ", "abc", "aBc"]),
    ("soon", "sooner, so on, soon", ["soon"]),
    ("at once", "at\n once; atonce", ["at\n once"]),
    ("[改进|改善]了", "改善了，改进了，改了", ["改善了", "改进了"]),
    ("非常[好|]", "非常好，非常", ["非常好", "非常"]),
    ("[a[b|c]d|e]f", "abdf acdf ef adf", ["abdf", "acdf", "ef"]),
    ("退<gap 3>款", "退款 退一下款 退一二三四款", ["退款", "退一下款"]),
    ("退<gap 9>款", "退了。这笔款", []),
    ("退<gap 9>款", "退了，这笔款", []),
    ("退<gap 9>款", "退您1,280元款", ["退您1,280元款"]),
    ("退<gap 9>款", "退一下,", []), ("退<gap 9>款", "退一下，", []),
    ("will<gap 12>improve", "will surely improve; will improvements", ["will surely improve"]),
    ("<number>天", "3天 三十天 天 十12天", ["3天", "三十天", "12天"]),
    ("<number> days", "two days, 14 days", ["two days", "14 days"]),
    ("付<amount>", "付5元 付五元 付5 付￥5", ["付5元", "付五元", "付￥5"]),
    ("<clause>但", "但好，但好但坏", ["但", "但"]),
    ("<not-after 不|非>但", "不但非但但", ["但"]),
    ("但<not-before 愿|凡>", "但愿但凡但", ["但"]),
    ("尽快<unless-time 5>", "尽快。尽快，3天内。尽快一二三四五六3天内", ["尽快", "尽快"]),
    ("因为<unless-before 退|换>", "因为慢，退，因为慢", ["因为"]),
    ("尽力<unless-after 我先|查>", "尽力。我先查，尽力", ["尽力"]), ("尽力<unless-after 尽力>", "尽力尽力", ["尽力"]),
    (#"\[a\]"#, "[a]", ["[a]"]),
    ("don't", "don’t", ["don’t"]),
  ])
  func `what a pattern finds`(pattern: String, text: String, expected: [String]) {
    #expect(found(pattern, text) == expected)
  }

  @Test func `numbers in words are numbers`() {
    for word in [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
      "fifteen", "twenty", "thirty", "forty", "sixty",
    ] {
      #expect(found("<number> days", "in \(word) days") == ["\(word) days"])
    }
    #expect(found("<number> days", "in some days").isEmpty)
  }

  @Test func `money is known by every name of its currency, before the sum or after it`() {
    for name in ["CNY", "RMB", "HKD", "USD", "EUR", "GBP", "JPY", "TWD", "MOP", "SGD"] {
      #expect(found("付<amount>", "付\(name) 5") == ["付\(name) 5"], "\(name)")
      #expect(found("付<amount>", "付5 \(name)") == ["付5 \(name)"], "\(name)")
    }
    for name in ["人民币", "¥", "$", "US$", "HK$", "NT$", "€", "£"] {
      #expect(found("付<amount>", "付\(name)5") == ["付\(name)5"], "\(name)")
    }
    for name in [
      "元", "圆", "块", "块钱", "元整", "元人民币", "人民币", "美元", "美金", "港元", "港币", "欧元", "英镑", "日元", "円", "新台币",
    ] {
      #expect(found("付<amount>", "付5\(name)") == ["付5\(name)"], "\(name)")
    }
    for name in ["yuan", "dollar", "dollars", "euro", "euros", "pound", "pounds"] {
      #expect(found("pay <amount>", "pay 5 \(name)") == ["pay 5 \(name)"], "\(name)")
    }
  }

  @Test(arguments: [
    "", "   ", "[", "]", "[a", "a|b", "a]", "<", ">", "a>", "<gap>", "<gap 0>", "<gap 61>", "<gap x>",
    "<nonsense>",
    "<not-after>", "<not-after |a>", "<number 3>", "[<unless-time 3>a]", "<unless-time 0>a", "a\\",
    "a<gap 60><gap 60><gap 60><gap 60>", "[[[[[[[a]]]]]]]", "[a|<gap 6]",
  ])
  func `what is no pattern`(text: String) { #expect(WordingPattern(text) == nil) }

  @Test func `a pattern has its longest length`() {
    #expect(WordingPattern(String(repeating: "a", count: 2000)) != nil)
    #expect(WordingPattern(String(repeating: "a", count: 2001)) == nil)
    #expect(WordingPattern("a<gap 60>b<gap 60>c<gap 60>d<gap 20>e") != nil)
    #expect(WordingPattern("a<gap 60>b<gap 60>c<gap 60>d<gap 21>e") == nil, "its gaps are 200 at most")
  }

  @Test func `no text and no pattern ends the program`() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "[", "]", "|", "<", ">", "a", "但", "gap 5", "<gap 5>", "<clause>", "<number>", "<amount>",
      "<not-after a>",
      "<unless-time 9>", " ", "\\", "5元", "\r\n", "😀", "e\u{301}", "。", "",
    ]
    var patterns = 0
    for _ in 0..<3000 {
      let random = { (0...8).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() }
      let text = random()
      let written = random()
      guard let pattern = WordingPattern(written) else { continue }
      patterns += 1
      let characters = FoldedCharacters(text)
      #expect(characters.count == text.count)
      let places = PatternMatcher(text: characters, authority: WordingAuthority(limits: []))
        .matches(pattern, from: Array(0..<characters.count))
      #expect(places.allSatisfy { !$0.isEmpty && $0.upperBound <= text.count })
      #expect(zip(places, places.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
      // The check begins only where a match can begin, and misses nothing by it.
      let rule = WordingRule(
        "x", "vague", "zh", written, why: Label(en: "w", zhHans: "w"), better: Label(en: "b", zhHans: "b"))
      let found = WordingCheck([rule]).findings(in: text, authority: WordingAuthority(limits: []))
      #expect(found.map(\.range) == places, "\(written) in \(text)")
    }
    #expect(patterns > 50)
  }
}
