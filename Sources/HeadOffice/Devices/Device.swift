package import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
package import Versioning

/// An enrolled replica, as head office knows it.
package struct Device: Sendable {
  package let rid: Int64
  package let replica: ReplicaID
  package let branch: BranchCode
  package let role: Role
  package let tag: String
  package let name: String
  package let enrolledAt: Int64
  package let revokedAt: Int64?
  package let seenAt: Int64?
  package let clockOffset: Int64?
  package let covered: UInt64
  package let chain: ContentHash
  /// The replica that it continues: it was a copy of that one, or restored.
  package let former: ReplicaID?
  /// Up to what it has been sent the results of what there is.
  let told: Told
  /// How many records it holds that head office does not have and did not take.
  package let unrepaired: Int64
  /// The last row of the log by the time that it ceased to see every branch; nil where it never has.
  let sawThrough: Int64?
  /// The same of the scope of its branch's managers.
  let sawManagers: Int64?

  static let columns = """
    d.replica, r.id, d.branch, d.role, d.tag, d.name, d.enrolled_at, d.revoked_at, d.seen_at, d.clock_offset,
    d.covered, d.chain, (SELECT f.id FROM replicas f WHERE f.rid = d.former), d.told, d.unrepaired,
    d.saw_through, d.told_offers, d.saw_managers
    """

  init(_ row: StoreRow) throws {
    guard let replica = row.identifier(1), let branch = BranchCode(row[2] as String),
      let role = Role(rawValue: row[3] as String),
      let chain = row.bytes(11).flatMap({ ContentHash(bytes: $0) })
    else { throw StoreError.damaged(detail: "device \(row[0] as Int64)") }
    rid = row[0]
    self.replica = replica
    self.branch = branch
    self.role = role
    tag = row[4]
    name = row[5]
    enrolledAt = row[6]
    revokedAt = row[7]
    seenAt = row[8]
    clockOffset = row[9]
    covered = UInt64(bitPattern: row[10] as Int64)
    self.chain = chain
    former = row.identifier(12)
    told = Told(row: row[13], offers: row[16])
    unrepaired = row[14]
    sawThrough = row[15]
    sawManagers = row[17]
  }

  /// Whether it is sent every branch's cases.
  package var seesEveryBranch: Bool { role.seesEveryBranch(enrolledAt: branch) }

  /// Whether it may hold what stands in a scope (law 8).
  package func holds(_ scope: String) -> Bool { Scope.isHeld(scope, by: role, at: branch) }

  /// Whether a request of it is answered with what stands in a scope. Programs that know nothing of managers' scopes would
  /// drop what they are sent of one as what is of no business there: it is sent to those that ask for it, by a cursor.
  func isSent(_ scope: String, asking request: SyncRequest) -> Bool {
    guard holds(scope) else { return false }
    return seesEveryBranch || Scope(scope)?.isOfManagers != true
      || request.cursors.contains { $0.scope == scope }
  }

  /// Whether it may settle the conflicts of the cases that it may write to.
  var settlesConflicts: Bool {
    seesEveryBranch ? role.settlesConflictsOfAnyBranch : role.settlesConflictsOfOwnBranch
  }

  /// Whether it may write what head office publishes to all.
  var publishes: Bool { seesEveryBranch && role.mayEdit }

  /// Whether it may ask for erasures.
  var erases: Bool { role == .admin && seesEveryBranch }
}

extension Database {
  func device(_ rid: Int64) throws -> Device? {
    try row(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.replica = ?",
      [rid]
    ).map(Device.init)
  }

  func device(_ replica: ReplicaID) throws -> Device? {
    try row(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE r.id = ?",
      [replica.data]
    ).map(Device.init)
  }
}
