package import GRDB
import Versioning

/// Looks at everything that a store holds, by one connection, and changes nothing. What both sides share is
/// here; what only a branch or head office has is checked by them.
package struct StoreCheck {
  let db: Database
  /// No more findings of one kind are told than this.
  package static let limit = 20

  package init(_ db: Database) { self.db = db }

  /// SQLite's own check of pages, indexes and constraints, then what rows say of each other.
  package func pages() -> [StoreFinding] {
    guarded {
      let lines: [String] = try db.rows("PRAGMA integrity_check(\(Self.limit))").map { $0[0] }
      if lines != ["ok"] { return lines.map { .pages($0) } }
      return try db.rows("PRAGMA foreign_key_check").prefix(Self.limit).map {
        .reference(table: $0[0], row: $0[1] ?? 0)
      }
    }
  }

  /// Every state decodes, stands in the row of its own record, and the digests of the scopes are those of the
  /// states. A state has one encoding only, which the decoder demands.
  package func states() -> [StoreFinding] {
    guarded {
      var findings: [StoreFinding] = []
      var sums: [Int64: (digest: ScopeDigest, records: Int64)] = [:]
      try db.each("SELECT rid, id, kind, aggregate, scope, state, current FROM records", values: []) { row in
        let id = row.identifier(1)
        let name = id?.description ?? "\(row.integer(0))"
        for (column, bytes) in [(5, row.bytes(5)), (6, row.bytes(6))] {
          guard let bytes else { continue }
          if let id, column == 5 {
            sums[row.integer(4), default: (ScopeDigest(), 0)].digest.add(record: id, state: bytes)
            sums[row.integer(4), default: (ScopeDigest(), 0)].records += 1
          }
          do {
            let state = try RecordState(decoding: bytes)
            if state.record != id || Int64(state.kind.rawValue) != row.integer(2)
              || state.aggregate != row.identifier(3) ?? id
            {
              findings.append(.state(record: name, reason: "it is of another record"))
            }
          } catch { findings.append(.state(record: name, reason: "\(error)")) }
        }
        return findings.count < Self.limit
      }
      // What was cut off by the limit is in no sum.
      guard findings.count < Self.limit else { return findings }
      for scope in try db.scopes() {
        let sum = sums[scope.rid] ?? (ScopeDigest(), 0)
        if sum.digest != scope.digest || sum.records != scope.records {
          findings.append(.digest(scope: scope.code))
        }
      }
      return findings
    }
  }

  /// Every change decodes, stands under its own number, is what its hash says, and is in its record's state
  /// where it was taken.
  ///
  /// - Parameter applied: statuses of changes that a state must hold, where there is a record.
  package func changes(applied: Set<Int>) -> [StoreFinding] {
    guarded {
      var findings: [StoreFinding] = []
      var record: (id: RecordID, state: RecordState?)?
      try db.each(
        """
        SELECT c.seq, p.id, c.number, c.record, c.status, c.hash, c.encoded, coalesce(r.current, r.state),
          c.stripped
        FROM changes c LEFT JOIN replicas p ON p.rid = c.replica LEFT JOIN records r ON r.id = c.record
        ORDER BY c.record
        """, values: []
      ) { row in
        let seq = row.integer(0)
        let change: Change
        do { change = try Change(decoding: row.bytes(6) ?? []) } catch {
          findings.append(.change(row: seq, reason: "\(error)"))
          return findings.count < Self.limit
        }
        if change.dot.replica != row.identifier(1) || Int64(bitPattern: change.dot.number) != row.integer(2)
          || change.record != row.identifier(3)
        {
          findings.append(.change(row: seq, reason: "it is another change"))
        }
        let shown = row.bytes(7)
        if record?.id != change.record {
          record = (change.record, shown.flatMap { try? RecordState(decoding: $0) })
        }
        // The hash of what was erased is kept, so that a repeated push is known.
        if row.integer(8) == 0, (try? ContentHash(encodedChange: row.bytes(6) ?? []).bytes) != row.bytes(5) {
          findings.append(.changeHash(row: seq))
        }
        if applied.contains(Int(row.integer(4))), let state = record?.state,
          !state.applied.contains(change.dot)
        {
          findings.append(.changeNotApplied(change.dot))
        }
        return findings.count < Self.limit
      }
      return findings
    }
  }

  /// A damaged page ends a check: it is a finding itself.
  private func guarded(_ body: () throws -> [StoreFinding]) -> [StoreFinding] {
    do { return try body() } catch { return [Self.finding(error)] }
  }

  package static func finding(_ error: any Error) -> StoreFinding {
    if case .damaged(let detail)? = StoreError(error) { return .pages(detail) }
    return .pages("\(error)")
  }
}
