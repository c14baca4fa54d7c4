import TestSupport
import Testing

@testable import Versioning

@Suite struct RoundTripTests {
  @Test func `changes of all shapes are read as they were written`() throws {
    for seed in 0..<300 as Range<UInt64> {
      var random = RandomChanges(seed: seed)
      for _ in 0..<4 {
        let change = random.next()
        let bytes = change.encoded()
        let read = try Change(decoding: bytes)
        guard Spelt(read) == Spelt(change), read.encoded() == bytes else {
          throw Failure("seed \(seed): \(change) was read as \(read)")
        }
      }
    }
  }

  @Test func `states of all shapes are read as they were written`() throws {
    var waiting = 0
    for seed in 0..<300 as Range<UInt64> {
      var random = RandomChanges(seed: seed)
      var changes = (0..<8).map { _ in random.next() }
      changes.shuffle(using: &random.generator)
      changes.removeLast(random.generator.below(8))
      let state = try state(changes)
      let bytes = state.encoded()
      let read = try RecordState(decoding: bytes)
      guard Spelt(read) == Spelt(state), read.encoded() == bytes else {
        throw Failure("seed \(seed): \(state) was read as \(read)")
      }
      if state.fields.contains(where: { !$0.unmet.isEmpty }) { waiting += 1 }
    }
    #expect(waiting > 100)
  }

  @Test func `a record without changes has an encoding too`() throws {
    let empty = RecordState(record: someRecord, kind: caseKind, aggregate: someRecord)
    #expect(hexadecimal(empty.encoded()) == "01" + hexadecimal(someRecord.bytes) + "01" + "00" + "00000000")
    #expect(try RecordState(decoding: empty.encoded()).encoded() == empty.encoded())
  }

  @Test func `a case of twenty fields costs at most three and a half bytes a field beyond its values`() throws
  {
    let terms = [
      "phone", "product_fault", "television", "high", "received", "Li Na", "张伟", "13800138000", "yes",
    ]
    var values: [Value] = terms.map { .text($0) }
    values += [0, 1, 30, 1_795_334_400_000].map { .integer($0) }
    values += [true, false, true].map { .flag($0) }
    values += [.text("电视无法开机"), .text(String(repeating: "客户来电称开机后有声无画。", count: 20)), .none, .text("")]
    #expect(values.count == 20)
    let writes = values.enumerated().map { FieldWrite(FieldID(UInt32($0 + 1)), $1) }
    let whole = try state([change(dot(1, 1), at: 0, writes)]).encoded()
    // One field that is cleared: version, record, tables, and the three bytes that it costs itself.
    let table = try state([change(dot(1, 1), at: 0, [FieldWrite(FieldID(1), .none)])]).encoded().count - 3
    let payload = values.reduce(0) { sum, value in
      switch value {
      case .text(let text): sum + text.utf8.count
      case .integer(0): sum
      case .integer(1), .integer(30), .flag: sum + 1
      case .integer: sum + 6
      default: sum
      }
    }
    let overhead = whole.count - table - payload
    #expect(Double(overhead) / 20 <= 3.5, "\(overhead) bytes for 20 fields")
    #expect(overhead >= 60)
  }

  @Test func `a table entry stands once, however many fields point to it`() throws {
    let wide = change(dot(1, 1), at: 0, (1...20).map { FieldWrite(FieldID($0), .flag(true)) })
    let bytes = try state([wide]).encoded()
    let name = Array("Li Na".utf8)
    let times = bytes.indices.dropLast(name.count).filter { Array(bytes[$0..<$0 + name.count]) == name }.count
    #expect(times == 1)
  }
}
