import FoundationEssentials
package import GRDB
package import Versioning

/// A row of `records`.
package struct RecordRow: Sendable {
  package var rid: Int64
  package var id: RecordID
  package var kind: RecordKind
  package var aggregate: RecordID
  package var scope: Int64
  package var position: Int64?
  package var number: String?
  package var state: [UInt8]?
  package var current: [UInt8]?

  static let columns = "rid, id, kind, aggregate, scope, position, number, state, current"

  init(_ row: SQLRow) throws {
    guard let id = row.identifier(1) else { throw StoreError.damaged(detail: "record without an id") }
    rid = row.integer(0)
    self.id = id
    kind = RecordKind(UInt32(truncatingIfNeeded: row.integer(2)))
    aggregate = row.identifier(3) ?? id
    scope = row.integer(4)
    position = row.isNull(5) ? nil : row.integer(5)
    number = row.text(6)
    state = row.bytes(7)
    current = row.bytes(8)
  }

  /// What a reader sees: head office's state with what is pending here.
  package var shown: [UInt8]? { current ?? state }

  /// - Throws: `StoreError.damaged` where the bytes are no state.
  package func decoded() throws -> RecordState? {
    guard let shown else { return nil }
    do { return try RecordState(decoding: shown) } catch {
      throw StoreError.damaged(detail: "state of record \(id): \(error)")
    }
  }
}

extension Database {
  package func scopeCode(_ rid: Int64) throws -> String? {
    try first("SELECT code FROM scopes WHERE rid = ?", values: [.integer(rid)]) { $0.text(0) } ?? nil
  }

  package func record(_ id: RecordID) throws -> RecordRow? {
    try first("SELECT \(RecordRow.columns) FROM records WHERE id = ?", values: [.id(id)], RecordRow.init)
  }

  package func record(rid: Int64) throws -> RecordRow? {
    try first(
      "SELECT \(RecordRow.columns) FROM records WHERE rid = ?", values: [.integer(rid)], RecordRow.init)
  }

  /// Those of an aggregate that are of one kind.
  package func children(of aggregate: RecordID, kind: RecordKind) throws -> [RecordRow] {
    try map(
      "SELECT \(RecordRow.columns) FROM records WHERE aggregate = ? AND kind = ? ORDER BY rid",
      values: [.id(aggregate), .kind(kind)], RecordRow.init)
  }

  /// The other records of an aggregate, in the order in which they came.
  package func children(of aggregate: RecordID) throws -> [RecordRow] {
    try map(
      "SELECT \(RecordRow.columns) FROM records WHERE aggregate = ? ORDER BY rid", values: [.id(aggregate)],
      RecordRow.init)
  }

  /// Records of a kind that belong to no case: what head office lays down for all. An index holds them.
  package func records(of kind: RecordKind) throws -> [RecordRow] {
    try map(
      "SELECT \(RecordRow.columns) FROM records WHERE kind = ? AND \(RecordTables.isShared) ORDER BY id",
      values: [.kind(kind)], RecordRow.init)
  }

  /// Those of them in whose state some text stands, an id for one: of many records few are decoded then.
  package func records(of kind: RecordKind, holding text: String) throws -> [RecordRow] {
    try map(
      """
      SELECT \(RecordRow.columns) FROM records
      WHERE kind = ? AND \(RecordTables.isShared) AND instr(coalesce(current, state), ?) > 0 ORDER BY id
      """, values: [.kind(kind), .blob(Array(text.utf8))], RecordRow.init)
  }

  /// The same of one scope.
  package func records(of kind: RecordKind, scope: Int64) throws -> [RecordRow] {
    try map(
      """
      SELECT \(RecordRow.columns) FROM records
      WHERE kind = ? AND scope = ? AND \(RecordTables.isShared) ORDER BY id
      """, values: [.kind(kind), .integer(scope)], RecordRow.init)
  }

  /// Records whose id begins with some bytes, at most `limit`.
  package func records(idPrefix low: [UInt8], upTo high: [UInt8], limit: Int) throws -> [RecordRow] {
    try map(
      "SELECT \(RecordRow.columns) FROM records WHERE id >= ? AND id <= ? AND aggregate IS NULL LIMIT ?",
      values: [.blob(low), .blob(high), .integer(Int64(limit))], RecordRow.init)
  }

  /// The records of a kind that head office publishes to all; `RecordTables.addShared` has an index of them.
  package func sharedRecords(_ kind: RecordKind) throws -> [RecordRow] {
    guard let scope = try scope(RecordTables.sharedScope) else { return [] }
    return try map(
      """
      SELECT \(RecordRow.columns) FROM records
      WHERE kind = ? AND scope = ? AND \(RecordTables.isShared)
      """, values: [.kind(kind), .integer(scope.rid)], RecordRow.init)
  }

  /// - Returns: the new row's rid.
  package func insert(_ record: RecordRow) throws -> Int64 {
    try run(
      """
      INSERT INTO records (id, kind, aggregate, scope, position, number, state, current)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      values: [
        .id(record.id), .kind(record.kind),
        record.aggregate == record.id ? .null : .id(record.aggregate), .integer(record.scope),
        .integer(record.position), .text(record.number), .blob(record.state), .blob(record.current),
      ])
    return lastInsertedRowID
  }

  /// Writes everything of a row that can change.
  package func update(_ record: RecordRow) throws {
    try run(
      "UPDATE records SET scope = ?, position = ?, number = ?, state = ?, current = ? WHERE rid = ?",
      values: [
        .integer(record.scope), .integer(record.position), .text(record.number), .blob(record.state),
        .blob(record.current), .integer(record.rid),
      ])
  }

  /// The small number of a replica, given on its first use.
  package func replicaRid(_ id: ReplicaID) throws -> Int64 {
    if let row = try row("SELECT rid FROM replicas WHERE id = ?", [id.data]) { return row[0] }
    try run("INSERT INTO replicas (id) VALUES (?)", values: [.id(id)])
    return lastInsertedRowID
  }
}

/// A row of `scopes`.
package struct ScopeRow: Sendable {
  package var rid: Int64
  package var code: String
  package var position: Int64
  package var token: [UInt8]?
  package var digest: ScopeDigest
  package var records: Int64
  /// The feed was followed to its end once.
  package var isComplete: Bool

  static let columns = "rid, code, position, token, digest, records, complete"

  init(_ row: StoreRow) {
    rid = row[0]
    code = row[1]
    position = row[2]
    token = row.bytes(3)
    digest = row.bytes(4).flatMap { ScopeDigest(bytes: $0) } ?? ScopeDigest()
    records = row[5]
    isComplete = row[6]
  }
}

extension ScopeRow {
  /// Keeps digest and number of records in step with a record's state; nil: it has none in this scope.
  package mutating func count(_ state: [UInt8]?, insteadOf old: [UInt8]?, of record: RecordID) {
    if let old {
      digest.remove(record: record, state: old)
      records -= 1
    }
    if let state {
      digest.add(record: record, state: state)
      records += 1
    }
  }
}

extension Database {
  /// All scopes by code.
  package func scopes() throws -> [ScopeRow] {
    try rows("SELECT \(ScopeRow.columns) FROM scopes ORDER BY code").map(ScopeRow.init)
  }

  package func scope(_ code: String) throws -> ScopeRow? {
    try row("SELECT \(ScopeRow.columns) FROM scopes WHERE code = ?", [code]).map(ScopeRow.init)
  }

  /// The scope with this code, made where it is new.
  package func scope(making code: String) throws -> ScopeRow {
    if let scope = try scope(code) { return scope }
    try run("INSERT INTO scopes (code) VALUES (?)", values: [.text(code)])
    guard let scope = try scope(code) else { throw StoreError.failed(detail: "no row for scope \(code)") }
    return scope
  }

  package func update(_ scope: ScopeRow) throws {
    try run(
      "UPDATE scopes SET position = ?, token = ?, digest = ?, records = ?, complete = ? WHERE rid = ?",
      values: [
        .integer(scope.position), .blob(scope.token), .blob(scope.digest.bytes), .integer(scope.records),
        .flag(scope.isComplete), .integer(scope.rid),
      ])
  }
}

extension RecordRow {
  /// A record that head office has not sent.
  package init(
    new id: RecordID, kind: RecordKind, aggregate: RecordID, scope: Int64, position: Int64? = nil,
    number: String? = nil, state: [UInt8]? = nil, current: [UInt8]? = nil
  ) {
    rid = 0
    self.id = id
    self.kind = kind
    self.aggregate = aggregate
    self.scope = scope
    self.position = position
    self.number = number
    self.state = state
    self.current = current
  }

  /// An opaque name of the state shown: it differs whenever anything in the record does.
  package var version: String {
    hexadecimal(ContentHash(content: shown ?? []).bytes.prefix(8))
  }
}
