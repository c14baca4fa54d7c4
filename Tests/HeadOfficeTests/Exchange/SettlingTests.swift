import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// Whoever leaves one value where heads differed has decided, whatever command or program wrote it.
@Suite struct SettlingTests {
  let office: Office
  let a: TestDevice
  let b: TestDevice

  init() throws {
    office = try Office()
    a = try office.device("SH01")
    b = try office.device("SH01")
  }

  /// Two heads of the title that differ: "one" of a, "two" of b, which is shown.
  private func conflict() async throws -> [Dot] {
    try await a.exchange([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "one", at: 1_000)])
    try await b.exchange([b.edit(1, record(1), CaseField.title, "two", at: 2_000)])
    return [Dot(a.replica, 2), Dot(b.replica, 1)]
  }

  @Test(arguments: [Role.branchStaff, .dutyManager])
  func `an edit to the value that lost, in sight of both, is for who may decide`(role: Role) async throws {
    let heads = try await conflict()
    let device = try office.device("SH01", role)
    try await device.exchange()
    let edit = device.edit(1, record(1), CaseField.title, "one", base: [heads[1]], at: 3_000)
    let response = try await device.exchange([edit])
    #expect(response.reasons == (role == .branchStaff ? ["forbidden"] : []) && response.covered == 1)
  }

  @Test(arguments: [Role.branchStaff, .dutyManager])
  func `so is giving up the value that lost`(role: Role) async throws {
    let heads = try await conflict()
    let device = try office.device("SH01", role)
    try await device.exchange()
    let edit = device.edit(1, record(1), CaseField.title, "two", base: [heads[0]], at: 3_000)
    #expect(try await device.exchange([edit]).reasons == (role == .branchStaff ? ["forbidden"] : []))
  }

  @Test func `nor do two edits in one push, or a group, do together what one may not`() async throws {
    let heads = try await conflict()
    let device = try office.device("SH01")
    try await device.exchange()
    let aside = device.edit(1, record(1), CaseField.title, "three", base: [heads[1]], at: 3_000)
    let back = device.edit(2, record(1), CaseField.title, "one", base: [aside.dot], at: 3_100)
    #expect(try await device.exchange([aside, back]).reasons == ["forbidden"])
    let other = try office.device("SH01")
    try await other.exchange()
    var group = [
      other.edit(1, record(1), CaseField.title, "four", base: [Dot(device.replica, 1)], at: 4_000),
      other.edit(2, record(1), CaseField.title, "one", base: [Dot(other.replica, 1)], at: 4_100),
    ]
    for at in group.indices { group[at].group = Group(first: 1, count: 2) }
    #expect(try await other.exchange(group).reasons == ["forbidden", "forbidden"])
  }

  @Test func `what was written without sight of the other value and says the same is taken`() async throws {
    try await a.exchange([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "one", at: 1_000)])
    let late = try office.device("SH01")
    try await late.exchange()
    // It holds "one" and edits that, offline; meanwhile somebody else wrote "two" beside it.
    try await b.exchange([b.edit(1, record(1), CaseField.title, "two", at: 2_000)])
    let edit = late.edit(1, record(1), CaseField.title, "two", base: [Dot(a.replica, 2)], at: 3_000)
    #expect(try await late.exchange([edit]).verdicts.map(\.outcome) == [.merged])
  }

  @Test func `own edits that never met anybody are no decision, however they end`() async throws {
    try await a.exchange([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "one", at: 1_000)])
    let first = b.edit(1, record(1), CaseField.title, "two", at: 2_000)
    let second = b.edit(2, record(1), CaseField.title, "one", base: [first.dot], at: 3_000)
    #expect(try await b.exchange([first, second]).reasons.isEmpty)
  }

  @Test func `an old cursor, a comparison and a history do not make anybody blind`() async throws {
    let heads = try await conflict()
    func attempt(_ look: (TestDevice) async throws -> Void) async throws -> [String] {
      let device = try office.device("SH01")
      try await look(device)
      var request = device.request([
        device.edit(1, record(1), CaseField.title, "one", base: [heads[1]], at: 3_000)
      ])
      request.cursors = []
      request.made = 1
      return try await device.send(request).reasons
    }
    #expect(try await attempt { try await $0.exchange() } == ["forbidden"])
    #expect(try await attempt { _ = try $0.history([record(1)]) } == ["forbidden"])
    #expect(
      try await attempt {
        var request = CompareRequest()
        request.protocol = 1
        request.replica = Data($0.replica.bytes)
        request.scope = "SH01"
        request.last = true
        _ = try office.service.compare(request, token: $0.token)
      } == ["forbidden"])
    // Nor does another id.
    let device = try office.device("SH01")
    try await device.exchange()
    let copy = try device.incarnated(as: Identifier(high: 0xC0, low: 1))
    let edit = copy.edit(1, record(1), CaseField.title, "one", base: [heads[1]], at: 3_000)
    #expect(try await copy.exchange([edit]).reasons == ["forbidden"])
  }

  @Test func `nor does an id that the device took before the conflict came`() async throws {
    let device = try office.device("SH01")
    let copy = try device.incarnated(as: Identifier(high: 0xC0, low: 2))
    let heads = try await conflict()
    try await device.exchange()
    let edit = copy.edit(1, record(1), CaseField.title, "two", base: [heads[0]], at: 3_000)
    #expect(try await copy.send(copy.request([edit])).reasons == ["forbidden"])
  }

  @Test func `of an element of a set, taking out what others put in beside a removal is a decision`()
    async throws
  {
    let tag = FieldID(CaseField.tags.number, "vip")
    try await a.exchange([
      a.newCase(1, record(1)), a.change(2, record(1), [FieldWrite(tag, .flag(true))], at: 1_000),
    ])
    try await b.exchange([b.change(1, record(1), [FieldWrite(tag, .none)], at: 2_000)])
    let staff = try office.device("SH01")
    try await staff.exchange()
    let write = FieldWrite(tag, .flag(true), base: [Dot(b.replica, 1)])
    #expect(
      try await staff.exchange([staff.change(1, record(1), [write], at: 3_000)]).reasons == ["forbidden"])
  }

  @Test func `a restoration of a deletion in conflict, in sight of the edit, is for who may decide`()
    async throws
  {
    try await a.exchange([a.newCase(1, record(1))])
    try await b.exchange([b.edit(1, record(1), CaseField.title, "unseen", at: 1_000)])
    let deleted = FieldID(CaseField.deleted.number)
    try await a.exchange([
      a.change(2, record(1), [FieldWrite(deleted, .sight([Dot(a.replica, 1)]))], at: 2_000)
    ])
    for (role, reasons) in [(Role.branchStaff, ["forbidden"]), (.dutyManager, [])] {
      let device = try office.device("SH01", role)
      try await device.exchange()
      let kept = device.change(
        1, record(1), [FieldWrite(deleted, .none, base: [Dot(a.replica, 2)])], at: 3_000)
      #expect(try await device.exchange([kept]).reasons == reasons)
    }
  }

  @Test func `a second deletion that names the edit ends the conflict as well`() async throws {
    try await a.exchange([a.newCase(1, record(1))])
    try await b.exchange([b.edit(1, record(1), CaseField.title, "unseen", at: 1_000)])
    let deleted = FieldID(CaseField.deleted.number)
    try await a.exchange([
      a.change(2, record(1), [FieldWrite(deleted, .sight([Dot(a.replica, 1)]))], at: 2_000)
    ])
    let sight = Value.sight([Dot(a.replica, 1), Dot(b.replica, 1)].sorted())
    let staff = try office.device("SH01")
    try await staff.exchange()
    let again = staff.change(1, record(1), [FieldWrite(deleted, sight)], at: 3_000)
    #expect(try await staff.exchange([again]).reasons == ["forbidden"])
    // Who never heard of the first deletion makes one of their own.
    let blind = try office.device("SH01")
    let own = blind.change(1, record(1), [FieldWrite(deleted, sight)], at: 3_000)
    #expect(try await blind.exchange([own]).reasons.isEmpty)
  }
}
