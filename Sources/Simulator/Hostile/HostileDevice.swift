import Complaints
import FoundationEssentials
import RecordStore
import SyncProtocol
import Versioning

/// A device that runs somebody's own program.
struct HostileDevice: Sendable {
  let replica: ReplicaID
  let branch: String
  let role: Role
  var token: String
  /// All that it sent and that was not refused, in order.
  private(set) var made: [Change] = []
  /// What head office had, as far as it has told.
  var told: Set<DeedID> = []
  /// How far head office said that it has it.
  var covered: UInt64 = 0
  private var random: Seeded

  init(replica: ReplicaID, branch: String, role: Role, token: String, seed: UInt64) {
    self.replica = replica
    self.branch = branch
    self.role = role
    self.token = token
    random = Seeded(seed, replica.low)
  }

  var next: Dot { Dot(replica, UInt64(made.count) + 1) }

  /// What goes up: what head office does not have, then what is new.
  func unsent(_ fresh: [Change]) -> [Change] { made.filter { $0.dot.number > covered } + fresh }

  mutating func keep(_ fresh: [Change]) { made += fresh }

  /// A change as its next one: in its own name, in its place, now.
  mutating func change(
    _ record: RecordID, _ writes: [FieldWrite], now: Int64, kind: RecordKind = .case,
    aggregate: RecordID? = nil, scope: String? = nil, branch name: String? = nil, ahead: Int64 = 0,
    wall: Int64? = nil
  ) -> Change {
    let dot = next
    // Its own order is kept: else nothing of it would ever be looked at.
    let least = (made.last?.times.stamp.milliseconds ?? 0)
    let stamp = HybridTime(
      milliseconds: max(now, least) + ahead, counter: UInt16(truncatingIfNeeded: dot.number))
    return Change(
      dot: dot, record: record, kind: kind, aggregate: aggregate ?? record, scope: scope ?? branch,
      author: Author(name: "nobody", branch: name ?? branch), group: Group(first: dot.number, count: 1),
      salt: random.next(), writes: writes,
      times: Times(stamp: stamp, wall: wall ?? now, quality: .exact, monotonic: random.next()))
  }

  func request(_ changes: [Change], retries: [UInt64], discards: [UInt64], now: Int64) -> SyncRequest {
    var request = SyncRequest()
    request.protocol = Limits.protocolVersion
    request.replica = replica.data
    request.clock = now
    request.changes = changes.map { Data($0.encoded()) }
    request.retries = retries
    request.discards = discards
    request.made = .max
    return request
  }
}
