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
  let now: @Sendable () -> Int64
  private let clock: @Sendable () -> Int64
  private let random: @Sendable () -> UInt64

  /// - Parameters:
  ///   - clock: monotonic, in nanoseconds: by it the writer is given up now and then.
  ///   - gap: how long the writer is left alone between two transactions: for a program that works beside one that
  ///     serves, which cannot see who waits there.
  package init(
    store: HeadOfficeStore, now: @escaping @Sendable () -> Int64,
    clock: @escaping @Sendable () -> Int64 = WorkBudget.systemClock,
    random: @escaping @Sendable () -> UInt64 = {
      var generator = SystemRandomNumberGenerator()
      return generator.next()
    },
    gap: Duration = .zero
  ) {
    self.store = store
    self.now = now
    self.clock = clock
    self.random = random
    commits = GroupCommit(store: store, now: now, clock: clock, random: random, events: events, gap: gap)
  }

  /// - Throws: `Refusal`, `StoreError`.
  /// - Parameter byFile: it was written some time ago, so its clock says little.
  package func exchange(_ request: SyncRequest, token: String, byFile: Bool = false) async throws
    -> SyncResponse
  {
    try store.checkProtocol(request.protocol)
    try request.checkBounds()
    try request.checkBatch()
    let device = try store.authenticate(token: token, replica: request.replica)
    do { return try await exchange(request, with: device, byFile: byFile) } catch let refusal as Refusal
      where refusal.code == .unknownCursor
    {
      try noteBehind(request, device)
      throw refusal
    }
  }

  /// Who shows a cursor that head office lost has not heard of what has left since it was restored, whatever another copy
  /// with the same id was told: what it wrote follows its case.
  private func noteBehind(_ request: SyncRequest, _ device: Device) throws {
    guard let cursor = request.cursors.first(where: { $0.scope == device.branch.rawValue }) else { return }
    let scope = try store.read { db -> Int64? in
      guard let scope = try db.scope(cursor.scope)?.rid, try db.hasSights(of: device.rid, scope: scope),
        try Feed(db: db, device: device).hasLost(cursor, of: cursor.scope)
      else { return nil }
      return scope
    }
    guard let scope else { return }
    try store.write { try $0.forgetSights(of: device.rid, scope: scope, beyond: 0) }
  }

  private func exchange(_ request: SyncRequest, with device: Device, byFile: Bool) async throws
    -> SyncResponse
  {
    var response = SyncResponse()
    response.protocol = Limits.protocolVersion
    if try hasSomethingToNote(request, device) {
      var work = PushWork(request)
      work.isByFile = byFile
      response.verdicts = try await commits.push(work, device: device)
    }
    try Task.checkCancellation()
    // Pages, digests and the covered number come from one snapshot.
    let moment = now()
    let told = try store.read { db in
      try Feed(db: db, device: device).fill(&response, request: request, now: moment)
      return try response.pages.isEmpty ? Told() : db.told()
    }
    try noteTold(device, told)
    response.clock = now()
    return response
  }

  /// How many requests wait for the writer, those that are at work not counted.
  package var waitingPushes: Int { get async { await commits.waitingCount } }

  /// Takes what a revoked device had not sent, by the rights that it had.
  func pushRevoked(_ request: SyncRequest, _ device: Device) throws -> [VerdictEntry] {
    try request.checkBatch()
    var work = PushWork(request)
    work.isByFile = true
    work.allowsRevoked = true
    let outcome = try store.carryOut(work, for: device, now: now(), random: random)
    if outcome.hasErased { _ = try? store.finishErasures(now: now(), random: random, copies: false) }
    events.publish(outcome.scopes)
    return outcome.verdicts
  }

  /// An exchange that brings nothing writes nothing, but for a sign of life every ten minutes.
  private func hasSomethingToNote(_ request: SyncRequest, _ device: Device) throws -> Bool {
    if !request.changes.isEmpty || !request.retries.isEmpty || !request.discards.isEmpty
      || !request.erased.isEmpty
      || request.followed.contains(where: { $0.retry || $0.discard || !$0.change.isEmpty })
    {
      return true
    }
    if device.unrepaired != Int64(clamping: request.unrepaired) { return true }
    if device.seenAt.map({ now() - $0 > 600_000 }) ?? true { return true }
    if try store.read({ try $0.isAnythingDue() || $0.isAnotherStore(device.rid, request) }) { return true }
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
    events.subscribe(to: device.holds)
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
    try request.checkBounds()
    let device = try store.authenticate(token: token, replica: request.replica)
    let (response, told) = try store.read { db in
      let response = try Comparison(db: db, device: device).answer(request)
      return (response, try response.entries.isEmpty ? Told() : db.told())
    }
    try noteTold(device, told)
    return response
  }

  package func offer(_ request: OfferRequest, token: String) throws -> OfferResponse {
    try store.checkProtocol(request.protocol)
    try request.checkBounds()
    let device = try store.authenticate(token: token, replica: request.replica)
    var work = OfferWork(request)
    // Whoever ends it in the middle, what it asked to be erased is gone on with.
    defer { if work.hasErased { commits.noteErasures() } }
    repeat {
      let scopes = try store.write { db in
        var offer = try Offer(db: db, device: device, now: now())
        return try offer.goOn(
          &work, headOffice: store.id, random: random, until: WorkBudget(clock))
      }
      events.publish(scopes)
      try Task.checkCancellation()
    } while !work.isDone
    _ = try? store.finishErasures(now: now(), random: random, copies: false)
    var response = OfferResponse()
    response.protocol = Limits.protocolVersion
    response.taken = UInt32(work.taken)
    response.usedTwice = work.usedTwice
    return response
  }

  package func erasureStatus(_ request: ErasureStatusRequest, token: String) throws -> ErasureStatusResponse {
    try store.checkProtocol(request.protocol)
    try request.checkBounds()
    let device = try store.authenticate(token: token, replica: request.replica)
    guard device.erases else {
      throw Refusal(.forbidden, "Only an administrator's device may ask for this.")
    }
    var response = ErasureStatusResponse()
    response.protocol = Limits.protocolVersion
    response.erasures = try store.erasureStatus()
    response.unfinished = try store.unfinishedErasures().map(\.code)
    return response
  }

  /// Goes on with what erasures have left to do, in the store, its ledger and its copies. To be called every few
  /// seconds; mostly there is nothing.
  /// - Returns: what could not be finished.
  /// - Throws: `StoreError`.
  package func finishErasures() throws -> [UnfinishedErasure] {
    try store.finishErasures(now: now(), random: random, copies: true)
  }

  /// All versions of records, as far as they are in the device's scopes; others are left out without a word.
  package func history(_ request: HistoryRequest, token: String) throws -> HistoryResponse {
    try store.checkProtocol(request.protocol)
    try request.checkBounds()
    let device = try store.authenticate(token: token, replica: request.replica)
    let (response, told) = try store.read { db in
      var response = HistoryResponse()
      response.protocol = Limits.protocolVersion
      var room = Limits.historyBytes
      let readable = Set(try db.scopes().filter { Feed(db: db, device: device).mayRead($0.code) }.map(\.rid))
      for data in request.records {
        guard let id = RecordID(bytes: Array(data)), let place = try db.place(of: id),
          readable.contains(place.rid)
        else { continue }
        guard room > 0 else { break }
        try db.eachEncodedChange(of: id) { encoded in
          room -= encoded.count
          response.changes.append(Data(encoded))
          return room > 0
        }
      }
      return (response, try response.changes.isEmpty ? Told() : db.told())
    }
    try noteTold(device, told)
    return response
  }
}
