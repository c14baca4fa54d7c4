import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// A piece of what a store holds, as far as it matters to what can come of it.
indirect enum Piece: Hashable, Sendable {
  case number(Int64)
  case text(String)
  /// Bytes that only have to be told from others: ids, tokens, running hashes.
  case name([UInt8])
  /// The random number of an act: a name too, of which the oracle knows more.
  case salt(UInt64)
  /// A place in the total order of versions.
  case stamp(UInt64)
  /// What has no order of its own.
  case unordered([[Piece]])
}

/// What a column is read as.
private enum Column {
  case plain, name, state
  /// A token: by what head office keeps of it, so that one that counts is told from one that does no more.
  case secret
  /// With its stamp, where head office may yet have to choose by it.
  case change(stamped: Bool)
}

/// One table of a store, in an order that does not hang on random ids.
private struct Part {
  let sql: String
  let columns: [Column]
  /// Its rows were put in the order of their ids: it counts for nothing.
  var isUnordered = false
}

enum StoreRows {
  /// All of a replica's store but what is derived from it, clocks, and histories fetched for reading.
  static func replica(_ db: Database) throws -> [Piece] { try read(replicaParts, db) }

  static func office(_ db: Database) throws -> [Piece] { try read(officeParts, db) }

  private static let replicaParts = [
    Part(
      sql: """
        SELECT key, value FROM meta WHERE key IN ('role', 'last_number', 'covered', 'settled', 'attempted', 'made',
        'scrub_pending') ORDER BY key
        """, columns: [.plain, .plain]),
    Part(
      sql: """
        SELECT key, value FROM meta WHERE key IN ('replica', 'next_replica', 'covered_chain', 'tag', 'next_tag')
        ORDER BY key
        """, columns: [.plain, .name]),
    Part(sql: "SELECT value FROM meta WHERE key = 'token'", columns: [.secret]),
    Part(
      sql: "SELECT code, position, token, digest, records, complete FROM scopes ORDER BY code",
      columns: [.plain, .plain, .name, .name, .plain, .plain]),
    Part(
      sql: """
        SELECT r.id, r.kind, r.aggregate, s.code, r.position, r.number IS NULL, r.state, r.current
        FROM records r JOIN scopes s ON s.rid = r.scope ORDER BY r.rid
        """, columns: [.name, .plain, .name, .plain, .plain, .plain, .state, .state]),
    Part(
      sql: """
        SELECT number, status, verdict, stripped, encoded FROM changes
        WHERE status \(ChangeSet.shownHereOnly) ORDER BY seq
        """,
      columns: [.plain, .plain, .plain, .plain, .change(stamped: true)]),
    Part(
      sql: """
        SELECT number, status, verdict, stripped, encoded FROM changes
        WHERE status \(ChangeSet.settled) ORDER BY seq
        """,
      columns: [.plain, .plain, .plain, .plain, .change(stamped: false)]),
    Part(
      sql: "SELECT number, reason, wish FROM quarantine ORDER BY number",
      columns: [.plain, .plain, .plain]),
    Part(sql: "SELECT record, target FROM stubs", columns: [.name, .plain], isUnordered: true),
    Part(sql: "SELECT id, told FROM erasures_done", columns: [.name, .plain], isUnordered: true),
    Part(
      sql: """
        SELECT s.code, c.after, c.position, c.token FROM comparisons c JOIN scopes s ON s.rid = c.scope
        ORDER BY s.code
        """, columns: [.plain, .name, .plain, .name]),
  ]

  private static let officeParts = [
    Part(
      sql: "SELECT code, position, token, digest, records FROM scopes ORDER BY code",
      columns: [.plain, .plain, .name, .name, .plain]),
    Part(
      sql: """
        SELECT r.id, r.kind, r.aggregate, s.code, r.position, r.state FROM records r
        JOIN scopes s ON s.rid = r.scope
        """, columns: [.name, .plain, .name, .plain, .plain, .state], isUnordered: true),
    Part(
      sql: "SELECT status, verdict, stripped, encoded FROM changes",
      columns: [.plain, .plain, .plain, .change(stamped: false)], isUnordered: true),
    Part(
      sql: """
        SELECT r.id, d.branch, d.role, d.token_hash, d.revoked_at IS NULL, d.covered, d.chain, f.id
        FROM devices d JOIN replicas r ON r.rid = d.replica LEFT JOIN replicas f ON f.rid = d.former
        """, columns: [.name, .plain, .plain, .name, .plain, .plain, .name, .name], isUnordered: true),
    Part(
      sql: """
        SELECT s.code, c.last, c.token FROM commits c JOIN scopes s ON s.rid = c.scope
        ORDER BY s.code, c.last
        """,
      columns: [.plain, .plain, .name]),
    Part(
      sql: """
        SELECT r.id, q.number, q.first, q.reason, q.encoded FROM quarantine q JOIN replicas r ON r.rid = q.replica
        """, columns: [.name, .plain, .plain, .plain, .change(stamped: true)], isUnordered: true),
    Part(
      sql: "SELECT r.id, d.number, d.hash FROM discarded d JOIN replicas r ON r.rid = d.replica",
      columns: [.name, .plain, .name], isUnordered: true),
    Part(
      sql: """
        SELECT s.code, d.position, d.record, d.target,
          (SELECT count(*) FROM changes c WHERE c.seq <= d.logged
            AND c.record IN (SELECT id FROM records WHERE id = d.record OR aggregate = d.record))
        FROM departures d JOIN scopes s ON s.rid = d.scope ORDER BY s.code, d.position
        """, columns: [.plain, .plain, .name, .plain, .plain]),
    Part(
      sql: """
        SELECT r.id, s.code, i.position, i.made FROM sights i JOIN replicas r ON r.rid = i.replica
        JOIN scopes s ON s.rid = i.scope
        """, columns: [.name, .plain, .plain, .plain], isUnordered: true),
    Part(sql: "SELECT id FROM erasures", columns: [.name], isUnordered: true),
    Part(
      sql: "SELECT erasure, record, fields FROM erased", columns: [.name, .name, .plain], isUnordered: true),
    Part(
      sql: "SELECT x.record, r.id, x.erasure FROM erased_held x JOIN replicas r ON r.rid = x.replica",
      columns: [.name, .name, .name], isUnordered: true),
    Part(
      sql: "SELECT a.erasure, r.id, a.again FROM erasure_acks a JOIN replicas r ON r.rid = a.replica",
      columns: [.name, .name, .plain], isUnordered: true),
  ]

  private static func read(_ parts: [Part], _ db: Database) throws -> [Piece] {
    var pieces: [Piece] = []
    for part in parts {
      let rows = try db.rows(part.sql).map { row in
        try part.columns.enumerated().flatMap { try read($1, row, at: $0) }
      }
      pieces.append(.number(Int64(rows.count)))
      if part.isUnordered { pieces.append(.unordered(rows)) } else { pieces += rows.joined() }
    }
    return pieces
  }

  private static func read(_ column: Column, _ row: StoreRow, at place: Int) throws -> [Piece] {
    let value: SQLValue = row[place]
    if value == .null { return [.number(-1)] }
    switch column {
    case .plain: return [String(value).map { .text($0) } ?? .number(row[place])]
    case .name:
      if let text = String(value) { return [.name(Array(text.utf8))] }
      return [.name(row.bytes(place) ?? [])]
    case .secret: return [secret(row[place])]
    case .state:
      guard let bytes = row.bytes(place), !bytes.isEmpty else { return [.number(-1)] }
      return pieces(try RecordState(decoding: bytes))
    case .change(let isStamped):
      guard let bytes = row.bytes(place), let change = try? Change(decoding: bytes) else {
        return [.name(row.bytes(place) ?? [])]
      }
      return pieces(change, isStamped: isStamped)
    }
  }

  private static func pieces(_ state: RecordState) -> [Piece] {
    var pieces: [Piece] = [.number(Int64(state.kind.rawValue)), .unordered(state.applied.dots.map(dot))]
    for field in state.fields {
      pieces += [.number(Int64(field.field.number)), .text(field.field.element ?? "")]
      pieces.append(
        .unordered(
          field.heads.map { head in
            [.stamp(head.version.time.rawValue)] + dot(head.dot) + value(head.value, of: field.field)
          }))
      pieces.append(.unordered(field.unmet.map(dot)))
    }
    return pieces + state.erased.map { .number(Int64($0)) } + [.number(Int64(state.fields.count))]
  }

  private static func pieces(_ change: Change, isStamped: Bool) -> [Piece] {
    var pieces: [Piece] =
      dot(change.dot) + [
        .name(change.record.bytes), .number(Int64(change.kind.rawValue)), .text(change.scope),
        .number(Int64(bitPattern: change.group.first)), .number(Int64(bitPattern: change.group.count)),
        .salt(change.salt),
      ]
    if isStamped { pieces.append(.stamp(change.times.stamp.rawValue)) }
    for write in change.writes {
      pieces.append(.number(Int64(write.field.number)))
      pieces += value(write.value, of: write.field)
      pieces.append(.unordered(write.base.map(dot)))
    }
    return pieces
  }

  private static func dot(_ dot: Dot) -> [Piece] {
    [.name(dot.replica.bytes), .number(Int64(bitPattern: dot.number))]
  }

  /// Texts are names: which of two words somebody typed makes no difference. Codes of branches do.
  private static func value(_ value: Value, of field: FieldID) -> [Piece] {
    switch value {
    case .none: [.number(-2)]
    case .text(let text): text.utf8.count < 5 ? [.text(text)] : [.name(Array(text.utf8))]
    case .integer(let number): [.number(number)]
    case .flag(let flag): [.number(flag ? 1 : 0)]
    case .sight(let dots): [.number(-3), .unordered(dots.map(dot))]
    case .opaque(let type, let bytes): [.number(Int64(type)), .name(bytes)]
    }
  }

  private static func secret(_ token: String) -> Piece {
    .name(ContentHash(content: Array(token.utf8)).bytes)
  }

  /// A request that is on its way.
  static func request(_ late: Office.LateRequest) throws -> [Piece] {
    var pieces: [Piece] = [.text("\(late.endpoint)"), secret(late.token ?? "")]
    guard late.endpoint == .sync else { return pieces + [.name(late.body)] }
    let request = try MessageFormat.protobuf.decode(SyncRequest.self, from: late.body)
    pieces += [.name(Array(request.replica)), .number(Int64(bitPattern: request.made))]
    for cursor in request.cursors {
      pieces += [
        .text(cursor.scope), .number(Int64(bitPattern: cursor.position)), .name(Array(cursor.token)),
      ]
    }
    for encoded in request.changes {
      pieces += StoreRows.pieces(try Change(decoding: Array(encoded)), isStamped: true)
    }
    for number in request.retries { pieces += [.text("retry"), .number(Int64(bitPattern: number))] }
    for number in request.discards { pieces += [.text("discard"), .number(Int64(bitPattern: number))] }
    return pieces + request.erased.map { .name(Array($0)) }
  }
}
