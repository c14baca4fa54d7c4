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

  /// Notes that a device's cursor stood at a position when it had made so many changes. What was noted first
  /// stands.
  func noteSight(device: Int64, scope: Int64, position: Int64, made: UInt64) throws {
    guard try hasPassedDeparture(device: device, scope: scope, position: position) else { return }
    try run(
      "INSERT OR IGNORE INTO sights (replica, scope, position, made) VALUES (?, ?, ?, ?)",
      values: [.integer(device), .integer(scope), .integer(position), .number(made)])
  }
}
