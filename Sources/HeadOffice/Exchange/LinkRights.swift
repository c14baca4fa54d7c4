import Complaints
import GRDB
import RecordStore
import Versioning

extension Database {
  /// Whether a device may say what a case has to do with another one, or that it has not any more: whoever may link two
  /// cases may end that, and nobody else. Cases of two branches are linked by head office. A branch links its own; one that
  /// has left it may be meant still where its author was not told. (Of one that is not here nobody says whose it is.)
  /// - Parameters:
  ///   - known: the link, where there is one.
  ///   - place: where a case is.
  ///   - replica: whose number the change has: the device's, or one that it follows.
  func mayLink(
    _ change: Change, over known: RecordState?, by device: Device,
    place: (RecordID) throws -> RecordPlace?, as replica: Int64
  ) throws -> Bool {
    guard change.kind == .link, !device.seesEveryBranch else { return true }
    let others = [change.otherCase].compactMap(\.self) + (known?.otherCases ?? [])
    return try others.allSatisfy { other in
      guard let there = try place(other), !device.holds(there.scope) else { return true }
      guard let own = try scope(device.branch.rawValue)?.rid else { return false }
      return try followed(other, from: own, device: replica, number: change.dot.number) != nil
    }
  }
}
