import Complaints
import GRDB
import GRDBSQLite
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Somebody hung so many records on one case that each of them went through all the others.
@Suite("A case with very many records")
struct ManyRecordsTests {
  /// How many rows a device reads to take in a case with so many steps.
  private func rowsRead(steps: Int) async throws -> Int64 {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try a.new()
    for device in [a, b] { #expect(await device.sync().failure == nil) }
    try a.store.write { session in
      let row = try #require(try session.db.record(record))
      for number in 0..<steps {
        try session.append(
          .step, to: row, [FieldEdit(FieldID(StepField.reason.number), .text("\(number)"))])
      }
    }
    #expect(await a.sync().failure == nil)
    let rows = Box(0)
    try await b.store.queue.writeWithoutTransaction { db in
      let count:
        @convention(c) (UInt32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?)
          -> Int32 = { _, rows, _, _ in
            if let rows { Unmanaged<Box>.fromOpaque(rows).takeUnretainedValue().value.withLock { $0 += 1 } }
            return 0
          }
      _ = sqlite3_trace_v2(
        db.sqliteConnection, UInt32(SQLITE_TRACE_ROW), count, Unmanaged.passUnretained(rows).toOpaque())
    }
    #expect(await b.sync().failure == nil)
    try await b.store.queue.writeWithoutTransaction { db in
      _ = sqlite3_trace_v2(db.sqliteConnection, 0, nil, nil)
    }
    #expect(try b.store.read { try $0.db.children(of: record).count } == steps)
    #expect(try b.store.examine().all.isEmpty)
    return rows.value.withLock { $0 }
  }

  @Test func `four times as many cost four times as much`() async throws {
    let (few, many) = (try await rowsRead(steps: 25), try await rowsRead(steps: 100))
    #expect(few > 25 && many < 6 * few, "\(few) rows, \(many) rows")
  }
}
