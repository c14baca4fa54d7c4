import TestSupport
import Testing

@testable import Versioning

/// Whatever comes over the wire is read as the one encoding of something, or refused: never a crash, never
/// a second encoding of the same thing.
@Suite struct RefusalTests {
  private static let changes = EncodingSamples.changes.map { $0.change.encoded() }
  private static func states() throws -> [[UInt8]] {
    try EncodingSamples.states.map { try EncodingSamples.state(named: $0.name).encoded() }
  }

  /// - Returns: whether the bytes were refused. Anything accepted must be canonical and stay usable.
  private func isRefusedChange(_ bytes: [UInt8]) throws -> Bool {
    guard let change = try? Change(decoding: bytes) else { return true }
    guard change.encoded() == bytes else {
      throw Failure("second encoding of a change: \(hexadecimal(bytes))")
    }
    _ = change.group.last
    _ = apply(change, to: nil)
    return false
  }

  private func isRefusedState(_ bytes: [UInt8]) throws -> Bool {
    guard let state = try? RecordState(decoding: bytes) else { return true }
    guard state.encoded() == bytes else { throw Failure("second encoding of a state: \(hexadecimal(bytes))") }
    _ = deletionState(field: FieldID(2), root: state, children: [])
    return false
  }

  @Test func `every truncation is refused`() throws {
    for sample in Self.changes {
      for length in sample.indices { #expect(try isRefusedChange(Array(sample.prefix(length)))) }
    }
    for sample in try Self.states() {
      for length in sample.indices { #expect(try isRefusedState(Array(sample.prefix(length)))) }
    }
  }

  @Test func `anything after the end is refused`() throws {
    for byte in [0, 1, 0x80, 0xFF] as [UInt8] {
      for sample in Self.changes { #expect(try isRefusedChange(sample + [byte])) }
      for sample in try Self.states() { #expect(try isRefusedState(sample + [byte])) }
    }
  }

  @Test func `with any one bit turned it is refused or the encoding of something else`() throws {
    for (samples, isRefused) in [(Self.changes, isRefusedChange), (try Self.states(), isRefusedState)] {
      var refused = 0
      for sample in samples {
        for at in sample.indices {
          for bit in 0..<8 {
            var bytes = sample
            bytes[at] ^= 1 << bit
            if try isRefused(bytes) { refused += 1 }
          }
        }
      }
      #expect(refused > 500)
    }
  }

  @Test func `with any one byte replaced by any other it is refused or the encoding of something else`()
    throws
  {
    let samples = [(Self.changes[1], isRefusedChange), (try Self.states()[1], isRefusedState)]
    for (sample, isRefused) in samples {
      var refused = 0
      for at in sample.indices {
        for byte in UInt8.min...UInt8.max where byte != sample[at] {
          var bytes = sample
          bytes[at] = byte
          if try isRefused(bytes) { refused += 1 }
        }
      }
      #expect(refused > 1_000)
    }
  }

  @Test func `a byte that is missing or doubled is refused or makes the encoding of something else`() throws {
    for (samples, isRefused) in [(Self.changes, isRefusedChange), (try Self.states(), isRefusedState)] {
      for sample in samples {
        for at in sample.indices {
          var less = sample
          less.remove(at: at)
          var more = sample
          more.insert(sample[at], at: at)
          _ = (try isRefused(less), try isRefused(more))
        }
        // The record's table and fields leave no slack: without its first byte nothing is valid.
        #expect(try isRefused(Array(sample.dropFirst())))
      }
    }
  }

  @Test(arguments: [
    "ffffffffffffffffff01", "80808080808080808001", "ffffffff0f", "8080808010", "ffffffffffffffff7f",
    "ffffffffffffffffff7f", "ffffffffffffffffffff01",
  ])
  func `huge numbers anywhere neither crash nor take memory`(hex: String) throws {
    let huge = try #require(bytes(hexadecimal: hex))
    for (samples, isRefused) in [(Self.changes, isRefusedChange), (try Self.states(), isRefusedState)] {
      for sample in samples {
        var refused = 0
        for at in sample.indices where try isRefused(sample[..<at] + huge + sample[(at + 1)...]) {
          refused += 1
        }
        #expect(refused > sample.count / 2)
      }
    }
  }

  @Test func `random bytes are refused`() throws {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<6_000 {
      var bytes = (0..<generator.below(80)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      if round % 2 == 0, !bytes.isEmpty { bytes[0] = 1 }
      #expect(try isRefusedState(bytes))
      #expect(try isRefusedChange(bytes))
    }
  }

  @Test func `several changed bytes are refused or the encoding of something else`() throws {
    var generator = SeededGenerator(seed: 8)
    for (samples, isRefused) in [(Self.changes, isRefusedChange), (try Self.states(), isRefusedState)] {
      var refused = 0
      for _ in 0..<6_000 {
        var bytes = samples[generator.below(samples.count)]
        for _ in 0..<(2 + generator.below(3)) {
          let small = generator.chance(1, in: 2)
          bytes[generator.below(bytes.count)] =
            UInt8(truncatingIfNeeded: generator.next()) & (small ? 3 : 0xFF)
        }
        if try isRefused(bytes) { refused += 1 }
      }
      #expect(refused > 1_000)
    }
  }
}
