import TestSupport
import Testing

@testable import Versioning

@Suite struct ErasureTests {
  private let deletion = FieldID(2)

  @Test func `an erased field has no value in any of its elements; who wrote it and when stays`() throws {
    let logged = change(
      dot(1, 1), at: 0,
      [
        FieldWrite(title, .text("电视无法开机")), FieldWrite(handler, .text("Li Na")),
        FieldWrite(tag("urgent"), .flag(true)), FieldWrite(tag("回访"), .opaque(type: 6, bytes: [1])),
      ])
    let before = try state([logged])
    var after = before
    after.erase([title.number, 9, 70_000])
    #expect(after.erased == [3, 9, 70_000])
    #expect(after.fields.map(\.value) == [.none, .text("Li Na"), .none, .none])
    #expect(after.fields.map(\.field) == before.fields.map(\.field))
    #expect(after.fields.flatMap(\.heads).map(\.dot) == before.fields.flatMap(\.heads).map(\.dot))
    #expect(after.headVersions.map(\.stamp) == before.headVersions.map(\.stamp))
    let bytes = after.encoded()
    #expect(!contains(bytes, "电视") && contains(bytes, "Li Na"))
  }

  @Test func `a write that comes later is stripped, and still replaces what it saw`() throws {
    var held = try state([titled(dot(1, 1), at: 0, "甲")])
    held.erase([title.number])
    let (after, verdict) = apply(titled(dot(2, 1), at: 5, "乙", base: [dot(1, 1)]), to: held)
    #expect(verdict == .applied)
    #expect(after[title]?.heads.map(\.dot) == [dot(2, 1)])
    #expect(after.value(title) == .none)
  }

  @Test func `an open conflict on an erased field is over, and nothing is left to settle`() throws {
    var held = try state([titled(dot(1, 1), at: 0, "甲"), titled(dot(2, 1), at: 0, "乙")])
    let decision = titled(dot(1, 2), at: 9, "丙", base: [dot(1, 1), dot(2, 1)])
    #expect(settlesConflict(decision.writes, in: held, hasSeen: { _ in true }))
    held.erase([title.number])
    #expect(held.conflictedFields.isEmpty)
    #expect(!settlesConflict(decision.writes, in: held, hasSeen: { _ in true }))
    let (after, verdict) = apply(titled(dot(3, 1), at: 0, "丁"), to: held)
    #expect(verdict == .merged)
    #expect(after[title]?.heads.count == 3)
  }

  @Test func `a deletion keeps what it saw, even of an erased field`() throws {
    let logged = titled(dot(1, 1), at: 0, "甲")
    var held = try state([logged])
    held = apply(change(dot(1, 2), at: 1, [FieldWrite(deletion, sight(of: [held]))]), to: held).state
    held.erase([title.number, deletion.number])
    #expect(deletionState(field: deletion, root: held, children: []) == .deleted)
    #expect(held.value(deletion) == .sight([dot(1, 1)]))
    #expect(try RecordState(decoding: held.encoded()).encoded() == held.encoded())
  }

  @Test func `erasing at any time and in any parts, in any order of the changes, gives the same bytes`()
    throws
  {
    for history in History.all(of: 3, alphabet: 2) {
      let changes = history.changes
      var wanted = try state(changes)
      wanted.erase([title.number])
      let bytes = wanted.encoded()
      for order in permutations(changes) {
        for when in 0...changes.count {
          var held = RecordState(record: someRecord, kind: caseKind, aggregate: someRecord)
          for (at, change) in order.enumerated() {
            if at == when { held.erase([title.number]) }
            held = apply(change, to: held).state
          }
          if when == changes.count { held.erase([title.number]) }
          guard held.encoded() == bytes else { throw Failure("the order counts: \(history)") }
        }
      }
    }
  }

  @Test func `the same for changes of all shapes, stored and read in between, and for stripped changes`()
    throws
  {
    for seed in 0..<300 as Range<UInt64> {
      var random = RandomChanges(seed: seed)
      var changes: [Change] = []
      for _ in 0..<8 { changes.append(random.next()) }
      let numbers = (0..<4).map { _ in UInt32(random.generator.below(8)) }
      var wanted = try state(changes)
      wanted.erase(numbers)
      var held = RecordState(
        record: changes[0].record, kind: changes[0].kind, aggregate: changes[0].aggregate)
      var rest = numbers
      for change in changes.shuffled(using: &random.generator) {
        if random.generator.chance(1, in: 3), let number = rest.popLast() { held.erase([number]) }
        // Whoever sends the change may have stripped it already.
        let stripped = random.generator.chance(1, in: 2) ? change.erasing(Set(numbers)) : nil
        held = apply(stripped ?? change, to: try RecordState(decoding: held.encoded())).state
      }
      held.erase(rest)
      guard held.encoded() == wanted.encoded() else { throw Failure("seed \(seed): \(held) not \(wanted)") }
      held.erase(numbers)
      #expect(held.encoded() == wanted.encoded())
    }
  }

  @Test func `a change gives up its values of these fields and nothing else`() throws {
    let edit = EncodingSamples.edited
    let stripped = try #require(edit.erasing([title.number, 9]))
    #expect(stripped.writes.map(\.value) == [.none, .integer(0)])
    #expect(stripped.writes.map(\.base) == edit.writes.map(\.base))
    #expect(stripped.dot == edit.dot && stripped.group == edit.group && stripped.salt == edit.salt)
    #expect(stripped.times == edit.times && stripped.author == edit.author && stripped.scope == edit.scope)
    #expect(try Spelt(Change(decoding: stripped.encoded())) == Spelt(stripped))
    #expect(!contains(stripped.encoded(), "有声无画"))
  }

  @Test func `a change without a value there is not touched`() throws {
    let edit = EncodingSamples.edited
    #expect(edit.erasing([]) == nil)
    #expect(edit.erasing([4, 70_000]) == nil)
    #expect(EncodingSamples.removed.erasing([2]) == nil)
    #expect(EncodingSamples.logged.erasing([4]) == nil)
    let stripped = try #require(edit.erasing([3]))
    #expect(stripped.erasing([3]) == nil)
  }

  @Test func `a state without erased fields has the bytes that it always had`() throws {
    var held = try state([EncodingSamples.logged])
    let bytes = held.encoded()
    held.erase([])
    #expect(held.encoded() == bytes)
    #expect(bytes.first == 1)
  }

  private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.indices.dropLast(wanted.count - 1).contains {
      Array(bytes[$0..<$0 + wanted.count]) == wanted
    }
  }
}
