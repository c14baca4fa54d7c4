/// Whether a promise says until when: a day, an hour, a span that is counted. 尽快 and “soon” name none, nor do
/// 过两天 and 第一时间.
enum NamedTime {
  /// - Parameter reach: how many characters to either side of the range are looked at, in its sentence.
  static func isNamed(in text: FoldedCharacters, near range: Range<Int>, reach: Int) -> Bool {
    let window = text.sentence(around: range, reach: reach)
    let matcher = PatternMatcher(text: text, authority: .unlimited)
    return window.contains { start in
      patterns.contains { pattern in
        if let firsts = pattern.firsts, !firsts.contains(text.folded[start]) { return false }
        guard text.isBoundary(start) else { return false }
        return matcher.ends(of: pattern.parts, from: Places(start))
          .contains { $0 > start && $0 <= window.upperBound && text.isBoundary($0) }
      }
    }
  }

  private static let patterns = [
    // Chinese: spans and clock times, days, parts of a day.
    "<not-after 过|这|那|前|头|第|快|早|晚|有|多><number>[个|][分钟|刻钟|小时|钟头|工作日|工作天|天|日|号|点|时|周|星期|礼拜|月]",
    "[今|明|后|当|次]天<not-before 天气>", "[今|明|后|当|次]日", "今[晚|早|午]", "明[早|晚|午]",
    "[周|星期|礼拜][一|二|三|四|五|六|日|天|末]", "[月底|月末|中午|上午|下午|傍晚|打烊前|下班前|关门前|节前]",
    // English.
    """
    <number>[ |-|][min|mins|minute|minutes|hr|hrs|hour|hours|day|days|working day|working days|business day|\
    business days|week|weeks|am|pm|o'clock]
    """,
    "[half |]an hour", "[by|at|before|until|till] <number>", "[by |]end of [the |]day", "close of business",
    "[today|tonight|tomorrow|noon|midnight]", "this [morning|afternoon|evening]",
    "[mon|tues|wednes|thurs|fri|satur|sun]day",
    """
    [january|february|march|april|may|june|july|august|september|october|november|december] <number>
    """,
    // Both: digits, and what a phrase leaves to be filled in.
    "<number>:<number>", "<number>-<number>-<number>", "<number>/<number>",
    "{[time|date|day|deadline|hours|days|minutes]}",
  ].compactMap(WordingPattern.init)
}
