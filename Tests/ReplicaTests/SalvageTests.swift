import Complaints
import Foundation
import GRDB
import RecordStore
import Replica
import Testing
import Versioning

@Suite struct SalvageTests {
  private func folder() throws -> String {
    let path = NSTemporaryDirectory() + "casebook-salvage-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private func store(_ folder: String, cases: Int) throws -> ReplicaStore {
    let branch = try #require(BranchCode("SH01"))
    let store = try ReplicaStore.create(path: folder + "/s.sqlite", branch: branch, name: "", author: "Li Na")
    for number in 1...cases {
      _ = try store.write { session in
        session.create(
          session.newRecordID(), kind: .case,
          [
            FieldEdit(
              FieldID(CaseField.narrative.number),
              .text("case \(number) " + String(repeating: "汤", count: 3000))),
            FieldEdit(FieldID(CaseField.number.number, "SH01-KT-20261122-\(100 + number)"), .flag(true)),
          ])
      }
    }
    return store
  }

  private func states(_ path: String) throws -> [RecordID: [UInt8]] {
    try ReplicaStore.open(path: path).queue.inDatabase { db in
      try db.map("SELECT id, coalesce(current, state) FROM records", values: []) {
        ($0.identifier(0), $0.bytes(1))
      }
      .reduce(into: [:]) { if let id = $1.0 { $0[id] = $1.1 } }
    }
  }

  @Test func `what lies in the log only is saved, and nothing beside the store is touched`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try store(folder, cases: 10)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(before.contains("s.sqlite-wal"))
    let wal = try Data(contentsOf: URL(fileURLWithPath: folder + "/s.sqlite-wal"))
    let report = try ReplicaStore.salvage(damaged: folder + "/s.sqlite", into: folder + "/out.sqlite")
    #expect(report.isComplete)
    #expect(report.cases == 10 && report.pending == 10)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/s.sqlite-wal")) == wal)
    #expect(try states(folder + "/out.sqlite") == states(folder + "/s.sqlite"))
    #expect(try ReplicaStore.open(path: folder + "/out.sqlite").examine().all.isEmpty)
    withExtendedLifetime(store) {}
  }

  @Test(arguments: 1...4)
  func `a log with a damaged frame in its middle still gives what proves itself`(part: Int) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try store(folder, cases: 10)
    let copy = folder + "/copy.sqlite"
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: folder + "/s.sqlite" + suffix, toPath: copy + suffix)
    }
    var wal = try Data(contentsOf: URL(fileURLWithPath: copy + "-wal"))
    wal[wal.count * part / 5] ^= 0xFF
    try wal.write(to: URL(fileURLWithPath: copy + "-wal"))
    let report = try ReplicaStore.salvage(damaged: copy, into: folder + "/out.sqlite")
    // One page at most is in none of the images.
    #expect(report.cases >= 9, "\(report)")
    #expect(try ReplicaStore.open(path: folder + "/out.sqlite").examine().all.isEmpty)
    withExtendedLifetime(store) {}
  }

  @Test func `where changes are gone the later ones close up, and the values are written again`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try store(folder, cases: 5)
    let tag = try store.read { $0.identity.tag }
    try store.queue.inDatabase { db in
      try db.execute(sql: "DELETE FROM changes WHERE number IN (2, 3)")
    }
    let report = try ReplicaStore.salvage(damaged: folder + "/s.sqlite", into: folder + "/out.sqlite")
    #expect(report.lostChanges == [2, 3])
    #expect(report.renumbered == 2)
    #expect(report.rewrittenValues == 4)
    #expect(report.cases == 5)
    #expect(report.pending == 5)
    let saved = try ReplicaStore.open(path: folder + "/out.sqlite")
    #expect(try saved.examine().all.isEmpty)
    #expect(try saved.read { $0.identity.tag } != tag)
    let texts = try saved.read { reader in
      try reader.db.map("SELECT rid FROM records", values: []) { $0.integer(0) }.compactMap {
        rid -> String? in
        guard let state = try reader.db.record(rid: rid)?.decoded(),
          case .text(let text) = state.value(FieldID(CaseField.narrative.number))
        else { return nil }
        return String(text.prefix(6))
      }
    }
    #expect(Set(texts) == Set((1...5).map { "case \($0)" }))
  }

  @Test
  func `what was taken out of a change is no damage, and what is said of changes that are gone is left out`()
    throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try store(folder, cases: 3)
    try store.queue.inDatabase { db in
      try db.execute(
        sql: """
          UPDATE changes SET stripped = number, hash = randomblob(32) WHERE number < 3;
          INSERT INTO decided VALUES (2), (99);
          INSERT INTO compared VALUES (1, 3, x'01'), (7, 3, NULL)
          """)
    }
    let report = try ReplicaStore.salvage(damaged: folder + "/s.sqlite", into: folder + "/out.sqlite")
    #expect(report.isComplete, "\(report)")
    let saved = try ReplicaStore.open(path: folder + "/out.sqlite")
    #expect(try saved.examine().all.isEmpty)
    func numbers(_ sql: String) throws -> [Int] {
      try saved.queue.inDatabase { db in try Int.fetchAll(db, sql: sql) }
    }
    #expect(try numbers("SELECT stripped FROM changes ORDER BY seq") == [1, 2, 0])
    #expect(try numbers("SELECT seq FROM decided") == [2])
    #expect(try numbers("SELECT scope FROM compared") == [1])
  }

  @Test func `a byte anywhere costs no case; many bytes still leave a store that is sound`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try store(folder, cases: 3)
    try store.queue.inDatabase { _ = try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/s.sqlite")))
    var generator = SystemRandomNumberGenerator()
    for turn in 0..<40 {
      var damaged = whole
      for _ in 0..<(turn < 20 ? 1 : turn) {
        damaged[Int.random(in: 0..<whole.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let path = folder + "/d\(turn).sqlite"
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      let report = try ReplicaStore.salvage(damaged: path, into: path + ".out")
      let findings = try ReplicaStore.open(path: path + ".out").examine().all
      #expect(findings.isEmpty, "\(findings) \(report)")
      // A change and the state that it led to lie in different places.
      if turn < 20 { #expect(report.cases == 3, "\(report)") }
    }
  }
}
