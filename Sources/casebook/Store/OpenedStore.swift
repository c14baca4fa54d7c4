import Complaints
import Replica

/// The store that a command works with, and what it says of the time by head office's clock and of the terms. That is
/// asked when the command opens it, or before, by the first who wants to know; what it said once counts until the end. A
/// store that cannot be opened is tried again each time.
final class OpenedStore {
  private let surroundings: Surroundings
  private let wall: LocalTime
  /// What the wall clock is to be put right by, in milliseconds.
  private var correction: Int64?
  private var isTrusted = true
  private var terms: Terms?
  private var known: ReplicaStore?
  /// One that was opened for this alone, and that the command has not asked for yet.
  private var store: ReplicaStore?

  init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
    wall = surroundings.now
  }

  func handOver() -> ReplicaStore? {
    defer { store = nil }
    return store
  }

  func note(_ store: ReplicaStore) {
    known = store
    guard correction == nil else { return }
    guard let reading = try? store.clockReading() else { return }
    (correction, isTrusted) = (reading.correction, reading.isTrusted)
  }

  func began(asking open: () -> ReplicaStore?) -> LocalClock { corrected(wall.milliseconds, open) }

  func present(asking open: () -> ReplicaStore?) -> LocalClock { corrected(surroundings.wall(), open) }

  /// As built in where there is no store, or none that can be read.
  func terms(asking open: () -> ReplicaStore?) -> Terms {
    if let terms { return terms }
    if known == nil { find(open) }
    terms = try? known?.terms()
    return terms ?? .builtIn
  }

  private func find(_ open: () -> ReplicaStore?) {
    store = open()
    if let store { note(store) }
  }

  private func corrected(_ wall: Int64, _ open: () -> ReplicaStore?) -> LocalClock {
    if correction == nil { find(open) }
    let (time, overflow) = wall.addingReportingOverflow(correction ?? 0)
    return LocalClock(milliseconds: overflow ? wall : time, zone: surroundings.zone, isTrusted: isTrusted)
  }
}
