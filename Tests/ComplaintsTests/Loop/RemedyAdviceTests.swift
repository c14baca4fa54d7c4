import Testing

@testable import Complaints

/// Remedies that satisfied others.
@Suite struct RemedyAdviceTests {
  private func yuan(_ amount: Int64) -> Money { Money(minorUnits: amount * 100, currency: "CNY") }

  private func given(
    _ remedies: [String: Money?], type: String? = "product", _ severity: Severity? = .minor
  ) -> RemedyExperience { RemedyExperience(type: type, severity: severity, remedies) }

  private func advice(_ known: [RemedyExperience], upTo limit: Int64 = 100, most: Int = 3) -> RemedyAdvice? {
    RemedyAdvice(type: "product", severity: .minor, from: known, limit: most) { cost in
      cost.allSatisfy { $0.minorUnits <= limit * 100 }
    }
  }

  @Test func `what satisfied most stands first, with what it usually cost`() throws {
    let found = try #require(
      advice([
        given(["voucher": yuan(90)]), given(["redo": nil, "voucher": yuan(10)]),
        given(["redo": nil, "voucher": yuan(30)]), given(["redo": nil, "voucher": yuan(20)]),
      ]))
    #expect(found.basis == .typeAndSeverity && found.count == 4)
    #expect(
      found.suggestions == [
        SuggestedRemedies(
          [.init("redo", nil), .init("voucher", yuan(20))], count: 3, needsApproval: false),
        SuggestedRemedies([.init("voucher", yuan(90))], count: 1, needsApproval: false),
      ])
  }

  @Test func `what the role may not grant alone says so, and stands after what it may`() throws {
    let known = [given(["refund": yuan(300)]), given(["voucher": yuan(50)]), given(["apology": nil])]
    let found = try #require(advice(known))
    #expect(found.suggestions.map { $0.remedies[0].kind } == ["apology", "voucher", "refund"])
    #expect(found.suggestions.map(\.needsApproval) == [false, false, true])
    #expect(advice(known, most: 1)?.suggestions.count == 1)
  }

  @Test func `fewer than three of the same type and severity say nothing alone`() {
    let close = given(["apology": nil])
    let other = given(["voucher": yuan(50)], type: "service")
    let severe = given(["refund": yuan(50)], .severe)
    #expect(advice([close, close, close, other, severe])?.basis == .typeAndSeverity)
    #expect(advice([close, close, close, other, severe])?.count == 3)
    #expect(advice([close, close, other, severe])?.basis == .severity)
    #expect(advice([close, other, severe])?.basis == .problemClass)
    #expect(advice([close, other, severe])?.count == 3)
    #expect(advice([]) == nil)
  }

  @Test func `only an option that the customer accepted teaches anything`() throws {
    var found = CaseUnderTest.assessed()
    let option = found.option(remedies: [("redo", .flag(true)), ("voucher", .text(yuan(20).stored))])
    #expect(RemedyExperience(found.file) == nil)
    found.consent(to: option)
    let learnt = try #require(RemedyExperience(found.file))
    #expect(learnt.remedies == ["redo": nil, "voucher": yuan(20)] && learnt.severity == .minor)
  }
}
