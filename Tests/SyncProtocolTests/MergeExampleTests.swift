import TestSupport
import Testing
import Versioning

/// The worked examples of merging: blocks of the language `merge`, in this notation.
///
///     a1 at 0: severity = minor                      a change of one or several fields (`;` between them)
///     b1 at 1000: severity = severe (saw a1)         … and what it means to replace
///     b2 at 2000: deleted = saw a1 b1                a deletion
///     verdicts: applied, conflict won                of head office, in the order above
///     severity: severe b1, minor a1 (conflict)       the heads in the end, the winner first
///     case: visible | deleted | conflict b1          how a deletion stands
@Suite struct MergeExampleTests {
  private struct Example {
    var changes: [Change] = []
    var verdicts: [String] = []
    var outcomes: [(field: String, text: String)] = []
  }

  private let fields: [String: FieldID] = [
    "title": FieldID(3), "severity": FieldID(7), "type": FieldID(6), "deleted": FieldID(32),
  ]
  private let record = RecordID(high: 1, low: 1)

  @Test func `every worked example ends as it says, in every order`() throws {
    let blocks = try ProtocolDocument().blocks("merge")
    #expect(blocks.count >= 8)
    for block in blocks {
      let example = try read(block.text)
      try check(example, "\(block)")
    }
  }

  private func check(_ example: Example, _ name: String) throws {
    #expect(!example.outcomes.isEmpty, "\(name)")
    var state: RecordState?
    for (change, wanted) in zip(example.changes, example.verdicts) {
      let (next, verdict) = apply(change, to: state)
      state = next
      #expect(describe(verdict) == wanted, "\(name): \(label(change.dot))")
    }
    #expect(example.verdicts.count == example.changes.count, "\(name)")
    let result = try #require(state)
    for outcome in example.outcomes {
      #expect(describe(outcome.field, in: result) == outcome.text, "\(name): \(outcome.field)")
    }
    for order in permutations(example.changes) {
      var other: RecordState?
      for change in order { other = apply(change, to: other).state }
      #expect(other?.encoded() == result.encoded(), "\(name)")
    }
  }

  private func read(_ text: String) throws -> Example {
    var example = Example()
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
      guard halves.count == 2 else { throw ProtocolDocument.Unreadable("\(line)") }
      if halves[0].contains(" at ") {
        example.changes.append(try change(halves[0], halves[1]))
      } else if halves[0] == "verdicts" {
        example.verdicts = halves[1].split(separator: ",").map { String($0).trimmingSpaces }
      } else {
        example.outcomes.append((halves[0], halves[1]))
      }
    }
    return example
  }

  private func change(_ head: String, _ body: String) throws -> Change {
    let words = head.split(separator: " ").map(String.init)
    guard words.count == 3, let dot = dot(words[0]), let at = Int64(words[2]) else {
      throw ProtocolDocument.Unreadable(head)
    }
    let writes = try body.split(separator: ";").map { part in
      let sides = part.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
      guard sides.count == 2, let field = fields[sides[0]] else { throw ProtocolDocument.Unreadable(body) }
      var text = sides[1]
      var base: [Dot] = []
      if let open = text.firstIndex(of: "(") {
        base = dots(String(text[open...].filter { $0 != "(" && $0 != ")" }))
        text = String(text[..<open]).trimmingSpaces
      }
      let value: Value =
        if field == fields["deleted"] {
          text == "none" ? .none : .sight(dots(text).sorted())
        } else {
          text == "none" ? .none : .text(text)
        }
      return FieldWrite(field, value, base: base)
    }
    return Change(
      dot: dot, record: record, kind: RecordKind(1), aggregate: record, scope: "SH01",
      author: Author(name: words[0], branch: "SH01"), group: Group(first: dot.number, count: 1), salt: 0,
      writes: writes, times: Times(stamp: HybridTime(milliseconds: at), wall: at))
  }

  /// `saw a1 b1`
  private func dots(_ text: String) -> [Dot] { text.split(separator: " ").compactMap { dot(String($0)) } }

  /// `b2`: replica b, number 2.
  private func dot(_ text: String) -> Dot? {
    guard let letter = text.utf8.first, letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "f"),
      let number = UInt64(text.dropFirst())
    else { return nil }
    return Dot(ReplicaID(high: 0, low: UInt64(letter)), number)
  }

  private func label(_ dot: Dot) -> String {
    "\(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: dot.replica.low))))\(dot.number)"
  }

  private func describe(_ verdict: Verdict) -> String {
    switch verdict {
    case .applied: "applied"
    case .merged: "merged"
    case .conflict(let won): won ? "conflict won" : "conflict lost"
    case .duplicate: "duplicate"
    case .quarantined: "quarantined"
    }
  }

  private func describe(_ name: String, in state: RecordState) -> String {
    if name == "case" {
      switch deletionState(field: FieldID(32), root: state, children: []) {
      case .present: return "visible"
      case .deleted: return "deleted"
      case .conflicted(let unseen):
        return "visible, deletion in conflict with " + unseen.map(label).joined(separator: " ")
      }
    }
    guard let id = fields[name], let field = state[id] else { return "not set" }
    let heads = field.heads.sorted { $0.version.stamp > $1.version.stamp }.map { head in
      let value =
        switch head.value {
        case .text(let text): text
        case .none: "none"
        case .sight: "deleted"
        default: "?"
        }
      return "\(value) \(label(head.dot))"
    }
    return heads.joined(separator: ", ") + (field.isConflicted ? " (conflict)" : "")
  }
}
