import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// What a change says of its author's authority, and where it belongs.
@Suite struct AuthorityTests {
  let office: Office
  let staff: TestDevice
  let manager: TestDevice

  init() throws {
    office = try Office()
    staff = try office.device("SH01")
    manager = try office.device("SH01", .dutyManager)
  }

  private func option(
    _ device: TestDevice, _ number: UInt64, _ id: RecordID, as role: Role?, amount: String? = nil,
    base: [Dot] = [], at: Int64 = 0
  ) -> Change {
    var writes = [FieldWrite(FieldID(OptionField.title.number), .text("refund \(number)"), base: base)]
    if let role {
      writes.append(FieldWrite(FieldID(OptionField.role.number), .text(role.rawValue), base: base))
    }
    if let amount {
      writes.append(FieldWrite(FieldID(OptionField.remedies.number, "refund"), .text(amount), base: base))
    }
    return device.change(number, id, writes, kind: .option, of: record(1), at: at)
  }

  @Test func `an option has the authority of its device, and no other`() async throws {
    try await staff.exchange([staff.newCase(1, record(1))])
    let forged = option(staff, 2, record(10), as: .admin, amount: "5000000 CNY")
    #expect(try await staff.exchange([forged]).reasons == ["forbidden"])
    let other = try office.device("SH01")
    let own = option(other, 1, record(11), as: .branchStaff, amount: "5000 CNY")
    #expect(try await other.exchange([own]).reasons.isEmpty)
    let higher = option(manager, 1, record(12), as: .dutyManager, amount: "50000 CNY")
    #expect(try await manager.exchange([higher]).reasons.isEmpty)
  }

  @Test func `whoever is signed in at a device may be allowed less than it is, never more`() async throws {
    try await staff.exchange([staff.newCase(1, record(1))])
    let lower = option(manager, 1, record(12), as: .branchStaff, amount: "50000 CNY")
    #expect(try await manager.exchange([lower]).reasons.isEmpty)
    func approval(_ device: TestDevice, _ number: UInt64, as role: Role) -> Change {
      let role = FieldWrite(FieldID(ApprovalField.role.number), .text(role.rawValue))
      return device.change(number, record(20 + number), [role], kind: .approval, of: record(1))
    }
    #expect(try await manager.exchange([approval(manager, 2, as: .branchStaff)]).reasons.isEmpty)
    #expect(try await manager.exchange([approval(manager, 3, as: .headOffice)]).reasons == ["forbidden"])
  }

  @Test func `who works at a branch is its manager's to say, or head office's, and stands in its scope`()
    async throws
  {
    func person(_ device: TestDevice, _ number: UInt64, _ id: UInt64, scope: String? = nil) -> Change {
      let name = FieldWrite(FieldID(PersonField.name.number), .text("王芳 \(id)"))
      return device.change(number, record(id), [name], kind: .person, scope: scope)
    }
    #expect(try await staff.exchange([person(staff, 1, 50)]).reasons == ["forbidden"])
    #expect(try await manager.exchange([person(manager, 1, 51)]).reasons.isEmpty)
    let hq = try office.device("HQ", .headOffice)
    #expect(try await hq.exchange([person(hq, 1, 52, scope: "SH01")]).reasons.isEmpty)
    #expect(try await hq.exchange([person(hq, 2, 53, scope: "shared")]).reasons == ["forbidden"])
    // What hangs on a person is a decision, and nothing else.
    let note = manager.change(2, record(54), [], kind: .note, of: record(51))
    #expect(try await manager.exchange([note]).reasons == ["record_mismatch"])
  }

  /// The role of a person at SH01.
  private func role(
    _ device: TestDevice, _ number: UInt64, of id: UInt64, _ role: Role, base: [Dot] = [], at: Int64 = 0,
    group: Group? = nil
  ) -> Change {
    let write = FieldWrite(
      FieldID(PersonField.role.number), .text(role.rawValue), base: base.sorted())
    return device.change(number, record(id), [write], kind: .person, scope: "SH01", group: group, at: at)
  }

  @Test func `nobody gives a person a role above the device's, nor takes such a one away`() async throws {
    #expect(try await manager.exchange([role(manager, 1, of: 60, .headOffice)]).reasons == ["forbidden"])
    let own = try await manager.exchange([role(manager, 2, of: 61, .dutyManager)])
    #expect(own.verdicts.map(\.outcome) == [.applied])
    let hq = try office.device("HQ", .headOffice)
    let given = role(hq, 1, of: 62, .headOffice)
    #expect(try await hq.exchange([given]).reasons.isEmpty)
    #expect(try await hq.exchange([role(hq, 2, of: 63, .admin)]).reasons == ["forbidden"])
    let taken = try office.device("SH01", .dutyManager)
    let name = FieldWrite(FieldID(PersonField.name.number), .text("王芳"))
    let named = taken.change(1, record(62), [name], kind: .person)
    #expect(try await taken.exchange([named]).reasons.isEmpty, "only of the role it is asked")
    let lowered = role(taken, 2, of: 62, .branchStaff, base: [given.dot], at: 1_000)
    #expect(try await taken.exchange([lowered]).reasons == ["forbidden"])
  }

  @Test func `a decision on a person's role takes what giving it takes`() async throws {
    let hq = try office.device("HQ", .headOffice)
    let high = role(hq, 1, of: 50, .headOffice, at: 1_000)
    let low = role(manager, 1, of: 50, .dutyManager, at: 2_000)
    #expect(try await hq.exchange([high]).reasons.isEmpty)
    #expect(try await manager.exchange([low]).reasons.isEmpty)
    let attempts: [(branch: String, own: Role, given: Role, reasons: [String])] = [
      ("SH01", .dutyManager, .headOffice, ["forbidden", "forbidden"]),
      ("SH01", .dutyManager, .dutyManager, ["forbidden", "forbidden"]),
      ("HQ", .headOffice, .headOffice, []),
    ]
    for (at, (branch, own, given, reasons)) in attempts.enumerated() {
      let device = try office.device(branch, own)
      try await device.exchange()
      let group = Group(first: 1, count: 2)
      let decision = device.change(
        1, record(UInt64(at) + 80), [], kind: .decision, of: record(50), scope: "SH01", group: group,
        at: 3_000)
      let settled = role(
        device, 2, of: 50, given, base: [high.dot, low.dot], at: 3_000, group: group)
      #expect(try await device.exchange([decision, settled]).reasons == reasons, "\(own) \(given)")
    }
  }

  @Test func `what becomes of a manuscript is head office's to say, and none of it stands where all have it`()
    async throws
  {
    func write(_ field: FieldDefinition, _ value: Value, base: [Dot] = []) -> FieldWrite {
      FieldWrite(FieldID(field.number), value, base: base)
    }
    func manuscript(_ device: TestDevice, _ number: UInt64, _ writes: FieldWrite..., scope: String? = nil)
      -> Change
    {
      device.change(number, record(60 + (scope == nil ? 0 : number)), writes, kind: .manuscript, scope: scope)
    }
    let title = write(ManuscriptField.title, .text("退款怎么谈"))
    #expect(try await staff.exchange([manuscript(staff, 1, title)]).reasons.isEmpty)
    let published = write(ManuscriptField.published, .text(record(61).description))
    let returned = write(ManuscriptField.returned, .text("还不完整"))
    for forged in [published, returned] {
      let device = try office.device("SH01", .dutyManager)
      #expect(try await device.exchange([manuscript(device, 1, forged)]).reasons == ["forbidden"])
    }
    let hq = try office.device("HQ", .headOffice)
    #expect(
      try await hq.exchange([manuscript(hq, 1, returned, scope: "SH01")]).reasons == [],
      "of another record: a new one at the branch")
    // Whoever hands it in again takes back why it came back.
    let again = write(ManuscriptField.returned, .none)
    #expect(try await staff.exchange([manuscript(staff, 2, again)]).reasons.isEmpty)
    #expect(try await hq.exchange([manuscript(hq, 2, title, scope: "shared")]).reasons == ["forbidden"])
    let other = try office.device("HQ", .headOffice)
    let said = other.change(
      1, record(70), [FieldWrite(FieldID(HelpfulField.helped.number), .flag(true))], kind: .helpful,
      scope: "shared")
    #expect(try await other.exchange([said]).reasons == ["forbidden"])
  }

  @Test func `what somebody said of an article is never written to again`() async throws {
    let helped = FieldID(HelpfulField.helped.number)
    let said = staff.change(1, record(71), [FieldWrite(helped, .flag(true))], kind: .helpful)
    #expect(try await staff.exchange([said]).reasons.isEmpty)
    let other = staff.change(
      2, record(71), [FieldWrite(helped, .flag(false), base: [Dot(staff.replica, 1)])], kind: .helpful)
    #expect(try await staff.exchange([other]).reasons == ["forbidden"])
  }

  @Test func `that a branch has read a notice is said there, by nobody else, and not written to again`()
    async throws
  {
    let notice = SharedRecord.id(.notice, "thin-carton")
    let of = FieldWrite(FieldID(AcknowledgementField.of.number), .text(notice.description))
    func said(_ device: TestDevice, _ number: UInt64, _ id: UInt64, scope: String? = nil) -> Change {
      device.change(number, record(id), [of], kind: .acknowledgement, scope: scope)
    }
    #expect(try await staff.exchange([said(staff, 1, 80)]).reasons.isEmpty)
    let again = staff.change(
      2, record(80),
      [FieldWrite(of.field, .text(record(1).description), base: [Dot(staff.replica, 1)])],
      kind: .acknowledgement)
    #expect(try await staff.exchange([again]).reasons == ["forbidden"])
    let hq = try office.device("HQ", .admin)
    #expect(try await hq.exchange([said(hq, 1, 81, scope: "SH01")]).reasons == ["forbidden"])
    let other = try office.device("HQ", .admin)
    #expect(try await other.exchange([said(other, 1, 82, scope: "shared")]).reasons == ["forbidden"])
    let auditor = try office.device("SH01", .auditor)
    #expect(try await auditor.exchange([said(auditor, 1, 83)]).reasons == ["forbidden"])
  }

  @Test func `a notice is head office's, and stands where all have it`() async throws {
    let id = SharedRecord.id(.notice, "thin-carton")
    func notice(_ device: TestDevice, scope: String) -> Change {
      device.change(
        1, id, [FieldWrite(FieldID(SharedField.key.number), .text("thin-carton"))], kind: .notice,
        scope: scope)
    }
    #expect(try await manager.exchange([notice(manager, scope: "shared")]).reasons == ["forbidden"])
    #expect(try await staff.exchange([notice(staff, scope: "SH01")]).reasons == ["forbidden"])
    let hq = try office.device("HQ", .headOffice)
    #expect(try await hq.exchange([notice(hq, scope: "shared")]).reasons.isEmpty)
  }

  @Test func `an article is head office's, and stands where all have it`() async throws {
    let id = SharedRecord.id(.article, "refunds")
    func article(_ device: TestDevice, scope: String) -> Change {
      device.change(
        1, id, [FieldWrite(FieldID(SharedField.key.number), .text("refunds"))], kind: .article, scope: scope)
    }
    #expect(try await staff.exchange([article(staff, scope: "shared")]).reasons == ["forbidden"])
    #expect(try await manager.exchange([article(manager, scope: "SH01")]).reasons == ["forbidden"])
    let hq = try office.device("HQ", .headOffice)
    #expect(try await hq.exchange([article(hq, scope: "shared")]).reasons.isEmpty)
  }

  @Test func `what a higher one proposed is not made dearer under its name`() async throws {
    try await staff.exchange([staff.newCase(1, record(1))])
    try await manager.exchange([option(manager, 1, record(12), as: .dutyManager, amount: "50000 CNY")])
    let seen = [Dot(manager.replica, 1)]
    let dearer = option(staff, 2, record(12), as: nil, amount: "5000000 CNY", base: seen)
    #expect(try await staff.exchange([dearer]).reasons == ["forbidden"])
    let other = try office.device("SH01")
    let own = option(other, 1, record(12), as: .branchStaff, amount: "5000000 CNY", base: seen, at: 1)
    let worded = option(other, 2, record(12), as: nil, base: [Dot(other.replica, 1)], at: 1)
    #expect(try await other.exchange([own, worded]).reasons == [], "it stands as a clerk's now")
  }

  @Test func `a number is of the branch that gives it, and is not taken back`() async throws {
    func numbered(_ device: TestDevice, _ number: UInt64, _ text: String, _ value: Value = .flag(true))
      -> Change
    {
      device.change(
        number, record(number + 100), [FieldWrite(FieldID(CaseField.number.number, text), value)])
    }
    let forged = [
      "SH02-KT-20261122-001", "x-SH02-KT-20261122-001", "SH02", "sh01-kt-20261122-001",
      "SH01-KT-20261322-001", "SH01-KT-20261122-001 ",
    ]
    let response = try await staff.exchange(
      forged.enumerated().map { numbered(staff, UInt64($0.offset) + 1, $0.element) })
    #expect(response.reasons == forged.map { _ in "forbidden" })
    let other = try office.device("SH01")
    let removed = numbered(other, 2, "SH01-KT-20261122-001", .none)
    #expect(
      try await other.exchange([numbered(other, 1, "SH01-ZZ-20261122-001"), removed]).reasons == ["forbidden"]
    )
    let hq = try office.device("HQ", .admin)
    #expect(try await hq.exchange([numbered(hq, 1, "HQ-KT-20261122-001")]).reasons.isEmpty)
  }

  @Test func `a case that hangs on another, and a note on nothing, are no records`() async throws {
    try await staff.exchange([staff.newCase(1, record(1))])
    let child = staff.change(2, record(20), [], kind: .case, of: record(1))
    let alone = staff.change(3, record(21), [], kind: .note)
    let ofSignal = [
      staff.change(4, record(22), [], kind: .signal),
      staff.change(5, record(23), [], kind: .note, of: record(22)),
    ]
    let unknown = [
      staff.change(6, record(24), [], kind: RecordKind(900)),
      staff.change(7, record(25), [], kind: RecordKind(901), of: record(24)),
    ]
    let response = try await staff.exchange([child, alone] + ofSignal + unknown)
    #expect(response.reasons == ["record_mismatch", "record_mismatch", "record_mismatch"])
    #expect(
      response.verdicts.map(\.outcome) == [
        .quarantined, .quarantined, .applied, .quarantined, .applied, .applied,
      ])
    // Of another branch's case it says what it says of none.
    let b = try office.device("SH02")
    for (number, root) in [record(1), record(99)].enumerated() {
      let attempt = b.change(UInt64(number) + 1, record(30), [], kind: .case, of: root)
      #expect(try await b.exchange([attempt]).verdicts.map(\.reason) == ["forbidden"])
    }
  }

  @Test func `a decision stands under a signal, as it does under a person`() async throws {
    let signal = staff.change(1, record(22), [], kind: .signal)
    let decision = staff.change(2, record(23), [], kind: .decision, of: record(22))
    #expect(try await staff.exchange([signal, decision]).reasons.isEmpty)
  }

  @Test func `a decision stands under what head office publishes, and nothing else of a case's does`()
    async throws
  {
    let one = try office.device("HQ", .headOffice)
    let two = try office.device("HQ", .admin)
    let text = FieldID(PhraseField.text.number)
    func phrase(
      _ device: TestDevice, _ number: UInt64, _ value: String, id: UInt64 = 40, base: [Dot] = [],
      group: Group? = nil
    ) -> Change {
      device.change(
        number, record(id), [FieldWrite(text, .text(value), base: base)], kind: .phrase, scope: "shared",
        group: group)
    }
    try await one.exchange([phrase(one, 1, "Thanks a lot.")])
    try await two.exchange([phrase(two, 1, "Many thanks.")])
    let group = Group(first: 2, count: 2)
    let decision = one.change(
      2, record(41), [], kind: .decision, of: record(40), scope: "shared", group: group)
    let settled = phrase(
      one, 3, "Thank you.", base: [Dot(one.replica, 1), Dot(two.replica, 1)].sorted(), group: group)
    #expect(try await one.exchange([decision, settled]).verdicts.map(\.outcome) == [.applied, .applied])
    for (at, kind) in [RecordKind.note, .deletion, .step].enumerated() {
      // Under phrases of their own: what comes after one that is refused would wait behind it.
      let (number, id) = (UInt64(at) * 2 + 2, UInt64(at) + 50)
      let child = two.change(
        number + 1, record(id + 10), [], kind: kind, of: record(id), scope: "shared")
      let response = try await two.exchange([phrase(two, number, "Welcome.", id: id), child])
      #expect(response.verdicts.map(\.reason) == ["", "record_mismatch"])
    }
    // A branch decides nothing of it, and is told nothing of what there is.
    let attempt = manager.change(1, record(42), [], kind: .decision, of: record(40), scope: "shared")
    #expect(try await manager.exchange([attempt]).reasons == ["forbidden"])
  }
}
