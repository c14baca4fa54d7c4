import Bundles
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// What one bundle did.
package struct BundleOutcome: Sendable {
  package let replica: ReplicaID?
  package let branch: String
  /// The sealed answer, to be carried back.
  package let answer: [UInt8]
  package let changes: Int
  package let states: Int
  /// Why not all of it was answered.
  package let refusal: Refusal?
}

extension HeadOfficeService {
  /// Answers an exchange that came in a file: the same as if each of its messages had come over the network,
  /// one after another, until nothing is left to fetch.
  /// - Parameter allowRevoked: takes what a revoked device had not sent, and gives it nothing.
  /// - Throws: `BundleFailure` where it cannot be opened, `StoreError`.
  package func answer(bundle file: [UInt8], allowRevoked: Bool = false) async throws -> BundleOutcome {
    let (request, key) = try store.bundleKey().openRequest(file, headOffice: store.id)
    var answer = BundleAnswer()
    answer.protocol = Limits.protocolVersion
    answer.serial = request.serial
    var refused: Refusal?
    do { try await answerAll(request, into: &answer, allowRevoked: allowRevoked) } catch let refusal
      as Refusal
    {
      refused = refusal
      answer.refusal = ErrorResponse(refusal)
    }
    let device = try? store.authenticate(
      token: request.token, replica: Self.replica(of: request), allowRevoked: true)
    return BundleOutcome(
      replica: device?.replica, branch: device?.branch.rawValue ?? "",
      answer: try key.sealAnswer(answer, headOffice: store.id),
      changes: answer.responses.reduce(0) { $0 + $1.verdicts.count },
      states: answer.responses.reduce(0) { $0 + $1.pages.reduce(0) { $0 + $1.entries.count } },
      refusal: refused)
  }

  private static func replica(of request: BundleRequest) -> Data {
    request.requests.first?.replica ?? request.incarnation.former
  }

  private func answerAll(
    _ request: BundleRequest, into answer: inout BundleAnswer, allowRevoked: Bool
  ) async throws {
    try store.checkProtocol(request.protocol)
    try request.checkBounds()
    if request.hasEnrol {
      var enrolment = request.enrol
      enrolment.token = request.token
      answer.enrol = try enrol(enrolment)
    }
    if request.hasIncarnation {
      answer.enrol = try incarnate(request.incarnation, token: request.token)
      return
    }
    if allowRevoked, try answerRevoked(request, into: &answer) { return }
    for offer in request.offers {
      do {
        let response = try self.offer(offer, token: request.token)
        if !response.usedTwice.isEmpty { answer.offered.append(response) }
      } catch let refusal as Refusal where refusal.code == .forbidden {
        // Head office has not lost what it is for.
        continue
      }
    }
    var room = Limits.bundleAnswerBytes
    for part in request.requests {
      // As large as they come: how many answers there are must not be the replica's choice.
      var part = part
      part.pageBytes = 0
      while true {
        let response = try await exchange(part, token: request.token, byFile: true)
        room -= try MessageFormat.protobuf.encode(response).count
        answer.responses.append(response)
        // The rest comes with the next bundle: what was not asked is still pending there.
        guard room > 0 else {
          answer.responses[answer.responses.count - 1].more = true
          return
        }
        guard response.more, !part.moreChanges else { break }
        part = part.following(response)
      }
    }
  }

  /// - Returns: whether the device is revoked: then its changes were taken, and nothing is told but that.
  private func answerRevoked(_ request: BundleRequest, into answer: inout BundleAnswer) throws -> Bool {
    let device = try store.authenticate(
      token: request.token, replica: Self.replica(of: request), allowRevoked: true)
    guard device.revokedAt != nil else { return false }
    for part in request.requests {
      let verdicts = try pushRevoked(part, device)
      var response = SyncResponse()
      response.protocol = Limits.protocolVersion
      let clock = now()
      response.clock = clock
      response.verdicts = verdicts
      response.more = true
      try store.read { db in
        guard let device = try db.device(device.rid) else { return }
        response.covered = device.covered
        response.chain = Data(device.chain.bytes)
        response.coveredStamp = try db.coveredStamp(of: device.rid, upTo: device.covered, now: clock)
      }
      answer.responses.append(response)
    }
    return true
  }
}

extension SyncRequest {
  /// What a replica would ask next, once it has taken in an answer.
  fileprivate func following(_ response: SyncResponse) -> SyncRequest {
    var next = self
    next.changes = []
    next.retries = []
    next.discards = []
    next.followed = []
    next.erased = []
    for page in response.pages {
      next.cursors.removeAll { $0.scope == page.cursor.scope }
      next.cursors.append(page.cursor)
    }
    return next
  }
}

extension HeadOfficeStore {
  /// Head office's key pair for bundles, made on its first use.
  func bundleKey() throws -> BundleKey {
    if let known = try read({ try $0.meta(.bundleKey) }).flatMap({ BundleKey(bytes: Array($0)) }) {
      return known
    }
    return try write { db in
      if let known = try db.meta(.bundleKey).flatMap({ BundleKey(bytes: Array($0)) }) { return known }
      let fresh = BundleKey()
      try db.setMeta(.bundleKey, Data(fresh.bytes))
      return fresh
    }
  }

  /// What a replica seals its bundles to, 32 bytes.
  package func bundlePublicKey() throws -> [UInt8] { try bundleKey().publicKey }
}

extension MetaKey<Data> {
  /// The private half of the key pair for bundles.
  static var bundleKey: MetaKey<Data> { MetaKey("bundle_key") }
}
