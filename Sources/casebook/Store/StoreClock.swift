import Complaints
import Replica

/// The time by head office's clock, as far as the store that a command works with knows it. That is asked when the
/// command opens it, or before, by the first who wants to know the time; what it said once counts until the end. A
/// store that cannot be opened is tried again each time.
final class StoreClock {
  private let surroundings: Surroundings
  private let wall: LocalTime
  /// What the wall clock is to be put right by, in milliseconds.
  private var correction: Int64?
  /// One that was opened for the time alone, and that the command has not asked for yet.
  private var store: ReplicaStore?

  init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
    wall = surroundings.now
  }

  func handOverStore() -> ReplicaStore? {
    defer { store = nil }
    return store
  }

  func note(_ store: ReplicaStore) {
    guard correction == nil else { return }
    correction = try? store.clockCorrection()
  }

  func began(asking open: () -> ReplicaStore?) -> LocalClock { corrected(wall.milliseconds, open) }

  func present(asking open: () -> ReplicaStore?) -> LocalClock { corrected(surroundings.wall(), open) }

  private func corrected(_ wall: Int64, _ open: () -> ReplicaStore?) -> LocalClock {
    if correction == nil {
      store = open()
      if let store { note(store) }
    }
    let (time, overflow) = wall.addingReportingOverflow(correction ?? 0)
    return LocalClock(milliseconds: overflow ? wall : time, zone: surroundings.zone)
  }
}
