import TestSupport
import Testing

@testable import Versioning

@Suite struct IdentityTests {
  @Test func `an identifier is the same as bytes and as text`() {
    #expect(someRecord.description == "00010203-0405-7607-8809-0a0b0c0d0e0f")
    #expect(Identifier(text: someRecord.description) == someRecord)
    #expect(Identifier(text: "000102030405760788090A0B0C0D0E0F") == someRecord)
    #expect(Identifier(bytes: someRecord.bytes) == someRecord)
  }

  @Test(arguments: [
    "", "00010203", "00010203-0405-7607-8809-0a0b0c0d0e0g", "00010203-0405-7607-8809-0a0b0c0d0e0f0",
  ])
  func `what is no identifier is refused`(text: String) {
    #expect(Identifier(text: text) == nil)
    #expect(Dot(text: text + "/1") == nil)
  }

  @Test func `identifiers have the versions of RFC 9562`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<100 {
      let random = Identifier.random(using: &generator)
      #expect(random.high >> 12 & 0xF == 4)
      #expect(random.low >> 62 == 2)
      let ordered = Identifier.timeOrdered(milliseconds: morning, using: &generator)
      #expect(ordered.high >> 12 & 0xF == 7)
      #expect(ordered.low >> 62 == 2)
      #expect(ordered.high >> 16 == UInt64(morning))
      #expect(ordered < Identifier.timeOrdered(milliseconds: morning + 1, using: &generator))
    }
  }

  @Test func `an id that is kept for a name tells so, and no other does`() {
    let reserved = Identifier.reserved("phrase zh_thanks")
    #expect(reserved.description == "73686172-6564-81b7-a503-e0c8f4db9b49")
    #expect(reserved.isReserved && Identifier.reserved("phrase zh_thanks") == reserved)
    #expect(Identifier.reserved("phrase zh_thank") != reserved)
    let former = Identifier.formerlyReserved("phrase zh_thanks")
    #expect(former.description == "ed03dd7a-df35-81b7-a503-e0c8f4db9b49" && !former.isReserved)
    // Whatever is drawn has another version, whenever it is drawn.
    for version: UInt64 in [4, 7] {
      #expect(!Identifier(high: reserved.high & ~0xF000 | version << 12, low: reserved.low).isReserved)
    }
  }

  @Test func `a dot is read as it is written`() {
    let some = dot(7, 1_234)
    #expect(Dot(text: some.description) == some)
    #expect(Dot(text: "\(replica(1))/0") == nil)
    #expect(Dot(text: "\(replica(1))") == nil)
    #expect(Dot(text: "\(replica(1))/1/2") == nil)
    for number in ["-1", "+1", "01", "", " 1", "1 ", "1_0", "٣", "18446744073709551616"] {
      #expect(Dot(text: "\(replica(1))/\(number)") == nil)
    }
    #expect(Dot(text: "\(replica(1))/18446744073709551615") == dot(1, .max))
  }

  @Test func `fields are ordered by number, the field itself first, then its elements by their bytes`() {
    let fields = [FieldID(1), FieldID(9), tag(""), tag("Z"), tag("a"), tag("回访"), FieldID(10)]
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      #expect(fields.shuffled(using: &generator).sorted() == fields)
    }
    #expect(FieldID(9) != tag(""))
    #expect(tag("\u{E9}") != tag("e\u{301}"))
    #expect(Author(name: "\u{E9}", branch: "") != Author(name: "e\u{301}", branch: ""))
  }
}
