import SyncProtocol
package import Versioning

/// Why a bundle was not made or not opened. Trying the same file again never helps.
package enum BundleFailure: Error, Hashable, Sendable {
  /// It does not begin like a bundle file.
  case notABundle
  /// Made by a program whose bundle files are of this version, which is not known here.
  case otherVersion(UInt8)
  /// An answer where a request belongs, or the other way round.
  case otherKind(BundleKind)
  /// Meant for, or made by, this other head office.
  case otherHeadOffice(Identifier)
  /// Damaged, cut, forged, sealed to another key, or the answer to another request: which of them cannot be
  /// told, by design of the seal.
  case damaged
  /// More than so many bytes, as a file or unpacked.
  case tooLarge(limit: Int)
  /// Small, but its lists have more elements than a bundle may have.
  case tooManyElements
  /// The public key that a bundle should be sealed to is none.
  case unusableKey
}

/// What a bundle file holds. The raw value stands in the file.
package enum BundleKind: UInt8, Hashable, Sendable {
  /// From a replica to head office.
  case request = 1
  /// From head office to the replica that asked.
  case answer = 2
}

/// How large a bundle may be, in bytes. Both are checked before anything is parsed.
package struct BundleLimits: Hashable, Sendable {
  package let sealed: Int
  package let unpacked: Int

  package init(sealed: Int = Limits.bundleBytes, unpacked: Int = Limits.bundleUnpackedBytes) {
    self.sealed = sealed
    self.unpacked = unpacked
  }
}
