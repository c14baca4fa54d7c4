import Testing

@testable import Versioning

@Suite struct SettlingTests {
  /// - Parameter seen: the heads that the author is held to have seen; nil: all.
  private func settles(_ change: Change, in state: RecordState?, seeing seen: [Change]? = nil) -> Bool {
    settlesConflict(change.writes, in: state) { dot in seen?.contains { $0.dot == dot } ?? true }
  }

  let one = titled(dot(1, 1), at: 10, "甲")
  let other = titled(dot(2, 1), at: 20, "乙")

  @Test func `a decision that saw all heads settles the conflict`() throws {
    let conflict = try state([one, other])
    let decision = titled(dot(3, 1), at: 5, "甲", base: [one.dot, other.dot])
    #expect(settles(decision, in: conflict))
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
    #expect(!settles(edit, in: try state([one, equal])))
  }

  @Test func `what an edit carries of its own earlier versions settles nothing`() throws {
    // The edit in between has arrived, so the version below it is no head any more.
    let between = titled(dot(1, 2), at: 30, "丙", base: [one.dot])
    let edit = titled(dot(1, 3), at: 40, "丁", base: [one.dot, between.dot])
    #expect(!settles(edit, in: try state([one, between, other])))
  }

  @Test func `a conflict of another field is not settled by the way`() throws {
    let elsewhere = change(dot(3, 1), at: 30, [FieldWrite(handler, .text("Li"), base: [one.dot, other.dot])])
    #expect(!settles(elsewhere, in: try state([one, other])))
    #expect(!settles(one, in: nil))
  }

  @Test func `of two deletions with different sight there is nothing to settle`() throws {
    let field = FieldID(2)
    let here = change(dot(1, 1), at: 1, [FieldWrite(field, .sight([]))])
    let there = change(dot(2, 1), at: 2, [FieldWrite(field, .sight([dot(3, 1)]))])
    let restoration = change(dot(3, 2), at: 3, [FieldWrite(field, .none, base: [here.dot, there.dot])])
    #expect(verdicts([here, there]) == [.applied, .merged])
    #expect(!settles(restoration, in: try state([here, there])))
  }

  @Test func `an edit to the value that lost settles the conflict, and so does giving that one up`() throws {
    let conflict = try state([one, other])
    let toLosing = titled(dot(3, 1), at: 30, "甲", base: [other.dot])
    let givenUp = titled(dot(1, 2), at: 30, "乙", base: [one.dot])
    #expect(settles(toLosing, in: conflict) && settles(givenUp, in: conflict))
    let ordinary = titled(dot(3, 1), at: 30, "丙", base: [other.dot])
    #expect(!settles(ordinary, in: conflict))
    // Nothing is replaced: the other value stands as before.
    #expect(!settles(titled(dot(3, 1), at: 30, "甲"), in: conflict))
  }

  @Test func `what was written in sight of one value only settles nothing, even where it says the other`()
    throws
  {
    let conflict = try state([one, other])
    let edit = titled(dot(3, 1), at: 30, "甲", base: [other.dot])
    #expect(!settles(edit, in: conflict, seeing: [other]))
    #expect(settles(edit, in: conflict, seeing: [one]))
    // Of three, the two that were seen are held to be the conflict.
    let third = titled(dot(4, 1), at: 15, "丙")
    let three = try state([one, other, third])
    let toThird = titled(dot(3, 1), at: 30, "丙", base: [other.dot])
    #expect(!settles(toThird, in: three, seeing: [one]))
    #expect(settles(toThird, in: three, seeing: [third]))
  }

  @Test func `of three values a change that leaves two settles, and so does one over two that differ`() throws
  {
    let third = titled(dot(4, 1), at: 15, "丙")
    let three = try state([one, other, third])
    #expect(settles(titled(dot(3, 1), at: 30, "丙", base: [other.dot]), in: three))
    #expect(settles(titled(dot(3, 1), at: 30, "丁", base: [one.dot, other.dot]), in: three))
    #expect(!settles(titled(dot(3, 1), at: 30, "丁", base: [other.dot]), in: three))
    // Two of three heads say the same.
    let equal = titled(dot(5, 1), at: 16, "甲")
    let two = try state([one, other, equal])
    #expect(settles(titled(dot(3, 1), at: 30, "甲", base: [other.dot]), in: two))
    #expect(settles(titled(dot(3, 1), at: 30, "乙", base: [one.dot, equal.dot]), in: two))
    #expect(!settles(titled(dot(3, 1), at: 30, "乙", base: [one.dot]), in: two))
    // Nor do two changes get by what one may not.
    let aside = titled(dot(3, 1), at: 30, "丁", base: [other.dot])
    let back = titled(dot(3, 2), at: 40, "甲", base: [aside.dot])
    #expect(!settles(aside, in: try state([one, other])))
    #expect(settles(back, in: try state([one, other, aside]), seeing: [one, aside]))
  }

  @Test func `an element of a set is decided like any other field`() throws {
    let tag = FieldID(19, "vip")
    let added = change(dot(1, 1), at: 10, [FieldWrite(tag, .flag(true))])
    let removed = change(dot(2, 1), at: 20, [FieldWrite(tag, .none)])
    let again = change(dot(3, 1), at: 30, [FieldWrite(tag, .flag(true), base: [removed.dot])])
    #expect(settles(again, in: try state([added, removed])))
  }

  @Test func `where a field was erased there is nothing to decide`() throws {
    var erased = try state([one, other])
    erased.erase([title.number])
    #expect(!settles(titled(dot(3, 1), at: 30, "甲", base: [one.dot, other.dot]), in: erased))
  }
}
