import GRDB
import HeadOffice
import RecordStore
import Testing
import Versioning

/// What is found wrong in head office's store.
@Suite("Checking head office's store")
struct CheckTests {
  @Test(arguments: ["records_feed", "changes_dot", "quarantine_dot", "quarantine_due", "devices_former"])
  func `an index that is lost, or another`(index: String) throws {
    let office = try Office()
    #expect(try office.store.examine().all.isEmpty)
    try office.store.pool.write { try $0.execute(sql: "DROP INDEX \(index)") }
    #expect(try office.store.examine().all == [.indexLost(index)])
    try office.store.pool.write { try $0.execute(sql: "CREATE INDEX \(index) ON audit (at)") }
    #expect(try office.store.examine().all == [.indexLost(index)])
  }

  @Test(arguments: [
    ("DROP TABLE customers", "customers"), ("ALTER TABLE codes DROP COLUMN used_at", "codes"),
  ])
  func `a table that is lost, or has other columns`(sql: String, table: String) throws {
    let office = try Office()
    try office.store.pool.write { try $0.execute(sql: sql) }
    #expect(try office.store.examine().all == [.tableLost(table)])
  }

  @Test func `a case that goes by a number which is not its own`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let id = Identifier(high: 7, low: 7)
    try await device.exchange([device.newCase(1, id)])
    #expect(try office.store.examine().all.isEmpty)
    try await office.store.pool.write { db in
      try db.execute(sql: "UPDATE records SET number = 'SH01-ZZ-20200101-001' WHERE kind = 1")
    }
    let found = try office.store.examine().contents
    guard case .caseNumber(id, number: "SH01-ZZ-20200101-001", right: _)? = found.first, found.count == 1
    else {
      Issue.record("\(found)")
      return
    }
  }

  @Test func `a store that does not say whose it is is left as it was`() throws {
    let office = try Office()
    let path = office.store.path
    try office.store.pool.write { try $0.execute(sql: "DELETE FROM meta WHERE key = 'head_office_id'") }
    try office.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 3") }
    #expect(throws: StoreError.self) { try HeadOfficeStore.open(path: path) }
    #expect(try office.store.pool.read { try $0.value("PRAGMA user_version") as Int? } == 3)
  }
}
