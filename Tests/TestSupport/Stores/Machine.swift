package import Synchronization
package import Versioning

/// What a replica runs on: a wall clock that somebody may set, and a run of the machine.
package final class Machine: Sendable {
  private let ahead: Mutex<Int64>
  package let startedAt: Int64
  package let boot: Identifier

  package init(skew: Int64, startedAt: Int64, boot: Identifier) {
    ahead = Mutex(skew)
    self.startedAt = startedAt
    self.boot = boot
  }

  /// How far its wall clock is ahead, in milliseconds.
  package var skew: Int64 { ahead.withLock { $0 } }
  package func setClock(ahead: Int64) { self.ahead.withLock { $0 = ahead } }
}

/// A number that several threads may move.
package final class Box: Sendable {
  package let value: Mutex<Int64>
  package init(_ value: Int64) { self.value = Mutex(value) }
}
