import Testing
import Versioning

@testable import Complaints

/// How marks of several people compare.
@Suite struct ScorerAgreementTests {
  private static let cases = (1...3).map { RecordID(high: 0xC, low: UInt64($0)) }

  private static func marks(_ at: Int, _ scorer: String, _ marks: [String: Int]) -> CaseMarks {
    CaseMarks(record: cases[at], scorer: scorer, marks: marks)
  }

  @Test func `a case that one alone scored says nothing of agreement`() {
    let found = ScorerAgreement([Self.marks(0, "A", ["x": 3]), Self.marks(1, "B", ["x": 5])])
    #expect(found.scorers.map(\.cases) == [1, 1] && found.scorers.map(\.shared) == [0, 0])
    #expect(found.marks.isEmpty && found.scorers.allSatisfy { $0.agreement.meanHigher == nil })
  }

  @Test func `each pair counts once for its criterion, and once for each of the two`() {
    let found = ScorerAgreement([
      Self.marks(0, "A", ["x": 3, "y": 1]), Self.marks(0, "B", ["x": 3, "y": 2]),
      Self.marks(0, "C", ["x": 5]),
      Self.marks(1, "A", ["x": 4]),
    ])
    let x = found.marks["x"]
    #expect(x?.compared == 3 && x?.same == 1 && x?.near == 1)
    #expect(found.marks["y"]?.compared == 1 && found.marks["y"]?.near == 1)
    let a = found.scorers[0]
    #expect(a.name == "A" && a.cases == 2 && a.shared == 1 && a.agreement.compared == 3)
    #expect(a.agreement.higher == -3 && a.agreement.meanHigher == -1)
    let higher = found.scorers.reduce(0) { $0 + $1.agreement.higher }
    #expect(higher == 0, "what one is higher by, another is lower by")
  }

  @Test func `the order in which scores come changes nothing`() {
    let scores = [
      Self.marks(0, "A", ["x": 3]), Self.marks(0, "B", ["x": 4]), Self.marks(1, "B", ["x": 1]),
      Self.marks(1, "C", ["x": 5]), Self.marks(2, "C", ["x": 2]),
    ]
    #expect(ScorerAgreement(scores) == ScorerAgreement(scores.reversed()))
  }
}
