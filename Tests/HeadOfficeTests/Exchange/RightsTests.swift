import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// Who may send what. The device's role bounds everyone on it.
@Suite struct RightsTests {
  @Test func `a record of another branch is quarantined in the same way whether it exists or not`()
    async throws
  {
    let office = try Office()
    let a = try office.device("SH01")
    try await a.exchange([a.newCase(1, record(1))])
    for isNote in [false, true] {
      var answers: Set<[String]> = []
      // A record that is nowhere, in the other branch's scope; and a child of one.
      for id in [record(1), record(2)] {
        let b = try office.device("SH02")
        var attempt =
          isNote ? b.change(1, record(50), [], kind: .note, of: id) : b.edit(1, id, CaseField.title, "x")
        if id == record(2) { attempt.scope = "SH01" }
        let response = try await b.exchange([attempt])
        #expect(response.reasons == ["forbidden"] && response.pages.isEmpty && response.covered == 1)
        answers.insert(response.verdicts.map { "\($0.number) \($0.outcome) \($0.reason)" })
      }
      #expect(answers.count == 1)
    }
    #expect(try await a.exchange().pages.isEmpty, "nothing of it was taken")
  }

  @Test func `nobody approves as more than what he is, nor lays down the law in his own branch`() async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    func approval(_ number: UInt64, as role: Role?) -> Change {
      device.change(
        number, record(10 + number),
        [FieldWrite(FieldID(ApprovalField.granted.number), .flag(true))]
          + (role.map { [FieldWrite(FieldID(ApprovalField.role.number), .text($0.rawValue))] } ?? []),
        kind: .approval, of: record(1))
    }
    #expect(try await device.exchange([approval(2, as: .headOffice)]).reasons == ["forbidden"])
    let policy = device.change(
      3, record(30), [FieldWrite(FieldID(SharedField.key.number), .text("9"))], kind: .policy)
    let calendar = device.change(
      4, record(31), [FieldWrite(FieldID(SharedField.key.number), .text("9"))], kind: .calendar)
    let outcomes = try await device.exchange([policy, calendar]).verdicts.map(\.reason)
    #expect(outcomes == ["forbidden", "forbidden"])
    let other = try office.device("SH01")
    let own = other.change(
      1, record(40),
      [
        FieldWrite(FieldID(ApprovalField.granted.number), .flag(true)),
        FieldWrite(FieldID(ApprovalField.role.number), .text("branch_staff")),
      ], kind: .approval, of: record(1))
    #expect(try await other.exchange([own]).verdicts.map(\.outcome) == [.applied])
  }

  @Test func `a scope that is none, and one that is not the device's, are treated alike`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    for (at, scope) in ["SH02", "XX99", "shared", ""].enumerated() {
      let number = UInt64(at) + 1
      let response = try await device.exchange([device.change(number, record(number), [], scope: scope)])
      #expect(response.verdicts.map(\.reason) == ["forbidden"] && response.covered == number)
    }
    var answers: Set<SyncResponse> = []
    for scope in ["SH02", "XX99"] {
      var request = device.request()
      request.cursors = [FeedCursor.with(scope: scope)]
      let response = try await device.send(request)
      #expect(response.pages.isEmpty)
      answers.insert(response)
    }
    #expect(answers.count == 1)
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
    #expect(try await a.exchange([alias]).reasons == ["forbidden"])
    #expect(try await a.refusal([b.newCase(2, record(1))])?.code == .replicaMismatch)
  }

  @Test
  func
    `head office's own devices put no case and no signal where every branch reads, nor change what to erase`()
    async throws
  {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    let text = FieldWrite(FieldID(SignalField.text.number), .text("noticed"))
    let response = try await admin.exchange([
      admin.change(1, record(1), [], scope: "shared"),
      admin.change(2, record(2), [text], kind: .signal, scope: "shared"),
    ])
    #expect(response.reasons == ["forbidden", "forbidden"])
    try await admin.erase("K1", 3)
    let hash = hexadecimal(CustomerHash.of("K2", headOffice: try #require(admin.headOffice)))
    let edit = admin.change(
      4, record(9_003), [FieldWrite(FieldID(ErasureField.customer.number), .text(hash))], kind: .erasure)
    #expect(try await admin.exchange([edit]).reasons.last == "forbidden")
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
    let response = try await device.exchange([decision])
    #expect(response.reasons == (may ? [] : ["forbidden"]) && response.covered == 1)
    #expect(response.verdicts.map(\.outcome) == [may ? .applied : .quarantined])
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
    #expect(try await other.exchange([decision]).reasons == ["forbidden"])
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
    let own = auditor.change(
      1, record(11), [FieldWrite(FieldID(NoteField.text.number), .text("heard the call"))], kind: .note,
      of: record(1))
    let withdrawal = auditor.change(
      4, staffNote, [FieldWrite(FieldID(NoteField.withdrawn.number), .flag(true))], kind: .note, of: record(1)
    )
    let response = try await auditor.exchange([
      own, auditor.newCase(2, record(2)), auditor.edit(3, record(1), CaseField.title, "x"), withdrawal,
    ])
    #expect(response.covered == 4)
    #expect(response.verdicts.map(\.outcome) == [.applied, .quarantined, .quarantined, .quarantined])
    #expect(response.reasons == ["forbidden", "forbidden", "waiting"])
    // It went where the case is, and nothing else did.
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
    #expect(try await device.exchange([again]).reasons == (may ? [] : ["forbidden"]))
  }

  @Test func `a restoration of what its author saw deleted is taken, whatever came in between`()
    async throws
  {
    let office = try Office()
    let (deletion, _) = try await deletionConflict(office)
    let device = try office.device("SH01", .branchStaff)
    let field = FieldID(CaseField.deleted.number)
    let kept = device.change(1, record(1), [FieldWrite(field, .none, base: [deletion])], at: 3_000)
    #expect(try await device.exchange([kept]).verdicts.map(\.outcome) == [.applied])
  }

  @Test func `a deletion that saw neither the other one nor the edit decides nothing`() async throws {
    let office = try Office()
    let (deletion, _) = try await deletionConflict(office)
    let staff = try office.device("SH01")
    let blind = staff.change(
      1, record(1), [FieldWrite(FieldID(CaseField.deleted.number), .sight([Dot(deletion.replica, 1)]))],
      at: 3_000)
    #expect(try await staff.exchange([blind]).reasons.isEmpty)
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
