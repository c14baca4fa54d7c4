import GRDB
import RecordStore

/// What a device keeps of the people who use it: their PINs, which never leave it.
enum PinTables {
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        -- A PIN's hash (scrypt) with its salt and cost, and the tries that failed since the last that did not. The lock ends
        -- by the clock that nobody sets: milliseconds since the start of the machine, in that run of it.
        CREATE TABLE pins (
          person BLOB PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL, rounds INTEGER NOT NULL,
          set_at INTEGER NOT NULL, failed INTEGER NOT NULL DEFAULT 0,
          locked_until INTEGER NOT NULL DEFAULT 0, locked_boot BLOB) STRICT, WITHOUT ROWID;
        """)
  }
}
