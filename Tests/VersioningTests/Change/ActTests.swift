import Testing

@testable import Versioning

/// Which changes are one act of a person, whatever they are numbered.
@Suite struct ActTests {
  private let own = Identifier(high: 1, low: 1)
  private let copy = Identifier(high: 2, low: 2)

  private func change(_ writes: [FieldWrite], salt: UInt64 = 7) -> Change {
    let record = Identifier(high: 9, low: 9)
    return Change(
      dot: Dot(own, 3), record: record, kind: RecordKind(1), aggregate: record, scope: "SH01",
      author: Author(name: "Li Na", branch: "SH01"), group: Group(first: 3, count: 1), salt: salt,
      writes: writes, times: Times(stamp: HybridTime(milliseconds: 1, counter: 0), wall: 1))
  }

  @Test func `under other numbers, with other dots in base and sight, it is the same act`() {
    let one = change([
      FieldWrite(FieldID(1), .text("x"), base: [Dot(own, 2)]), FieldWrite(FieldID(2), .sight([Dot(own, 1)])),
    ])
    let other = one.readdressed(to: Dot(copy, 1), groupFirst: 1) { Dot(copy, $0.number + 10) }
    #expect(one.isSameAct(as: other) && other.isSameAct(as: one))
  }

  @Test func `what an erasure took from one of both makes it no other act`() {
    let one = change([FieldWrite(FieldID(1), .text("x"))])
    #expect(one.isSameAct(as: change([FieldWrite(FieldID(1), .none)])))
    #expect(change([FieldWrite(FieldID(1), .none)]).isSameAct(as: one))
  }

  @Test func `another salt, value, field or number of fields is another act`() {
    let one = change([FieldWrite(FieldID(1), .text("x"))])
    #expect(!one.isSameAct(as: change([FieldWrite(FieldID(1), .text("x"))], salt: 8)))
    #expect(!one.isSameAct(as: change([FieldWrite(FieldID(1), .text("y"))])))
    #expect(!one.isSameAct(as: change([FieldWrite(FieldID(2), .text("x"))])))
    #expect(!one.isSameAct(as: change([])))
    #expect(!one.isSameAct(as: change([FieldWrite(FieldID(1), .flag(true))])))
  }
}
