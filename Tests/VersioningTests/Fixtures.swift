import Testing

@testable import Versioning

/// The replica of branch 1, 2, 3 …
func replica(_ number: Int) -> ReplicaID {
  Identifier(high: 0xA0A1_A2A3_A4A5_46A7, low: 0x80A9_AAAB_ACAD_AE00 + UInt64(number))
}

func dot(_ of: Int, _ number: UInt64) -> Dot { Dot(replica(of), number) }

let someRecord = Identifier(high: 0x0001_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E0F)
let otherRecord = Identifier(high: 0xF0F1_F2F3_F4F5_76F7, low: 0x88F9_FAFB_FCFD_FEFF)
let caseKind = RecordKind(1)
let noteKind = RecordKind(2)

/// 2026-11-22T08:00:00Z.
let morning: Int64 = 1_795_334_400_000

let title = FieldID(3)
let handler = FieldID(4)
func tag(_ term: String) -> FieldID { FieldID(9, term) }

/// A change whose wall clock shows its stamp.
///
/// - Parameter at: milliseconds after `morning`.
func change(
  _ dot: Dot, at: Int64, _ writes: [FieldWrite], record: RecordID = someRecord, kind: RecordKind = caseKind,
  aggregate: RecordID = someRecord, author: Author? = nil, counter: UInt16 = 0
) -> Change {
  Change(
    dot: dot, record: record, kind: kind, aggregate: aggregate, scope: "SH01",
    author: author ?? Author(name: "Li Na", branch: "SH01"), group: Group(first: dot.number, count: 1),
    salt: 0x5A17_0000_0000_0000 | dot.number, writes: writes,
    times: Times(
      stamp: HybridTime(milliseconds: morning + at, counter: counter), wall: morning + at,
      monotonic: 60_000))
}

/// A change of the title alone.
func titled(_ dot: Dot, at: Int64, _ text: String, base: [Dot] = []) -> Change {
  change(dot, at: at, [FieldWrite(title, .text(text), base: base)])
}

/// What the changes add up to in this order.
func state(_ changes: [Change]) throws -> RecordState {
  var result: RecordState?
  for change in changes { result = apply(change, to: result).state }
  return try #require(result)
}

/// The verdicts on the changes in this order.
func verdicts(_ changes: [Change]) -> [Verdict] {
  var result: RecordState?
  return changes.map { change in
    let (state, verdict) = apply(change, to: result)
    result = state
    return verdict
  }
}

/// Reads hexadecimal digits in lines; what follows a `#` in a line is a comment. Nil for anything else.
func bytes(hexadecimal text: String) -> [UInt8]? {
  var digits: [UInt8] = []
  for line in text.split(separator: "\n") {
    for byte in line.utf8.prefix(while: { $0 != UInt8(ascii: "#") }) where byte != UInt8(ascii: " ") {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      digits.append(UInt8(digit))
    }
  }
  guard digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
