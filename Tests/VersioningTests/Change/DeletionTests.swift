import TestSupport
import Testing

@testable import Versioning

@Suite struct DeletionTests {
  let deleted = FieldID(2)
  let first = titled(dot(1, 1), at: 0, "甲")

  private func deletion(_ dot: Dot, at: Int64, of records: [RecordState], base: [Dot] = []) -> Change {
    // With its reason, in the same change.
    change(
      dot, at: at,
      [FieldWrite(deleted, sight(of: records), base: base), FieldWrite(FieldID(5), .text("重复"), base: base)])
  }

  private func restoration(_ dot: Dot, at: Int64, base: [Dot]) -> Change {
    change(dot, at: at, [FieldWrite(deleted, .none, base: base)])
  }

  private func note(_ dot: Dot, at: Int64, _ text: String, base: [Dot] = []) -> Change {
    change(
      dot, at: at, [FieldWrite(FieldID(1), .text(text), base: base)], record: otherRecord, kind: noteKind)
  }

  private func stand(_ root: [Change], notes: [Change] = []) throws -> DeletionState {
    deletionState(field: deleted, root: try state(root), children: notes.isEmpty ? [] : [try state(notes)])
  }

  @Test func `a case that nobody deleted is present`() throws {
    #expect(try stand([first]) == .present)
  }

  @Test func `a deletion that saw all is a deletion`() throws {
    let removal = deletion(dot(2, 1), at: 1, of: [try state([first])])
    #expect(removal.write(to: deleted)?.value == .sight([first.dot]))
    #expect(try stand([first, removal]) == .deleted)
    #expect(try stand([removal, first]) == .deleted)
    #expect(!DeletionState.deleted.isVisible)
  }

  @Test func `an edit that the deletion did not see keeps the case visible, whatever the clocks say`() throws
  {
    let removal = deletion(dot(2, 1), at: 1_000_000, of: [try state([first])])
    let edit = titled(dot(1, 2), at: -1_000_000, "乙", base: [first.dot])
    for order in permutations([first, removal, edit]) {
      let standing = try stand(order)
      #expect(standing == .conflicted(unseen: [edit.dot]))
      #expect(standing.isVisible)
    }
  }

  @Test func `an edit that the deletion saw is deleted with the rest, also when it comes later`() throws {
    let edit = titled(dot(1, 2), at: 1, "乙", base: [first.dot])
    let removal = deletion(dot(2, 1), at: 2, of: [try state([first, edit])])
    // The replaced version is no head, so it need not be named.
    #expect(removal.write(to: deleted)?.value == .sight([edit.dot]))
    #expect(try stand([first, removal, edit]) == .deleted)
  }

  @Test func `notes count like the case itself`() throws {
    let seen = note(dot(1, 2), at: 1, "已回电")
    let removal = deletion(dot(2, 1), at: 2, of: [try state([first]), try state([seen])])
    #expect(try stand([first, removal], notes: [seen]) == .deleted)
    let unseen = note(dot(3, 1), at: 3, "客户再次来电", base: [seen.dot])
    #expect(try stand([first, removal], notes: [seen, unseen]) == .conflicted(unseen: [unseen.dot]))
  }

  @Test func `two deletions are one decision, and what either saw is seen`() throws {
    let left = titled(dot(1, 2), at: 1, "乙", base: [first.dot])
    let right = change(dot(2, 1), at: 1, [FieldWrite(handler, .text("Li"))])
    let mine = deletion(dot(1, 3), at: 2, of: [try state([first, left])])
    let theirs = deletion(dot(2, 2), at: 3, of: [try state([first, right])])
    #expect(try stand([first, left, right, mine]) == .conflicted(unseen: [right.dot]))
    #expect(try stand([first, left, right, theirs]) == .conflicted(unseen: [left.dot]))
    for order in permutations([first, left, right, mine, theirs]) {
      #expect(try stand(order) == .deleted)
      #expect(try state(order).conflictedFields.isEmpty)
    }
  }

  @Test func `a restoration that saw the deletion brings the case back`() throws {
    let removal = deletion(dot(2, 1), at: 2, of: [try state([first])])
    let back = restoration(dot(3, 1), at: 1, base: [removal.dot])
    #expect(try stand([first, removal, back]) == .present)
  }

  @Test func `a restoration against a second deletion without sight keeps the case visible and flagged`()
    throws
  {
    let removal = deletion(dot(1, 2), at: 2, of: [try state([first])])
    let back = restoration(dot(2, 1), at: 5, base: [removal.dot])
    for stamp: Int64 in [4, 6] {
      let second = deletion(dot(3, 1), at: stamp, of: [try state([first])])
      let all = try state([first, removal, back, second])
      let standing = deletionState(field: deleted, root: all, children: [])
      #expect(standing.isVisible)
      #expect(all.conflictedFields.map(\.field) == [deleted])
      // Where the deletion has the higher stamp, what stands against it is named.
      #expect(standing == .conflicted(unseen: [back.dot]))
    }
  }

  @Test func `an edit after a restoration is seen by the next deletion`() throws {
    let removal = deletion(dot(1, 2), at: 1, of: [try state([first])])
    let back = restoration(dot(1, 3), at: 2, base: [removal.dot])
    let edit = titled(dot(1, 4), at: 3, "乙", base: [first.dot])
    let before = [first, removal, back, edit]
    let again = deletion(dot(2, 1), at: 4, of: [try state(before)], base: [back.dot])
    #expect(try stand(before + [again]) == .deleted)
    // One that had seen the restoration only, and not the edit, is stopped by the edit.
    let blind = deletion(dot(2, 1), at: 4, of: [try state([first, removal, back])], base: [back.dot])
    #expect(try stand(before + [blind]) == .conflicted(unseen: [edit.dot]))
  }
}
