import GRDB

/// What a branch keeps for its exchanges, beside its records and changes.
enum SyncTables {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Head office's clock as it was measured in a run of this machine: the milliseconds since its start
        -- and since 1970.
        CREATE TABLE anchors (boot BLOB PRIMARY KEY, monotonic INTEGER NOT NULL, head_office INTEGER NOT NULL)
          STRICT, WITHOUT ROWID;

        -- Cases that were transferred away: all that stays of them here.
        CREATE TABLE stubs (
          record BLOB PRIMARY KEY, number TEXT NOT NULL, reversed TEXT NOT NULL, target TEXT NOT NULL,
          at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX stubs_number ON stubs (reversed);

        -- Own changes that head office has in quarantine: why, and what the branch wants of them.
        CREATE TABLE quarantine (
          number INTEGER PRIMARY KEY, reason TEXT NOT NULL, wish TEXT) STRICT;
        CREATE INDEX changes_quarantined ON changes (seq) WHERE status = 4;

        -- Erasures that are done here and not yet acknowledged.
        CREATE TABLE erasures_done (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

        -- Scopes whose records are to be compared with head office's, whole.
        CREATE TABLE comparisons (
          scope INTEGER PRIMARY KEY,
          after BLOB             -- compared up to this record
        ) STRICT;

        -- Bundles that were written and not answered: the secret that opens the answer.
        CREATE TABLE bundles (
          serial INTEGER PRIMARY KEY, secret BLOB NOT NULL, at INTEGER NOT NULL, epoch INTEGER NOT NULL,
          exchanges INTEGER NOT NULL) STRICT;
        """)
  }
}
