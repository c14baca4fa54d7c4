import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// Every table and file of a branch that can hold text is registered with how it is erased.
@Suite("Register of texts at a branch")
struct TextRegisterTests {
  @Test func `every column of a fresh store is registered, and nothing that is not there`() throws {
    let desk = try Desk()
    #expect(try desk.store.queue.inDatabase { try ReplicaStore.texts.differences(from: $0) } == [])
    try desk.store.queue.inDatabase { try $0.execute(sql: "CREATE TABLE remarks (text TEXT)") }
    let found = try desk.store.queue.inDatabase { try ReplicaStore.texts.differences(from: $0) }
    #expect(found == ["remarks.text"])
  }

  /// What the register calls free of texts is so: a case with a word of its own in each personal field is looked for
  /// in every column of the store.
  @Test func `no personal text stands in a column that is registered as free of them`() throws {
    let desk = try Desk()
    var fields = [("channel", "phone")]
    for field in Schema.fields(of: .case) where field.personal {
      let word = "zz\(field.id.filter { $0 != "_" })zz"
      fields.append((field.id, field == CaseField.phone ? "13800138000" : word))
    }
    let record = try desk.store.write { session in
      try session.newCase(
        try CaseInput.newCase(fields.map { (id: $0.0, text: $0.1) }, now: session.here)
      ).id
    }
    try desk.note(record, "zznotezz")
    let words = fields.map(\.1).filter { $0 != "phone" } + ["zznotezz"]
    var seen: Set<String> = []
    try desk.store.queue.inDatabase { db in
      for (table, columns) in ReplicaStore.texts.tables where !columns.values.contains(.index) {
        for (column, way) in columns {
          for value in try DatabaseValue.fetchAll(db, sql: "SELECT \(column) FROM \(table)") {
            let bytes = Data.fromDatabaseValue(value) ?? Data((String.fromDatabaseValue(value) ?? "").utf8)
            for word in words where bytes.firstRange(of: Data(word.utf8)) != nil {
              seen.insert(word)
              #expect(way != .none, "\(word) in \(table).\(column)")
            }
          }
        }
      }
    }
    #expect(seen == Set(words))
  }

  @Test
  func `each free text of a record that belongs to a case is personal, or names staff or what is fixed`() {
    let others: Set<String> = [
      "case_field", "record", "taken", "role", "from", "to", "owner", "asked_by", "option", "ends", "source",
      "step",
      "key",
      "rejected_branch", "employee", "subject", "submitted_by", "person",
      "version", "result",
    ]
    let ofHeadOffice: Set<RecordKind> = [
      .erasure, .policy, .calendar, .wordingRule, .phrase, .emergencyPlan, .term, .case, .person, .article,
      .study, .course, .notice,
    ]
    for kind in Schema.kinds where !ofHeadOffice.contains(kind) {
      for field in Schema.fields(of: kind) {
        switch field.type {
        case .text, .longText, .words, .phone:
          let isFixed =
            others.contains(field.id)
            || [
              SignalField.cases, ReviewField.together, ManuscriptField.cases, AcknowledgementField.version,
            ]
            .contains(field)
          #expect(field.personal || isFixed, "\(kind.id) \(field.id)")
        default: continue
        }
      }
    }
  }

  @Test func `the files of a home are known, and what is not the product's is not`() throws {
    let desk = try Desk()
    let files = HomeFiles(beside: desk.path)
    try StoreBackup.write(
      desk.store.queue, to: desk.folder.appending(path: "mine.sqlite").path, replacing: false)
    #expect(files.way(of: "casebook.sqlite-wal") == .store && files.way(of: "mine.sqlite") == .copy)
    #expect(files.way(of: "mine.sqlite-wal") == .copy && files.way(of: "other.sqlite-wal") == nil)
    #expect(files.way(of: "text-a1b2c3.txt") == .text && files.way(of: "drafts/7.draft") == .text)
    #expect(files.way(of: "mine.sqlite.new-99999999") == .leftover)
    #expect(files.way(of: "sync.lock") == FileReach.none && files.way(of: "letter.odt") == nil)
    for name in try FileManager.default.contentsOfDirectory(atPath: desk.folder.path) {
      #expect(files.way(of: name) != nil, "\(name)")
    }
  }
}
