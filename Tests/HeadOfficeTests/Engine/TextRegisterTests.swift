import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import Testing

/// Every table and file of head office that can hold text is registered with how it is erased.
@Suite("Register of texts at head office")
struct TextRegisterTests {
  @Test func `every column of a fresh store is registered, and nothing that is not there`() throws {
    let office = try Office()
    #expect(try office.store.pool.read { try HeadOfficeStore.texts.differences(from: $0) } == [])
    try office.store.pool.write { db in
      try db.execute(sql: "CREATE TABLE remarks (text TEXT); ALTER TABLE branches ADD COLUMN motto TEXT")
    }
    #expect(
      try office.store.pool.read { try HeadOfficeStore.texts.differences(from: $0) }
        == ["branches.motto", "remarks.text"])
  }

  @Test func `each way of erasing has a place that needs it`() {
    #expect(HeadOfficeStore.texts.tables(.heldChange) == ["quarantine"])
    #expect(HeadOfficeStore.texts.tables(.state) == ["records"])
    #expect(HeadOfficeStore.texts.tables(.change) == ["changes"])
  }

  @Test func `the files of the folder are known, and what is not the product's is not`() throws {
    let office = try Office()
    let path = office.folder.appending(path: "head-office.sqlite").path
    for name in ["nightly.sqlite", "head-office.sqlite.new-99999999"] {
      try StoreBackup.write(
        office.store.pool, to: office.folder.appending(path: name).path, replacing: false)
    }
    let files = DataFiles(beside: path)
    #expect(files.way(of: "head-office.sqlite-wal") == .store)
    #expect(files.way(of: "erasures.ledger") == FileReach.none)
    #expect(files.way(of: "nightly.sqlite") == .copy)
    #expect(files.way(of: "nightly.sqlite-journal") == .copy && files.way(of: "other.sqlite-journal") == nil)
    #expect(files.way(of: "head-office.sqlite.new-99999999") == .leftover)
    #expect(files.way(of: "notes.txt") == nil)
    for name in try FileManager.default.contentsOfDirectory(atPath: office.folder.path) {
      #expect(files.way(of: name) != nil, "\(name)")
    }
  }
}
