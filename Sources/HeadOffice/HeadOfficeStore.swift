import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning

/// Head office's store: the log of all changes, the record states by scope and position, and who may send
/// and fetch what.
package struct HeadOfficeStore: Sendable {
  package let path: String
  package let pool: DatabasePool
  /// Which head office this is. Drawn at `init`; a replica belongs to one.
  package let id: Identifier

  /// "CBHO"
  package static let layout = StoreLayout(
    applicationID: 0x4342_484F,
    migrations: [
      { db in
        try RecordTables.create(db)
        try createTables(db)
      }
    ])

  private static func createTables(_ db: Database) throws {
    try db.execute(
      sql: """
        -- A scope's feed: each record once, at its latest position.
        CREATE UNIQUE INDEX records_feed ON records (scope, position);
        -- The commits of each scope: which positions belong to one, and its random token.
        CREATE TABLE commits (scope INTEGER NOT NULL, last INTEGER NOT NULL, token BLOB NOT NULL,
          PRIMARY KEY (scope, last)) STRICT, WITHOUT ROWID;

        CREATE TABLE branches (code TEXT PRIMARY KEY, name TEXT, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE devices (
          replica INTEGER PRIMARY KEY REFERENCES replicas (rid),
          branch TEXT NOT NULL REFERENCES branches (code), role TEXT NOT NULL, tag TEXT NOT NULL,
          name TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, enrolled_at INTEGER NOT NULL,
          revoked_at INTEGER, seen_at INTEGER, clock_offset INTEGER,
          covered INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL) STRICT;
        -- One-time codes, hashed.
        CREATE TABLE codes (
          hash BLOB PRIMARY KEY, branch TEXT NOT NULL, role TEXT NOT NULL, expires_at INTEGER NOT NULL,
          used_by BLOB) STRICT, WITHOUT ROWID;
        CREATE TABLE audit (
          seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
        """)
  }

  /// - Throws: `StoreError`.
  package static func open(path: String) throws -> HeadOfficeStore {
    let pool = try StoreFile.openPool(path: path, layout: layout)
    let id = try translatingStoreErrors { try pool.read { try $0.meta(.headOfficeIdentity) } }
    guard let id = id.flatMap({ Identifier(bytes: Array($0)) }) else {
      throw StoreError.damaged(detail: "no head office id")
    }
    return HeadOfficeStore(path: path, pool: pool, id: id)
  }

  /// Makes the store, with the branch `HQ` in it.
  /// - Throws: `StoreError`.
  package static func create(path: String, now: Int64, random: inout some RandomNumberGenerator) throws {
    let id = Identifier.random(using: &random).data
    let queue = try StoreFile.create(path: path, layout: layout) { db in
      try db.setMeta(.headOfficeIdentity, id)
      try db.run(
        "INSERT INTO branches (code, name, created_at) VALUES (?, ?, ?)",
        [BranchCode.headOffice.rawValue, "Head office 总部", now])
      _ = try db.scope(making: BranchCode.headOffice.rawValue)
      _ = try db.scope(making: sharedScope)
    }
    try queue.close()
  }
}

/// The scope of what every branch holds.
package let sharedScope = "shared"

extension MetaKey<Data> {
  static var headOfficeIdentity: MetaKey<Data> { MetaKey("head_office_id") }
}
