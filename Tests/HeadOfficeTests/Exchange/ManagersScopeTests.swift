import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// What is said of employees: who may write it, and whom head office sends it.
@Suite struct ManagersScopeTests {
  static let scope = "SH01/managers"
  let office: Office
  let staff: TestDevice
  let manager: TestDevice

  init() throws {
    office = try Office()
    staff = try office.device("SH01")
    manager = try office.device("SH01", .dutyManager)
  }

  private func asking(_ device: TestDevice, _ changes: [Change] = []) -> SyncRequest {
    var request = device.request(changes)
    if !request.cursors.contains(where: { $0.scope == Self.scope }) {
      request.cursors.append(.with { $0.scope = Self.scope })
    }
    return request
  }

  private func holds(_ response: SyncResponse, _ words: String...) throws -> Bool {
    let data = Data(try MessageFormat.protobuf.encode(response))
    return words.contains { data.firstRange(of: Data($0.utf8)) != nil }
      || data.firstRange(of: Data(record(70).bytes)) != nil
  }

  /// Why head office did not take a change; nil: it did.
  private func refusal(_ device: TestDevice, _ change: Change) async throws -> String? {
    try await device.exchange([change]).quarantined.first { $0.number == change.dot.number }?.reason
  }

  @Test func `it is written by those who lead the branch, and by head office, in its managers' scope alone`()
    async throws
  {
    let other = try office.device("SH02", .dutyManager)
    let hq = try office.device("HQ", .headOffice)
    for scope in ["SH01", Self.scope, "shared", "HQ", "HQ/managers"] {
      let own = try office.device("SH01")
      #expect(try await refusal(own, own.remark(1, record(70), scope: scope)) == "forbidden")
    }
    #expect(try await refusal(manager, manager.remark(1, record(70))) == nil)
    for (number, scope) in ["SH01", "shared", "SH02/managers", "HQ/managers", "ZZ9/managers"].enumerated() {
      let change = manager.remark(UInt64(number) + 2, record(80 + UInt64(number)), scope: scope)
      #expect(try await refusal(manager, change) == "forbidden", "\(scope)")
    }
    #expect(try await refusal(other, other.remark(1, record(71))) == "forbidden")
    #expect(try await refusal(hq, hq.remark(1, record(72))) == nil)
    #expect(try await refusal(hq, hq.remark(2, record(73), scope: "HQ/managers")) == nil)
    #expect(try await refusal(hq, hq.remark(3, record(74), scope: "ZZ9/managers")) == "forbidden")
    #expect(try await refusal(hq, hq.remark(4, record(75), scope: "SH01")) == "forbidden")
  }

  @Test func `nothing else stands there, and nothing hangs on it but how a conflict was settled`()
    async throws
  {
    let case1 = manager.change(
      1, record(60), [FieldWrite(FieldID(CaseField.number.number, "SH01-KT-20261122-1"), .flag(true))],
      scope: Self.scope)
    #expect(try await refusal(manager, case1) == "forbidden")
    let signal = manager.change(
      2, record(61), [FieldWrite(FieldID(SignalField.text.number), .text("x"))], kind: .signal,
      scope: Self.scope)
    #expect(try await refusal(manager, signal) == "forbidden")
    let newer = manager.change(3, record(62), [], kind: RecordKind(99), scope: Self.scope)
    #expect(try await refusal(manager, newer) == nil, "a later version may know what it is")
    try await manager.exchange([manager.remark(4, record(70))])
    let decision = manager.change(5, record(64), [], kind: .decision, of: record(70), scope: Self.scope)
    #expect(try await refusal(manager, decision) == nil)
    let note = manager.change(6, record(63), [], kind: .note, of: record(70), scope: Self.scope)
    #expect(try await refusal(manager, note) == "record_mismatch")
    // Whoever knows its id learns nothing by it, and hangs nothing on it.
    let blind = staff.change(1, record(65), [], kind: .decision, of: record(70))
    let unknown = staff.change(2, record(66), [], kind: .decision, of: record(999))
    #expect(try await staff.exchange([blind, unknown]).reasons == ["forbidden", "forbidden"])
    let other = try office.device("SH01")
    let edit = other.change(
      1, record(70), [FieldWrite(FieldID(RemarkField.outcome.number), .text("x"))], kind: .remark,
      scope: Self.scope)
    #expect(try await refusal(other, edit) == "forbidden")
  }

  @Test func `whoever it is about, by name or as a person who was laid down, changes nothing of it`()
    async throws
  {
    let hq = try office.device("HQ", .headOffice)
    try await hq.exchange([hq.remark(1, record(70), of: "CLERK"), hq.remark(2, record(71), of: "Li Na")])
    func edit(_ number: UInt64, _ of: UInt64) -> Change {
      manager.change(
        number, record(of), [FieldWrite(FieldID(RemarkField.withdrawn.number), .text("untrue"))],
        kind: .remark,
        scope: Self.scope)
    }
    #expect(try await refusal(manager, edit(1, 70)) == "forbidden", "its author is called clerk")
    #expect(try await refusal(manager, edit(2, 71)) == nil)
  }

  @Test func `an auditor adds it and changes nothing of it`() async throws {
    let auditor = try office.device("HQ", .auditor)
    #expect(try await refusal(auditor, auditor.remark(1, record(70))) == nil)
    let edit = auditor.change(
      2, record(70),
      [FieldWrite(FieldID(RemarkField.outcome.number), .text("x"))], kind: .remark, scope: Self.scope)
    #expect(try await refusal(auditor, edit) == "forbidden")
  }

  @Test func `a staff device gets no byte of it by any endpoint, whatever it asks for`() async throws {
    let response = try await manager.send(asking(manager, [manager.remark(1, record(70), text: "zzlatezz")]))
    let cursor = try #require(response.pages.first { $0.cursor.scope == Self.scope }?.cursor)
    let other = try office.device("SH02", .dutyManager)
    for device in [staff, other] {
      var request = asking(device)
      #expect(try !holds(try await device.send(request), "zzlatezz", "managers"))
      request.cursors = [cursor]
      #expect(try !holds(try await device.send(request), "zzlatezz", "managers"))
      #expect(try device.history([record(70)]).isEmpty)
      var compare = CompareRequest()
      compare.protocol = Limits.protocolVersion
      compare.replica = Data(device.replica.bytes)
      compare.scope = Self.scope
      compare.last = true
      #expect(throws: Refusal.self) { try office.service.compare(compare, token: device.token) }
      #expect(throws: Refusal.self) {
        try device.offer([OfferedState.with { $0.number = "x" }], of: Self.scope, lost: cursor)
      }
    }
    // Nor does it hear that something moved there.
    let device = try office.service.authenticate(token: staff.token)
    #expect(!device.holds(Self.scope) && device.holds("SH01"))
    #expect(try office.service.authenticate(token: manager.token).holds(Self.scope))
  }

  @Test func `a manager's device gets it when it asks by name, so that older programs are sent none of it`()
    async throws
  {
    try await manager.exchange([manager.remark(1, record(70), text: "zzlatezz")])
    let colleague = try office.device("SH01", .dutyManager)
    #expect(try !holds(try await colleague.exchange(), "zzlatezz"))
    #expect(try holds(try await colleague.send(asking(colleague)), "zzlatezz"))
    for role in [Role.headOffice, .auditor, .admin] {
      #expect(try holds(try await office.device("HQ", role).exchange(), "zzlatezz"), "\(role)")
    }
  }

  @Test func `an offer brings it to its scope alone, and tells the staff of its author's branch nothing`()
    async throws
  {
    let made = manager.remark(1, record(70), text: "zzlatezz")
    let pages = try await manager.send(asking(manager, [made])).pages
    let lost = try #require(pages.first { $0.cursor.scope == Self.scope }?.cursor)
    try await staff.exchange([staff.newCase(1, record(1))])
    let own = try #require(try await staff.exchange([staff.newCase(2, record(2))]).pages.first?.cursor)
    let state = try #require(try office.state(record(70)))
    try await office.store.pool.write { db in
      try db.execute(
        sql: """
          UPDATE commits SET token = zeroblob(16);
          UPDATE scopes SET token = zeroblob(16);
          DELETE FROM records WHERE kind = 28; DELETE FROM changes WHERE record = X'\(hexadecimal(record(70).bytes))';
          UPDATE devices SET covered = 0;
          """)
    }
    let offered = OfferedState.with { $0.state = Data(state.encoded()) }
    // A staff device makes it up for its own scope.
    #expect(try staff.offer([offered], of: "SH01", lost: own) == 0)
    // Another manager's device has it: its author hears that it is there, and his branch's staff nothing.
    let colleague = try office.device("SH01", .dutyManager)
    #expect(try colleague.offer([offered], of: Self.scope, lost: lost) == 1)
    #expect(try office.count("SELECT count(*) FROM departures") == 0)
    var fresh = staff.request()
    fresh.cursors = []
    #expect(try !holds(try await staff.send(fresh), "zzlatezz", "managers"))
  }

  @Test
  func
    `who is lowered is sent no more of it, and hears of what he had that it was erased; no other clerk does`()
    async throws
  {
    let admin = try office.device("HQ", .admin)
    let lowered = try office.device("SH01", .dutyManager)
    try await lowered.send(asking(lowered, [lowered.remark(1, record(70), text: "zzlatezz", of: "Li Na")]))
    for device in [manager, staff] { try await device.send(asking(device)) }
    try manager.enrol(with: office.code("SH01", .branchStaff))
    #expect(try !holds(try await manager.send(asking(manager)), "zzlatezz", "managers"))
    let hash = CustomerHash.of(
      Remark.subject(named: "Li Na", at: "SH01"), headOffice: try #require(admin.headOffice))
    #expect(try await admin.exchange([admin.erasure(1, hash)]).verdicts.map(\.outcome) == [.applied])
    for field in [RemarkField.text, RemarkField.employee, RemarkField.subject] {
      #expect(try office.value(record(70), field) == Value.none, "\(field.id)")
    }
    func named(_ device: TestDevice) async throws -> [[UInt8]] {
      try await device.send(asking(device)).erasures.flatMap(\.records).map { Array($0.record) }
    }
    #expect(try await named(manager) == [record(70).bytes])
    #expect(try await named(staff).isEmpty)
    #expect(try await named(lowered) == [record(70).bytes])
  }

  @Test
  func `an erasure of a customer takes what was said of an employee about him, and leaves of whom it was`()
    async throws
  {
    let admin = try office.device("HQ", .admin)
    try await staff.exchange([
      staff.customersCase(1, record(1), "K1"),
      staff.edit(2, record(1), CaseField.customerName, "Zhao Qianlong"),
    ])
    let linked = FieldWrite(FieldID(RemarkField.complaint.number), .text(record(1).description))
    try await manager.exchange([
      manager.remark(1, record(70), text: "of that case", [linked]),
      manager.remark(2, record(71), text: "Zhao Qianlong thanked her"),
      manager.remark(3, record(72), text: "somebody thanked her"),
    ])
    try await admin.erase("K1", 1)
    for id in [record(70), record(71)] { #expect(try office.value(id, RemarkField.text) == Value.none) }
    #expect(try office.value(record(72), RemarkField.text) == .text("somebody thanked her"))
    for id in [70, 71, 72] as [UInt64] {
      #expect(try office.value(record(id), RemarkField.employee) == .text("Li Na"))
    }
    // One that comes later about the case is emptied as it comes.
    let late = manager.remark(4, record(73), text: "late", [linked])
    #expect(try await manager.exchange([late]).verdicts.map(\.outcome) == [.stripped])
    #expect(try office.value(record(73), RemarkField.employee) == .text("Li Na"))
  }

  @Test func `what was written of an employee before the erasure and comes after it is emptied as it comes`()
    async throws
  {
    let admin = try office.device("HQ", .admin)
    let hash = CustomerHash.of(
      Remark.subject(named: "Li Na", at: "SH01"), headOffice: try #require(admin.headOffice))
    _ = try await admin.exchange([admin.erasure(1, hash)])
    let late = manager.remark(1, record(70), text: "zzlatezz")
    #expect(try await manager.exchange([late]).verdicts.map(\.outcome) == [.stripped])
    #expect(try office.value(record(70), RemarkField.employee) == Value.none)
    #expect(try office.value(record(70), RemarkField.kind) == .text("praise"))
    // What stands in quarantine is emptied as well.
    let other = try office.device("SH02", .dutyManager)
    _ = try await other.exchange([other.remark(1, record(71), text: "zzheldzz")])
    let held = try #require(try office.store.quarantine().first)
    #expect(
      try Change(decoding: held.change.encoded).writes.allSatisfy {
        $0.value == .none || $0.field.number == 3
      })
    // Who is called so later is somebody else.
    office.pass(milliseconds: 60_000)
    let later = manager.remark(2, record(72), text: "another Li Na", at: 60_000)
    #expect(try await manager.exchange([later]).verdicts.map(\.outcome) == [.applied])
    #expect(try office.value(record(72), RemarkField.employee) == .text("Li Na"))
  }
}

extension TestDevice {
  /// Something said of an employee.
  func remark(
    _ number: UInt64, _ record: RecordID, text: String = "well done", of employee: String = "Li Na",
    _ more: [FieldWrite] = [], scope: String = ManagersScopeTests.scope, at: Int64 = 0
  ) -> Change {
    let writes = [
      FieldWrite(FieldID(RemarkField.employee.number), .text(employee)),
      FieldWrite(
        FieldID(RemarkField.subject.number), .text(Remark.subject(named: employee, at: "SH01"))),
      FieldWrite(FieldID(RemarkField.kind.number), .text("praise")),
      FieldWrite(FieldID(RemarkField.text.number), .text(text)),
    ]
    return change(number, record, writes + more, kind: .remark, scope: scope, at: at)
  }
}
