import GRDB
import Synchronization

/// Ends a program at the boundary of a transaction. From then on none of its transactions is committed: what
/// it does until somebody notices never happened.
final class CrashPoint: TransactionObserver, Sendable {
  struct Crash: Error {}

  private struct State {
    var commits: Int?
    var isAfterCommit = false
    var isDead = false
  }

  private let state = Mutex(State())

  var isDead: Bool { state.withLock { $0.isDead } }

  /// - Parameter commits: how many transactions pass before.
  func arm(commits: Int, afterCommit: Bool) {
    state.withLock {
      $0.commits = commits
      $0.isAfterCommit = afterCommit
    }
  }

  func disarm() { state.withLock { $0.commits = nil } }

  func kill() { state.withLock { $0.isDead = true } }

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }

  func databaseDidChange(with event: DatabaseEvent) {}

  func databaseWillCommit() throws {
    let isDead = state.withLock { state in
      if state.commits == 0, !state.isAfterCommit { state.isDead = true }
      return state.isDead
    }
    if isDead { throw Crash() }
  }

  func databaseDidCommit(_ db: Database) {
    state.withLock { state in
      if state.commits == 0, state.isAfterCommit { state.isDead = true }
      state.commits = state.commits.flatMap { $0 > 0 ? $0 - 1 : nil }
    }
  }

  func databaseDidRollback(_ db: Database) {}
}
