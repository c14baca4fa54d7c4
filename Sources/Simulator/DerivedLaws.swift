import Complaints
import GRDB
import RecordStore
import Replica
import Versioning

/// What stores derive from their records, once a run has come to rest.
extension World {
  func checkDerived() throws {
    var shown: [RecordID: (place: String, row: String)] = [:]
    var settled: [Int: Set<RecordID>] = [:]
    for (index, device) in devices.enumerated() where !device.isDead {
      let found = try device.store.examine().all
      guard found.isEmpty else {
        throw Violation(.derivedIsTheSame, "\(device.name): \(found.map { "\($0)" }.joined(separator: "; "))")
      }
      guard !device.isGone else { continue }
      try checkLoggingTimes(of: device)
      settled[index] = []
      for (record, row) in try rows(of: device) {
        settled[index]?.insert(record)
        let other = shown[record] ?? (device.name, row)
        guard other.row == row else {
          throw Violation(
            .derivedIsTheSame,
            "\(other.place) and \(device.name) tell of \(record): \(other.row) — \(row)")
        }
        shown[record] = other
      }
    }
    try checkComplaints(settled: settled)
  }

  /// What lists and reports have of each case, but of those that show something of their own, or what head office does not
  /// have there.
  private func rows(of device: SimulatedDevice) throws -> [(RecordID, String)] {
    try device.store.read { reader in
      let db = reader.db
      let facts = try db.rows("SELECT name FROM pragma_table_info('facts') WHERE name <> 'rid'")
        .map { "coalesce(f.\($0[0] as String), '-')" }.joined(separator: " || ' ' || ")
      return try db.rows(
        """
        SELECT r.id, c.logged_at || ' ' || c.logged_ms || ' ' || c.updated_at || ' ' || c.visible || ' ' || c.conflicts
          || ' ' || \(facts)
        FROM cases c JOIN records r ON r.rid = c.rid JOIN facts f ON f.rid = c.rid
        WHERE NOT EXISTS (
          SELECT 1 FROM records o
          WHERE (o.current IS NOT NULL OR o.position IS NULL) AND (o.rid = r.rid OR o.aggregate = r.id))
        """
      ).compactMap { row in row.identifier(0).map { ($0, row[1]) } }
    }
  }

  /// Law 5: where the stamp of a case's first version is its true time, the time when it was logged is that as well,
  /// if the clock said it. (A clock that was never found to be wrong may be off by the tolerance.)
  private func checkLoggingTimes(of device: SimulatedDevice, margin: Int64 = 10_000) throws {
    let field = FieldID(CaseField.loggedAt.number)
    let logged: [(RecordID, String)] = try device.store.read { reader in
      try reader.db.rows("SELECT r.id, c.logged_at FROM cases c JOIN records r ON r.rid = c.rid")
        .compactMap { row in row.identifier(0).map { ($0, row[1]) } }
    }
    for (record, text) in logged {
      guard
        let state = try device.store.read({ try $0.db.record(record)?.decoded() }),
        let head = state[field]?.winner,
        let deed = oracle.meanings(
          in: state, own: device.held.own, before: device.held.records[record]?.deeds ?? [])(head.dot),
        oracle.deeds[deed].clockSaid != nil,
        abs(head.version.time.milliseconds - oracle.deeds[deed].madeAt) <= margin,
        case .time(let time)? = DateText(stored: text)
      else { continue }
      let off = time.milliseconds - oracle.deeds[deed].madeAt
      guard abs(off) <= margin + 121_000 else {
        throw Violation(
          .clocksDoLittleHarm,
          "\(device.name) has \(oracle.describe(deed)) as logged \(off) ms off, and its stamp is right")
      }
    }
  }
}
