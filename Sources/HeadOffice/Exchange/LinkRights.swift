import Complaints
import GRDB
import RecordStore
import Versioning

extension Database {
  /// Whether a device may say what a case has to do with another one. Cases of two branches are linked by head office. A
  /// branch links its own; one that has left it may be meant still where its author was not told. (Of one that is not here
  /// nobody says whose it is.)
  /// - Parameters:
  ///   - place: where the other case is.
  ///   - replica: whose number the change has: the device's, or one that it follows.
  func mayLink(_ change: Change, by device: Device, to place: RecordPlace?, as replica: Int64) throws -> Bool
  {
    guard let other = change.otherCase, !device.seesEveryBranch, let place, !device.holds(place.scope) else {
      return true
    }
    guard let own = try scope(device.branch.rawValue)?.rid else { return false }
    return try followed(other, from: own, device: replica, number: change.dot.number) != nil
  }
}
