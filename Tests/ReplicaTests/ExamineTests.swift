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
}
