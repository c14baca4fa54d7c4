import FoundationEssentials
import Fuzzing
import Testing

/// Fixtures/fuzz/TARGET/ holds what the fuzzer began with and everything that it ever found.
@Suite struct FixtureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures/fuzz")

  private func inputs(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = Self.folder.appending(path: target.rawValue)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      ($0, [UInt8](try Data(contentsOf: folder.appending(path: $0))))
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `no input breaks a law`(target: FuzzTarget) throws {
    let inputs = try inputs(target)
    #expect(!inputs.isEmpty)
    for (name, bytes) in inputs {
      do { try target.run(bytes) } catch { Issue.record("\(target)/\(name): \(error)") }
    }
  }

  /// What a network or a disk does to bytes: cut short, a bit turned over, a piece twice.
  @Test(arguments: FuzzTarget.allCases)
  func `no damage to an input breaks a law`(target: FuzzTarget) throws {
    var random = Steps(state: 7)
    for (name, bytes) in try inputs(target) where !bytes.isEmpty {
      for _ in 0..<60 {
        var damaged = bytes
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: damaged.removeSubrange(at...)
        case 1: damaged[at] ^= 1 << UInt8(random.next() % 8)
        default: damaged.insert(contentsOf: bytes[at...].prefix(8), at: at)
        }
        do { try target.run(damaged) } catch {
          Issue.record("\(target)/\(name), damaged: \(error); \(damaged)")
        }
      }
    }
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private struct Steps: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }
}
