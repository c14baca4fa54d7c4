import RecordStore
import SyncProtocol

/// `sync --watch`, as a state machine: events go in, actions come out. It does no waiting and no sending.
///
///     start → connecting → open ─(moved, wrote, due)→ sync …
///                 ↑          │ lost, or a sync failed
///                 └─ waited ─┘ after a backoff
///
/// A sync begins when the stream is open, not before: what moves from then on is told, so nothing is missed
/// between the two. What was written meanwhile is pending, and goes with the next sync.
package struct Watch: Sendable {
  package enum Event: Sendable {
    case start
    /// The stream of events is there.
    case opened
    /// Some of this device's scopes moved.
    case moved
    /// Something was written here, or it is long since the last sync.
    case due
    case lost(TransportFailure)
    /// A sync ended.
    case synced(SyncFailure?)
    case waited
    /// SIGTERM or SIGINT.
    case stop
  }

  package enum Action: Sendable {
    case connect
    case disconnect
    case sync
    /// Milliseconds; then `waited` comes in.
    case wait(Int64)
    /// Head office is away: told once, however long it lasts.
    case tellAway(SyncFailure)
    case tellBack
    /// Nil: as it was asked to.
    case end(SyncFailure?)
  }

  private enum Link { case none, connecting, open, waiting }

  private var link = Link.none
  private var backoff: Backoff
  private var isSyncing = false
  /// Something moved while a sync was under way: it may have come too late for that one.
  private var isDue = false
  private var wasOpen = false
  private var isAway = false
  private var isStopping = false

  package init(backoff: Backoff = Backoff()) { self.backoff = backoff }

  package var isIdle: Bool { link == .open && !isSyncing }

  /// - Parameter random: 0..<1, for the jitter.
  package mutating func handle(_ event: Event, random: Double) -> [Action] {
    if isStopping {
      // The exchange under way is finished, nothing else is begun.
      guard case .synced = event else { return [] }
      return [.end(nil)]
    }
    switch event {
    case .start:
      link = .connecting
      return [.connect]
    case .opened:
      guard link == .connecting else { return [] }
      link = .open
      wasOpen = true
      return sync()
    case .moved, .due: return link == .open ? sync() : []
    case .lost(.refused(let refusal, _)) where refusal.code == .notFound:
      // A head office without events: asked from time to time.
      guard link == .connecting else { return [] }
      link = .waiting
      return sync() + [.wait(60_000 + Int64(random * 10_000))]
    case .lost(let failure):
      guard link == .connecting || link == .open else { return [] }
      return failed(.transport(failure), random)
    case .synced(let failure):
      isSyncing = false
      if let failure { return failed(failure, random) }
      backoff.succeeded()
      let told: [Action] = isAway ? [.tellBack] : []
      isAway = false
      return told + (isDue ? sync() : [])
    case .waited:
      guard link == .waiting else { return [] }
      link = .connecting
      return [.connect]
    case .stop:
      isStopping = true
      return isSyncing ? [.disconnect] : [.disconnect, .end(nil)]
    }
  }

  private mutating func sync() -> [Action] {
    isDue = isSyncing
    guard !isSyncing else { return [] }
    isSyncing = true
    return [.sync]
  }

  private mutating func failed(_ failure: SyncFailure, _ random: Double) -> [Action] {
    isDue = false
    guard failure.canPass else {
      isStopping = true
      return [.disconnect, .end(failure)]
    }
    guard link != .waiting else { return [] }
    let wait = backoff.failed(retryAfter: failure.retryAfter, random: random)
    var actions: [Action] = link == .open ? [.disconnect] : []
    link = .waiting
    // A stream that breaks off is nothing to tell of, unless it cannot be had again.
    if !isAway, backoff.failures > 1 || !wasOpen {
      isAway = true
      actions.append(.tellAway(failure))
    }
    return actions + [.wait(wait)]
  }
}

extension SyncFailure {
  /// Whether waiting can help. A device that head office does not let in is not let in by asking again.
  package var canPass: Bool {
    switch self {
    case .notEnrolled, .exchange: false
    case .transport(.refused(let refusal, _)):
      refusal.code.httpStatus != 401 && refusal.code.httpStatus != 403
    case .transport, .noProgress: true
    case .store(.busy), .store(.diskFull): true
    case .store: false
    }
  }

  /// Seconds that head office asked to wait.
  package var retryAfter: Int? {
    guard case .transport(.refused(let refusal, _)) = self else { return nil }
    return refusal.retryAfter
  }
}
