import GRDB
import RecordStore

/// What a device keeps of going through what came: how far it is, and what was done. None of it leaves the device, and none of
/// it has words of anybody.
enum ConsolidationTables {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        -- Up to where was looked: rows of cases that are new, and what was changed of those before (by others: news; here:
        -- changes).
        CREATE TABLE consolidation_reach (
          id INTEGER PRIMARY KEY CHECK (id = 1), cases INTEGER NOT NULL, news INTEGER NOT NULL,
          changes INTEGER NOT NULL) STRICT;
        -- Cases of which there may be something to decide, by kind of item; what there was to it when that was seen.
        CREATE TABLE consolidation_cases (
          kind TEXT NOT NULL, record BLOB NOT NULL, substance TEXT NOT NULL, PRIMARY KEY (kind, record))
          STRICT, WITHOUT ROWID;
        -- What was done with items, the last of each counts: an item's id, what there was to it, till when it stays away (ms
        -- since 1970), what was written (ids of records, days).
        CREATE TABLE consolidation_acts (
          seq INTEGER PRIMARY KEY, item TEXT NOT NULL, act TEXT NOT NULL, substance TEXT NOT NULL, until INTEGER,
          written TEXT, at INTEGER NOT NULL) STRICT;
        -- By which an item's is found.
        CREATE INDEX consolidation_acts_item ON consolidation_acts (item, seq);
        """)
  }
}
