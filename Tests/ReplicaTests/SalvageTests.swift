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
          INSERT INTO compared (scope, position, token) VALUES (1, 3, x'01'), (7, 3, NULL)
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
      let report: SalvageReport
      do { report = try ReplicaStore.salvage(damaged: path, into: path + ".out") } catch SalvageFailure
        .nothingFound where turn >= 20
      {
        // What every page is read by was hit: that is said, and nothing is made.
        #expect(!FileManager.default.fileExists(atPath: path + ".out"))
        continue
      }
      let findings = try ReplicaStore.open(path: path + ".out").examine().all
      #expect(findings.isEmpty, "\(findings) \(report)")
      // A change and the state that it led to lie in different places.
      if turn < 20 { #expect(report.cases == 3, "\(report)") }
    }
  }

  /// A store of three cases as the body leaves it, saved.
  private func saved(
    isWhole: Bool = true, after writing: (ReplicaStore) throws -> Void = { _ in },
    _ damage: (Database) throws -> Void
  ) throws -> (SalvageReport, ReplicaStore) {
    let folder = try folder()
    let store = try store(folder, cases: 3)
    try writing(store)
    try store.queue.inDatabase { db in
      try damage(db)
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let report = try ReplicaStore.salvage(damaged: folder + "/s.sqlite", into: folder + "/out.sqlite")
    let saved = try ReplicaStore.open(path: folder + "/out.sqlite")
    #expect(try !isWhole || saved.examine().all.isEmpty)
    try FileManager.default.removeItem(atPath: folder)
    return (report, saved)
  }

  @Test func `later changes close up in the order of their numbers, wherever their rows lie`() throws {
    let (report, store) = try saved { db in
      try db.execute(sql: "DELETE FROM changes WHERE number = 1; UPDATE changes SET seq = 100 - seq")
    }
    #expect(report.lostChanges == [1] && report.renumbered == 2)
    let texts = try store.queue.inDatabase { db in
      try db.map("SELECT encoded FROM changes ORDER BY number", values: []) { $0.bytes(0) ?? [] }
    }.map { bytes in
      guard
        case .text(let text)? = try Change(decoding: bytes).write(to: FieldID(CaseField.narrative.number))?
          .value
      else { return "" }
      return String(text.prefix(6))
    }
    #expect(Array(texts.prefix(2)) == ["case 2", "case 3"])
  }

  @Test func `rows that an early layout wrote are read though they have fewer columns`() throws {
    let (report, _) = try saved { db in
      try db.execute(
        sql: """
          ALTER TABLE records DROP COLUMN received_at;
          ALTER TABLE records ADD COLUMN received_at INTEGER;
          DELETE FROM changes
          """)
    }
    #expect(report.cases == 3, "\(report)")
  }

  @Test func `a store in which nothing was written yet is saved as what it is`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let branch = try #require(BranchCode("SH01"))
    let store = try ReplicaStore.create(path: folder + "/s.sqlite", branch: branch, name: "", author: "Li Na")
    let report = try ReplicaStore.salvage(damaged: folder + "/s.sqlite", into: folder + "/out.sqlite")
    #expect(report.isComplete && report.cases == 0)
    let identity = try store.read { $0.identity.replica }
    #expect(report.replica == identity.description)
  }

  @Test func `without the list of its tables a store still tells of itself, in keys of two words too`() throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try store(folder, cases: 3)
    try store.queue.inDatabase { db in
      try db.execute(sql: "DELETE FROM changes WHERE number = 3")
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/s.sqlite")))
    // The schema lies behind the header.
    for at in 100..<512 { bytes[at] = 0 }
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/d.sqlite"))
    let report = try ReplicaStore.salvage(damaged: folder + "/d.sqlite", into: folder + "/out.sqlite")
    #expect(report.cases == 3 && report.lostChanges == [3], "\(report)")
    withExtendedLifetime(store) {}
  }

  @Test func `the branch's own cases are made anew from what waits, whatever was withheld of others`() throws
  {
    let (report, _) = try saved { db in
      try db.execute(sql: "DELETE FROM records; INSERT INTO meta (key, value) VALUES ('withhold_up_to', 99)")
    }
    #expect(report.cases == 3, "\(report)")
  }

  @Test func `a record that is gone is made anew of what waits alone: the rest comes from head office`()
    throws
  {
    let title = FieldID(CaseField.title.number)
    var id: RecordID?
    let (_, store) = try saved(
      isWhole: false,
      after: { store in
        try store.write { session in
          let row = try #require(try session.db.record(rid: 1))
          id = row.id
          try session.edit(row, [FieldEdit(title, .text("late"))])
          try session.endGroup()
        }
      },
      { db in
        let status = ChangeStatus.accepted.rawValue
        try db.execute(sql: "UPDATE changes SET status = \(status) WHERE number = 1")
        try db.execute(
          sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('covered', 1); DELETE FROM records")
      })
    let gone = try #require(id)
    let state = try #require(try store.read { try $0.db.record(gone)?.decoded() })
    #expect(state.fields.map(\.field) == [title])
  }
}
