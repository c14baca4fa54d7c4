package import Versioning

/// Why a reviewed case is worth a study. Each rule has a name, and an item says which of them hold.
package enum PromotionRule: String, CaseIterable, Sendable {
  /// The harm was severe.
  case severe
  /// It was, and the customer was satisfied in the end.
  case severeMadeGood = "severe_made_good"
  /// The customer was dissatisfied at the first call-back, and satisfied at the last.
  case turnedRound = "turned_round"
  /// Its review says what others can copy (可复制经验).
  case replicable
  /// Its cause came up again and again, and no study is of it: see `RepeatedCause`.
  case repeatedCause = "repeated_cause"

  /// From here up a customer is satisfied, up to here dissatisfied, of 1 to 5.
  static let satisfied = 4
  static let dissatisfied = 2
}

/// What a case says by itself.
package struct PromotionClues: Sendable {
  package var severity: Severity?
  /// At the first call-back and at the last: 1 to 5.
  package var firstSatisfaction: Int?
  package var satisfaction: Int?
  package var isReplicable: Bool

  package init(severity: Severity?, firstSatisfaction: Int?, satisfaction: Int?, isReplicable: Bool) {
    self.severity = severity
    self.firstSatisfaction = firstSatisfaction
    self.satisfaction = satisfaction
    self.isReplicable = isReplicable
  }

  /// In the order in which they are told.
  package var rules: [PromotionRule] {
    let isGood = satisfaction.map { $0 >= PromotionRule.satisfied } ?? false
    let wasBad = firstSatisfaction.map { $0 <= PromotionRule.dissatisfied } ?? false
    var rules: [PromotionRule] = []
    if severity == .severe { rules.append(isGood ? .severeMadeGood : .severe) }
    if wasBad, isGood { rules.append(.turnedRound) }
    if isReplicable { rules.append(.replicable) }
    return rules
  }
}

/// A reviewed case, as causes are counted.
package struct ReviewedCase: Sendable {
  /// What people found at the root of it, in what class of problem, with what.
  package struct Cause: Hashable, Sendable {
    package let rootCause, problemClass: String
    package let product: String?

    /// - Parameter product: as somebody wrote it.
    package init(rootCause: String, problemClass: String, product: String?) {
      self.rootCause = rootCause
      self.problemClass = problemClass
      self.product = product.map(\.foldedCode)
    }

    package var parts: [String] { [rootCause, problemClass, product ?? ""] }
  }

  package let id: RecordID
  package let cause: Cause
  package let satisfaction: Int?
  /// Milliseconds since 1970.
  package let reviewed: Int64

  package init(_ id: RecordID, _ cause: Cause, satisfaction: Int?, reviewed: Int64) {
    self.id = id
    self.cause = cause
    self.satisfaction = satisfaction
    self.reviewed = reviewed
  }
}

/// A cause that came up again and again within a time, without a study of any of its cases.
package struct RepeatedCause: Sendable {
  package let cause: ReviewedCase.Cause
  package let count: Int
  /// The one that ended best, of several the last.
  package let example: ReviewedCase
  /// When the last of them was reviewed.
  package let last: Int64

  /// What came up less often is chance.
  package static let least = 3
  /// In days.
  package static let period = 90

  /// The most frequent first.
  /// - Parameter promoted: cases that a study was made of.
  package static func all(in cases: [ReviewedCase], promoted: Set<RecordID>) -> [RepeatedCause] {
    Dictionary(grouping: cases, by: \.cause).compactMap { cause, cases in
      guard cases.count >= least, !cases.contains(where: { promoted.contains($0.id) }),
        let example = cases.max(by: isWorse), let last = cases.map(\.reviewed).max()
      else { return nil }
      return RepeatedCause(cause: cause, count: cases.count, example: example, last: last)
    }.sorted { a, b in
      a.count != b.count ? a.count > b.count : a.cause.parts.lexicographicallyPrecedes(b.cause.parts)
    }
  }

  private static func isWorse(_ a: ReviewedCase, _ b: ReviewedCase) -> Bool {
    (a.satisfaction ?? 0, a.reviewed, a.id) < (b.satisfaction ?? 0, b.reviewed, b.id)
  }

  /// Three to five cases are one thing, six to eleven another, and so on: whoever passed it over is asked again when they have
  /// doubled, not with every case.
  package var magnitude: Int { Int.bitWidth - (count / Self.least).leadingZeroBitCount }
}
