import GRDB
import SyncProtocol
import Versioning

/// Why this machine's clock cannot be right, whatever head office's says.
package enum ClockDoubt: Sendable, Hashable {
  /// It shows a time from before there was this program: a machine without a battery begins in 1970 or so.
  case beforeTheProgram
  /// The store has seen something later, at this moment (milliseconds since 1970).
  case behind(Int64)
}

extension ReplicaReader {
  /// What is odd about this machine's clock as it is now; nil: nothing that can be told from here.
  package func clockDoubt() throws -> ClockDoubt? {
    let wall = surroundings.wall()
    guard wall >= Version.earliestClock else { return .beforeTheProgram }
    // What head office said, and the last that was written here: both were there before now. Own stamps lie a
    // little ahead where many were given at once.
    let heard = try db.meta(.heardClock) ?? 0
    let stamps = try [db.meta(.seen), db.meta(.clock)].map {
      HybridTime(rawValue: UInt64(bitPattern: $0 ?? 0)).milliseconds
    }
    let latest = max(heard, stamps.max() ?? 0)
    return wall < latest - Int64(Limits.clockTolerance) ? .behind(latest) : nil
  }
}
