import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// Who may send what. The device's role bounds everyone on it.
@Suite struct RightsTests {
  @Test func `a record of another branch is refused in the same words whether it exists or not`() async throws
  {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH02")
    try await a.exchange([a.newCase(1, record(1))])
    let edit = { (id: RecordID) in b.edit(1, id, CaseField.title, "x") }
    let child = { (id: RecordID) in b.change(1, record(50), [], kind: .note, of: id) }
    for attempt in [edit, child] {
      let existing = try #require(try await b.refusal([attempt(record(1))]))
      // A record that is nowhere, in the other branch's scope; and a child of one.
      var absent = attempt(record(2))
      absent.scope = "SH01"
      let unknown = try #require(try await b.refusal([absent]))
      #expect(existing.code == .forbidden && unknown.code == .forbidden)
      #expect(existing.message == unknown.message && existing.hint == unknown.hint)
      #expect(existing.number == unknown.number && existing.offset == unknown.offset)
    }
    #expect(try await b.exchange().pages.isEmpty)
  }

  @Test func `a scope that is none, and one that is not the device's, are refused alike`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    var messages: Set<String> = []
    for scope in ["SH02", "XX99", "shared", ""] {
      let refusal = try #require(try await device.refusal([device.change(1, record(1), [], scope: scope)]))
      #expect(refusal.code == .forbidden)
      messages.insert(refusal.message + refusal.hint)
    }
    #expect(messages.count == 1)
    var foreign: Set<String> = []
    for scope in ["SH02", "XX99"] {
      var request = device.request()
      request.cursors = [FeedCursor.with(scope: scope)]
      let refusal = await #expect(throws: Refusal.self) { try await device.send(request) }
      #expect(refusal?.code == .forbidden)
      foreign.insert(refusal?.message ?? "")
    }
    #expect(foreign.count == 1)
  }

  @Test func `the history of another branch's record is as empty as that of none`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH02")
    let admin = try office.device("HQ", .admin)
    try await a.exchange([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "x")])
    #expect(try a.history([record(1), record(2)]).map(\.dot.number) == [1, 2])
    #expect(try admin.history([record(1)]).count == 2)
    #expect(try b.history([record(1)]).isEmpty && b.history([record(2)]).isEmpty)
  }

  @Test func `nobody writes in the name of another branch or replica`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    let alias = a.change(1, record(1), [], author: "SH02")
    #expect(try await a.refusal([alias])?.code == .forbidden)
    #expect(try await a.refusal([b.newCase(1, record(1))])?.code == .replicaMismatch)
  }

  /// Two heads of the title that differ, of two devices of SH01.
  private func conflict(_ office: Office) async throws -> [Dot] {
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "one", at: 1_000)])
    try await b.exchange([b.edit(1, record(1), CaseField.title, "two", at: 2_000)])
    return [Dot(a.replica, 2), Dot(b.replica, 1)]
  }

  @Test(arguments: [
    ("SH01", Role.branchStaff, false), ("SH01", .dutyManager, true), ("SH01", .headOffice, true),
    ("SH01", .auditor, false), ("SH01", .admin, true), ("HQ", .branchStaff, false),
    ("HQ", .dutyManager, false),
    ("HQ", .headOffice, true), ("HQ", .auditor, false), ("HQ", .admin, true),
  ])
  func `a conflict is settled by those who may`(branch: String, role: Role, may: Bool) async throws {
    let office = try Office()
    let heads = try await conflict(office)
    let device = try office.device(branch, role)
    let decision = device.edit(1, record(1), CaseField.title, "two", base: heads, at: 3_000)
    let refusal = try await device.refusal([decision])
    #expect((refusal == nil) == may)
    if !may { #expect(refusal?.code == .forbidden) }
  }

  @Test func `staff who edit the value that they saw settle nothing and are taken`() async throws {
    let office = try Office()
    let heads = try await conflict(office)
    let staff = try office.device("SH01")
    let edit = staff.edit(1, record(1), CaseField.title, "three", base: [heads[1]], at: 3_000)
    #expect(try await staff.exchange([edit]).verdicts.map(\.outcome) == [.conflictWon])
  }

  @Test func `a duty manager of another branch decides nothing there`() async throws {
    let office = try Office()
    let heads = try await conflict(office)
    let other = try office.device("SH02", .dutyManager)
    let decision = other.edit(1, record(1), CaseField.title, "two", base: heads)
    #expect(try await other.refusal([decision])?.code == .forbidden)
  }

  @Test func `an auditor adds notes and changes nothing else`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let staffNote = record(10)
    try await a.exchange([
      a.newCase(1, record(1)),
      a.change(
        2, staffNote, [FieldWrite(FieldID(NoteField.text.number), .text("called"))], kind: .note,
        of: record(1)),
    ])
    let auditor = try office.device("HQ", .auditor)
    #expect(try await auditor.exchange().pages.flatMap(\.entries).count == 2)
    #expect(try await auditor.refusal([auditor.newCase(1, record(2))])?.code == .forbidden)
    #expect(try await auditor.refusal([auditor.edit(1, record(1), CaseField.title, "x")])?.code == .forbidden)
    let withdrawal = auditor.change(
      1, staffNote, [FieldWrite(FieldID(NoteField.withdrawn.number), .flag(true))], kind: .note, of: record(1)
    )
    #expect(try await auditor.refusal([withdrawal])?.code == .forbidden)
    let own = auditor.change(
      1, record(11), [FieldWrite(FieldID(NoteField.text.number), .text("heard the call"))], kind: .note,
      of: record(1))
    #expect(try await auditor.exchange([own]).covered == 1)
    // It went where the case is.
    #expect(try await a.exchange().pages.flatMap(\.entries).count == 1)
  }

  /// A case that was deleted by one who had not seen an edit.
  private func deletionConflict(_ office: Office) async throws -> (deletion: Dot, edit: Dot) {
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.newCase(1, record(1))])
    try await b.exchange([b.edit(1, record(1), CaseField.title, "unseen", at: 1_000)])
    let sight = Value.sight([Dot(a.replica, 1)])
    try await a.exchange([
      a.change(2, record(1), [FieldWrite(FieldID(CaseField.deleted.number), sight)], at: 2_000)
    ])
    return (Dot(a.replica, 2), Dot(b.replica, 1))
  }

  @Test(arguments: [(Role.branchStaff, false), (.dutyManager, true)])
  func `a deletion in conflict is decided by those who may`(role: Role, may: Bool) async throws {
    let office = try Office()
    let (deletion, edit) = try await deletionConflict(office)
    let device = try office.device("SH01", role)
    let field = FieldID(CaseField.deleted.number)
    let again = device.change(
      1, record(1), [FieldWrite(field, .sight([deletion, edit].sorted()), base: [deletion])], at: 3_000)
    #expect((try await device.refusal([again]) == nil) == may)
  }

  @Test func `a restoration of what its author saw deleted is taken, whatever came in between`()
    async throws
  {
    let office = try Office()
    let (deletion, _) = try await deletionConflict(office)
    let device = try office.device("SH01", .branchStaff)
    let field = FieldID(CaseField.deleted.number)
    let kept = device.change(1, record(1), [FieldWrite(field, .none, base: [deletion])], at: 3_000)
    #expect(try await device.refusal([kept]) == nil)
  }

  @Test func `a deletion that saw neither the other one nor the edit decides nothing`() async throws {
    let office = try Office()
    let (deletion, _) = try await deletionConflict(office)
    let staff = try office.device("SH01")
    let blind = staff.change(
      1, record(1), [FieldWrite(FieldID(CaseField.deleted.number), .sight([Dot(deletion.replica, 1)]))],
      at: 3_000)
    #expect(try await staff.refusal([blind]) == nil)
  }
}

extension FeedCursor {
  fileprivate static func with(scope: String) -> FeedCursor {
    var cursor = FeedCursor()
    cursor.scope = scope
    cursor.position = 1
    cursor.token = Data(repeating: 0, count: 8)
    return cursor
  }
}
