package import Versioning

/// One person's marks of one case.
package struct CaseMarks: Sendable, Equatable {
  package let record: RecordID
  package let scorer: String
  /// 1 to 5, by the id of what was looked at.
  package let marks: [String: Int]

  package init(record: RecordID, scorer: String, marks: [String: Int]) {
    self.record = record
    self.scorer = scorer
    self.marks = marks
  }
}

/// How marks of one compare with those that others gave the same case for the same thing.
package struct Agreement: Sendable, Equatable {
  /// How many marks stand beside another's.
  package private(set) var compared = 0
  package private(set) var same = 0
  /// A mark apart at most: as close as two people who look alike will be.
  package private(set) var near = 0
  /// The sum of what they are higher by; of no side where both are asked.
  package private(set) var higher = 0

  init() {}

  mutating func compare(_ mark: Int, with other: Int) {
    compared += 1
    if mark == other { same += 1 }
    if abs(mark - other) <= 1 { near += 1 }
    higher += mark - other
  }

  /// How much higher than others' on average; nil where nothing stands beside another's.
  package var meanHigher: Double? { compared > 0 ? Double(higher) / Double(compared) : nil }
}

/// Whether those who look at the quality of others' work see alike.
package struct ScorerAgreement: Sendable, Equatable {
  package struct Scorer: Sendable, Equatable {
    package let name: String
    package fileprivate(set) var cases = 0
    /// Of those: scored by somebody else, too.
    package fileprivate(set) var shared = 0
    package fileprivate(set) var agreement = Agreement()
  }

  /// Whoever scored most, first.
  package let scorers: [Scorer]
  /// By what was looked at; each pair of marks once.
  package let marks: [String: Agreement]

  /// - Parameter scores: of one who scored a case several times, one.
  package init(_ scores: [CaseMarks]) {
    var scorers: [String: Scorer] = [:]
    var marks: [String: Agreement] = [:]
    for (_, group) in Dictionary(grouping: scores, by: \.record) {
      let ordered = group.sorted { $0.scorer < $1.scorer }
      for (at, one) in ordered.enumerated() {
        scorers[one.scorer, default: Scorer(name: one.scorer)].cases += 1
        if ordered.count > 1 { scorers[one.scorer]?.shared += 1 }
        for (other, second) in ordered.enumerated() where other != at {
          for (what, mark) in one.marks {
            guard let against = second.marks[what] else { continue }
            scorers[one.scorer]?.agreement.compare(mark, with: against)
            if other > at { marks[what, default: Agreement()].compare(mark, with: against) }
          }
        }
      }
    }
    self.scorers = scorers.values.sorted { ($0.cases, $1.name) > ($1.cases, $0.name) }
    self.marks = marks
  }
}
