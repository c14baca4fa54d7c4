import CaseIndex
import FoundationEssentials
import RecordStore
package import Replica
package import SyncProtocol
import Versioning

/// One sync, as a state machine: events go in, actions come out. It does no waiting and no sending.
///
///     ready ─start→ exchanging ─response→ exchanging … ─last response→ (fetchingHistory ─→) ended
///     exchanging ─clock refused→ exchanging, with stamps put right
///     exchanging ─diverged→ incarnating ─answer→ exchanging
///     exchanging ─acts that a copy has brought→ exchanging, without them
///     exchanging ─head office restored, or digests differ→ comparing ⇄ offering → exchanging
///     offering ─a number was given twice→ offering, with another name in its place
///     exchanging ─something of that was not taken→ offering again → exchanging
///
/// Every response is taken in before the next request is made, so a session can end anywhere and the next
/// one goes on where it was.
package struct SyncSession: Sendable {
  package enum Event: Sendable {
    case start
    case response(SyncResponse, Traffic)
    case history(HistoryResponse, Traffic)
    case incarnated(EnrolResponse, Traffic)
    case compared(CompareResponse, Traffic)
    case offered(OfferResponse, Traffic)
    case failed(TransportFailure)
  }

  package enum Action: Sendable {
    case exchange(SyncRequest)
    case fetchHistory(HistoryRequest)
    case incarnate(IncarnationRequest)
    case compare(CompareRequest)
    case offer(OfferRequest)
    case end(SyncReport, SyncFailure?)
  }

  private enum State: Sendable {
    case ready
    case exchanging(Exchange)
    case incarnating(agreed: UInt64)
    case comparing(CompareRequest)
    /// The offers that are left after the one under way, and where the comparison goes on then.
    case offering([OfferRequest], scope: String, through: [UInt8])
    /// The offers that are left of what head office did not take earlier.
    case offeringAgain([OfferRequest])
    case fetchingHistory
    case ended
  }

  private struct Exchange: Sendable {
    var sent: Int
    var sentAt: UInt64
    /// The last one moved nothing.
    var isRepeat: Bool
    /// Something had to be said that only the next request says: an erasure that was done.
    var hasAcknowledged: Bool
  }

  /// How often one session puts the same thing right before it gives up.
  private struct Attempts: Sendable {
    var clock = 0
    var incarnation = 0
    var recovery = 0
    var comparison = 0
    var offer = 0
    var bringing = 0
    var holding = 0
    /// By record.
    var renaming: [Data: Int] = [:]
  }

  private let store: ReplicaStore
  private var state = State.ready
  private var attempts = Attempts()
  /// The offer that is under way.
  private var offered = OfferRequest()
  package private(set) var report = SyncReport()
  private var conflictsBefore: Set<ConflictID> = []

  package init(store: ReplicaStore) { self.store = store }

  package mutating func handle(_ event: Event) -> Action {
    do {
      do { return try next(event) } catch let failure as ExchangeFailure { return try recover(from: failure) }
    } catch let failure as ExchangeFailure {
      return end(.exchange(failure))
    } catch {
      return end(.store(StoreError(error) ?? .failed(detail: "\(error)")))
    }
  }

  private mutating func next(_ event: Event) throws -> Action {
    switch (state, event) {
    case (.ready, .start):
      conflictsBefore = Set(try store.openConflicts().keys)
      return try exchange()
    case (.exchanging(let exchange), .response(let response, let traffic)):
      report.traffic += traffic
      return try absorb(response, exchange)
    case (.exchanging, .failed(.refused(let refusal, let traffic))):
      report.traffic += traffic
      return try answer(refusal)
    case (.incarnating(let agreed), .incarnated(let response, let traffic)):
      report.traffic += traffic
      guard try store.incarnate(response, agreed: agreed) else { return try incarnate(agreed: agreed) }
      report.isNewIncarnation = true
      // What it made over changes that head office turns out to have otherwise goes up after those.
      return try exchange(withoutChanges: store.followsUnsettled())
    case (.incarnating(let agreed), .failed(.refused(let refusal, let traffic)))
    where refusal.code == .forbidden && attempts.incarnation < 3:
      attempts.incarnation += 1
      report.traffic += traffic
      try store.forgetIncarnation()
      return try incarnate(agreed: agreed)
    case (.comparing(let request), .compared(let response, let traffic)):
      report.traffic += traffic
      try store.noteEnd(of: request.scope, at: response.cursor.position)
      let (offers, differing) = try store.offers(for: response, to: request)
      report.differing.formUnion(differing)
      return try offer(offers[...], scope: request.scope, through: Array(response.through))
    case (.comparing(let request), .failed(.refused(let refusal, let traffic)))
    where refusal.code == .forbidden:
      // Restored from before the branch was added, head office has no such scope: the others go on. What is here of
      // it is kept and told, and offered again.
      report.traffic += traffic
      return try offer([], scope: request.scope, through: [])
    case (.offering(let offers, let scope, let through), .offered(let response, let traffic)):
      report.traffic += traffic
      return try offer((renamed(response) + offers)[...], scope: scope, through: through)
    case (.offering(_, let scope, let through), .failed(.refused(let refusal, let traffic)))
    where refusal.code == .forbidden:
      // Head office has not lost what it is for: the comparison goes on without.
      report.traffic += traffic
      return try offer([], scope: scope, through: through)
    case (.offeringAgain(let offers), .offered(let response, let traffic)):
      report.traffic += traffic
      return try offerAgain((renamed(response) + offers)[...])
    case (.offeringAgain(let offers), .failed(.refused(let refusal, let traffic)))
    where refusal.code == .forbidden:
      report.traffic += traffic
      return try offerAgain(offers[...])
    case (.fetchingHistory, .history(let response, let traffic)):
      report.traffic += traffic
      try store.keepHistory(response)
      return end(nil)
    case (.fetchingHistory, .failed):
      // The exchange itself is done; a base that could not be fetched is fetched when it is asked for.
      return end(nil)
    case (_, .failed(let failure)):
      if case .refused(_, let traffic) = failure { report.traffic += traffic }
      return end(.transport(failure))
    default:
      return end(.noProgress)
    }
  }

  // MARK: Exchanges

  /// While head office is told what it lost, nothing is taken from it.
  private mutating func exchange(
    isRepeat: Bool = false, hasAcknowledged: Bool = false, withoutChanges: Bool = false, goesOn: Bool = false
  ) throws -> Action {
    let request = try store.nextRequest(
      withoutPages: try store.isComparing(), withoutChanges: withoutChanges, goesOn: goesOn)
    state = .exchanging(
      Exchange(
        sent: request.changes.count, sentAt: request.monotonic, isRepeat: isRepeat,
        hasAcknowledged: hasAcknowledged || !request.erased.isEmpty))
    return .exchange(request)
  }

  private mutating func absorb(_ response: SyncResponse, _ exchange: Exchange) throws -> Action {
    let wasHeld = try exchange.sent == 0 && store.read { try $0.sendable() } == 0
    let outcome = try store.absorb(response, .live(sentAt: exchange.sentAt))
    report.pushed += outcome.accepted
    report.pulled += outcome.pulled
    report.quarantined += outcome.quarantined
    let pending = try store.read { try $0.sendable() }
    let hasMoved = outcome.accepted > 0 || outcome.hasAdvanced
    if pending > 0 {
      // What came has let go of what could not go up before: so far nothing of it was asked.
      let isLetGo = wasHeld && attempts.holding < 3
      if isLetGo { attempts.holding += 1 }
      if hasMoved || isLetGo { return try self.exchange(goesOn: exchange.sent > 0) }
      // Something was written while this exchange was under way: it goes with the next one, or it never will.
      guard exchange.sent == 0, !exchange.isRepeat else { return end(.noProgress) }
      return try self.exchange(isRepeat: true)
    }
    if try store.isComparing() { return try compare() }
    if response.more {
      guard hasMoved || !exchange.isRepeat else { return end(.noProgress) }
      return try self.exchange(isRepeat: !hasMoved)
    }
    if outcome.mustBring || outcome.mustAsk, attempts.bringing < 2 {
      attempts.bringing += 1
      return try self.exchange()
    }
    let mismatches = outcome.digestMismatches.filter { !report.digestMismatches.contains($0) }
    if !mismatches.isEmpty {
      report.digestMismatches += mismatches
      try store.beginComparison(of: mismatches)
      return try compare()
    }
    // An earlier session ended before it had put that right.
    let differing = try store.read { try $0.differingScopes() }
      .filter { !report.digestMismatches.contains($0) }
    if !differing.isEmpty {
      report.digestMismatches += differing
      try store.beginComparison(of: differing)
      return try compare()
    }
    if attempts.offer == 0 {
      let offers = try store.unrepairedOffers()
      if !offers.isEmpty {
        attempts.offer += 1
        return try offerAgain(offers[...])
      }
    }
    // What was said before more came counts for nothing.
    if !response.erasures.isEmpty, !exchange.hasAcknowledged || outcome.hasAdvanced,
      try store.hasErasuresToAcknowledge()
    {
      return try self.exchange(hasAcknowledged: true)
    }
    return try fetchHistory()
  }

  private mutating func answer(_ refusal: Refusal) throws -> Action {
    let failure = SyncFailure.transport(.refused(refusal, Traffic()))
    switch refusal.code {
    case .clockOutOfTolerance where refusal.clock > 0 && attempts.clock < 3:
      attempts.clock += 1
      try store.noteClock(headOffice: refusal.clock)
      return try exchange()
    case .stampBehind where attempts.clock < 3:
      attempts.clock += 1
      try store.noteStamp(of: refusal.number, milliseconds: refusal.clock)
      return try exchange()
    case .replicaDiverged where refusal.number > 0:
      return try recover(from: .diverged(agreed: refusal.number - 1))
    case .actKnown:
      // Each time fewer are pending: this ends.
      guard try store.adopt(refusal.known) > 0 else { return end(failure) }
      return try exchange()
    case .unknownCursor where attempts.recovery < 3, .gap where attempts.recovery < 3:
      // A gap: head office lacks changes that it once had. How many, it says with its chain.
      attempts.recovery += 1
      report.hasRecovered = true
      try store.beginRecovery()
      return try exchange(withoutChanges: refusal.code == .gap)
    default: return end(failure)
    }
  }

  private mutating func recover(from failure: ExchangeFailure) throws -> Action {
    switch failure {
    case .diverged(let agreed) where attempts.incarnation < 3:
      attempts.incarnation += 1
      return try incarnate(agreed: agreed)
    case .headOfficeLostChanges(let covered, _, let chain) where attempts.recovery < 3:
      attempts.recovery += 1
      report.hasRecovered = true
      do { try store.beginRecovery(covered: covered, chain: chain) } catch ExchangeFailure.diverged(
        let agreed)
      {
        return try incarnate(agreed: agreed)
      }
      return try exchange()
    default: throw failure
    }
  }

  private mutating func incarnate(agreed: UInt64) throws -> Action {
    state = .incarnating(agreed: agreed)
    return .incarnate(try store.incarnationRequest())
  }

  // MARK: Comparisons

  private mutating func compare() throws -> Action {
    guard let request = try store.comparisonRequest() else { return try exchange() }
    attempts.comparison += 1
    state = .comparing(request)
    return .compare(request)
  }

  private mutating func offer(_ offers: ArraySlice<OfferRequest>, scope: String, through: [UInt8]) throws
    -> Action
  {
    guard let next = offers.first else {
      try store.advanceComparison(of: scope, through: through)
      return try compare()
    }
    state = .offering(Array(offers.dropFirst()), scope: scope, through: through)
    offered = next
    return .offer(next)
  }

  /// What head office would not take once it may take now: the case that it belongs to has come.
  private mutating func offerAgain(_ offers: ArraySlice<OfferRequest>) throws -> Action {
    guard let next = offers.first else { return try exchange() }
    state = .offeringAgain(Array(offers.dropFirst()))
    offered = next
    return .offer(next)
  }

  /// States that were left because a number in them was given twice are offered with other names, up to 3 times.
  private mutating func renamed(_ response: OfferResponse) throws -> [OfferRequest] {
    let told = response.usedTwice.filter { attempts.renaming[$0.record, default: 0] < 3 }
    for record in Set(told.map(\.record)) { attempts.renaming[record, default: 0] += 1 }
    return try store.rename(told, in: offered.scope, lost: offered.cursor)
  }

  /// New conflicts are shown with what both sides had before them: that lies in the history.
  private mutating func fetchHistory() throws -> Action {
    let raised = try store.openConflicts().filter { !conflictsBefore.contains($0.key) }
    report.conflicts = raised.count
    let records = Set(raised.values).sorted().prefix(Limits.historyRecords)
    guard !records.isEmpty else { return end(nil) }
    state = .fetchingHistory
    var request = HistoryRequest()
    request.protocol = Limits.protocolVersion
    request.replica = try store.read { $0.identity.replica.data }
    request.records = records.map(\.data)
    return .fetchHistory(request)
  }

  private mutating func end(_ failure: SyncFailure?) -> Action {
    state = .ended
    // A store that cannot be read has been told as the failure.
    report.unrepaired = (try? store.read { try $0.unrepaired() }) ?? []
    report.unrepairedScopes = (try? store.read { try $0.differingScopes() }) ?? []
    return .end(report, failure)
  }
}
