import CaseIndex
import Complaints
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

@Suite("Writing")
struct WritingTests {
  private func changes(_ desk: Desk) throws -> [Change] {
    try desk.store.queue.inDatabase { db in
      try db.rows("SELECT encoded FROM changes ORDER BY number").map {
        try Change(decoding: $0.bytes(0) ?? [])
      }
    }
  }

  @Test func `one command is one transaction: a group, numbered without gaps, stamped upwards`() throws {
    let desk = try Desk()
    let a = try desk.new()
    try desk.store.write { session in
      try session.deleteCase(try #require(try session.db.record(a.id)), reason: .text("typed twice"))
    }
    let changes = try changes(desk)
    #expect(changes.map(\.dot.number) == [1, 2, 3])
    #expect(
      changes.map(\.group) == [
        Group(first: 1, count: 1), Group(first: 2, count: 2), Group(first: 2, count: 2),
      ])
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.stamp < $1.stamp })
  }

  @Test func `an edit to the value shown makes no change`() throws {
    let desk = try Desk()
    let a = try desk.new(("channel", "phone"), ("narrative", "a"), ("severity", "minor"))
    #expect(try desk.edit(a.id, "severity", "minor") == false)
    #expect(try changes(desk).count == 1)
  }

  @Test func `an edit over one's own unsent version carries that version's base`() throws {
    let desk = try Desk()
    let a = try desk.new()
    try desk.edit(a.id, "title", "one")
    try desk.edit(a.id, "title", "two")
    try desk.edit(a.id, "title", "three")
    let title = FieldID(CaseField.title.number)
    #expect(try changes(desk).map { $0.write(to: title)?.base.map(\.number) } == [nil, [], [2], [2, 3]])
  }

  @Test func `a body that throws leaves nothing behind`() throws {
    struct Stop: Error {}
    let desk = try Desk()
    try desk.new()
    #expect(throws: Stop.self) {
      try desk.store.write { session in
        _ = try session.newCase(try CaseInput.newCase([(id: "channel", text: "phone")], now: session.here))
        throw Stop()
      }
    }
    #expect(try desk.list().count == 1)
    #expect(try changes(desk).count == 1)
    // The number that was not used is given to the next case.
    #expect(try desk.new().number.hasSuffix("-002"))
  }

  @Test(arguments: ["last_number", "covered"])
  func `a store that cannot say which number comes next is damaged, and nothing is written to it`(key: String)
    throws
  {
    let desk = try Desk()
    try desk.new()
    try desk.store.queue.inDatabase {
      try $0.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, -5)", values: [.text(key)])
    }
    let error = #expect(throws: StoreError.self) { try desk.new() }
    guard case .damaged? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try changes(desk).count == 1)
  }

  @Test func `a note that was withdrawn stays, marked`() throws {
    let desk = try Desk()
    let a = try desk.new()
    let note = try #require(try desk.note(a.id, "wrong case"))
    try desk.store.write { session in
      let row = try #require(try session.db.record(note))
      #expect(try session.withdrawNote(row, reason: .text("typed on the wrong case")))
    }
    let detail = try desk.store.read { reader in try reader.detail(try #require(try reader.db.record(a.id))) }
    let entry = try #require(detail?.timeline.first)
    #expect(entry.text(NoteField.text) == "wrong case")
    #expect(entry.state.value(FieldID(NoteField.withdrawn.number)) == .flag(true))
  }

  @Test func `what is saved is durable: the connection writes through to the disk`() throws {
    let desk = try Desk()
    for store in [desk.store, try ReplicaStore.open(path: desk.path)] {
      try store.queue.inDatabase { db in
        let synchronous: Int? = try db.row("PRAGMA synchronous")?[0]
        let journal: String? = try db.row("PRAGMA journal_mode")?[0]
        #expect(synchronous == 2)
        #expect(journal == "wal")
      }
    }
  }

  @Test func `derived tables, kept step by step, equal those made anew from the records`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let desk = try Desk()
      var ids: [RecordID] = []
      for _ in 0..<40 {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
          ids.append(
            try desk.new(("channel", "phone"), ("narrative", "汤\(Int.random(in: 0..<9, using: &random))")).id)
        case 2:
          if let id = ids.randomElement(using: &random) {
            _ = try? desk.edit(id, "phone", "1380013800\(Int.random(in: 0..<9, using: &random))")
          }
        case 3: if let id = ids.randomElement(using: &random) { _ = try? desk.edit(id, "tags", "+vip,-late") }
        case 4: if let id = ids.randomElement(using: &random) { _ = try? desk.note(id, "note") }
        default:
          guard let id = ids.randomElement(using: &random) else { continue }
          try? desk.store.write { session in
            if let row = try session.db.record(id) { try session.deleteCase(row, reason: .none) }
          }
        }
      }
      try desk.store.queue.inDatabase { db in
        func dump() throws -> [String] {
          try [
            "cases ORDER BY rid", "phones ORDER BY 1, 2", "numbers ORDER BY 1, 2",
            "conflicts ORDER BY 1, 2, 3", "facts ORDER BY rid", "owed ORDER BY 1, 2, 3",
            "opinions ORDER BY 1, 2",
          ].flatMap { table in
            try db.rows("SELECT * FROM \(table)").map(\.description)
          }
        }
        let before = try dump()
        let hits = try db.rows("SELECT rowid FROM search WHERE search MATCH '汤' ORDER BY rowid").map(
          \.description)
        for table in ["cases", "facts", "phones", "numbers", "conflicts", "owed", "opinions"] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
        try db.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
        let projection = CaseProjection(db, offsetMinutes: 480)
        for row in try db.rows("SELECT rid FROM records ORDER BY aggregate IS NOT NULL, rid") {
          let record = try #require(try db.record(rid: row[0]))
          try projection.project(record, old: nil, new: try #require(try record.decoded()), branch: "SH01")
        }
        // Only the order in which times were folded in may differ, and it does not.
        #expect(try dump() == before, "seed \(seed)")
        #expect(
          try db.rows("SELECT rowid FROM search WHERE search MATCH '汤' ORDER BY rowid").map(\.description)
            == hits)
      }
    }
  }
}
