import Testing

@testable import Versioning

@Suite struct VerdictTests {
  let first = titled(dot(1, 1), at: 0, "电视无法开机")

  @Test func `an edit that saw what it replaces is applied, even with a clock a year behind`() throws {
    let late = titled(dot(2, 1), at: -31_536_000_000, "电视有声无画", base: [first.dot])
    #expect(verdicts([first, late]) == [.applied, .applied])
    let field = try #require(try state([first, late])[title])
    #expect(field.heads.map(\.dot) == [late.dot])
    #expect(field.value == .text("电视有声无画"))
    #expect(!field.isConflicted)
  }

  @Test func `edits of different fields are both applied`() throws {
    let other = change(dot(2, 1), at: 1, [FieldWrite(handler, .text("Wang"))])
    #expect(verdicts([first, other]) == [.applied, .applied])
    let both = try state([first, other])
    #expect(both.value(title) == .text("电视无法开机"))
    #expect(both.value(handler) == .text("Wang"))
    #expect(both.conflictedFields.isEmpty)
  }

  @Test func `an unseen edit with another value conflicts, and the later stamp is shown`() throws {
    let one = titled(dot(1, 2), at: 10, "甲", base: [first.dot])
    let other = titled(dot(2, 1), at: 20, "乙", base: [first.dot])
    #expect(verdicts([first, one, other]) == [.applied, .applied, .conflict(won: true)])
    #expect(verdicts([first, other, one]) == [.applied, .applied, .conflict(won: false)])
    let field = try #require(try state([first, one, other])[title])
    #expect(field.isConflicted)
    #expect(field.heads.map(\.dot) == [one.dot, other.dot])
    #expect(field.winner?.dot == other.dot)
  }

  @Test func `unseen edits with equal values merge without a flag, and the next edit replaces both`() throws {
    let one = titled(dot(1, 2), at: 10, "甲", base: [first.dot])
    let other = titled(dot(2, 1), at: 20, "甲", base: [first.dot])
    #expect(verdicts([first, one, other]) == [.applied, .applied, .merged])
    let merged = try state([first, one, other])
    #expect(merged.conflictedFields.isEmpty)
    let base = try #require(merged[title]?.base(replacing: .text("甲")))
    #expect(base == [one.dot, other.dot])
    let next = titled(dot(3, 1), at: 30, "丙", base: base)
    #expect(apply(next, to: merged).verdict == .applied)
    #expect(apply(next, to: merged).state[title]?.heads.map(\.dot) == [next.dot])
  }

  @Test func `an ordinary edit in a conflict replaces only the value that it saw`() throws {
    let one = titled(dot(1, 1), at: 10, "甲")
    let other = titled(dot(2, 1), at: 20, "乙")
    let conflict = try state([one, other])
    let base = try #require(conflict[title]?.base(replacing: .text("乙")))
    let edit = titled(dot(2, 2), at: 30, "丙", base: base)
    #expect(!settlesConflict(edit.writes, in: conflict) { _ in true })
    let (after, verdict) = apply(edit, to: conflict)
    #expect(verdict == .conflict(won: true))
    #expect(after[title]?.heads.map(\.dot) == [one.dot, edit.dot])
  }

  @Test func `the same text in another Unicode form is another value`() throws {
    let composed = titled(dot(1, 1), at: 10, "Caf\u{E9}")
    let decomposed = titled(dot(2, 1), at: 20, "Cafe\u{301}")
    #expect(verdicts([composed, decomposed]) == [.applied, .conflict(won: true)])
    #expect(Value.text("Caf\u{E9}") != Value.text("Cafe\u{301}"))
    #expect(try state([composed, decomposed])[title]?.base(replacing: .text("Caf\u{E9}")) == [composed.dot])
  }

  @Test func `a change that comes after one that had seen it is history on arrival`() throws {
    let edit = titled(dot(2, 1), at: 10, "电视有声无画", base: [first.dot])
    let early = try state([edit])
    #expect(early[title]?.unmet == [first.dot])
    let (after, verdict) = apply(first, to: early)
    #expect(verdict == .merged)
    #expect(after[title]?.heads.map(\.dot) == [edit.dot])
    #expect(after[title]?.unmet == [])
  }

  @Test func `a change that comes late into a conflict which replaced it has not won`() throws {
    let one = titled(dot(1, 2), at: 10, "甲", base: [first.dot])
    let other = titled(dot(2, 1), at: 20, "乙", base: [first.dot])
    #expect(verdicts([one, other, first]) == [.applied, .conflict(won: true), .conflict(won: false)])
    #expect(try state([one, other, first])[title]?.heads.map(\.dot) == [one.dot, other.dot])
  }

  @Test func `a change wins only if each field that differs shows its value`() {
    let wide = change(
      dot(1, 1), at: 20, [FieldWrite(title, .text("甲")), FieldWrite(handler, .text("Li"))])
    let earlier = titled(dot(2, 1), at: 10, "乙")
    let later = change(dot(3, 1), at: 30, [FieldWrite(handler, .text("Wang"))])
    #expect(verdicts([earlier, wide]).last == .conflict(won: true))
    #expect(verdicts([earlier, later, wide]).last == .conflict(won: false))
  }

  @Test func `a repeated change is a duplicate and changes nothing`() throws {
    let once = try state([first])
    let (twice, verdict) = apply(first, to: once)
    #expect(verdict == .duplicate)
    #expect(twice.encoded() == once.encoded())
    // Also when it had been replaced long ago.
    let replaced = try state([first, titled(dot(2, 1), at: 1, "甲", base: [first.dot])])
    #expect(apply(first, to: replaced).verdict == .duplicate)
    #expect(apply(first, to: replaced).state.encoded() == replaced.encoded())
  }

  @Test(arguments: [
    change(dot(2, 1), at: 1, [FieldWrite(title, .text("甲"))], record: otherRecord),
    change(dot(2, 1), at: 1, [FieldWrite(title, .text("甲"))], kind: noteKind),
    change(dot(2, 1), at: 1, [FieldWrite(title, .text("甲"))], aggregate: otherRecord),
  ])
  func `a change of another record, kind or aggregate is quarantined and changes nothing`(stray: Change)
    throws
  {
    let before = try state([first])
    let (after, verdict) = apply(stray, to: before)
    #expect(verdict == .quarantined(.recordMismatch))
    #expect(after.encoded() == before.encoded())
  }

  @Test func `when the version in between never arrives, the edit over it still replaces what that saw`()
    throws
  {
    // Two edits in a row with no network; the first of them is kept back by head office.
    let between = titled(dot(2, 1), at: 10, "甲", base: [first.dot])
    let after = titled(dot(2, 2), at: 20, "乙", base: [between.dot, first.dot])
    let without = try state([first, after])
    #expect(verdicts([first, after]) == [.applied, .applied])
    #expect(without[title]?.heads.map(\.dot) == [after.dot])
    #expect(without[title]?.unmet == [between.dot])
    #expect(try state([first, after, between]).encoded() == state([first, between, after]).encoded())
  }

  @Test func `different elements of a set never meet, the same one added twice is no conflict`() throws {
    let urgent = change(dot(1, 1), at: 1, [FieldWrite(tag("urgent"), .flag(true))])
    let other = change(dot(2, 1), at: 2, [FieldWrite(tag("回访"), .flag(true))])
    let again = change(dot(3, 1), at: 3, [FieldWrite(tag("urgent"), .flag(true))])
    #expect(verdicts([urgent, other, again]) == [.applied, .applied, .merged])
    let all = try state([urgent, other, again])
    #expect(all.elements(of: 9).map(\.field) == [tag("urgent"), tag("回访")])
    #expect(all.elements(of: 3).isEmpty)
    #expect(all.conflictedFields.isEmpty)
    // Taken out by one who saw one addition only: the other addition stands against it.
    let removal = change(dot(2, 2), at: 4, [FieldWrite(tag("urgent"), .none, base: [urgent.dot])])
    #expect(apply(removal, to: all).verdict == .conflict(won: true))
  }
}
