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

  /// A case with a title, and a cursor of a commit that head office does not have any more.
  private struct Loss {
    let office: Office
    let a: TestDevice
    let b: TestDevice
    let lost: FeedCursor
    /// Change 1 made the case, change 2 gave it a title.
    let changes: [Change]

    init(clock: (@Sendable () -> Int64)? = nil, _ more: [Change] = []) async throws {
      office = try Office(clock: clock)
      (a, b) = (try office.device("SH01"), try office.device("SH01"))
      changes = [a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "x")]
      let pages = try await a.exchange(changes).pages
      lost = try Self.lose(office, try #require(pages.first?.cursor))
    }

    /// Another commit stands at that position, as after a restoration.
    static func lose(_ office: Office, _ cursor: FeedCursor) throws -> FeedCursor {
      try office.store.pool.write { db in
        try db.run(
          "UPDATE commits SET token = zeroblob(16) WHERE last = ? AND scope = (SELECT rid FROM scopes WHERE code = ?)",
          values: [.number(cursor.position), .text(cursor.scope)])
        try db.run("UPDATE scopes SET token = zeroblob(16) WHERE code = ?", values: [.text(cursor.scope)])
      }
      return cursor
    }

    var state: RecordState { get throws { try #require(try office.state(record(1))) } }

    func offer(_ state: RecordState, by device: TestDevice? = nil) throws -> UInt32 {
      var offered = OfferedState()
      offered.state = Data(state.encoded())
      return try (device ?? b).offer([offered], of: "SH01", lost: lost)
    }

    func offer(_ states: [RecordState], _ changes: [Change], by device: TestDevice) throws -> UInt32 {
      var request = OfferRequest()
      request.protocol = Limits.protocolVersion
      request.replica = Data(device.replica.bytes)
      request.scope = "SH01"
      request.cursor = lost
      request.states = states.map { state in OfferedState.with { $0.state = Data(state.encoded()) } }
      request.changes = changes.map { Data($0.encoded()) }
      return try office.service.offer(request, token: device.token).taken
    }

    /// What `a` pushes while it has not read anything again.
    func push(_ changes: [Change]) async throws -> SyncResponse {
      var request = a.request(changes)
      request.cursors = []
      return try await a.send(request)
    }

    /// A device that nobody here knows of.
    var stranger: TestDevice {
      TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "SH01", office: office)
    }
  }

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

  // MARK: Erasures

  /// Twelve cases of a customer whose erasure head office lost, and a cursor of head office's own scope.
  private func lostErasure(_ clock: Ticks) async throws -> (Office, TestDevice, FeedCursor, RecordState) {
    let office = try Office(clock: { clock.next() })
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    try await device.exchange((1...12).map { device.customersCase($0, record($0), "K1") })
    let pages = try await admin.exchange([admin.newCase(1, record(500))]).pages
    let cursor = try #require(pages.first { $0.cursor.scope == "HQ" }?.cursor)
    let gone = TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "HQ", office: office)
    let hash = CustomerHash.of("K1", headOffice: try #require(admin.headOffice))
    let state = apply(gone.erasure(1, hash), to: nil).state
    return (office, admin, try Loss.lose(office, cursor), state)
  }

  private func erased(_ office: Office) throws -> Int {
    try (1...12).filter { try office.value(record($0), CaseField.narrative) == Value.none }.count
  }

  @Test func `an erasure that was lost with its ledger is done again when it is offered, whole`() async throws
  {
    let (office, admin, cursor, state) = try await lostErasure(Ticks())
    let offered = OfferedState.with { $0.state = Data(state.encoded()) }
    #expect(try admin.offer([offered], of: "HQ", lost: cursor) == 1)
    #expect(try erased(office) == 12)
    #expect(
      try office.store.erasureStatus().map { [$0.id, Data([UInt8($0.records)])] } == [
        [state.record.data, Data([12])]
      ])
    #expect(try office.store.unfinishedErasures().isEmpty)
    #expect(try admin.offer([offered], of: "HQ", lost: cursor) == 0)
    #expect(try office.count("SELECT count(*) FROM audit WHERE action = 'customer erased'") == 1)
  }

  @Test func `who offered it has gone: the next push goes on with it`() async throws {
    let (office, admin, cursor, state) = try await lostErasure(Ticks())
    let offered = OfferedState.with { $0.state = Data(state.encoded()) }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try admin.offer([offered], of: "HQ", lost: cursor)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try erased(office) < 12)
    let device = try office.device("SH02")
    for number in 1...20 as ClosedRange<UInt64> where try erased(office) < 12 {
      try await device.exchange([device.newCase(number, record(600 + number))])
    }
    #expect(try erased(office) == 12)
  }
}
