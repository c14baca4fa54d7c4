import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// What replicas ask of head office. One exchange takes their changes and gives them states.
package struct HeadOfficeService: Sendable {
  package let store: HeadOfficeStore
  /// Tells who listens which scopes have something new.
  package let events = ScopeEvents()
  private let commits: GroupCommit
  /// Head office's clock, in milliseconds since 1970.
  private let now: @Sendable () -> Int64
  private let random: @Sendable () -> UInt64

  package init(
    store: HeadOfficeStore, now: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable () -> UInt64 = {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    }
  ) {
    self.store = store
    self.now = now
    self.random = random
    commits = GroupCommit(store: store, now: now, random: random, events: events)
  }

  /// - Throws: `Refusal`, `StoreError`.
  /// - Parameter byFile: it was written some time ago, so its clock says little.
  package func exchange(_ request: SyncRequest, token: String, byFile: Bool = false) async throws
    -> SyncResponse
  {
    try store.checkProtocol(request.protocol)
    guard request.cursors.count <= Limits.cursors else { throw Refusal(.tooLarge, "Too many cursors.") }
    let device = try store.authenticate(token: token, replica: request.replica)
    var response = SyncResponse()
    response.protocol = Limits.protocolVersion
    if try hasSomethingToNote(request, device) {
      response.verdicts = try await commits.push(request, device: device, byFile: byFile)
    }
    // Pages, digests and the covered number come from one snapshot.
    try store.read { db in try Feed(db: db, device: device).fill(&response, request: request) }
    response.clock = now()
    return response
  }

  /// Takes what a revoked device had not sent, by the rights that it had.
  func takeRevoked(_ request: SyncRequest, _ device: Device) throws -> [VerdictEntry] {
    let outcome = try store.write { db in
      var push = try Push(db: db, device: device, headOffice: store.id, now: now(), random: random)
      return try push.take(request, byFile: true, allowRevoked: true)
    }
    if outcome.hasErased { try store.reconcileErasures(now: now(), random: random) }
    events.publish(outcome.scopes)
    return outcome.verdicts
  }

  /// An exchange that brings nothing writes nothing, but for a sign of life every ten minutes.
  private func hasSomethingToNote(_ request: SyncRequest, _ device: Device) throws -> Bool {
    if !request.changes.isEmpty || !request.retries.isEmpty || !request.discards.isEmpty
      || !request.erased.isEmpty
    {
      return true
    }
    if device.seenAt.map({ now() - $0 > 600_000 }) ?? true { return true }
    guard !device.seesEveryBranch,
      let cursor = request.cursors.first(where: { $0.scope == device.branch.rawValue })
    else { return false }
    return try store.read { db in
      guard let scope = try db.scope(cursor.scope) else { return false }
      return try db.hasPassedDeparture(
        device: device.rid, scope: scope.rid, position: Int64(clamping: cursor.position))
    }
  }

  /// The device that a token belongs to, before anything else of a request is looked at.
  /// - Throws: `Refusal` (`unauthorized`, `device_revoked`), `StoreError`.
  package func authenticate(token: String) throws -> Device { try store.authenticate(token: token) }

  /// Tells a device which of its scopes move, and nothing of others.
  package func listen(as device: Device) -> (id: UInt64, stream: AsyncStream<Set<String>>) {
    events.subscribe { scope in
      scope == device.branch.rawValue || scope == sharedScope || device.seesEveryBranch
    }
  }

  package func enrol(_ request: EnrolRequest) throws -> EnrolResponse {
    var random = RandomSource(next64: random)
    return try store.enrol(request, now: now(), random: &random)
  }

  /// A copy of a replica goes on under an id of its own.
  package func incarnate(_ request: IncarnationRequest, token: String) throws -> EnrolResponse {
    var random = RandomSource(next64: random)
    return try store.incarnate(request, token: token, now: now(), random: &random)
  }

  package func compare(_ request: CompareRequest, token: String) throws -> CompareResponse {
    try store.checkProtocol(request.protocol)
    let device = try store.authenticate(token: token, replica: request.replica)
    return try store.read { db in try Comparison(db: db, device: device).answer(request) }
  }

  package func offer(_ request: OfferRequest, token: String) throws -> OfferResponse {
    try store.checkProtocol(request.protocol)
    let device = try store.authenticate(token: token, replica: request.replica)
    let (taken, scopes) = try store.write { db in
      var offer = Offer(db: db, device: device, now: now())
      let taken = try offer.take(request)
      return (taken, try offer.write(random: random))
    }
    events.publish(scopes)
    try store.scrub()
    var response = OfferResponse()
    response.protocol = Limits.protocolVersion
    response.taken = UInt32(taken)
    return response
  }

  package func erasureStatus(_ request: ErasureStatusRequest, token: String) throws -> ErasureStatusResponse {
    try store.checkProtocol(request.protocol)
    let device = try store.authenticate(token: token, replica: request.replica)
    guard device.role == .admin, device.seesEveryBranch else {
      throw Refusal(.forbidden, "Only an administrator's device may ask for this.")
    }
    var response = ErasureStatusResponse()
    response.protocol = Limits.protocolVersion
    response.erasures = try store.erasureStatus()
    return response
  }

  /// All versions of records, as far as they are in the device's scopes; others are left out without a word.
  package func history(_ request: HistoryRequest, token: String) throws -> HistoryResponse {
    try store.checkProtocol(request.protocol)
    let device = try store.authenticate(token: token, replica: request.replica)
    guard request.records.count <= Limits.historyRecords else {
      throw Refusal(.tooLarge, "More than \(Limits.historyRecords) records in one request.")
    }
    return try store.read { db in
      var response = HistoryResponse()
      response.protocol = Limits.protocolVersion
      var room = Limits.historyBytes
      let readable = Set(try db.scopes().filter { Feed(db: db, device: device).mayRead($0.code) }.map(\.rid))
      for data in request.records {
        guard let id = RecordID(bytes: Array(data)), let row = try db.record(id), readable.contains(row.scope)
        else { continue }
        for change in try db.changes(of: id) where room > 0 {
          room -= change.encoded.count
          response.changes.append(Data(change.encoded))
        }
      }
      return response
    }
  }
}

/// The service's randomness for what wants a generator.
struct RandomSource: RandomNumberGenerator {
  let next64: @Sendable () -> UInt64
  mutating func next() -> UInt64 { next64() }
}
