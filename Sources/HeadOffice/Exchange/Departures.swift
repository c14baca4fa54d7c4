import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// Records that left a scope, and how far each device has been told.
extension Database {
  /// - Parameter logged: the last row of the log before the commit with which the record leaves.
  func insertDeparture(
    scope: Int64, position: Int64, record: RecordID, target: String, after logged: Int64
  ) throws {
    try removeDeparture(scope: scope, record: record)
    try run(
      "INSERT INTO departures (scope, position, record, target, logged) VALUES (?, ?, ?, ?, ?)",
      values: [.integer(scope), .integer(position), .id(record), .text(target), .integer(logged)])
  }

  /// A scope's feed has one entry a record: one that came back is no departure any more.
  func removeDeparture(scope: Int64, record: RecordID) throws {
    try run(
      "DELETE FROM departures WHERE scope = ? AND record = ?", values: [.integer(scope), .id(record)])
  }

  /// Whether a transfer of a case to a branch was accepted, whatever came of it.
  func hasTransfer(of record: RecordID, to code: String) throws -> Bool {
    var isThere = false
    try eachEncodedChange(of: record) { encoded in
      let change = try? Change(decoding: encoded)
      isThere =
        change?.kind == .case && change?.write(to: FieldID(CaseField.branch.number))?.value == .text(code)
      return !isThere
    }
    return isThere
  }

  func hasDeparted(_ record: RecordID, from scope: Int64) throws -> Bool {
    try first(
      "SELECT 1 FROM departures WHERE scope = ? AND record = ?", values: [.integer(scope), .id(record)]
    ) { _ in true } ?? false
  }

  /// Whether a change may still go to an aggregate that left a scope: its number is one that its replica
  /// had made before its cursor passed the departure. So nobody loses an edit to a move that he could not
  /// know of, and nobody writes to a case that he was told has gone.
  /// - Returns: the last row of the log that its author can have seen of it; nil where it may not follow.
  func followed(_ aggregate: RecordID, from scope: Int64, device: Int64, number: UInt64) throws -> Int64? {
    let departure = try first(
      "SELECT position, logged FROM departures WHERE scope = ? AND record = ?",
      values: [.integer(scope), .id(aggregate)]
    ) { (position: $0.integer(0), logged: $0.integer(1)) }
    guard let (position, logged) = departure else { return nil }
    let made = try first(
      "SELECT made FROM sights WHERE replica = ? AND scope = ? AND position >= ? ORDER BY position LIMIT 1",
      values: [.integer(device), .integer(scope), .integer(position)]
    ) { UInt64(bitPattern: $0.integer(0)) }
    return made.map { number <= $0 } ?? true ? logged : nil
  }

  /// Whether a cursor is past a departure that the device has not been noted to know of.
  func hasPassedDeparture(device: Int64, scope: Int64, position: Int64) throws -> Bool {
    try first(
      """
      SELECT 1 FROM departures WHERE scope = ?1 AND position <= ?2 AND position >
        coalesce((SELECT max(position) FROM sights WHERE replica = ?3 AND scope = ?1), 0) LIMIT 1
      """, values: [.integer(scope), .integer(position), .integer(device)]
    ) { _ in true } ?? false
  }

  /// A device has shown that it was here before head office was restored, which has lost when it came: what had left its
  /// branch when it was enrolled anew it may have had all the same.
  /// - Parameter position: it had a cursor of this position when it came.
  func forgetEnrolment(of device: Int64, at position: Int64 = -1) throws {
    try run(
      "DELETE FROM sights WHERE replica = ? AND made = 0 AND position > ?",
      values: [.integer(device), .integer(position)])
  }

  /// Whether a device was told of what has left a scope since it was enrolled.
  func hasSights(of device: Int64, scope: Int64) throws -> Bool {
    try first(
      "SELECT 1 FROM sights WHERE replica = ? AND scope = ? AND made > 0 LIMIT 1",
      values: [.integer(device), .integer(scope)]
    ) { _ in true } ?? false
  }

  /// What a device was told after a place is nothing that it knows. What left before it was enrolled stays told.
  func forgetSights(of device: Int64, scope: Int64, beyond position: Int64) throws {
    try run(
      "DELETE FROM sights WHERE replica = ? AND scope = ? AND position > ? AND made > 0",
      values: [.integer(device), .integer(scope), .integer(position)])
  }

  /// Notes that a device's cursor stood at a position when it had made so many changes. What was noted first
  /// stands.
  func noteSight(device: Int64, scope: Int64, position: Int64, made: UInt64) throws {
    guard try hasPassedDeparture(device: device, scope: scope, position: position) else { return }
    try run(
      "INSERT OR IGNORE INTO sights (replica, scope, position, made) VALUES (?, ?, ?, ?)",
      values: [.integer(device), .integer(scope), .integer(position), .number(made)])
  }
}

/// The records of a case go where it goes, however many there are, in a few statements: the writer is held meanwhile.
extension Database {
  func scopesOfChildren(_ aggregate: RecordID) throws -> [Int64] {
    try map(
      "SELECT DISTINCT scope FROM records WHERE aggregate = ? ORDER BY scope", values: [.id(aggregate)]
    ) { $0.integer(0) }
  }

  /// How many of them are in a scope, and what they are in its digest.
  func sizeOfChildren(_ aggregate: RecordID, in scope: Int64) throws -> (count: Int64, digest: ScopeDigest) {
    var (count, digest) = (Int64(0), ScopeDigest())
    try each(
      "SELECT id, state FROM records WHERE aggregate = ? AND scope = ?",
      values: [.id(aggregate), .integer(scope)]
    ) { row in
      guard let id = row.identifier(0), let state = row.bytes(1) else { return true }
      count += 1
      digest.add(record: id, state: state)
      return true
    }
    return (count, digest)
  }

  /// At the scope's next positions, in the order in which they came here.
  func departChildren(of aggregate: RecordID, from scope: ScopeRow, to target: String, after logged: Int64)
    throws
  {
    try forgetDepartures(ofChildrenOf: aggregate, in: scope.rid, from: scope.rid)
    try run(
      """
      INSERT INTO departures (scope, position, record, target, logged)
      SELECT ?2, ?3 + row_number() OVER (ORDER BY rid), id, ?4, ?5 FROM records
      WHERE aggregate = ?1 AND scope = ?2 AND state IS NOT NULL
      """,
      values: [
        .id(aggregate), .integer(scope.rid), .integer(scope.position), .text(target), .integer(logged),
      ])
  }

  func moveChildren(of aggregate: RecordID, from origin: Int64, to scope: ScopeRow) throws {
    try forgetDepartures(ofChildrenOf: aggregate, in: origin, from: scope.rid)
    try run(
      """
      UPDATE records SET scope = ?3, position = ?4 + moved.place
      FROM (SELECT rid, row_number() OVER (ORDER BY rid) AS place FROM records
        WHERE aggregate = ?1 AND scope = ?2 AND state IS NOT NULL) AS moved
      WHERE records.rid = moved.rid
      """,
      values: [.id(aggregate), .integer(origin), .integer(scope.rid), .integer(scope.position)])
  }

  private func forgetDepartures(ofChildrenOf aggregate: RecordID, in scope: Int64, from left: Int64) throws {
    try run(
      """
      DELETE FROM departures WHERE scope = ?3
        AND record IN (SELECT id FROM records WHERE aggregate = ?1 AND scope = ?2)
      """, values: [.id(aggregate), .integer(scope), .integer(left)])
  }
}
