import CaseIndex
import GRDBSQLite
import RecordStore
import Replica
import Versioning

/// What SQLite's C API takes for the same bytes: record, change and index row, in one durable transaction.
struct RawFloor {
  struct Row: Sendable {
    let record: [UInt8]
    let state: [UInt8]
    let change: [UInt8]
    let hash: [UInt8]
    let text: [UInt8]
  }

  let rows: [Row]

  /// The bytes that a replica holds.
  init(of store: ReplicaStore, limit: Int) throws {
    rows = try store.read { reader in
      try reader.db.rows(
        """
        SELECT r.id, coalesce(r.current, r.state), c.encoded, c.hash FROM changes c JOIN records r ON r.id = c.record
        ORDER BY c.seq LIMIT ?
        """, [limit]
      ).compactMap { row in
        guard let record = row.bytes(0), let state = row.bytes(1), let change = row.bytes(2),
          let hash = row.bytes(3)
        else { return nil }
        let text = SearchText.of(try RecordState(decoding: state))
        return Row(record: record, state: state, change: change, hash: hash, text: Self.spaced(text))
      }
    }
  }

  /// A space before each Han character: as many index entries as the product makes, with SQLite's own tokenizer.
  private static func spaced(_ text: String) -> [UInt8] {
    var spaced: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x3040, scalar.value < 0xA000 { spaced.append(0x20) }
      spaced += Array(String(scalar).utf8)
    }
    return spaced
  }

  /// Mean bytes of a record's state.
  var recordBytes: Int { rows.isEmpty ? 0 : rows.reduce(0) { $0 + $1.state.count } / rows.count }

  /// - Returns: rows a second.
  func insert(into path: String) throws -> Double {
    var handle: OpaquePointer?
    guard sqlite3_open(path, &handle) == SQLITE_OK, let db = handle else {
      throw CheckFailed("cannot open \(path)")
    }
    defer { sqlite3_close(db) }
    func run(_ sql: String) throws {
      guard sqlite3_exec(db, sql, nil, nil, nil) == SQLITE_OK else {
        throw CheckFailed("floor: \(String(cString: sqlite3_errmsg(db))) in \(sql)")
      }
    }
    try run(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE records (rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, state BLOB NOT NULL);
      CREATE TABLE changes (
        seq INTEGER PRIMARY KEY, replica INTEGER NOT NULL, number INTEGER NOT NULL, record BLOB NOT NULL,
        hash BLOB NOT NULL, encoded BLOB NOT NULL, UNIQUE (replica, number));
      CREATE VIRTUAL TABLE search USING fts5 (text, content = '');
      """)
    func prepare(_ sql: String) throws -> OpaquePointer {
      var statement: OpaquePointer?
      guard sqlite3_prepare_v2(db, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
        throw CheckFailed("floor: \(String(cString: sqlite3_errmsg(db)))")
      }
      return statement
    }
    let record = try prepare("INSERT INTO records (id, state) VALUES (?, ?)")
    let change = try prepare(
      "INSERT INTO changes (replica, number, record, hash, encoded) VALUES (1, ?, ?, ?, ?)")
    let index = try prepare("INSERT INTO search (rowid, text) VALUES (?, ?)")
    defer { for statement in [record, change, index] { sqlite3_finalize(statement) } }
    func step(_ statement: OpaquePointer) throws {
      guard sqlite3_step(statement) == SQLITE_DONE else {
        throw CheckFailed("floor: \(String(cString: sqlite3_errmsg(db)))")
      }
      sqlite3_reset(statement)
    }
    // SQLITE_TRANSIENT: SQLite copies the bytes.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    func bind(_ statement: OpaquePointer, _ at: Int32, _ bytes: [UInt8]) {
      bytes.withUnsafeBytes {
        _ = sqlite3_bind_blob(statement, at, $0.baseAddress, Int32($0.count), transient)
      }
    }
    let elapsed = try timed {
      try run("BEGIN IMMEDIATE")
      for (number, row) in rows.enumerated() {
        bind(record, 1, row.record)
        bind(record, 2, row.state)
        try step(record)
        sqlite3_bind_int64(change, 1, Int64(number + 1))
        bind(change, 2, row.record)
        bind(change, 3, row.hash)
        bind(change, 4, row.change)
        try step(change)
        sqlite3_bind_int64(index, 1, Int64(number + 1))
        row.text.withUnsafeBytes {
          _ = sqlite3_bind_text(
            index, 2, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), transient)
        }
        try step(index)
      }
      try run("COMMIT")
    }
    return Double(rows.count) / elapsed
  }
}
