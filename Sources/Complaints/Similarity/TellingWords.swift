/// The words of a text by which others like it are looked for: pairs of Han characters, and longer Latin words.
/// Those that stand in nearly every complaint tell nothing and are left out.
package enum TellingWords {
  /// Each once, in the order of the text; spread over all of it where there are more than `limit`.
  package static func of(_ text: String, limit: Int = 16) -> [String] {
    var words: [String] = []
    var seen: Set<String> = []
    for word in all(text, limit: 600) where seen.insert(word).inserted { words.append(word) }
    guard words.count > limit, limit > 0 else { return words }
    return (0..<limit).map { words[$0 * words.count / limit] }
  }

  /// All of them, in the order of the text, as often as they stand there.
  /// - Parameter limit: so many units of the text are looked at.
  static func all(_ text: String, limit: Int) -> [String] {
    var words: [String] = []
    for run in TextUnit.runs(text, limit: limit) {
      for (unit, next) in zip(run, run.dropFirst().map(Optional.some) + [nil]) {
        if unit.isHan {
          guard let next, next.isHan, !common.contains(unit.text), !common.contains(next.text) else {
            continue
          }
          let pair = unit.text + next.text
          if !commonPairs.contains(pair) { words.append(pair) }
        } else if unit.text.count > 2, !commonWords.contains(unit.text) {
          words.append(unit.text)
        }
      }
    }
    return words
  }

  private static let common = Set(
    "的了是我你您他她它们在有不没也都就还又很太这那个说要和与及或到给让被把从对向但而却着过吗呢吧啊一二三两几".map(String.init))

  private static let commonPairs: Set<String> = [
    "客户", "顾客", "投诉", "客人", "反映", "表示", "要求", "希望", "认为", "觉得", "工作", "人员", "我们", "他们",
    "因为", "所以", "已经", "可以", "时候", "什么", "怎么", "现在", "今天", "昨天", "服务", "处理", "解决", "问题",
  ]

  private static let commonWords: Set<String> = [
    "the", "and", "was", "were", "are", "but", "not", "for", "with", "that", "this", "they", "she", "him",
    "her",
    "his", "you", "our", "has", "had", "have", "from", "said", "says", "customer", "complaint", "complains",
    "when", "what", "which", "who", "there", "their", "then", "than", "into", "after", "before", "would",
    "could",
    "should", "been", "being", "did", "does", "very", "wants", "want", "asked", "about", "all", "any", "can",
    "get", "got", "nobody", "one", "two", "because", "please",
  ]
}
