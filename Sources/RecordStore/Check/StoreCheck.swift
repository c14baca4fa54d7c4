package import GRDB
package import Versioning

/// Looks at everything that a store holds, by one connection, and changes nothing. What both sides share is
/// here; what only a branch or head office has is checked by them.
package struct StoreCheck {
  let db: Database
  /// The tables that can be thrown away and made anew from what is kept.
  let derived: Set<String>
  /// No more findings of one kind are told than this.
  package static let limit = 20

  package init(_ db: Database, derived: Set<String> = []) {
    self.db = db
    self.derived = derived
  }

  /// SQLite's own check of pages, indexes and constraints, then what rows say of each other. What is wrong in derived
  /// tables alone is `derived`: rows, and entries of their indexes. Damaged pages never are, whosever they were: what
  /// is written over such a page may be another table's by now.
  package func pages() -> [StoreFinding] {
    guarded {
      var lines = try integrity(limit: Self.limit)
      // What is derived may be most of what is told, and what matters stand behind it.
      if lines.count >= Self.limit, try lines.contains(where: { try derivedTable(in: $0) != nil }) {
        lines = try integrity(limit: Self.manyLines)
      }
      var rows: [String: Int] = [:]
      var findings: [StoreFinding] = []
      for line in lines {
        if lines.count < Self.manyLines, let table = try derivedTable(in: line) {
          rows[table, default: 0] += 1
        } else {
          findings.append(.pages(line))
        }
      }
      guard findings.isEmpty else { return Array(findings.prefix(Self.limit)) }
      try db.eachRow("PRAGMA foreign_key_check") { row in
        let table: String = row[0]
        if derived.contains(table) {
          rows[table, default: 0] += 1
        } else {
          findings.append(.reference(table: table, row: row[1] ?? 0))
        }
        return findings.count < Self.limit
      }
      return findings + rows.sorted { $0.key < $1.key }.map { .derived(table: $0.key, rows: $0.value) }
    }
  }

  private static let manyLines = 1_000_000

  /// None where all is well.
  private func integrity(limit: Int) throws -> [String] {
    let lines: [String] = try db.rows("PRAGMA integrity_check(\(limit))").map { $0[0] }
    return lines == ["ok"] ? [] : lines
  }

  /// The derived table that a line is about; nil where it is about another one, or about pages (sqlite.org/pragma.html,
  /// `integrity_check`; the words are those of SQLite's pragma.c and fts5_storage.c).
  private func derivedTable(in line: String) throws -> String? {
    guard let last = line.split(separator: " ").last.map(String.init) else { return nil }
    var table: String?
    if line.contains(" in index ") || line.contains(" from index ") || line.contains(" of index ") {
      table = try db.value("SELECT tbl_name FROM sqlite_schema WHERE type = 'index' AND name = ?", [last])
    } else if line.contains(" value in ") {
      table = last.split(separator: ".").first.map(String.init)
    } else if let range = line.firstRange(of: "FTS5 table main.") {
      table = String(line[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
    return table.flatMap { derived.contains($0) ? $0 : nil }
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

  /// Cases that go by a number which is not among those in their states, as far as these can be read. The number that
  /// head office took first stands beside the state, and in it.
  /// - Parameter number: the field of a case's numbers.
  package func wrongNumbers(of kind: RecordKind, in number: UInt32) throws -> [(
    rid: Int64, finding: StoreFinding
  )] {
    var wrong: [(rid: Int64, finding: StoreFinding)] = []
    try db.each(
      "SELECT rid, number, coalesce(state, current) FROM records WHERE kind = ? AND number IS NOT NULL",
      values: [.kind(kind)]
    ) { row in
      guard let given = row.text(1), let state = try? RecordState(decoding: row.bytes(2) ?? []) else {
        return true
      }
      let known = state.elements(of: number).compactMap(\.field.element)
      if !known.contains(given) {
        let right = known.count == 1 ? known.first : nil
        let finding = StoreFinding.caseNumber(state.record, number: given, right: right)
        wrong.append((rid: row.integer(0), finding: finding))
      }
      return true
    }
    return wrong
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
        if ChangeStatus(rawValue: Int(row.integer(4))) == nil {
          findings.append(.changeStatus(row: seq, status: row.integer(4)))
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
