import Testing

@testable import Versioning

@Suite struct SettlingTests {
  let one = titled(dot(1, 1), at: 10, "甲")
  let other = titled(dot(2, 1), at: 20, "乙")

  @Test func `a decision that saw all heads settles the conflict`() throws {
    let conflict = try state([one, other])
    let decision = titled(dot(3, 1), at: 5, "甲", base: [one.dot, other.dot])
    #expect(settlesConflict(decision, in: conflict))
    let (settled, verdict) = apply(decision, to: conflict)
    #expect(verdict == .applied)
    #expect(settled[title]?.heads.map(\.dot) == [decision.dot])
    #expect(settled.conflictedFields.isEmpty)
  }

  @Test func `a decision that missed one head leaves a conflict with that one`() throws {
    let third = titled(dot(3, 1), at: 30, "丙")
    let decision = titled(dot(1, 2), at: 40, "甲", base: [one.dot, other.dot])
    let after = try state([one, other, third, decision])
    #expect(after[title]?.heads.map(\.dot) == [decision.dot, third.dot])
    #expect(after.conflictedFields.map(\.field) == [title])
  }

  @Test func `two decisions without sight of each other conflict only if they differ`() throws {
    let mine = titled(dot(1, 2), at: 30, "甲", base: [one.dot, other.dot])
    let same = titled(dot(2, 2), at: 40, "甲", base: [one.dot, other.dot])
    let different = titled(dot(2, 2), at: 40, "乙", base: [one.dot, other.dot])
    #expect(verdicts([one, other, mine, same]).last == .merged)
    #expect(verdicts([one, other, mine, different]).last == .conflict(won: true))
  }

  @Test func `an edit over heads of equal value settles nothing`() throws {
    let equal = titled(dot(2, 1), at: 20, "甲")
    let edit = titled(dot(3, 1), at: 30, "丙", base: [one.dot, equal.dot])
    #expect(!settlesConflict(edit, in: try state([one, equal])))
  }

  @Test func `what an edit carries of its own earlier versions settles nothing`() throws {
    // The edit in between has arrived, so the version below it is no head any more.
    let between = titled(dot(1, 2), at: 30, "丙", base: [one.dot])
    let edit = titled(dot(1, 3), at: 40, "丁", base: [one.dot, between.dot])
    #expect(!settlesConflict(edit, in: try state([one, between, other])))
  }

  @Test func `a conflict of another field is not settled by the way`() throws {
    let elsewhere = change(dot(3, 1), at: 30, [FieldWrite(handler, .text("Li"), base: [one.dot, other.dot])])
    #expect(!settlesConflict(elsewhere, in: try state([one, other])))
    #expect(!settlesConflict(one, in: nil))
  }

  @Test func `of two deletions with different sight there is nothing to settle`() throws {
    let field = FieldID(2)
    let here = change(dot(1, 1), at: 1, [FieldWrite(field, .sight([]))])
    let there = change(dot(2, 1), at: 2, [FieldWrite(field, .sight([dot(3, 1)]))])
    let restoration = change(dot(3, 2), at: 3, [FieldWrite(field, .none, base: [here.dot, there.dot])])
    #expect(verdicts([here, there]) == [.applied, .merged])
    #expect(!settlesConflict(restoration, in: try state([here, there])))
  }
}
