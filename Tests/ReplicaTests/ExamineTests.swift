import CaseIndex
import Complaints
import Foundation
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// What is found wrong in a branch's store, and what is compared with head office's.
@Suite("Examining")
struct ExamineTests {
  @Test func `a digest that is not its records' is told once, among the digests`() throws {
    let desk = try Desk()
    try desk.new()
    try desk.store.queue.inDatabase { try $0.execute(sql: "UPDATE scopes SET digest = randomblob(32)") }
    let found = try desk.store.examine()
    #expect(found.digests.count == 1 && found.contents.isEmpty && found.all.count == 1, "\(found)")
  }

  @Test func `a change in no state that there is is damage, and salvaged into one that there is`() throws {
    let folder = try TemporaryFolder()
    let branch = try #require(BranchCode("SH01"))
    let path = folder.path + "/s.sqlite"
    let store = try ReplicaStore.create(path: path, branch: branch, name: "", author: "Li Na")
    _ = try store.write { session in
      session.create(
        session.newRecordID(), kind: .case,
        [FieldEdit(FieldID(CaseField.narrative.number), .text("cold soup"))])
    }
    try store.queue.inDatabase { try $0.execute(sql: "UPDATE changes SET status = 9") }
    let found = try store.examine()
    #expect(found.contents.contains { if case .changeStatus(_, 9) = $0 { true } else { false } }, "\(found)")
    #expect(!found.areRepairable)
    let saved = try ReplicaStore.salvage(damaged: path, into: folder.path + "/out.sqlite")
    #expect(saved.pending == 1)
    let whole = try ReplicaStore.open(path: folder.path + "/out.sqlite")
    #expect(try whole.examine().all.isEmpty)
    let statuses = try whole.queue.inDatabase { db in
      try db.map("SELECT status FROM changes", values: []) { $0.integer(0) }
    }
    #expect(statuses == [0])
  }

  @Test(arguments: [
    "(x'00', 1, 1795332645678)", "(x'000102030405060708090a0b0c0d0e0f', 1, 9223372036854775807)",
  ])
  func `a measurement of the clock that is none is told and taken away`(row: String) throws {
    let desk = try Desk()
    try desk.store.queue.inDatabase { try $0.execute(sql: "INSERT INTO anchors VALUES \(row)") }
    let found = try desk.store.examine()
    #expect(found.all.count == 1 && found.areRepairable, "\(found)")
    try desk.store.repair()
    #expect(try desk.store.examine().all.isEmpty)
  }

  @Test func `a scope of more records than one request compares is compared in parts`() throws {
    let desk = try Desk()
    try desk.store.queue.inDatabase { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20001)
          INSERT INTO records (id, kind, scope, state) SELECT randomblob(16), 1, 1, x'00' FROM n
          """)
    }
    try desk.store.beginComparison(of: ["SH01"])
    let request = try #require(try desk.store.comparisonRequest())
    #expect(request.records.count == 20_000 * 16 && !request.last)
  }

  @Test(arguments: [
    "changes_waiting", "changes_quarantined", "changes_dot", "records_shared", "stubs_number",
  ])
  func `a lost index of what is kept is told, and made anew`(index: String) throws {
    let desk = try Desk()
    try desk.new()
    try desk.store.queue.inDatabase { try $0.execute(sql: "DROP INDEX \(index)") }
    let found = try desk.store.examine()
    #expect(found.all == [.indexLost(index)] && found.areRepairable, "\(found)")
    try desk.store.repair()
    #expect(try desk.store.examine().all.isEmpty)
    // One of the same name that holds something else is as good as none.
    try desk.store.queue.inDatabase {
      try $0.execute(sql: "DROP INDEX \(index); CREATE INDEX \(index) ON stubs (at)")
    }
    #expect(try desk.store.examine().all == [.indexLost(index)])
    try desk.store.repair()
    #expect(try desk.store.examine().all.isEmpty)
  }

  @Test func `an index that keeps rows apart is not made anew where they repeat each other`() throws {
    let desk = try Desk()
    try desk.new()
    try desk.store.queue.inDatabase { db in
      try db.execute(
        sql: """
          DROP INDEX changes_dot;
          INSERT INTO changes (replica, number, record, status, at, hash, encoded)
            SELECT replica, number, record, status, at, hash, encoded FROM changes LIMIT 1
          """)
    }
    let found = try desk.store.examine()
    #expect(found.pages == [.indexUnmakable("changes_dot")] && !found.areRepairable, "\(found)")
  }

  @Test(arguments: [("DROP TABLE pins", "pins"), ("ALTER TABLE bundles DROP COLUMN boot", "bundles")])
  func `a table of what is kept that is lost or another is damage`(sql: String, table: String) throws {
    let desk = try Desk()
    try desk.new()
    try desk.store.queue.inDatabase { try $0.execute(sql: sql) }
    let found = try desk.store.examine()
    #expect(found.pages == [.tableLost(table)] && !found.areRepairable, "\(found)")
  }

  @Test func `a case that goes by a number which is not its own gets its own back`() throws {
    let desk = try Desk()
    let one = try desk.new()
    try desk.store.queue.inDatabase { db in
      try db.execute(sql: "UPDATE records SET number = 'SH01-ZZ-20200101-001' WHERE kind = 1")
    }
    let wrong = StoreFinding.caseNumber(one.id, number: "SH01-ZZ-20200101-001", right: one.number)
    #expect(try desk.store.examine().all == [wrong])
    try desk.store.repair()
    #expect(try desk.store.examine().all.isEmpty)
    #expect(try desk.list() == [one.number])
    // Which of several head office took first nobody here can say.
    try desk.store.write { session in
      let row = try #require(try session.db.record(one.id))
      try session.edit(
        row, [FieldEdit(FieldID(CaseField.number.number, "SH01-KT-20261122-900"), .flag(true))])
    }
    try desk.store.queue.inDatabase { db in
      try db.execute(sql: "UPDATE records SET number = 'SH01-ZZ-20200101-001' WHERE kind = 1")
    }
    let found = try desk.store.examine()
    #expect(found.contents == [.caseNumber(one.id, number: "SH01-ZZ-20200101-001", right: nil)])
    #expect(!found.areRepairable)
  }

  /// What is derived is made anew when the store is opened, whatever became of it.
  @Test(arguments: [
    "UPDATE meta SET value = x'ff' WHERE key IN ('index_mark', 'search_edition')",
    "UPDATE meta SET value = 5 WHERE key = 'index_mark'",
    "UPDATE meta SET value = 'another' WHERE key = 'index_mark'; DROP TABLE cases; DROP TABLE search",
  ])
  func `a mark that cannot be read is another program's`(sql: String) throws {
    let desk = try Desk()
    let one = try desk.new()
    try desk.store.queue.inDatabase { try $0.execute(sql: sql) }
    let again = try ReplicaStore.open(path: desk.path, surroundings: desk.store.surroundings)
    #expect(try again.examine().all.isEmpty)
    #expect(try again.read { try $0.list(CaseFilter()).map(\.number) } == [one.number])
    #expect(try again.read { try $0.search(["soup"], limit: 5) }.count == 1)
  }

  @Test func `what lists were filled without is known until it can be read`() throws {
    let desk = try Desk()
    let one = try desk.new()
    try desk.new()
    func spoil(_ state: String) throws {
      try desk.store.queue.inDatabase { db in
        try db.execute(
          sql: "UPDATE records SET current = \(state) WHERE id = ?", arguments: [Data(one.id.bytes)])
        try db.execute(sql: "UPDATE meta SET value = 'another' WHERE key = 'index_mark'")
      }
    }
    func open() throws -> ReplicaStore {
      try ReplicaStore.open(path: desk.path, surroundings: desk.store.surroundings)
    }
    let whole = try #require(try desk.store.queue.inDatabase { try $0.record(one.id) }?.current)
    #expect(try open().unlisted == 0)
    try spoil("x'00'")
    #expect(try open().unlisted == 1)
    #expect(try open().unlisted == 1, "and not only by whoever filled them")
    try spoil("x'\(hexadecimal(whole))'")
    #expect(try open().unlisted == 0)
  }
}
