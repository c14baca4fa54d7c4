import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// A bundle that is about to be written.
package struct PreparedBundle: Sendable {
  package var request: BundleRequest
  package let headOffice: Identifier
  /// Head office's public key.
  package let sealingKey: [UInt8]
  /// Changes that did not fit: they go with the next one.
  package let remaining: Int
}

/// What this store says in a bundle.
extension ReplicaStore {
  /// Everything that is to be said to head office now.
  package func prepareBundle() throws -> PreparedBundle {
    try writing { db in
      let identity = try db.identity()
      guard let key = try db.meta(.sealingKey), let link = identity.headOffice else {
        throw BundleProblem.noKey
      }
      var request = BundleRequest()
      request.protocol = Limits.protocolVersion
      request.token = link.token
      request.serial = UInt64(bitPattern: (try db.meta(.bundleSerial) ?? 0) + 1)
      if let code = try db.meta(.pendingCode) {
        request.enrol = try self.request(enrolling: identity, code: code, db)
      }
      var remaining = 0
      if try db.meta(.divergedAt) != nil {
        request.incarnation = try incarnationRequest(db)
      } else {
        for code in try db.comparedScopes().compactMap({ rid in try db.scopes().first { $0.rid == rid }?.code
        }) {
          request.offers += try db.offers(ofAllIn: code, identity: identity)
        }
        request.offers += try db.unrepairedOffers(identity: identity)
        (request.requests, remaining) = try bundleRequests(db, identity)
      }
      return PreparedBundle(
        request: request, headOffice: link.id, sealingKey: Array(key), remaining: remaining)
    }
  }

  /// Several pushes, and the last one asks for the scopes' feeds.
  private func bundleRequests(_ db: Database, _ identity: ReplicaIdentity) throws -> ([SyncRequest], Int) {
    let last = UInt64(bitPattern: try db.meta(.lastNumber) ?? 0)
    var after = UInt64(bitPattern: try db.meta(.covered) ?? 0)
    try Restamping(db, surroundings: surroundings).restampAll(
      after: after, replica: try db.replicaRid(identity.replica), identity: identity)
    var requests: [SyncRequest] = []
    var bytes = 0
    repeat {
      let request = try self.request(
        db, withoutPages: false, goesOn: !requests.isEmpty, after: after
      ).request
      guard requests.isEmpty || bytes + request.changes.reduce(0, { $0 + $1.count }) < Limits.bundleBytes / 2
      else { break }
      bytes += request.changes.reduce(0) { $0 + $1.count }
      after += UInt64(request.changes.count)
      requests.append(request)
      if request.changes.isEmpty { break }
    } while after < last
    // Said once is enough, and only the last one wants an answer with pages.
    for at in requests.indices {
      requests[at].moreChanges = at < requests.count - 1
      guard at > 0 else { continue }
      requests[at].retries = []
      requests[at].discards = []
      requests[at].followed = []
      requests[at].erased = []
    }
    if after > UInt64(bitPattern: try db.meta(.attempted) ?? 0) {
      try db.setMeta(.attempted, Int64(bitPattern: after))
    }
    return (requests, Int(last - after))
  }

  /// Keeps what opens the answer. Called before the file is written: a bundle that was carried must be readable.
  package func noteBundle(serial: UInt64, secret: [UInt8]) throws {
    try writing { db in
      try db.setMeta(.bundleSerial, Int64(bitPattern: serial))
      try db.run(
        """
        INSERT OR REPLACE INTO bundles (serial, secret, at, epoch, exchanges, boot, monotonic)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        values: [
          .number(serial), .blob(secret), .integer(surroundings.wall()),
          .integer(try db.meta(.epoch) ?? 0), .integer(try db.meta(.exchanges) ?? 0),
          .id(surroundings.boot), .number(surroundings.monotonic()),
        ])
      try db.run(
        "DELETE FROM bundles WHERE serial NOT IN (SELECT serial FROM bundles ORDER BY serial DESC LIMIT 50)",
        values: [])
    }
  }

  /// The secrets of bundles that were written, newest first.
  package func bundleSecrets() throws -> [(serial: UInt64, secret: [UInt8])] {
    try read { reader in
      try reader.db.map("SELECT serial, secret FROM bundles ORDER BY serial DESC", values: []) {
        (UInt64(bitPattern: $0.integer(0)), $0.bytes(1) ?? [])
      }
    }
  }
}

extension Database {
  /// Every state of a scope that is to be compared: by file nothing can be asked first.
  fileprivate func offers(ofAllIn code: String, identity: ReplicaIdentity) throws -> [OfferRequest] {
    guard let scope = try scope(code), let lost = try lostCursor(of: scope) else { return [] }
    let states = try map(
      """
      SELECT state, number FROM records WHERE scope = ? AND state IS NOT NULL
      ORDER BY aggregate IS NOT NULL, id
      """,
      values: [.integer(scope.rid)]
    ) { row in
      var entry = OfferedState()
      entry.state = Data(row.bytes(0) ?? [])
      entry.number = row.text(1) ?? ""
      return entry
    }
    var offers = states.packed(scope: code, replica: identity.replica)
    if code == identity.branch.rawValue { offers += try formerChanges(scope: code, identity: identity) }
    for at in offers.indices { offers[at].cursor = lost }
    return offers
  }
}

extension MetaKey<Int64> {
  static var bundleSerial: MetaKey<Int64> { MetaKey("bundle_serial") }
  /// Counts the answers that were taken in: one that was asked for before the last of them is late.
  static var exchanges: MetaKey<Int64> { MetaKey("exchanges") }
  /// Up to which number head office has this copy's changes, where it turned out to be a copy.
  static var divergedAt: MetaKey<Int64> { MetaKey("diverged_at") }
}
