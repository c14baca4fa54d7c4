package import GRDB

/// What a branch derives from its records for listing and finding. It can be built anew from `records`, but for `news`,
/// which tells what came when, and `sequences`, the numbers that were given. `SELECT * FROM cases` is meant to be read
/// by people too.
package enum CaseTables {
  package static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE cases (
          rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
          number TEXT NOT NULL, branch TEXT NOT NULL, status TEXT, title TEXT, summary TEXT, channel TEXT,
          type TEXT, problem_class TEXT, severity TEXT, handler TEXT, customer_id TEXT, customer_name TEXT,
          phone TEXT,
          logged_at TEXT NOT NULL,     -- a day, or RFC 3339 with offset
          updated_at INTEGER NOT NULL, -- ms since 1970
          conflicts INTEGER NOT NULL DEFAULT 0,
          visible INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE INDEX cases_logged ON cases (logged_at);
        CREATE INDEX cases_handler ON cases (handler, logged_at) WHERE handler IS NOT NULL;
        CREATE INDEX cases_customer ON cases (customer_id) WHERE customer_id IS NOT NULL;
        CREATE INDEX cases_conflicted ON cases (logged_at) WHERE conflicts > 0;

        -- Every number that a case was given, read from its end: finds whole numbers and tails.
        CREATE TABLE numbers (reversed TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (reversed, rid))
          STRICT, WITHOUT ROWID;
        -- Phone numbers in the form in which they are compared.
        CREATE TABLE phones (digits TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (digits, rid))
          STRICT, WITHOUT ROWID;
        -- The last sequence number given for a prefix (branch, tag and day).
        CREATE TABLE sequences (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE conflicts (
          record INTEGER NOT NULL, field INTEGER NOT NULL, element TEXT NOT NULL DEFAULT '',
          kind TEXT NOT NULL, aggregate INTEGER NOT NULL,
          place TEXT NOT NULL,         -- the first part of the conflict's id: record and field
          heads TEXT NOT NULL,         -- the second part: the set of heads
          PRIMARY KEY (record, field, element)) STRICT, WITHOUT ROWID;
        CREATE INDEX conflicts_place ON conflicts (place);
        CREATE INDEX conflicts_aggregate ON conflicts (aggregate);

        -- What others did, for `news`.
        CREATE TABLE news (
          seq INTEGER PRIMARY KEY, aggregate BLOB NOT NULL, what TEXT NOT NULL, record BLOB, at INTEGER NOT NULL)
          STRICT;

        CREATE VIRTUAL TABLE search USING fts5 (text, content = '', tokenize = 'han');
        """)
  }

  /// What is due is looked for among open cases. `received_at`: when the case came from head office, for telling
  /// what was late before anybody here had heard of it.
  package static func addClocks(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE cases ADD COLUMN received_at INTEGER;
        CREATE INDEX cases_open ON cases (logged_at)
          WHERE visible = 1 AND status NOT IN ('archived', 'withdrawn', 'unfounded', 'duplicate');
        """)
  }

  /// The moment by which cases stand in order: texts of different offsets have none. In whatever table there is.
  package static func addMoments(_ db: Database) throws {
    if try !db.columns(in: "cases").contains(where: { $0.name == "logged_ms" }) {
      // Of a day, where it begins at the place that the store was made at.
      try db.execute(sql: "ALTER TABLE cases ADD COLUMN logged_ms INTEGER NOT NULL DEFAULT 0")
    }
    try db.execute(
      sql: """
        DROP INDEX IF EXISTS cases_logged;
        DROP INDEX IF EXISTS cases_handler;
        DROP INDEX IF EXISTS cases_conflicted;
        CREATE INDEX cases_logged ON cases (logged_ms);
        CREATE INDEX cases_handler ON cases (handler, logged_ms) WHERE handler IS NOT NULL;
        CREATE INDEX cases_conflicted ON cases (logged_ms) WHERE conflicts > 0;
        """)
  }

  /// As it was released; `FactTable` says what it is today.
  package static func addFacts(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE facts (
          rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
          branch TEXT NOT NULL,
          day INTEGER NOT NULL,        -- logged: days since 1970 on the clock of whoever logged it
          status TEXT, severity TEXT, type TEXT, problem_class TEXT, channel TEXT, product TEXT, source TEXT,
          responsibility TEXT, cause_area TEXT, root_cause TEXT, handler TEXT, emotion TEXT,
          visible INTEGER NOT NULL DEFAULT 1,
          -- Times are ms since 1970. Without `logged` only the day is known; `zone` is minutes east of UTC.
          logged INTEGER, zone INTEGER, closed_day INTEGER, closed INTEGER,
          escalations INTEGER NOT NULL DEFAULT 0, reopenings INTEGER NOT NULL DEFAULT 0,
          call_backs INTEGER NOT NULL DEFAULT 0, own_call_back INTEGER NOT NULL DEFAULT 0,
          satisfaction INTEGER,        -- 1 to 5
          cost TEXT,                   -- of the option chosen, minor units: 12800 CNY;500 USD
          responded INTEGER, informed INTEGER, proposed INTEGER, last_progress INTEGER, last_step INTEGER,
          held_until TEXT, last_reopened INTEGER, resolved INTEGER, last_resolved INTEGER,
          called_back INTEGER, followed_up_7 INTEGER, followed_up_30 INTEGER, last_confirmed INTEGER,
          reviewed INTEGER, stopped INTEGER) STRICT;
        """)
  }
}
