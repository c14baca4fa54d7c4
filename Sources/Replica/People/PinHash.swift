import CryptoExtras
import FoundationEssentials

/// A PIN as it is kept: scrypt (RFC 7914) makes each guess cost memory and time. A PIN of four digits can be guessed by
/// whoever has the file and a day; it keeps out who stands at the counter.
struct PinHash: Sendable, Equatable {
  let salt: [UInt8]
  let hash: [UInt8]
  /// scrypt's N; with r = 8 it takes 128 · 8 · N bytes.
  let rounds: Int

  /// 32 MiB, some 100 ms on an old PC.
  static let usualRounds = 1 << 15

  init(salt: [UInt8], hash: [UInt8], rounds: Int) {
    self.salt = salt
    self.hash = hash
    self.rounds = rounds
  }

  /// - Throws: where the machine has no memory for it.
  init(pin: String, rounds: Int = usualRounds, using generator: inout some RandomNumberGenerator) throws {
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    self.init(salt: salt, hash: try Self.derive(pin, salt: salt, rounds: rounds), rounds: rounds)
  }

  func matches(_ pin: String) throws -> Bool {
    let other = try Self.derive(pin, salt: salt, rounds: rounds)
    return zip(hash, other).reduce(UInt8(hash.count == other.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func derive(_ pin: String, salt: [UInt8], rounds: Int) throws -> [UInt8] {
    let key = try KDF.Scrypt.deriveKey(
      from: Data(pin.utf8), salt: Data(salt), outputByteCount: 32, rounds: rounds, blockSize: 8,
      parallelism: 1)
    return key.withUnsafeBytes { Array($0) }
  }
}
