import Language
import Testing
import Versioning

@testable import Complaints

struct CaseInputTests {
  @Test func `a new case is received and logged now`() throws {
    let draft = try CaseInput.newCase([("channel", "电话"), ("narrative", "面包有霉点")], now: here)
    #expect(
      draft.edits == [
        FieldEdit(FieldID(4), .text("phone")), FieldEdit(FieldID(5), .text("面包有霉点")),
        FieldEdit(FieldID(2), .text("received")),
        FieldEdit(FieldID(9), .text("2026-11-22T15:30:45+08:00")),
      ])
  }

  @Test func `what was typed goes before the defaults, what was left empty is not set`() throws {
    let draft = try CaseInput.newCase(
      [("status", "assessed"), ("logged-at", "2026-01-02"), ("title", ""), ("severity", "  ")], now: here)
    #expect(draft[CaseField.status] == .text("assessed"))
    #expect(draft[CaseField.loggedAt] == .text("2026-01-02"))
    #expect(draft[CaseField.title] == nil)
    #expect(draft.edits.count == 2)
    let cleared = try CaseInput.newCase([("status", "")], now: here)
    #expect(cleared[CaseField.status] == .text("received"))
  }

  @Test func `an edit sets only what was typed, and empty text clears`() throws {
    let draft = try CaseInput(
      [("title", ""), ("class", "product-quality"), ("tag", "+包装,-旧")], now: here)
    #expect(
      draft.edits == [
        FieldEdit(FieldID(3), .none), FieldEdit(FieldID(20), .text("product_quality")),
        FieldEdit(FieldID(19, "包装"), .flag(true)), FieldEdit(FieldID(19, "旧"), .none),
      ])
    #expect(try CaseInput([], now: here).edits.isEmpty)
  }

  @Test func `the same value twice is one, two values for one field are refused`() throws {
    let same = try CaseInput([("channel", "phone"), ("channel", "电话")], now: here)
    #expect(same.edits.count == 1)
    #expect(throws: FieldError(CaseField.title, typed: "b", .givenTwice)) {
      try CaseInput([("title", "a"), ("title", "b")], now: here)
    }
    #expect(throws: FieldError(CaseField.tags, typed: "-x", .givenTwice)) {
      try CaseInput([("tag", "+x"), ("tag", "-x")], now: here)
    }
  }

  @Test func `an unknown field and a bad value are refused with their names`() {
    #expect(
      throws: FieldError(
        field: "colour", label: Label(DomainMessage.field), typed: "red", reason: .unknownField)
    ) {
      try CaseInput.newCase([("colour", "red")], now: here)
    }
    #expect(throws: FieldError(CaseField.severity, typed: "huge", .unknownTerm(.severity))) {
      try CaseInput.newCase([("severity", "huge")], now: here)
    }
    #expect(throws: FieldError(CaseField.number, typed: "7", .notTyped)) {
      try CaseInput.newCase([("number", "7")], now: here)
    }
  }

  @Test func `elements of an import are taken whole`() throws {
    var draft = CaseInput(now: here)
    try draft.add(element: "-Heat, hot water", to: "tags")
    try draft.add(element: "会员", to: "segment")
    #expect(draft[FieldID(19, "-Heat, hot water")] == .flag(true))
    #expect(draft[FieldID(46, "vip")] == .flag(true))
    #expect(throws: FieldError(CaseField.title, typed: "x", .notTyped)) {
      try draft.add(element: "x", to: "title")
    }
  }

  @Test func `numbers are elements of their own`() throws {
    var draft = CaseInput(now: here)
    let number = try #require(CaseNumber("SH01-KT-20261122-007"))
    draft.add(number)
    draft.add(number)
    #expect(draft.edits == [FieldEdit(FieldID(1, "SH01-KT-20261122-007"), .flag(true))])
  }
}
