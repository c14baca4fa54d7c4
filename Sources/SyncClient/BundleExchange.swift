import Bundles
import FoundationEssentials
package import Replica
import SyncProtocol
import Versioning

/// What writing a bundle says of it.
package struct WrittenBundle: Sendable {
  package let file: [UInt8]
  package let changes: Int
  /// Changes that did not fit: they go with the next one.
  package let remaining: Int
}

/// Packs and seals everything that is to be said to head office. What opens the answer is kept first.
package func writeBundle(_ store: ReplicaStore) throws -> WrittenBundle {
  let draft = try store.prepareBundle()
  let (file, key) = try sealRequest(draft.request, to: draft.sealingKey, headOffice: draft.headOffice)
  try store.noteBundle(serial: draft.request.serial, secret: key.bytes)
  return WrittenBundle(
    file: file, changes: draft.request.requests.reduce(0) { $0 + $1.changes.count },
    remaining: draft.remaining)
}

/// Opens an answer and takes it in. It may be read twice, late, or never.
/// - Throws: `BundleFailure`, `BundleProblem`, `StoreError`.
package func readBundle(_ file: [UInt8], into store: ReplicaStore) throws -> BundleReading {
  guard let headOffice = try store.read({ $0.identity.headOffice }) else { throw BundleProblem.noKey }
  var failure = BundleFailure.damaged
  // A handful of secrets at most; a wrong one fails at its seal.
  for (_, secret) in try store.bundleSecrets() {
    guard let key = AnswerKey(bytes: secret) else { continue }
    do { return try store.read(try key.openAnswer(file, headOffice: headOffice.id)) } catch let error
      as BundleFailure
    {
      failure = error
      guard error == .damaged else { throw error }
    }
  }
  throw failure
}
