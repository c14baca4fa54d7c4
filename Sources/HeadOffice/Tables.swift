import GRDB
import RecordStore

/// Head office's own tables, beside the records and changes.
enum HeadOfficeTables {
  static func create(_ db: Database) throws {
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

  /// Quarantine, moves, erasures, incarnations.
  static func addLaws(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The replica that this one continues: it was a copy of it, or restored.
        ALTER TABLE devices ADD COLUMN former INTEGER REFERENCES replicas (rid);

        CREATE TABLE quarantine (
          replica INTEGER NOT NULL, number INTEGER NOT NULL,
          first INTEGER NOT NULL,  -- the first number of its group
          aggregate BLOB,          -- NULL: cannot be read
          reason TEXT NOT NULL, at INTEGER NOT NULL, hash BLOB NOT NULL, encoded BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX quarantine_dot ON quarantine (replica, number);
        CREATE INDEX quarantine_aggregate ON quarantine (aggregate) WHERE aggregate IS NOT NULL;
        -- Quarantined changes that were dropped: a repeated push is told by the hash.
        CREATE TABLE discarded (
          replica INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, hash BLOB NOT NULL,
          PRIMARY KEY (replica, number)) STRICT, WITHOUT ROWID;

        -- Records that left a scope: entries of its feed, like those of `records`.
        CREATE TABLE departures (
          scope INTEGER NOT NULL, position INTEGER NOT NULL, record BLOB NOT NULL, target TEXT NOT NULL,
          PRIMARY KEY (scope, position)) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX departures_record ON departures (scope, record);
        -- How many changes a device had made when its cursor passed departures.
        CREATE TABLE sights (
          replica INTEGER NOT NULL, scope INTEGER NOT NULL, position INTEGER NOT NULL, made INTEGER NOT NULL,
          PRIMARY KEY (replica, scope, position)) STRICT, WITHOUT ROWID;

        -- The cases of a customer, by `CustomerHash`.
        CREATE TABLE customers (hash BLOB NOT NULL, record BLOB NOT NULL, PRIMARY KEY (hash, record))
          STRICT, WITHOUT ROWID;
        CREATE TABLE erasures (id BLOB PRIMARY KEY, at INTEGER NOT NULL, customer BLOB NOT NULL)
          STRICT, WITHOUT ROWID;
        CREATE INDEX erasures_customer ON erasures (customer);
        -- What was erased: field numbers, as text with commas.
        CREATE TABLE erased (
          erasure BLOB NOT NULL, record BLOB NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (erasure, record))
          STRICT, WITHOUT ROWID;
        CREATE TABLE erasure_acks (
          erasure BLOB NOT NULL, replica INTEGER NOT NULL, at INTEGER NOT NULL,
          PRIMARY KEY (erasure, replica)) STRICT, WITHOUT ROWID;

        -- The key of `CommitToken`; a new store draws its own.
        INSERT INTO meta (key, value) VALUES ('commit_key', randomblob(32));
        """)
  }
}
