/// What an account says, as accounts are compared by likeness: how often each telling word stands in it, and each
/// unit (a Han character, or a Latin word).
package struct AccountWords: Sendable, Equatable {
  package let telling: [String: Int]
  package let units: [String: Int]
  /// The telling words in the order of the text.
  let order: [String]

  /// - Parameter text: at most 2,000 units of it are looked at.
  package init(_ text: String) {
    order = TellingWords.all(text, limit: Self.limit)
    telling = Self.counted(order)
    units = Self.counted(TextUnit.all(text, limit: Self.limit).map(\.text))
  }

  private static let limit = 2000

  private static func counted(_ words: [String]) -> [String: Int] {
    words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// What both say, in words to be read: pairs of Han characters that follow one another are put together again. What
  /// says most stands first.
  /// - Parameters:
  ///   - weight: of a telling word.
  ///   - limit: so many at most.
  package func shared(with other: AccountWords, weight: (String) -> Double, limit: Int) -> [String] {
    var phrases: [(text: String, weight: Double)] = []
    var open: (text: String, weight: Double)?
    func end() {
      if let open, !phrases.contains(where: { $0.text == open.text }) { phrases.append(open) }
      open = nil
    }
    for word in order {
      guard other.telling[word] != nil else {
        end()
        continue
      }
      if let last = open?.text.last, word.first == last, word.count == 2, !(last.isASCII) {
        open?.text.append(word.suffix(1).first ?? last)
        open?.weight += weight(word)
      } else {
        end()
        open = (word, weight(word))
      }
    }
    end()
    return phrases.sorted { ($0.weight, $1.text) > ($1.weight, $0.text) }.prefix(limit).map(\.text)
  }
}
