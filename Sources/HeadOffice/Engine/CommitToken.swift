import Crypto
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol

/// The token of a commit: 8 random bytes, then 8 of HMAC-SHA256 (RFC 2104) over scope, position and those.
///
/// Random, so that a restored head office that commits anew at a position has another one there. With a code
/// of its own, so that it can tell a commit that it made and lost from one that somebody made up: only the
/// former is a reason to take states from a replica.
struct CommitToken {
  private let key: SymmetricKey

  /// - Throws: `StoreError.damaged` where the store has no key.
  init(_ db: Database) throws {
    guard let known = try db.meta(.commitKey), known.count == 32 else {
      throw StoreError.damaged(detail: "no key for commits")
    }
    key = SymmetricKey(data: known)
  }

  func make(scope: String, position: Int64, random: UInt64) -> [UInt8] {
    let nonce = withUnsafeBytes(of: random.bigEndian) { Array($0) }
    return nonce + code(scope, position, nonce)
  }

  func isOwn(_ token: [UInt8], scope: String, position: Int64) -> Bool {
    guard token.count == 16 else { return false }
    let expected = code(scope, position, Array(token.prefix(8)))
    // Without a way to be timed.
    return zip(expected, token.suffix(8)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private func code(_ scope: String, _ position: Int64, _ nonce: [UInt8]) -> [UInt8] {
    let content = Array(scope.utf8) + [0] + withUnsafeBytes(of: position.bigEndian) { Array($0) } + nonce
    return Array(HMAC<SHA256>.authenticationCode(for: content, using: key).prefix(8))
  }
}

extension MetaKey<Data> {
  /// 32 bytes, drawn when the store is made: every backup of it has the same.
  static var commitKey: MetaKey<Data> { MetaKey("commit_key") }
}
