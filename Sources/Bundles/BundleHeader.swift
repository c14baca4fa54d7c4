package import Versioning

/// The first 24 bytes of a bundle file, in the clear but sealed against change: "CBBNDL", the version, the
/// kind, the id of the head office.
package struct BundleHeader: Hashable, Sendable {
  package static let version: UInt8 = 1
  package static let count = 24
  private static let magic = Array("CBBNDL".utf8)

  package let kind: BundleKind
  package let headOffice: Identifier

  package init(_ kind: BundleKind, headOffice: Identifier) {
    self.kind = kind
    self.headOffice = headOffice
  }

  /// Of a whole file or its beginning. What it says is not proven until the file is opened.
  package init(of file: [UInt8]) throws(BundleFailure) {
    guard file.starts(with: Self.magic) else { throw .notABundle }
    guard file.count >= Self.count else { throw .damaged }
    guard file[6] == Self.version else { throw .otherVersion(file[6]) }
    guard let kind = BundleKind(rawValue: file[7]), let headOffice = Identifier(bytes: file[8..<24]) else {
      throw .damaged
    }
    self.init(kind, headOffice: headOffice)
  }

  var bytes: [UInt8] { Self.magic + [Self.version, kind.rawValue] + headOffice.bytes }

  /// What follows the header, where the file is what the caller expects.
  ///
  /// - Parameter smallest: how many bytes must follow at least.
  func body(of file: [UInt8], smallest: Int, limits: BundleLimits) throws(BundleFailure) -> ArraySlice<UInt8>
  {
    guard file.count <= limits.sealed else { throw .tooLarge(limit: limits.sealed) }
    let found = try BundleHeader(of: file)
    guard found.kind == kind else { throw .otherKind(found.kind) }
    guard found.headOffice == headOffice else { throw .otherHeadOffice(found.headOffice) }
    guard file.count >= Self.count + smallest else { throw .damaged }
    return file[Self.count...]
  }
}
