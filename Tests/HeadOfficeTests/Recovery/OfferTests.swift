import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Testing
import Versioning

@testable import HeadOffice

/// What a device may bring after head office was restored, held against what head office has.
@Suite struct OfferTests {
  private let title = FieldID(CaseField.title.number)

  private func applied(_ changes: [Change]) -> RecordState? {
    changes.reduce(nil as RecordState?) { apply($1, to: $0).state }
  }

  @Test func `what was lost comes back, and what head office has stays`() async throws {
    let loss = try await Loss()
    let edit = loss.stranger.edit(4, record(1), CaseField.severity, "minor")
    #expect(try loss.offer(apply(edit, to: loss.state).state) == 1)
    #expect(try loss.office.value(record(1), CaseField.title) == .text("x"))
    #expect(try loss.office.value(record(1), CaseField.severity) == .text("minor"))
    #expect(try loss.office.count("SELECT count(*) FROM offered") == 1, "the rest it had")
  }

  @Test func `a number is a case's, whatever another record says under that field`() throws {
    let text = "SH01-KT-20261122-001"
    let device = try Office().device("SH01")
    for (kind, number) in [(RecordKind.case, text), (.note, nil)] as [(RecordKind, String?)] {
      let change = device.change(
        1, record(1), [FieldWrite(FieldID(CaseField.number.number, text), .flag(true))], kind: kind)
      var offered = OfferedState()
      offered.number = text
      #expect(offered.number(of: apply(change, to: nil).state) == number)
    }
  }

  @Test func `an offer names a commit that head office has lost, not one that it has or never made`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    let cursor = try #require(try await device.exchange([device.newCase(1, record(1))]).pages.first?.cursor)
    var forged = cursor
    forged.token = Data(repeating: 7, count: 16)
    let state = try #require(try office.state(record(1)))
    let held = [OfferedState.with { $0.state = Data(state.encoded()) }]
    for cursor in [cursor, forged] {
      let refusal = #expect(throws: Refusal.self) { try device.offer(held, of: "SH01", lost: cursor) }
      #expect(refusal?.code == .forbidden)
    }
    #expect(try device.offer(held, of: "SH01", lost: Loss.lose(office, cursor)) == 0)
  }

  @Test func `a value is not made empty, nor said to be another's, under its own dot`() async throws {
    let loss = try await Loss()
    let empty = loss.a.change(2, record(1), [FieldWrite(title, Value.none)], at: 1_000)
    #expect(try loss.offer(#require(applied([loss.changes[0], empty]))) == 0)
    let original = loss.changes[1]
    let another = Change(
      dot: original.dot, record: record(1), kind: .case, aggregate: record(1), scope: "SH01",
      author: Author(name: "somebody else", branch: "SH01"), group: original.group, salt: original.salt,
      writes: original.writes,
      times: loss.a.change(2, record(1), [], at: 1_000).times)
    #expect(try loss.offer(#require(applied([loss.changes[0], another]))) == 0)
    #expect(try loss.office.value(record(1), CaseField.title) == .text("x"))
    #expect(try loss.state.headVersions.allSatisfy { $0.author.name == "clerk" })
  }

  @Test func `of what was erased it may say nothing, or what it said before`() async throws {
    let loss = try await Loss()
    let admin = try loss.office.device("HQ", .admin)
    let customer = loss.a.edit(3, record(1), CaseField.customerID, "K1")
    var push = loss.a.request([customer])
    push.cursors = []
    _ = try await loss.office.service.exchange(push, token: loss.a.token)
    let before = try loss.state
    try await admin.erase("K1", 1)
    #expect(try loss.office.value(record(1), CaseField.narrative) == Value.none)
    let edit = loss.stranger.edit(4, record(1), CaseField.severity, "minor")
    #expect(try loss.offer(apply(edit, to: before).state) == 1)
    #expect(try loss.office.value(record(1), CaseField.narrative) == Value.none)
    #expect(try loss.office.value(record(1), CaseField.severity) == .text("minor"))
  }

  @Test func `a value does not vanish unless something came in its place`() async throws {
    let loss = try await Loss()
    let silent = loss.a.change(2, record(1), [])
    #expect(try loss.offer(#require(applied([loss.changes[0], silent]))) == 0)
    #expect(try loss.office.value(record(1), CaseField.title) == .text("x"))
    let next = loss.stranger.edit(4, record(1), CaseField.title, "y", base: [Dot(loss.a.replica, 2)])
    #expect(try loss.offer(#require(applied(loss.changes + [next]))) == 1)
    #expect(try loss.office.value(record(1), CaseField.title) == .text("y"))
  }

  @Test func `head office may know of what came in its place by what came over that`() async throws {
    let loss = try await Loss()
    let between = loss.stranger.edit(4, record(1), CaseField.title, "y", base: [Dot(loss.a.replica, 2)])
    let over = loss.b.edit(1, record(1), CaseField.title, "z", base: [between.dot])
    #expect(try await loss.b.exchange([over]).reasons == ["unknown_base"])
    #expect(
      try loss.office.store.decideQuarantine(over.dot, .accept, now: loss.office.time, random: { 7 }) == nil)
    #expect(try loss.state[title]?.heads.count == 2 && loss.state[title]?.unmet == [between.dot])
    let state = try #require(applied(loss.changes + [between, over]))
    #expect(try loss.offer(state, by: loss.office.device("SH01")) == 1)
    #expect(try loss.state[title]?.heads.map(\.value) == [.text("z")])
  }

  @Test(arguments: [true, false])
  func `what head office refused is in nobody's state; what waits for a lost version may be`(
    isForbidden: Bool
  )
    async throws
  {
    let loss = try await Loss()
    let unknown = loss.stranger.edit(4, record(1), CaseField.title, "lost", base: [Dot(loss.a.replica, 2)])
    let held =
      isForbidden
      ? loss.a.change(3, record(1), [FieldWrite(title, .text("y"))], author: "SH02")
      : loss.a.edit(3, record(1), CaseField.title, "y", base: [unknown.dot])
    var push = loss.a.request([held])
    push.cursors = []
    let response = try await loss.office.service.exchange(push, token: loss.a.token)
    #expect(response.reasons == [isForbidden ? "forbidden" : "unknown_base"])
    // The same in the name of its own branch: the author is none of what was held against it.
    let shown = isForbidden ? loss.a.change(3, record(1), held.writes) : held
    let state = try #require(applied(loss.changes + [unknown, shown]))
    #expect(try loss.offer(state) == (isForbidden ? 0 : 1))
    #expect(
      try loss.office.value(record(1), CaseField.title) == .text(isForbidden ? "x" : "y"))
  }

  @Test func `what waits behind what head office refused is in nobody's state either`() async throws {
    let loss = try await Loss()
    // Refused for good, by whoever it is said to be, and two that wait behind it: in the same case, and in one
    // that only the first of these has part in.
    let bad = loss.a.change(3, record(1), [FieldWrite(title, .text("y"))], author: "SH02")
    let group = Group(first: 4, count: 2)
    let said = FieldWrite(FieldID(NoteField.text.number), .text("n"))
    let waiting = [
      loss.a.change(4, record(7), [said], kind: .note, of: record(1), group: group),
      loss.a.change(5, record(2), [FieldWrite(title, .text("z"))], group: group),
      loss.a.change(6, record(8), [said], kind: .note, of: record(2)),
    ]
    let reasons = try await loss.push([bad] + waiting).reasons
    #expect(reasons.first == "forbidden" && reasons.dropFirst().allSatisfy { $0 == "waiting" }, "\(reasons)")
    for change in waiting {
      #expect(try loss.offer(apply(change, to: nil).state, by: loss.a) == 0, "\(change.dot)")
      #expect(try loss.office.state(change.record) == nil)
    }
  }

  @Test func `of a former id only what a state has goes into the log, as the state has it`() async throws {
    let loss = try await Loss()
    let copy = try loss.a.copy()
    let lost = loss.a.edit(3, record(1), CaseField.severity, "minor")
    let other = loss.a.edit(3, record(1), CaseField.severity, "severe")
    let beyond = loss.a.edit(4, record(1), CaseField.urgency, "high")
    #expect(try loss.offer([], [lost, beyond], by: copy) == 0)
    #expect(try loss.office.value(record(1), CaseField.severity) == Value.none)
    let state = apply(lost, to: try loss.state).state
    #expect(try loss.offer([state], [other, beyond], by: copy) == 1)
    #expect(try loss.offer([], [lost], by: copy) == 1)
    #expect(try loss.office.count("SELECT count(*) FROM changes WHERE number > 2") == 1)
    #expect(try loss.office.value(record(1), CaseField.urgency) == Value.none)
  }

  @Test func `a state beyond the limit is left, offered so or joined so`() async throws {
    let loss = try await Loss()
    let fields = [
      CaseField.narrative, CaseField.title, CaseField.handler, CaseField.customerName, CaseField.address,
    ]
    func long(_ count: Int, _ device: TestDevice, _ bytes: Int, id: UInt64) -> Change {
      device.change(
        5, record(id),
        fields.prefix(count).map {
          FieldWrite(FieldID($0.number), .text(String(repeating: "x", count: bytes)))
        })
    }
    #expect(try loss.offer(#require(applied([long(5, loss.stranger, 1_000_000, id: 2)]))) == 0)
    #expect(try loss.offer(#require(applied([long(3, loss.stranger, 1_000_000, id: 2)]))) == 1)
    let other = TestDevice(replica: Identifier(high: 0xB0, low: 2), branch: "SH01", office: loss.office)
    #expect(try loss.offer(#require(applied([long(2, other, 1_000_000, id: 2)]))) == 0)
    #expect(try loss.offer(#require(applied([long(2, other, 100_000, id: 2)]))) == 1)
  }

  @Test func `a record is not brought under one of a kind that has none such`() async throws {
    let loss = try await Loss()
    let signal = loss.a.change(
      3, record(5), [FieldWrite(FieldID(SignalField.text.number), .text("sighed"))], kind: .signal)
    var push = loss.a.request([signal])
    push.cursors = []
    _ = try await loss.office.service.exchange(push, token: loss.a.token)
    func note(of root: RecordID) -> Change {
      loss.stranger.change(
        6, record(6), [FieldWrite(FieldID(NoteField.text.number), .text("n"))], kind: .note, of: root)
    }
    #expect(try loss.offer(#require(applied([note(of: record(5))]))) == 0)
    #expect(try loss.offer(#require(applied([note(of: record(1))]))) == 1)
  }

  @Test func `what head office took before it asked for the form comes back, and is its author's again`()
    async throws
  {
    let loss = try await Loss()
    let odd = loss.a.change(
      3, record(1), [FieldWrite(FieldID(CaseField.severity.number), .integer(3))], at: 1)
    // Sent again after the restoration, it waits for the state that it stands in.
    #expect(try await loss.push([odd]).reasons == ["malformed"])
    let state = apply(odd, to: try loss.state).state
    #expect(
      try loss.offer(state, by: loss.b) == 0, "of another's change that was refused nobody brings anything")
    #expect(try loss.offer(state, by: loss.a) == 1)
    #expect(try loss.office.value(record(1), CaseField.severity) == .integer(3))
    // It is judged again by itself.
    let response = try await loss.a.exchange()
    #expect(response.reasons.isEmpty && response.covered == 3)
    // Whoever settles something may take the value that stands there; nobody adds another one like it.
    let again = loss.a.change(
      4, record(1), [FieldWrite(FieldID(CaseField.severity.number), .integer(3), base: [odd.dot])], at: 2)
    let other = loss.a.change(
      5, record(1), [FieldWrite(FieldID(CaseField.severity.number), .integer(4), base: [again.dot])], at: 3)
    #expect(try await loss.a.exchange([again, other]).reasons == ["malformed"])
  }

  @Test(arguments: [Role.branchStaff, .auditor], [false, true])
  func
    `what was refused since head office has its case elsewhere is taken with a state that has it, by its author's rights`(
      role: Role, isOtherwise: Bool
    ) async throws
  {
    let loss = try await Loss()
    let c = try loss.office.device("SH02", role)
    let edit = c.edit(1, record(1), CaseField.title, "y", base: [Dot(loss.a.replica, 2)], at: 1)
    #expect(try await c.exchange([edit]).reasons == ["forbidden"])
    let shown =
      isOtherwise ? c.edit(1, record(1), CaseField.title, "z", base: edit.writes[0].base, at: 1) : edit
    let isTaken = role == .branchStaff && !isOtherwise
    #expect(try loss.offer(apply(shown, to: loss.state).state) == (isTaken ? 1 : 0))
    #expect(try loss.office.value(record(1), CaseField.title) == .text(isTaken ? "y" : "x"))
    // It is judged again by itself, and is in the log like any other.
    #expect(try loss.office.store.quarantine().isEmpty == isTaken)
    #expect(
      try loss.office.count("SELECT count(*) FROM changes WHERE number = 1") == (isTaken ? 2 : 1))
    #expect(try loss.offer(loss.state) == 0)
  }

  @Test func `what its author had no right to does not come in for its form`() async throws {
    let loss = try await Loss()
    let number = FieldID(CaseField.number.number, "SH02-KT-20261122-9")
    let odd = loss.a.change(
      3, record(1),
      [FieldWrite(FieldID(CaseField.severity.number), .integer(3)), FieldWrite(number, .flag(true))], at: 1)
    #expect(try await loss.push([odd]).reasons == ["forbidden"])
    #expect(try loss.offer(apply(odd, to: loss.state).state, by: loss.a) == 0)
  }

  // MARK: Cases that are elsewhere

  /// What there is of the transfer to the branch which offers the case.
  enum Giving: CaseIterable { case none, known, lost }

  @Test(arguments: Giving.allCases)
  func `a branch that has decided to keep a case brings it from where it is, if not by its own word alone`(
    _ giving: Giving
  ) async throws {
    let office = try Office(branches: ["SH01", "SH02", "SH03"])
    let (a, b) = (try office.device("SH01"), try office.device("SH01"))
    let d = try office.device("SH02", .dutyManager)
    let toOther = a.edit(2, record(1), CaseField.branch, "SH03")
    let toBranch = b.edit(1, record(1), CaseField.branch, "SH02")
    try await a.exchange([a.newCase(1, record(1)), toOther])
    // It came second, and moved nothing.
    if giving == .known { try await b.exchange([toBranch]) }
    let pages = try await d.exchange([d.newCase(1, record(9))]).pages
    let lost = try Loss.lose(office, try #require(pages.first { $0.cursor.scope == "SH02" }?.cursor))
    var state = try #require(try office.state(record(1)))
    if giving == .lost { state = apply(toBranch, to: state).state }
    let decision = d.edit(
      2, record(1), CaseField.branch, "SH02",
      base: [toOther.dot] + (giving == .none ? [] : [toBranch.dot]))
    var push = d.request([decision])
    push.cursors = []
    #expect(try await d.send(push).reasons == ["forbidden"])
    let offered = OfferedState.with { $0.state = Data(apply(decision, to: state).state.encoded()) }
    #expect(try d.offer([offered], of: "SH02", lost: lost) == (giving == .none ? 0 : 1))
    let scope = try await office.store.pool.read { db in
      try db.first(
        "SELECT s.code FROM records r JOIN scopes s ON s.rid = r.scope WHERE r.id = ?",
        values: [.id(record(1))]
      ) { $0.text(0) ?? "" }
    }
    #expect(scope == (giving == .none ? "SH03" : "SH02"))
    #expect(try office.store.quarantine().isEmpty == (giving != .none))
  }
}
