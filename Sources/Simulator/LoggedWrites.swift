import GRDB
import Synchronization

/// Where in its log head office has written what came of the changes before: what it decides by all that it writes
/// together, it decides there. A push has one such place at the end of each of its parts, and so has what is judged again
/// after it.
final class LoggedWrites: TransactionObserver, Sendable {
  private struct State {
    /// Rows of the log behind which something was written.
    var ends: Set<Int64> = []
    /// Of the transaction under way: the last row of the log, and the same of it.
    var last: Int64?
    var open: Set<Int64> = []
  }

  private let state: Mutex<State>

  init() { state = Mutex(State()) }

  /// What another one knows of the log up to a row.
  init(_ other: LoggedWrites, through row: Int64) {
    let ends = other.state.withLock { $0.ends.filter { $0 <= row } }
    state = Mutex(State(ends: ends))
  }

  func ends(at row: Int64) -> Bool { state.withLock { $0.ends.contains(row) } }

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool {
    switch eventKind {
    case .insert(tableName: "changes"), .update(tableName: "scopes", columnNames: _): true
    default: false
    }
  }

  func databaseDidChange(with event: DatabaseEvent) {
    state.withLock { state in
      if event.kind == .insert {
        state.last = event.rowID
      } else if let last = state.last {
        state.open.insert(last)
      }
    }
  }

  func databaseDidCommit(_ db: Database) {
    state.withLock { state in
      state.ends.formUnion(state.open)
      (state.last, state.open) = (nil, [])
    }
  }

  func databaseDidRollback(_ db: Database) { state.withLock { ($0.last, $0.open) = (nil, []) } }
}
