import SwiftProtobuf
import SyncProtocol
import Versioning

@testable import Bundles

/// What the tests seal and open.
enum Samples {
  static let headOffice = Identifier(high: 0x0011_2233_4455_4667, low: 0x8899_AABB_CCDD_EEFF)
  static let otherHeadOffice = Identifier(high: 1, low: 2)

  static let request = BundleRequest.with {
    $0.protocol = 1
    $0.token = "secret-token-of-the-replica"
    $0.serial = 7
    $0.requests = [
      SyncRequest.with {
        $0.replica = .init(headOffice.bytes)
        $0.changes = [.init("电视无法开机".utf8)]
      }
    ]
  }

  static let answer = BundleAnswer.with {
    $0.protocol = 1
    $0.serial = 7
    $0.responses = [SyncResponse.with { $0.covered = 3 }]
  }

  /// A key that is the same in every run.
  static let key = BundleKey(bytes: Array(1...32)) ?? BundleKey()
}

/// How opening ends: nil when it opens.
func failure<Result>(_ body: () throws(BundleFailure) -> Result) -> BundleFailure? {
  do {
    _ = try body()
    return nil
  } catch { return error }
}

func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
