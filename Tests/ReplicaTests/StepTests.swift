import CaseIndex
import Complaints
import FoundationEssentials
import RecordStore
import TestSupport
import Testing
import Versioning

@testable import Replica

/// Steps of the loop, and what else is written about a case, on a store of its own.
@Suite("Steps")
struct StepTests {
  private func edit(_ field: FieldDefinition, _ text: String) -> FieldEdit {
    FieldEdit(FieldID(field.number), .text(text))
  }

  private func row(_ session: WriteSession, _ id: RecordID) throws -> RecordRow {
    try #require(try session.db.record(id))
  }

  @Test func `a case that was made without a status is a received one, and goes on from there`() throws {
    let desk = try Desk()
    let id = try desk.store.write { session in
      let id = session.newRecordID()
      session.create(
        id, kind: .case,
        [
          FieldEdit(FieldID(CaseField.number.number, "SH01-ZZ-20261122-001"), .flag(true)),
          edit(CaseField.channel, "phone"), edit(CaseField.narrative, "cold soup"),
        ])
      return id
    }
    let (from, to) = try desk.store.write { try $0.takeStep(.assess, of: row($0, id)) }
    #expect(from == .received && to == .assessed)
  }

  @Test func `a step sets the state that it leads to, whatever else is said of the case`() throws {
    let desk = try Desk()
    let id = try desk.new().id
    let (_, to) = try desk.store.write { session in
      try session.takeStep(
        .assess, of: row(session, id),
        edits: [edit(CaseField.status, "archived"), edit(CaseField.severity, "minor")])
    }
    #expect(to == .assessed)
    let state = try desk.store.read { try #require(try $0.db.record(id)?.decoded()) }
    #expect(state.value(FieldID(CaseField.status.number)) == .text("assessed"))
    #expect(state.value(FieldID(CaseField.severity.number)) == .text("minor"))
  }

  @Test(arguments: [
    (Role.branchStaff, false), (.dutyManager, true), (.headOffice, true), (.auditor, true), (.admin, true),
  ])
  func `how a case was handled is scored by those who may`(role: Role, may: Bool) throws {
    let desk = try Desk()
    let id = try desk.new().id
    try desk.store.queue.writeWithoutTransaction { try $0.setMeta(.role, role.rawValue) }
    func score() throws -> RecordID {
      try desk.store.write(author: "Somebody Else") { session in
        try session.score(row(session, id), [edit(ScoreField.note, "fine")])
      }
    }
    guard !may else {
      _ = try score()
      return
    }
    let refusal = #expect(throws: WriteRefusal.self) { try score() }
    guard case .notAllowed(let told, let needs)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(told == role && needs == [.dutyManager, .headOffice, .auditor, .admin])
  }

  @Test func `what a file says otherwise than before is told, and taken as an edit that names the file`()
    throws
  {
    let desk = try Desk()
    let id = ImportedRecord.id(branch: try BranchCode(typed: "SH01"), source: "old.csv", key: "7")
    func note(_ rule: Int, _ text: String) throws -> ImportedNote {
      let branch = try BranchCode(typed: "SH01")
      return ImportedNote(
        id: ImportedRecord.noteID(branch: branch, source: "old.csv", key: "7", rule: rule),
        laterID: ImportedRecord.laterNoteID(
          branch: branch, source: "old.csv", key: "7", rule: rule, text: text),
        text: .text(text))
    }
    let imported = try desk.store.write { session in
      let draft = try CaseInput(
        [("channel", "phone"), ("narrative", "cold soup")].map { (id: $0.0, text: $0.1) }, now: session.here)
      return try session.importCase(draft, id: id, notes: [note(0, "sorry")], from: "old.csv")
    }
    #expect(imported)
    func difference(_ narrative: String, _ notes: [ImportedNote]) throws -> ImportDifference? {
      try desk.store.read {
        try $0.difference(
          id, [edit(CaseField.channel, "phone"), edit(CaseField.narrative, narrative)], notes: notes)
      }
    }
    #expect(try difference("cold soup", [note(0, "sorry")]) == nil)
    let found = try #require(try difference("cold soup, twice", [note(0, "sorry"), note(1, "refunded")]))
    #expect(found.fields.map(\.definition) == [CaseField.narrative] && found.notes.count == 1)
    #expect(found.fields.first?.here == .text("cold soup"))
    try desk.store.write { try $0.updateCase(found, from: "old.csv") }
    let state = try desk.store.read { try #require(try $0.db.record(id)?.decoded()) }
    #expect(state.value(FieldID(CaseField.narrative.number)) == .text("cold soup, twice"))
    #expect(try desk.store.read { try $0.db.children(of: id).count } == 2)
    #expect(try difference("cold soup, twice", [note(0, "sorry"), note(1, "refunded")]) == nil)
    // What people changed since stays: the file has not changed.
    try desk.edit(id, "narrative", "cold soup, three times")
    #expect(try difference("cold soup, twice", [note(0, "sorry")]) == nil)
  }
}
