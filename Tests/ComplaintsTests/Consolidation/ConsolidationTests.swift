import Testing
import Versioning

@testable import Complaints

@Suite("What is gone through, and when it comes back")
struct ConsolidationTests {
  private static func id(_ number: Int) -> RecordID { RecordID(high: 1, low: UInt64(number)) }

  @Test func `an item's id is that of what it is about, whichever is named first`() {
    let (one, other) = (Self.id(1), Self.id(2))
    let id = ConsolidationKind.duplicates.item(one, other)
    #expect(id == ConsolidationKind.duplicates.item(other, one) && id.count == 10)
    #expect(id != ConsolidationKind.duplicates.item(one, Self.id(3)))
    #expect(ConsolidationKind.promotions.item(one) != ConsolidationKind.overdue.item(one))
    #expect(ConsolidationKind.spikes.item(["1", "SH01"]) != ConsolidationKind.spikes.item(["2", "SH01"]))
  }

  @Test func `what was put aside stays away until there is more to it, or its day comes`() {
    let dismissed = ConsolidationDecision(.dismiss, substance: "severe")
    #expect(dismissed.hides(substance: "severe", at: 1))
    #expect(!dismissed.hides(substance: "severe replicable", at: 1))
    let later = ConsolidationDecision(.later, substance: "14", until: 100)
    #expect(later.hides(substance: "14", at: 99) && !later.hides(substance: "14", at: 100))
    #expect(!later.hides(substance: "15", at: 99))
  }

  @Test(arguments: [ConsolidationAct.merge, .related, .distinct, .promote, .keep])
  func `what was written says by itself that it is done: taken back elsewhere, it is asked again`(
    act: ConsolidationAct
  ) {
    #expect(!ConsolidationDecision(act, substance: "order").hides(substance: "order", at: 1))
  }

  @Test
  func `head office goes through all, a manager through own cases, clerks and auditors through nothing`()
    throws
  {
    let branch = try #require(BranchCode("SH01"))
    for role in [Role.headOffice, .admin] {
      #expect(ConsolidationKind.offered(to: role, at: .headOffice) == ConsolidationKind.allCases)
    }
    for role in [Role.dutyManager, .admin] {
      #expect(ConsolidationKind.offered(to: role, at: branch) == [.duplicates, .overdue, .lookAgain])
    }
    for role in [Role.branchStaff, .auditor] {
      for place in [branch, .headOffice] { #expect(ConsolidationKind.offered(to: role, at: place).isEmpty) }
    }
  }

  @Test func `a key does one thing, none of those that open, undo or stop; every kind and act has a name`() {
    for kind in ConsolidationKind.allCases {
      let keys = kind.acts.map(\.key)
      #expect(Set(keys).count == keys.count)
      #expect(Set(keys).isDisjoint(with: ["o", "u", "q"]))
      #expect(kind.acts.contains(.later))
      #expect(Vocabulary.consolidationKind.term(kind.rawValue) != nil)
    }
    for act in ConsolidationAct.allCases {
      #expect(Vocabulary.consolidationAct.term(act.rawValue) != nil)
      #expect(ConsolidationKind.allCases.contains { $0.acts.contains(act) })
    }
    #expect(Vocabulary.consolidationKind.terms.count == ConsolidationKind.allCases.count)
    #expect(Vocabulary.consolidationAct.terms.count == ConsolidationAct.allCases.count)
  }

  @Test func `a day so many months later is the last of a shorter month, and never after the last year`()
    throws
  {
    func day(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
      try #require(CivilDate(year: year, month: month, day: day))
    }
    #expect(try day(2026, 8, 31).adding(months: 6) == day(2027, 2, 28))
    #expect(try day(2027, 8, 31).adding(months: 6) == day(2028, 2, 29))
    #expect(try day(2026, 11, 30).adding(months: 1) == day(2026, 12, 30))
    #expect(try day(2026, 12, 31).adding(months: 12) == day(2027, 12, 31))
    #expect(try day(9999, 12, 1).adding(months: 1) == day(9999, 12, 31))
  }
}

@Suite("What makes a case worth a study")
struct PromotionRuleTests {
  private func rules(
    _ severity: Severity?, first: Int? = nil, last: Int? = nil, copied: Bool = false
  ) -> [PromotionRule] {
    PromotionClues(severity: severity, firstSatisfaction: first, satisfaction: last, isReplicable: copied)
      .rules
  }

  @Test func `a severe case is, and says whether the customer was satisfied in the end`() {
    #expect(rules(.severe) == [.severe])
    #expect(rules(.severe, first: 3, last: 3) == [.severe])
    #expect(rules(.severe, first: 4, last: 4) == [.severeMadeGood])
    #expect(rules(.moderate, first: 5, last: 5).isEmpty)
  }

  @Test func `so is one whose customer was turned round, from two or less to four or more`() {
    #expect(rules(.minor, first: 2, last: 4) == [.turnedRound])
    #expect(rules(.minor, first: 3, last: 5).isEmpty && rules(.minor, first: 1, last: 3).isEmpty)
    #expect(rules(nil, first: 5, last: 1).isEmpty)
    #expect(rules(.severe, first: 1, last: 5) == [.severeMadeGood, .turnedRound])
  }

  @Test func `and one whose review says what to copy`() {
    #expect(rules(.minor, copied: true) == [.replicable])
    #expect(rules(nil).isEmpty)
  }

  private func reviewed(
    _ number: Int, _ product: String? = "Thin carton", satisfaction: Int? = 3, at: Int64 = 0
  ) -> ReviewedCase {
    ReviewedCase(
      RecordID(high: 1, low: UInt64(number)),
      ReviewedCase.Cause(rootCause: "supplier", problemClass: "product_quality", product: product),
      satisfaction: satisfaction, reviewed: at)
  }

  @Test
  func `a cause that came up three times is one item, of the case that ended best, of several the last`()
    throws
  {
    let cases = [
      reviewed(1, satisfaction: 5, at: 1), reviewed(2, satisfaction: 5, at: 9), reviewed(3, at: 20),
    ]
    let found = RepeatedCause.all(in: cases, promoted: [])
    #expect(found.count == 1)
    let cause = try #require(found.first)
    #expect(cause.count == 3 && cause.last == 20)
    #expect(cause.example.id == cases[1].id)
    #expect(RepeatedCause.all(in: Array(cases.prefix(2)), promoted: []).isEmpty)
    // Spelt otherwise it is the same product; another product is another cause.
    let two = Array(cases.dropLast())
    #expect(RepeatedCause.all(in: two + [reviewed(3, "thin CARTON")], promoted: []).count == 1)
    #expect(RepeatedCause.all(in: two + [reviewed(3, "cake")], promoted: []).isEmpty)
  }

  @Test func `it is no item where one of its cases has a study, and is asked of again when it has doubled`() {
    func found(_ count: Int, promoted: Set<RecordID> = []) -> [RepeatedCause] {
      RepeatedCause.all(in: (1...count).map { reviewed($0) }, promoted: promoted)
    }
    #expect(found(5, promoted: [RecordID(high: 1, low: 4)]).isEmpty)
    #expect(found(5, promoted: [RecordID(high: 1, low: 9)]).count == 1)
    for (count, magnitude) in [(3, 1), (5, 1), (6, 2), (11, 2), (12, 3)] {
      #expect(found(count).first?.magnitude == magnitude)
    }
  }
}
