package import GRDB

/// The tables that a branch and head office share.
package enum RecordTables {
  package static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

        -- Replicas by a small number, so that a change names its author in a byte or two.
        CREATE TABLE replicas (rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;

        -- What this store knows of each scope's feed: the position and token up to which it has everything.
        CREATE TABLE scopes (
          rid INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, position INTEGER NOT NULL DEFAULT 0, token BLOB,
          digest BLOB, records INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0) STRICT;

        CREATE TABLE records (
          rid INTEGER PRIMARY KEY,
          id BLOB NOT NULL UNIQUE,
          kind INTEGER NOT NULL,
          aggregate BLOB,          -- NULL: it is its own aggregate's root
          scope INTEGER NOT NULL REFERENCES scopes (rid),
          position INTEGER,        -- in the scope's feed; NULL: head office has not sent it
          number TEXT,             -- a case: the number that head office accepted first
          state BLOB,              -- the state as head office has it, verbatim
          current BLOB             -- a branch: that and its pending changes; NULL: the same
        ) STRICT;
        CREATE INDEX records_aggregate ON records (aggregate) WHERE aggregate IS NOT NULL;

        CREATE TABLE changes (
          seq INTEGER PRIMARY KEY,
          replica INTEGER NOT NULL REFERENCES replicas (rid),
          number INTEGER NOT NULL,
          record BLOB NOT NULL,
          status INTEGER NOT NULL,
          verdict INTEGER,
          at INTEGER NOT NULL,     -- a branch: when it was made; head office: when it came; ms since 1970
          hash BLOB NOT NULL,
          encoded BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX changes_dot ON changes (replica, number);
        CREATE INDEX changes_record ON changes (record);
        """)
  }

  /// What the laws need beside a change: `seen` is the highest stamp that a branch had got from head office
  /// when it made the change, and a correction of its own stamp stays above it; `stripped` says that erased
  /// values were taken out of it, so that its hash is that of what it was.
  package static func addLaws(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE changes ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE changes ADD COLUMN stripped INTEGER NOT NULL DEFAULT 0;
        """)
  }
}

extension RecordTables {
  /// The scope of what every branch holds.
  package static let sharedScope = "shared"

  /// For what head office publishes: no reader of it looks at all records. (Kinds up to 7 are cases, what belongs
  /// to cases, and erasures.)
  package static func addShared(_ db: Database) throws {
    try db.execute(
      sql: "CREATE INDEX records_shared ON records (kind, scope) WHERE kind > 7 AND aggregate IS NULL")
  }

  /// What the index `records_shared` holds, in its words.
  package static let isShared = "kind > 7 AND aggregate IS NULL"
}
