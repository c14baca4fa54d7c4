import CaseIndex
import Complaints
import Foundation
import RecordStore
import SyncProtocol
import TestSupport
import Testing
import Versioning

@testable import Replica

/// Records that hang on a case, and how they are found again.
@Suite("Records of a case")
struct RecordTests {
  private func row(_ desk: Desk, _ id: RecordID) throws -> RecordRow {
    try desk.store.read { try #require(try $0.db.record(id)) }
  }

  @Test func `the id of an imported row and of its note is the same for ever, on every device of a branch`()
    throws
  {
    let branch = try BranchCode(typed: "SH01")
    func id(_ branch: BranchCode, _ source: String, _ key: String) -> String {
      ImportedRecord.id(branch: branch, source: source, key: key).description
    }
    // By another program: SHA-256 of the words, each after its length.
    #expect(id(branch, "old.csv", "7") == "bf1bf75f-11f8-8fa9-9a0a-04cf76bed5cb")
    #expect(
      ImportedRecord.noteID(branch: branch, source: "old.csv", key: "7", rule: 0).description
        == "1e781aa5-5efc-857e-adef-93716466a934")
    let others = [
      id(try BranchCode(typed: "SH02"), "old.csv", "7"), id(branch, "new.csv", "7"),
      id(branch, "old.csv", "8"),
      id(branch, "old.csv7", ""),
    ]
    #expect(Set(others).count == 4 && !others.contains(id(branch, "old.csv", "7")))
  }

  @Test func `a note is found by the beginning of its id, with dashes or without, and nothing else is`()
    throws
  {
    let desk = try Desk()
    let one = try desk.new()
    let other = try desk.new()
    let note = try #require(try desk.note(one.id, "a"))
    let far = try #require(try desk.note(other.id, "b"))
    let case1 = try row(desk, one.id)
    func notes(_ typed: String, _ root: RecordRow?) throws -> [RecordID] {
      try desk.store.read { try $0.notes(idPrefix: typed, of: root, limit: 10) }.map(\.id)
    }
    let text = note.description
    let short = text.filter { $0 != "-" }
    for root in [case1, nil] {
      for typed in [text, short, String(text.prefix(20)), String(short.prefix(31))] {
        #expect(try notes(typed, root).contains(note), "\(typed)")
      }
      #expect(try notes(text, root) == [note], "the whole id")
      #expect(try notes(one.id.description, root).isEmpty, "a case is no note")
      for typed in ["", "-", text + "0", "x" + text.dropFirst()] {
        #expect(try notes(typed, root).isEmpty, "\(typed)")
      }
    }
    #expect(try notes(far.description, case1).isEmpty && notes(far.description, nil) == [far])
    #expect(try notes(String(text.prefix(1)), case1) == [note], "of this case alone")
  }

  @Test func `an answer to a survey has what was filled in, and is added once`() throws {
    let desk = try Desk()
    let one = try desk.new()
    let id = Identifier(high: 7, low: 7)
    func answer(_ satisfaction: String) throws -> Bool {
      try desk.store.write { session in
        try session.addSurvey(
          id, to: try #require(try session.db.record(one.id)),
          [
            FieldEdit(FieldID(SurveyField.satisfaction.number), .text(satisfaction)),
            FieldEdit(FieldID(SurveyField.comment.number), .none),
          ])
      }
    }
    #expect(try answer("4"))
    #expect(try !answer("1"))
    let kept = try #require(try row(desk, id).decoded())
    #expect(kept.value(FieldID(SurveyField.satisfaction.number)) == .text("4"))
    #expect(kept.fields.map(\.field.number) == [SurveyField.satisfaction.number])
  }

  @Test func `who changes a record hears whether it changed`() throws {
    let desk = try Desk()
    let one = try desk.new()
    let edits = [FieldEdit(FieldID(CommitmentField.what.number), .text("call back"))]
    let child = try desk.store.write { session in
      try session.append(.commitment, to: try #require(try session.db.record(one.id)), edits)
    }
    func change(_ what: String) throws -> Bool {
      try desk.store.write { session in
        try session.change(
          try #require(try session.db.record(child)), of: try #require(try session.db.record(one.id)),
          [FieldEdit(FieldID(CommitmentField.what.number), .text(what))])
      }
    }
    #expect(try !change("call back"))
    #expect(try change("write a card"))
  }

  @Test func `a signal has its kind, and the cases that it became`() throws {
    let desk = try Desk()
    let one = try desk.new()
    let id = try desk.store.write { session in
      try session.newSignal([
        FieldEdit(FieldID(SignalField.kind.number), .text("nonverbal")),
        FieldEdit(FieldID(SignalField.text.number), .text("looked round for somebody")),
      ])
    }
    try desk.store.write { session in
      try session.turn(try #require(try session.db.record(id)), into: one.id)
    }
    let signal = try #require(try desk.store.read { try $0.signals() }.first)
    #expect(signal.kind == "nonverbal" && signal.text == "looked round for somebody")
    #expect(signal.cases == [one.id.description] && signal.branch == "SH01")
  }

  @Test func `of a case that left, its record, its number and where it went are known`() throws {
    let desk = try Desk()
    let gone = Identifier(high: 9, low: 9)
    let number = "SH01-KT-20261122-009"
    try desk.store.queue.writeWithoutTransaction { db in
      try db.run(
        "INSERT INTO stubs (record, number, reversed, target, at) VALUES (?, ?, ?, ?, ?)",
        values: [.id(gone), .text(number), .text(String(number.reversed())), .text("SH02"), .integer(5)])
    }
    let stub = try #require(try desk.store.read { try $0.stub(number) })
    #expect(stub.record == gone && stub.number == number && stub.target == "SH02" && stub.at == 5)
    #expect(try desk.store.read { try $0.numberOfCase(loggedAs: gone) } == number)
    #expect(try desk.store.read { try $0.hasLeft(gone) && !$0.holds(gone) })
  }

  @Test func `what takes the place of a draft is put beside the store, and never over another file`() throws {
    let desk = try Desk()
    let folder = desk.folder.path + "/"
    for name in ["drafts/abc", "kept.txt"] {
      #expect(try BesideTable.put([1, 2], as: name, in: folder))
      #expect(try !BesideTable.put([3], as: name, in: folder))
      #expect(FileManager.default.contents(atPath: folder + name) == Data([1, 2]))
    }
  }

  @Test func `one exchange at a time has the store, and a folder that cannot be written is told of`() throws {
    let desk = try Desk()
    let path = desk.path + ".lock"
    do {
      let lock = try #require(try SyncLock(path: path))
      let second = try SyncLock(path: path)
      withExtendedLifetime(lock) { #expect(second == nil) }
    }
    #expect(try SyncLock(path: path) != nil)
    #expect(throws: StoreError.self) { try SyncLock(path: "/proc/no-such-folder/lock") }
  }

  @Test func `secrets go over plain HTTP to no other machine unless somebody says so`() {
    #expect(!ConnectionRules().allowsPlainHTTP && ConnectionRules().authorityPath == nil)
  }

  @Test func `the machine's clocks go on`() {
    let machine = Surroundings.system()
    let (began, monotonic) = (machine.wall(), machine.monotonic())
    #expect(began > 1_700_000_000_000 && monotonic > 0)
    #expect(machine.monotonic() >= monotonic && machine.boot != Identifier(high: 0, low: 0))
  }

  @Test func `history tells each version once, of the case and of what hangs on it, the oldest first`() throws
  {
    let desk = try Desk()
    let one = try desk.new()
    try desk.edit(one.id, "title", "first")
    let note = try #require(try desk.note(one.id, "called"))
    try desk.edit(one.id, "title", "second")
    let entries = try desk.store.read { reader in
      try reader.history(of: try #require(try reader.db.record(one.id)))
    }
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.version.stamp <= $1.version.stamp })
    let title = FieldID(CaseField.title.number)
    let told = entries.compactMap { entry -> String? in
      guard entry.field == title || entry.record.id == note, case .text(let text) = entry.value else {
        return nil
      }
      return "\(text) \(entry.standing.rawValue)"
    }
    #expect(told == ["first replaced", "called current", "second current"])
    #expect(Set(entries.map { "\($0.record.id) \($0.field) \($0.version.dot)" }).count == entries.count)
  }

  @Test func `how head office may be reached is kept with the enrolment, and forgotten with the next`() throws
  {
    let desk = try Desk()
    var response = EnrolResponse()
    response.headOffice = Data(Identifier(high: 1, low: 2).bytes)
    response.branch = "SH01"
    response.role = Role.branchStaff.rawValue
    response.token = "x"
    let plain = ConnectionRules(authorityPath: "/etc/ca.pem", allowsPlainHTTP: true)
    for rules in [plain, ConnectionRules()] {
      _ = try desk.store.enrolled(at: "http://office", rules: rules, response)
      let kept = try ReplicaStore.open(path: desk.path).read { $0.identity.headOffice?.rules }
      #expect(kept?.allowsPlainHTTP == rules.allowsPlainHTTP && kept?.authorityPath == rules.authorityPath)
    }
  }
}
