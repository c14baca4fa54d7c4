/// A small seeded generator (SplitMix64), so that a failure can be played again.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

enum Samples {
  /// What people type, and what they should not be able to.
  static let pieces = [
    "客", "户", "投诉", "，", "。", "！", "？", "；", "：", "（", "）", "“", "”", "《", "》", "、", "——", "……", "％",
    "a", "refund", "order", "24h", "100", "30%", "don't", ",", ".", "!", "(", ")", "-", " ", " ", "  ",
    "\u{3000}",
    "e\u{301}", "n\u{303}\u{32D}", "ｶﾞ", "Ａ１", "한국어", "\u{1112}\u{1161}\u{11AB}", "का", "ไทย", "שלום",
    "👍", "👍🏽", "👨‍👩‍👧‍👦", "🇨🇳", "❤️", "1️⃣", "☎", "\u{200D}", "\u{FE0F}", "\u{301}", "\u{200B}", "𠮷",
  ]
  static let hostile = [
    "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{9B}2J", "\r", "\n", "\r\n", "\t", "\u{8}", "\u{7F}", "\u{202E}",
    "\u{2028}", "\u{85}", "\0",
  ]

  static func text(_ random: inout Seeded, upTo count: Int, hostile isHostile: Bool = false) -> String {
    let source = isHostile ? pieces + hostile : pieces
    return (0..<Int.random(in: 0...count, using: &random))
      .compactMap { _ in source.randomElement(using: &random) }.joined()
  }
}
