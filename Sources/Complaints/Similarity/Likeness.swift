/// Which of some cases are most like one that is told: by what the accounts say (Okapi BM25: S. E. Robertson and
/// H. Zaragoza, "The Probabilistic Relevance Framework", 2009), by what kind of case it is, and by how it ended.
///
/// Telling words count whole; single units help where an account is short. Where nobody has said of what kind the told
/// case is, the kinds of those that are most alike say it (nearest neighbours: T. Cover and P. Hart, 1967).
package struct Likeness {
  /// A case as it is compared.
  package struct Account: Sendable {
    package var words: AccountWords
    package var problemClass: String?
    /// Folded.
    package var product: String?
    package var cause: String?
    /// The customer was satisfied in the end.
    package var isPleased = false

    package init(_ words: AccountWords) { self.words = words }
  }

  /// What a case has in common with the one that is told.
  package struct Found: Sendable, Equatable {
    /// Its place among those that were given.
    package let place: Int
    package let score: Double
    package let isSameClass, isSameProduct, isSameCause: Bool
  }

  private let told: Account
  private let weight: (String) -> Double

  /// - Parameter weight: of a word or unit: the rarer, the more. 0: it is not known anywhere.
  package init(_ told: Account, weight: @escaping (String) -> Double) {
    self.told = told
    self.weight = weight
  }

  /// Those that have anything in common with it, the most alike first; of equal ones the first given.
  package func ranked(_ others: [Account]) -> [Found] {
    let telling = scores(others, \.words.telling)
    let units = scores(others, \.words.units)
    let texts = zip(telling, units).map { $0 + Self.unitShare * $1 }
    let most = texts.max() ?? 0
    let likely = likelyClasses(others, texts)
    return others.indices.map { place in
      let other = others[place]
      let found = Found(
        place: place,
        score: (most > 0 ? texts[place] / most : 0)
          + Self.classShare * (other.problemClass.flatMap { likely[$0] } ?? 0)
          + (same(\.product, other) ? Self.productShare : 0) + (same(\.cause, other) ? Self.causeShare : 0)
          + (other.isPleased ? Self.pleasedShare : 0),
        isSameClass: same(\.problemClass, other), isSameProduct: same(\.product, other),
        isSameCause: same(\.cause, other))
      return found
    }
    .filter { texts[$0.place] > 0 || $0.isSameProduct }
    .sorted { ($0.score, $1.place) > ($1.score, $0.place) }
  }

  private func same(_ value: KeyPath<Account, String?>, _ other: Account) -> Bool {
    told[keyPath: value] != nil && told[keyPath: value] == other[keyPath: value]
  }

  /// How much speaks for each class, 1 in all.
  private func likelyClasses(_ others: [Account], _ texts: [Double]) -> [String: Double] {
    if let known = told.problemClass { return [known: 1] }
    let nearest = others.indices.sorted { (texts[$0], $1) > (texts[$1], $0) }.prefix(Self.neighbours)
    var votes: [String: Double] = [:]
    for place in nearest {
      guard let one = others[place].problemClass else { continue }
      votes[one, default: 0] += texts[place]
    }
    let all = votes.values.reduce(0, +)
    return all > 0 ? votes.mapValues { $0 / all } : [:]
  }

  private func scores(_ others: [Account], _ counts: KeyPath<Account, [String: Int]>) -> [Double] {
    let lengths = others.map { Double($0[keyPath: counts].values.reduce(0, +)) }
    let usual = max(lengths.reduce(0, +) / Double(max(others.count, 1)), 1)
    let weights = told[keyPath: counts].keys.map { ($0, weight($0)) }.filter { $0.1 > 0 }
    return zip(others, lengths).map { other, length in
      weights.reduce(0) { sum, word in
        guard let count = other[keyPath: counts][word.0] else { return sum }
        let often = Double(count)
        return sum + word.1 * often * (Self.k1 + 1)
          / (often + Self.k1 * (1 - Self.b + Self.b * length / usual))
      }
    }
  }

  // By trial on public complaints in both languages: `casebook-bench similar` prints what they reach.
  private static let k1 = 2.0
  private static let b = 0.9
  private static let unitShare = 0.3
  private static let classShare = 1.0
  private static let productShare = 0.3
  private static let causeShare = 0.2
  private static let pleasedShare = 0.05
  private static let neighbours = 20
}
