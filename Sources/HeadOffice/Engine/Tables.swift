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

  /// Codes that work once, and what devices have seen.
  static func addRights(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The replica that a code is for; NULL: any that is not enrolled yet.
        ALTER TABLE codes ADD COLUMN device BLOB;
        ALTER TABLE codes ADD COLUMN used_at INTEGER;
        -- The code that gave a device its token and role, hashed.
        ALTER TABLE devices ADD COLUMN code BLOB;
        -- Up to which row of the log a device has been sent what came of it.
        ALTER TABLE devices ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
        UPDATE devices SET told = (SELECT coalesce(max(seq), 0) FROM changes);
        CREATE INDEX devices_former ON devices (former) WHERE former IS NOT NULL;
        -- The last row of the log before the commit with which the record left.
        ALTER TABLE departures ADD COLUMN logged INTEGER NOT NULL DEFAULT 0;
        UPDATE departures SET logged = (SELECT coalesce(max(seq), 0) FROM changes);
        """)
  }

  /// What devices say of their agreement with head office.
  static func addAgreement(_ db: Database) throws {
    try db.execute(
      sql: """
        -- How many records the device holds that are not here and were not taken when it offered them.
        ALTER TABLE devices ADD COLUMN unrepaired INTEGER NOT NULL DEFAULT 0;
        """)
  }

  /// What is in quarantine is judged again by itself.
  static func addDue(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The version that the change says it saw, and that head office may have lost; NULL: it waits for none.
        ALTER TABLE quarantine ADD COLUMN awaited BLOB;
        ALTER TABLE quarantine ADD COLUMN awaited_number INTEGER;
        -- 1: what it waited for has come, or has gone: it is to be judged again.
        ALTER TABLE quarantine ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX quarantine_awaited ON quarantine (awaited, awaited_number) WHERE awaited IS NOT NULL;
        CREATE INDEX quarantine_due ON quarantine (replica, number) WHERE due = 1;
        -- What holds up a later change of a replica to an aggregate.
        CREATE INDEX quarantine_held ON quarantine (replica, aggregate, number) WHERE aggregate IS NOT NULL;
        """)
  }

  /// What copies of one store have in common.
  static func addCopies(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Quarantined changes of another dot that a device goes on with: what it made after its change `since`
        -- waits behind them.
        CREATE TABLE follows (
          device INTEGER NOT NULL, replica INTEGER NOT NULL, number INTEGER NOT NULL, since INTEGER NOT NULL,
          PRIMARY KEY (device, replica, number)) STRICT, WITHOUT ROWID;
        CREATE INDEX follows_dot ON follows (replica, number);
        -- By which a copy's change is known to be the one that was dropped; NULL: not known.
        ALTER TABLE discarded ADD COLUMN salt INTEGER;
        CREATE INDEX discarded_salt ON discarded (salt) WHERE salt IS NOT NULL;
        """)
  }

  /// Erasures reach what is held in quarantine, and ask for signals and for single records.
  static func addErasedHeld(_ db: Database) throws {
    try db.execute(
      sql: """
        -- 1: personal values were erased from it, so that its hash is that of what it was.
        ALTER TABLE quarantine ADD COLUMN stripped INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX erased_record ON erased (record);
        CREATE INDEX records_shared ON records (kind, scope) WHERE kind > 7 AND aggregate IS NULL;
        """)
  }

  /// Whoever sent a case that was not taken has its id, and nobody else: what was erased with it is his alone.
  static func addErasedOfReplica(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Cases of erased customers that never came out of the quarantine, by the replica that sent them.
        CREATE TABLE erased_held (
          record BLOB NOT NULL, replica INTEGER NOT NULL, erasure BLOB NOT NULL,
          PRIMARY KEY (record, replica)) STRICT, WITHOUT ROWID;
        INSERT OR IGNORE INTO erased_held (record, replica, erasure)
          SELECT x.record, q.replica, x.erasure FROM erased x JOIN quarantine q ON q.aggregate = x.record
          WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = x.record);
        DELETE FROM erased WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = erased.record);
        """)
  }

  /// What a device held while it saw every branch it is told to erase after that, too.
  static func addSawThrough(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The last row of the log by the time that it ceased to see every branch; NULL: it never has.
        ALTER TABLE devices ADD COLUMN saw_through INTEGER;
        UPDATE devices SET saw_through = (SELECT coalesce(max(seq), 0) FROM changes)
          WHERE branch = 'HQ' AND role NOT IN ('admin', 'head_office', 'auditor') AND (former IS NOT NULL OR EXISTS
            (SELECT 1 FROM audit a JOIN replicas r ON r.rid = devices.replica
              WHERE a.action = 'device enrolled' AND replace(a.subject, '-', '') IN
                (lower(hex(r.id)) || ' HQ admin', lower(hex(r.id)) || ' HQ head_office',
                  lower(hex(r.id)) || ' HQ auditor')));
        -- Devices said so before they were told of all that they had held.
        DELETE FROM erasure_acks;
        """)
  }

  /// A store that was put back, or copied, is known by what it has said of erasures.
  static func addAgain(_ db: Database) throws {
    try db.execute(
      sql: """
        -- 1: more has come of the erasure since: it is said to be done, and asked for once more.
        ALTER TABLE erasure_acks ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX erasure_acks_replica ON erasure_acks (replica);
        """)
  }

  /// What came by offers is in no log: who has seen it is told by when it came.
  static func addOffered(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Versions that were offered after a restoration: with which commit of an offer each came, counted.
        CREATE TABLE offered (
          replica BLOB NOT NULL,  -- its id
          number INTEGER NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (replica, number)) STRICT, WITHOUT ROWID;
        CREATE INDEX offered_turn ON offered (turn);
        -- Up to which of these a device has been sent what came of them.
        ALTER TABLE devices ADD COLUMN told_offers INTEGER NOT NULL DEFAULT 0;
        -- What was dropped is not taken as a state either; NULL: not known.
        ALTER TABLE discarded ADD COLUMN record BLOB;
        """)
  }

  /// An erasure holds up to a moment: who is given a customer's id later is somebody else.
  static func addUntil(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Milliseconds since 1970; NULL: when it was done.
        ALTER TABLE erasures ADD COLUMN until INTEGER;
        -- The highest stamp of a state that a device offered and that was refused as one from the future.
        ALTER TABLE devices ADD COLUMN ahead INTEGER;
        -- The cases that erasures were begun for and have not come to.
        CREATE TABLE erasing (erasure BLOB NOT NULL, record BLOB NOT NULL, PRIMARY KEY (erasure, record))
          STRICT, WITHOUT ROWID;
        INSERT INTO erasing (erasure, record)
          SELECT e.id, c.record FROM erasures e JOIN customers c ON c.hash = e.customer;
        """)
  }

  /// An erasure goes through the signals in parts.
  static func addLooked(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The row of the last signal that was compared with the case.
        ALTER TABLE erasing ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
        """)
  }

  /// What is said of employees stands in a scope of those who lead the branch.
  static func addManagers(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO scopes (code) SELECT code || '/managers' FROM branches ORDER BY code;
        -- The last row of the log by the time that it ceased to see its managers' scope; NULL: it never has.
        ALTER TABLE devices ADD COLUMN saw_managers INTEGER;
        """)
  }

  /// Every column of head office's store, and how an erasure reaches it.
  static let texts = TextRegister.records.merging(
    TextRegister([
      "commits": columns("scope last token"),
      "branches": columns("code name created_at"),
      "devices": columns(
        "replica branch role tag name token_hash enrolled_at revoked_at seen_at clock_offset covered chain former "
          + "code told unrepaired saw_through told_offers ahead saw_managers"
      ),
      "codes": columns("hash branch role expires_at used_by device used_at"),
      // What is audited names records, replicas, files and numbers.
      "audit": columns("seq at action subject"),
      "quarantine": columns(
        "replica number first aggregate reason at hash stripped awaited awaited_number due"
      ).merging([
        "encoded": .heldChange
      ]) { $1 },
      "discarded": columns("replica number at hash salt record"),
      "follows": columns("device replica number since"),
      "departures": columns("scope position record target logged"),
      "sights": columns("replica scope position made"),
      "customers": columns("hash record"),
      "erasures": columns("id at customer until"),
      "erasing": columns("erasure record looked"),
      "erased": columns("erasure record fields"),
      "erased_held": columns("record replica erasure"),
      "erasure_acks": columns("erasure replica at again"),
      "offered": columns("replica number turn"),
    ]))

  private static func columns(_ names: String) -> [String: TextWay] { TextRegister.columns(names) }
}
