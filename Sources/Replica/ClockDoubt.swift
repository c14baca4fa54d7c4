import Complaints
import GRDB
import SyncProtocol
import Versioning

/// Why this machine's clock cannot be right, whatever head office's says.
package enum ClockDoubt: Sendable, Hashable {
  /// It shows a time from before there was this program: a machine without a battery begins in 1970 or so.
  case beforeTheProgram
  /// The store has seen something later, at this moment (milliseconds since 1970).
  case behind(Int64)
  /// It shows a time a year and more after the last that the store has seen, at this moment.
  case ahead(Int64)
}

extension ReplicaReader {
  /// What is odd about this machine's clock as it is now; nil: nothing that can be told from here.
  package func clockDoubt() throws -> ClockDoubt? {
    let wall = surroundings.wall()
    guard !ReleaseDay.isAfter(wall) else { return .beforeTheProgram }
    // What head office said, and the last that was written here: both were there before now. Own stamps lie a
    // little ahead where many were given at once.
    let heard = try db.meta(.heardClock) ?? 0
    func milliseconds(_ stamp: Int64?) -> Int64 {
      HybridTime(rawValue: UInt64(bitPattern: stamp ?? 0)).milliseconds
    }
    let others = max(heard, milliseconds(try db.meta(.seen)))
    let latest = max(others, milliseconds(try db.meta(.clock)))
    if wall < latest - Int64(Limits.clockTolerance) { return .behind(latest) }
    // What was written here by a clock that is ahead vouches for nothing, where head office has said something.
    let vouched = others > 0 ? others : latest
    return vouched > 0 && wall - vouched >= Self.year ? .ahead(vouched) : nil
  }

  private static let year: Int64 = 365 * 86_400_000
}
