import Complaints
import Versioning

@testable import Simulator

/// What head office takes, change by change, as the oracle hears of it.
struct OfficeStory {
  var oracle = Oracle()
  let record = RecordID(high: 1, low: 1)
  let title = FieldID(CaseField.title.number)
  let customer = FieldID(CaseField.customerID.number)
  static let replica = ReplicaID(high: 9, low: 1)
  static let now = TrueTime.start
  private var numbers: [ReplicaID: UInt64] = [:]
  private var salt: UInt64 = 0

  /// The next change of an honest device.
  mutating func change(
    _ writes: [FieldWrite], of record: RecordID? = nil, kind: RecordKind = .case,
    by replica: ReplicaID = replica
  ) -> Change {
    numbers[replica, default: 0] += 1
    salt += 1
    let number = numbers[replica] ?? 0
    return Change(
      dot: Dot(replica, number), record: record ?? self.record, kind: kind,
      aggregate: record ?? self.record, scope: "SH01", author: Author(name: "Li Na", branch: "SH01"),
      group: Group(first: number, count: 1), salt: salt, writes: writes,
      times: Times(stamp: HybridTime(milliseconds: Self.now + Int64(salt)), wall: Self.now))
  }

  /// Somebody honest makes it, in sight of all that head office has of the record.
  @discardableResult
  mutating func make(_ change: Change, line: Int = 0, mayDecide: Bool = false, isBlind: Bool = false)
    -> DeedID
  {
    let among = isBlind ? [] : oracle.standing[change.record] ?? []
    let held = Held(
      bytes: [], record: change.record, kind: change.kind, aggregate: change.aggregate, scope: "SH01",
      deeds: among, stamps: [:], erased: [], expected: oracle.expectation(among, stamps: [:]))
    return oracle.remember(
      change, device: line, event: oracle.deeds.count, madeAt: Self.now, seenStamp: 0, isCovered: false,
      intent: .ordinary, isReported: true, line: line, mayDecide: mayDecide, view: { _ in held },
      aggregate: [])
  }

  /// The same, and head office takes it.
  @discardableResult
  mutating func take(
    _ writes: [FieldWrite], of record: RecordID? = nil, kind: RecordKind = .case,
    by replica: ReplicaID = replica, isBlind: Bool = false
  ) throws -> Change {
    let change = change(writes, of: record, kind: kind, by: replica)
    make(change, isBlind: isBlind)
    _ = try oracle.accept(change, takenAt: Self.now)
    return change
  }

  static func hostile(_ role: Role = .branchStaff, branch: String = "SH01") -> HostileDevice {
    HostileDevice(
      replica: ReplicaID(high: 0xBAD, low: 1), branch: branch, role: role, token: "", seed: 1)
  }
}
