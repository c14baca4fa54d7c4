import Testing

@testable import Versioning

/// The rules that make an encoding the only one, each broken once in an otherwise good sample.
@Suite struct SecondEncodingTests {
  struct Broken: CustomTestStringConvertible {
    let what: String
    let sample: String
    /// Hexadecimal digits that stand once in the sample, and what they are replaced with.
    let from: String
    let to: String
    let reason: String
    var testDescription: String { what }

    init(_ what: String, _ sample: String, _ from: String, _ to: String, _ reason: String) {
      (self.what, self.sample, self.from, self.to, self.reason) = (what, sample, from, to, reason)
    }
  }

  private func broken(_ sample: String, _ broken: Broken) throws -> [UInt8] {
    let good = hexadecimal(try #require(bytes(hexadecimal: sample)))
    let parts = good.split(separator: broken.from, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(broken.from) stands \(parts.count - 1) times")
    return try #require(bytes(hexadecimal: parts.joined(separator: broken.to)))
  }

  @Test(arguments: [
    Broken("another version", "state_conflict", "010001020304", "030001020304", "unknown encoding version 3"),
    Broken(
      "own aggregate", "state_waiting", "000102030405760788090a0b0c0d0e0f",
      "f0f1f2f3f4f576f788f9fafbfcfdfeff", "own aggregate spelt out"),
    Broken("aggregate form", "state_conflict", "0e0f0100", "0e0f0102", "unknown aggregate form"),
    Broken(
      "replicas", "state_deleted", "a546a780a9aaabacadae02", "a546a780a9aaabacadae04",
      "replicas not ascending"),
    Broken("numbers", "state_logged", "ae010101", "ae010100", "numbers not ascending"),
    Broken("authors", "state_conflict", "054c69204e61", "055869204e61", "authors not ascending"),
    Broken("versions", "state_conflict", "010101cf0f", "000101cf0f", "versions not ascending"),
    Broken(
      "a version that was not applied", "state_conflict", "010101cf0f", "010201cf0f",
      "version that was not applied"),
    Broken("a kind of 33 bits", "state_conflict", "0e0f010002", "0e0f80808080100002", "kind above 32 bits"),
    Broken("a counter of 17 bits", "state_conflict", "cf0f0008", "cf0f00808010", "stamp out of range"),
    Broken(
      "a stamp before 1970", "state_conflict", "cf0f0008", "cf0fffffffffffffffffff0108",
      "stamp out of range"),
    Broken(
      "a field number of 33 bits", "state_unknown_type", "c08b11", "8080808040", "field number above 32 bits"),
    Broken("heads", "state_conflict", "0119e4b999", "0019e4b999", "heads not ascending"),
    Broken("fields", "state_deleted", "0207040019", "0207000019", "fields not ascending"),
    Broken("a long number", "state_conflict", "e4b99900", "e4b9998000", "number not in its shortest form"),
    Broken(
      "a simple field in the long form", "state_unknown_type", "c08b110016cafe", "c28b11010016cafe00",
      "field not in its shortest form"),
    Broken(
      "a field of nothing", "state_unknown_type", "c08b110016cafe", "c28b110000",
      "field not in its shortest form"),
    Broken(
      "a version that no field has", "state_conflict", "0e020019e794b20119e4b99900", "0c0019e794b2",
      "table entry that nothing points to"),
    Broken(
      "a replica for nothing", "state_waiting", "94bb03000101ab020207", "94bb02000101ab02",
      "table entry that nothing points to"),
    Broken(
      "an unmet dot that was applied", "state_waiting", "01ab020207", "01ac020207", "unmet dot was applied"),
    Broken("a dot number 0", "state_waiting", "94bb03000101", "94bb03000001", "unmet dot was applied"),
    Broken("a padded integer", "state_logged", "12ff38", "1affff38", "integer not in its shortest form"),
    Broken("a flag of 2", "state_logged", "000b01", "000b02", "flag that is neither 0 nor 1"),
    Broken(
      "a cleared value with content", "state_logged", "040000", "04000800", "cleared value with a payload"),
    Broken("text that is not UTF-8", "state_conflict", "e4b999", "e4b9ff", "text that is not UTF-8"),
    Broken(
      "an empty list of erased fields", "state_erased", "030306e7a204", "00", "empty list of erased fields"),
    Broken(
      "a field that is erased twice", "state_erased", "030306e7a204", "040306e7a20400",
      "erased fields not ascending"),
    Broken(
      "an erased field of 33 bits", "state_erased_waiting", "0200ffffffff0f", "0200ffffffff1f",
      "field number above 32 bits"),
    Broken(
      "a value in an erased field", "state_erased", "0e020000010000", "0e02000b01010000",
      "value in an erased field"),
    Broken(
      "a value of unknown type in an erased field", "state_erased", "0e020000010000", "0e02000fff010000",
      "value in an erased field"),
    Broken("a sight out of order", "state_deleted", "000101050207", "010500010207", "dots not ascending"),
  ])
  func `a state with a broken rule is refused for it`(example: Broken) throws {
    try check(example, in: try #require(GoldenStates.all[example.sample]).hex, RecordState.init(decoding:))
  }

  @Test(arguments: [
    Broken(
      "replicas", "change_edited", "ae01a0a1a2a3a4a546a780a9aaabacadae03",
      "ae03a0a1a2a3a4a546a780a9aaabacadae01", "replicas not ascending"),
    Broken("own replica in the table", "change_edited", "ae03020661", "ae02020661", "replicas not ascending"),
    Broken(
      "a replica for nothing", "change_deletion", "34000501010207", "34000501010107",
      "replica that nothing points to"),
    Broken("base out of order", "change_edited", "00ab0201010207", "010100ab020207", "base not ascending"),
    Broken("a base on itself", "change_edited", "00ab020101", "00ac020101", "base that is not earlier"),
    Broken("group", "change_edited", "30320103", "30320303", "group that does not hold its change"),
    Broken("number 0", "change_logged", "ae010100", "ae010000", "number out of range"),
    Broken(
      "fields", "change_edited", "94bb0300ab02010102070402", "94bb0300ab02010102070002",
      "fields not ascending"),
    Broken("the content's length", "change_logged", "6901a0", "6801a0", "ends too early"),
  ])
  func `a change with a broken rule is refused for it`(example: Broken) throws {
    try check(example, in: try #require(GoldenChanges.all[example.sample]).hex, Change.init(decoding:))
  }

  private func check<Result>(
    _ example: Broken, in sample: String, _ read: ([UInt8]) throws -> Result
  ) throws {
    let bytes = try broken(sample, example)
    let error = #expect(throws: MalformedBytes.self) { try read(bytes) }
    #expect(error?.reason.hasPrefix(example.reason) == true, "refused with: \(error?.reason ?? "nothing")")
  }

  @Test func `a field number of 33 bits in a change is refused`() throws {
    let made = change(dot(1, 1), at: 0, [FieldWrite(FieldID(.max), .none)])
    let content = made.encodedContent()
    let times = made.encoded().dropFirst(content.count + 1)
    // The last write: 2^32 - 1 shifted by one, cleared, an empty base; then the same with 2^32.
    #expect(hexadecimal(content.suffix(7)) == "feffffff1f" + "0000")
    let wide = content.dropLast(7) + [0x80, 0x80, 0x80, 0x80, 0x20, 0, 0]
    #expect(throws: MalformedBytes.self) { try Change(decoding: [UInt8(wide.count)] + wide + times) }
    #expect(try Change(decoding: [UInt8(content.count)] + content + times).writes[0].field == FieldID(.max))
  }

  @Test func `a group begins with a number, and what saw something names it once`() throws {
    var second = titled(dot(1, 2), at: 0, "甲")
    second.group = Group(first: 1, count: 2)
    #expect(try Change(decoding: second.encoded()).group.first == 1)
    second.group = Group(first: 0, count: 3)
    #expect(throws: MalformedBytes.self) { try Change(decoding: second.encoded()) }
    func seeing(_ dots: [Dot]) -> Change {
      change(dot(1, 1), at: 0, [FieldWrite(title, .sight(dots))])
    }
    #expect(try Change(decoding: seeing([dot(2, 1), dot(2, 2)]).encoded()).writes.count == 1)
    #expect(throws: MalformedBytes.self) {
      try Change(decoding: seeing([dot(2, 1), dot(2, 1)]).encoded())
    }
  }

  @Test func `a group may not reach beyond the last number there is`() throws {
    var last = titled(dot(1, .max), at: 0, "甲")
    last.group = Group(first: .max, count: 1)
    #expect(try Change(decoding: last.encoded()).group.last == .max)
    last.group = Group(first: .max, count: 2)
    #expect(throws: MalformedBytes.self) { try Change(decoding: last.encoded()) }
  }
}
