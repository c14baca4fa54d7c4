import Testing
import Versioning

@testable import Simulator

/// Which worlds are taken for the same: too few, and an exploration is slow; too many, and it misses some.
@Suite("What makes two situations the same")
struct SituationTests {
  private static let here = ReplicaID(high: 9, low: 1)
  private static let there = ReplicaID(high: 2, low: 7)

  /// A device that holds something under its own id, with a text and a stamp.
  private func device(
    _ replica: ReplicaID, count: Int64, text: String = "soup", stamp: UInt64 = 5, rank: String = "SH01"
  ) -> Situation.Part {
    Situation.Part(
      replica: replica, rank: rank,
      pieces: [
        .name(replica.bytes), .number(count), .name(Array(text.utf8)), .stamp(stamp), .salt(stamp),
      ])
  }

  private func situation(
    _ devices: [Situation.Part], rest: [Piece] = [], flags: (UInt64) -> UInt8 = { _ in 0 }
  ) -> Situation {
    Situation(devices, rest: rest, flags: flags)
  }

  @Test func `devices of a branch and a role stand for each other, whichever holds what`() {
    let one = situation(
      [device(Self.here, count: 1), device(Self.there, count: 2, text: "tea", stamp: 8)],
      rest: [.name(Self.here.bytes)])
    let other = situation(
      [device(Self.here, count: 2, text: "tea", stamp: 8), device(Self.there, count: 1)],
      rest: [.name(Self.there.bytes)])
    #expect(one == other)
    let crossed = situation(
      [device(Self.here, count: 2, text: "tea", stamp: 8), device(Self.there, count: 1)],
      rest: [.name(Self.here.bytes)])
    #expect(one != crossed, "head office knows the other one")
  }

  @Test func `devices of two branches do not`() {
    let one = situation([device(Self.here, count: 1), device(Self.there, count: 2, rank: "SH02")])
    let other = situation([device(Self.here, count: 2), device(Self.there, count: 1, rank: "SH02")])
    #expect(one != other)
  }

  @Test func `ids, words and clock times only have to be told from each other`() {
    let one = situation([device(Self.here, count: 1)], rest: [.name(Array("soup".utf8)), .stamp(6)])
    #expect(
      one
        == situation(
          [device(Self.there, count: 1, text: "tea", stamp: 70)],
          rest: [.name(Array("tea".utf8)), .stamp(90)]))
    #expect(
      one != situation([device(Self.here, count: 1)], rest: [.name(Array("tea".utf8)), .stamp(6)]),
      "another word")
    #expect(
      one != situation([device(Self.here, count: 1)], rest: [.name(Array("soup".utf8)), .stamp(4)]),
      "an earlier stamp")
    #expect(
      one != situation([device(Self.here, count: 2)], rest: [.name(Array("soup".utf8)), .stamp(6)]),
      "another number")
  }

  @Test func `what has no order of its own has none here`() {
    let rows: [[Piece]] = [[.number(1), .text("a")], [.number(2), .text("b")], [.number(2), .text("a")]]
    let one = situation([device(Self.here, count: 1)], rest: [.unordered(rows)])
    #expect(one == situation([device(Self.here, count: 1)], rest: [.unordered(rows.reversed())]))
    #expect(one != situation([device(Self.here, count: 1)], rest: [.unordered(Array(rows.dropLast()))]))
    #expect(one != situation([device(Self.here, count: 1)], rest: Array(rows.joined())))
  }

  @Test func `what the oracle knows of an act counts`() {
    let devices = [device(Self.here, count: 1, stamp: 5)]
    #expect(situation(devices) != situation(devices) { $0 == 5 ? 1 : 0 })
    #expect(situation(devices) == situation(devices) { $0 == 6 ? 1 : 0 })
  }
}
