import CaseIndex
import GRDB
package import RecordStore

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
          after BLOB,            -- compared up to this record
          -- How far this replica had the scope, where head office was restored: what it lost is offered.
          position INTEGER, token BLOB) STRICT;

        -- Bundles that were written and not answered: the secret that opens the answer.
        CREATE TABLE bundles (
          serial INTEGER PRIMARY KEY, secret BLOB NOT NULL, at INTEGER NOT NULL, epoch INTEGER NOT NULL,
          exchanges INTEGER NOT NULL) STRICT;
        """)
  }

  /// What a comparison could not repair, and when bundles were written by the machine's other clock.
  static func addUnrepaired(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Records that are held here and that head office does not have: it lost them, and would not take them
        -- when they were offered. How far this replica had their scope proves the loss: they are offered again.
        CREATE TABLE unrepaired (
          record BLOB PRIMARY KEY, position INTEGER, token BLOB) STRICT, WITHOUT ROWID;
        -- Scopes that were compared, and whether that was because head office had been restored: until their
        -- feeds were read to the end, or a difference was found that stays.
        CREATE TABLE compared (scope INTEGER PRIMARY KEY, position INTEGER, token BLOB) STRICT;
        -- Scopes whose digest is not head office's, for more than those records.
        CREATE TABLE differing (scope INTEGER PRIMARY KEY) STRICT;
        -- What stands so in a store of an earlier version was passed over by it.
        INSERT INTO unrepaired (record)
          SELECT id FROM records WHERE position IS NULL AND state IS NOT NULL
            AND scope NOT IN (SELECT scope FROM comparisons);

        ALTER TABLE bundles ADD COLUMN boot BLOB;
        ALTER TABLE bundles ADD COLUMN monotonic INTEGER NOT NULL DEFAULT 0;
        """)
  }

  static func addDecided(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Own changes that left one value where heads differed, by their place in the log.
        CREATE TABLE IF NOT EXISTS decided (seq INTEGER PRIMARY KEY) STRICT;
        -- Own changes that came into quarantine while head office was being told what it had lost: mostly they
        -- leave it by that, and nobody is told of them before.
        CREATE TABLE IF NOT EXISTS untold (number INTEGER PRIMARY KEY) STRICT;
        """)
  }

  static func addFollowed(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Own changes under other ids that are in quarantine: why, and what the branch wants of them. `lost`: head
        -- office does not have it any more; it is brought with the next exchange.
        CREATE TABLE followed (
          replica BLOB NOT NULL,  -- its id
          number INTEGER NOT NULL, reason TEXT, wish TEXT,
          lost INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (replica, number)) STRICT, WITHOUT ROWID;
        """)
  }
}

extension SyncTables {
  static func addTold(_ db: Database) throws {
    try db.execute(
      sql: """
        -- 1: head office knows that it is done. Kept: by all of them together it tells this store from a copy that is put
        -- back, which has not done them.
        ALTER TABLE erasures_done ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
        """)
  }
}

extension SyncTables {
  static func addKept(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Of a record that head office has, but without something that is held here and that it would not take: the state
        -- that was offered. NULL: it does not have the record.
        ALTER TABLE unrepaired ADD COLUMN state BLOB;
        """)
  }

  static func addProofScope(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Of which scope the commit is that head office lost: the record may stand in another one by now.
        ALTER TABLE unrepaired ADD COLUMN scope INTEGER;
        UPDATE unrepaired SET scope = (SELECT scope FROM records WHERE id = unrepaired.record);
        -- Where head office's feed of the scope ended before anything was offered of it.
        ALTER TABLE comparisons ADD COLUMN ended INTEGER;
        ALTER TABLE compared ADD COLUMN ended INTEGER;
        """)
  }
}

extension ReplicaStore {
  /// Every column of a branch's store, and how an erasure reaches it.
  package static let texts = TextRegister.records.merging(.cases).merging(
    TextRegister([
      "anchors": TextRegister.columns("boot monotonic head_office"),
      "stubs": TextRegister.columns("record number reversed target at"),
      "quarantine": TextRegister.columns("number reason wish"),
      "erasures_done": TextRegister.columns("id told"),
      "comparisons": TextRegister.columns("scope after position token ended"),
      "bundles": TextRegister.columns("serial secret at epoch exchanges boot monotonic"),
      "unrepaired": TextRegister.columns("record position token scope").merging(["state": .state]) { $1 },
      "compared": TextRegister.columns("scope position token ended"),
      "differing": TextRegister.columns("scope"),
      "decided": TextRegister.columns("seq"),
      "untold": TextRegister.columns("number"),
      "followed": TextRegister.columns("replica number reason wish lost"),
      "pins": TextRegister.columns("person salt hash rounds set_at failed locked_until locked_boot"),
      "consolidation_reach": TextRegister.columns("id cases news changes"),
      "consolidation_cases": TextRegister.columns("kind record substance"),
      "consolidation_acts": TextRegister.columns("seq item act substance until written at"),
      "records": TextRegister.columns("received_at"),
    ]))
}
