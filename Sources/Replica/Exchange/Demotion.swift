import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// Law 8: a device that saw every branch, or what is said of employees, and does not any more keeps what stands in its
/// scopes only, and nothing of what it knew of the others: no state, no derived row, no word of the index, and no text in
/// its own log. The log follows at the end of the next feed: until then nobody has said that head office still has what it
/// took once (law 1).
extension Database {
  /// - Parameter role: what the device is from now on.
  func dropForeignScopes(of branch: BranchCode, as role: Role, offsetMinutes: Int) throws {
    let projection = CaseProjection(self, offsetMinutes: offsetMinutes)
    var hasDropped = false
    for scope in try scopes() where !Scope.isHeld(scope.code, by: role, at: branch) {
      hasDropped = true
      let records = try map("SELECT id FROM records WHERE scope = ?", values: [.integer(scope.rid)]) {
        $0.identifier(0)
      }
      for id in records.compactMap({ $0 }) {
        guard let row = try record(id) else { continue }
        if let state = try row.decoded() { try projection.remove(row, old: state) }
        try run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
        try run("DELETE FROM news WHERE aggregate = ?", values: [.id(id)])
        try run("DELETE FROM unrepaired WHERE record = ?", values: [.id(id)])
      }
      for table in ["comparisons", "compared", "differing"] {
        try run("DELETE FROM \(table) WHERE scope = ?", values: [.integer(scope.rid)])
      }
      try run("DELETE FROM scopes WHERE rid = ?", values: [.integer(scope.rid)])
    }
    guard hasDropped else { return }
    // Others' versions, fetched for a history.
    try run(
      "DELETE FROM changes WHERE status = ? AND record NOT IN (SELECT id FROM records)",
      values: [.status(.history)])
    // Places of what came for a history are given again once it goes; those of its own changes never are.
    let last = try first(
      "SELECT max(seq) FROM changes WHERE status \(ChangeSet.own)", values: []
    ) { $0.integer(0) }
    try setMeta(.withholdUpTo, last ?? 0)
    try setMeta(.scrubPending, 1)
  }
}

extension Database {
  /// Takes the texts out of what this replica itself wrote, while it saw more, to records that are none of its scopes'.
  /// What still waits for head office, or stands in its quarantine, is kept whole until it is settled; but for what is said
  /// of employees: head office has that whole, and whoever sits here now is to read none of it.
  func withholdForeign(of branch: BranchCode, as role: Role) throws {
    guard let last = try meta(.withholdUpTo) else { return }
    let own = try map(
      """
      SELECT \(ChangeRow.columns) FROM changes
      WHERE status \(ChangeSet.own) AND stripped < 2 AND seq <= ? ORDER BY seq
      """, values: [.integer(last)], ChangeRow.init)
    var isWaiting = false
    for row in own {
      guard try record(row.record) == nil, let change = try? row.decoded(), try !isStub(change.aggregate),
        branch == .headOffice || !Scope.isHeld(change.scope, by: role, at: branch)
      else {
        continue
      }
      let isOfEmployees = Scope(change.scope)?.isOfManagers ?? false
      guard
        row.status == .accepted || row.status == .discarded || row.status == .quarantined && isOfEmployees
      else {
        isWaiting = true
        continue
      }
      try run(
        "UPDATE changes SET encoded = ?, stripped = 2 WHERE seq = ?",
        values: [.blob(change.withoutWrites.encoded()), .integer(row.seq)])
      try setMeta(.scrubPending, 1)
    }
    if !isWaiting { try setMeta(.withholdUpTo, Int64?.none) }
  }

  /// Whether a case was this branch's own and was transferred: what was written here while it was stays the branch's.
  func isStub(_ aggregate: RecordID) throws -> Bool {
    try first("SELECT 1 FROM stubs WHERE record = ?", values: [.id(aggregate)]) { _ in true } ?? false
  }

  /// Whether one of a replica's changes after a number has lost its texts because they were not its branch's: those
  /// cannot be sent again.
  func hasWithheld(replica: Int64, after number: UInt64) throws -> Bool {
    try first(
      "SELECT 1 FROM changes WHERE replica = ? AND number > ? AND stripped = 2 LIMIT 1",
      values: [.integer(replica), .number(number)]
    ) { _ in true } ?? false
  }
}

extension Change {
  /// Who made it when, and of which record: all that a log needs of a change that is of no business here any more.
  fileprivate var withoutWrites: Change {
    Change(
      dot: dot, record: record, kind: kind, aggregate: aggregate, scope: scope, author: author, group: group,
      salt: salt, writes: [], times: times)
  }
}

extension MetaKey<Int64> {
  /// The place in the log, under whatever id, of the last change that was made while every branch was seen; none:
  /// all of those are settled.
  static var withholdUpTo: MetaKey<Int64> { MetaKey("withhold_up_to") }
}
