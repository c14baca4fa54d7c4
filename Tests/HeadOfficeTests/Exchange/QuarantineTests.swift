import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// What head office cannot take is kept as it came.
@Suite struct QuarantineTests {
  /// The change in a version of the encoding that nobody here knows.
  private func newer(_ change: Change) -> Data {
    var bytes = change.encoded()
    // The length of the content comes first, in one byte or two; then the version.
    let at = bytes[0] < 0x80 ? 1 : 2
    bytes[at] = 9
    return Data(bytes)
  }

  @Test func `a change in a newer encoding is kept whole and taken once it can be read`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let unread = device.edit(2, record(1), CaseField.title, "x")
    let behind = device.edit(3, record(1), CaseField.severity, "minor")
    let other = device.newCase(4, record(2))
    var push = device.request()
    push.changes = [newer(unread), Data(behind.encoded()), Data(other.encoded())]
    let response = try await device.send(push)
    #expect(response.covered == 4 && response.reasons == ["unknown_version", "waiting"])
    #expect(response.verdicts.map(\.outcome) == [.quarantined, .quarantined, .applied])
    #expect(try office.store.quarantine().first?.change.encoded == [UInt8](push.changes[0]))
    // Sent again, it is known by its bytes.
    #expect(try await device.send(push).chain == response.chain)

    var again = device.request()
    again.retries = [2]
    #expect(try await device.send(again).reasons == ["unknown_version", "waiting"])
    // Head office's program is renewed: it reads what it could not.
    let readable = unread.encoded()
    try await office.store.pool.write { db in
      try db.run(
        "UPDATE quarantine SET encoded = ?, hash = ? WHERE number = 2",
        values: [.blob(readable), .blob(ContentHash(wire: readable).bytes)])
    }
    let taken = try await device.send(again)
    #expect(taken.quarantined.isEmpty && taken.verdicts.map(\.outcome) == [.applied, .applied])
    let state = try RecordState(decoding: [UInt8](try #require(taken.pages.first?.entries.last?.state)))
    #expect(state.value(FieldID(CaseField.title.number)) == .text("x"))
    #expect(state.value(FieldID(CaseField.severity.number)) == .text("minor"))
  }

  @Test func `bytes that are no change at all keep their number, and only they are lost`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    var push = device.request([device.newCase(1, record(1)), device.newCase(3, record(3))])
    push.changes.insert(Data([0xFF, 0xFF]), at: 1)
    let response = try await device.send(push)
    #expect(response.covered == 3 && response.reasons == ["malformed"])
    #expect(response.pages.flatMap(\.entries).count == 2)
    var discard = device.request()
    discard.discards = [2]
    #expect(try await device.send(discard).quarantined.isEmpty)
    // Known still: sent again, it is neither a gap nor another replica's.
    let again = try await device.send(push)
    #expect(again.covered == 3 && again.verdicts.map(\.reason) == ["", "discarded", ""])
    #expect(again.quarantined.isEmpty && again.chain == response.chain)
  }

  @Test func `a stamp from the future is refused even where the change would wait`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.change(1, record(1), [], scope: "SH02")])
    let late = device.edit(2, record(1), CaseField.title, "x", at: 86_400_000)
    #expect(try await device.refusal([late])?.code == .clockOutOfTolerance)
    let good = device.edit(2, record(1), CaseField.title, "x")
    #expect(try await device.exchange([good]).reasons == ["forbidden", "waiting"])
  }

  @Test func `a group is quarantined whole, and nothing of it is applied`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let group = Group(first: 1, count: 3)
    var parts = (1...3).map { device.newCase(UInt64($0), record(UInt64($0))) }
    parts[2].scope = "SH02"
    for at in parts.indices { parts[at].group = group }
    let response = try await device.exchange(parts)
    #expect(response.reasons == ["forbidden", "forbidden", "forbidden"] && response.pages.isEmpty)
    #expect(response.covered == 3)
    // One of its numbers stands for all.
    var discard = device.request()
    discard.discards = [2]
    #expect(try await device.send(discard).quarantined.isEmpty)
  }

  @Test func `nobody is told of another's quarantine, nor decides it`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.change(1, record(1), [], scope: "SH02")])
    var request = b.request()
    request.discards = [1]
    request.retries = [1]
    #expect(try await b.send(request).quarantined.isEmpty)
    #expect(try await a.exchange().reasons == ["forbidden"])
  }

  /// The first gives a case to a branch that there is not; two more wait behind it.
  private func line(_ device: TestDevice) async throws {
    try await device.exchange([device.newCase(1, record(1))])
    let response = try await device.exchange([
      device.change(2, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))]),
      device.edit(3, record(1), CaseField.title, "three", at: 10),
      device.edit(4, record(1), CaseField.severity, "minor", at: 20),
    ])
    #expect(response.reasons == ["unknown_branch", "waiting", "waiting"])
  }

  private func state(_ office: Office) async throws -> RecordState {
    let entries = try await office.device("SH01").exchange().pages.flatMap(\.entries)
    return try RecordState(decoding: [UInt8](try #require(entries.first?.state)))
  }

  @Test(arguments: [[2, 3], [3, 2], [3, 2, 3, 2, 2], [2, 3, 77, .max, 0]] as [[UInt64]])
  func `what is dropped together is dropped before anything is judged`(discards: [UInt64]) async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await line(device)
    var request = device.request()
    request.discards = discards
    let response = try await device.send(request)
    #expect(response.quarantined.isEmpty && response.verdicts.map(\.number) == [4])
    let state = try await state(office)
    #expect(state.value(FieldID(CaseField.title.number)) == .none)
    #expect(state.value(FieldID(CaseField.severity.number)) == .text("minor"))
    // Again, it does nothing.
    #expect(try await device.send(request).verdicts.isEmpty)
  }

  @Test func `a number that is to be judged again and to be dropped is dropped`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await line(device)
    try office.store.addBranch(BranchCode(typed: "SH99"), name: nil, now: 0)
    var request = device.request()
    // What stands before it is let in by the same request.
    request.retries = [2, 3]
    request.discards = [3]
    let response = try await device.send(request)
    #expect(response.quarantined.isEmpty && response.verdicts.map(\.number) == [2, 4])
    let there = try await office.device("SH99").exchange().pages.flatMap(\.entries)
    let state = try RecordState(decoding: [UInt8](try #require(there.first?.state)))
    #expect(state.value(FieldID(CaseField.title.number)) == .none)
  }

  @Test func `somebody at head office drops several together, too`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await line(device)
    let dots = Set([2, 3, 4].map { Dot(device.replica, $0) })
    #expect(
      try office.store.decideQuarantine(dots, .discard, now: office.time, random: { 7 }).isEmpty)
    #expect(try office.store.quarantine().isEmpty)
    let state = try await state(office)
    #expect(state.applied.dots == [Dot(device.replica, 1)])
  }

  @Test func `what was dropped and comes again, since head office lost that, is dropped as it comes`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    var request = device.request([
      device.newCase(1, record(1)), device.edit(2, record(1), CaseField.title, "two", at: 10),
      device.edit(3, record(1), CaseField.severity, "minor", at: 20),
    ])
    request.discards = [2]
    let response = try await device.send(request)
    #expect(response.covered == 3 && response.quarantined.isEmpty)
    #expect(response.verdicts.map(\.reason) == ["", "discarded", ""])
    #expect(try await state(office).value(FieldID(CaseField.title.number)) == .none)
  }

  @Test func `a long line behind one change is judged by and by`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let count = UInt64(Limits.judgedAgain) + 50
    try await device.exchange(
      [device.change(2, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))])]
        + (3...count + 2).map { device.edit($0, record(1), CaseField.title, "\($0)", at: Int64($0)) })
    var request = device.request()
    request.discards = [2]
    #expect(try await device.send(request).quarantined.count == 50)
    // Whoever comes next, it goes on.
    try await office.device("SH01").exchange()
    #expect(try await device.exchange().quarantined.isEmpty)
  }

  @Test func `what is due is judged by whoever comes, however little time their own requests leave`()
    async throws
  {
    let clock = Ticks()
    let office = try Office(clock: { clock.next() })
    let (device, other) = (try office.device("SH01"), try office.device("SH02"))
    try await device.exchange([device.newCase(1, record(1)), device.newCase(2, record(2))])
    try await device.exchange(
      ([1, 2] as [UInt64]).map { id in
        device.change(
          id + 2, record(id), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))], at: Int64(id))
      })
    try office.store.addBranch(BranchCode(typed: "SH99"), name: nil, now: 0)
    // As a request leaves it whose time was up.
    try await office.store.pool.write { try $0.run("UPDATE quarantine SET due = 1", values: []) }
    try await other.exchange()
    #expect(try office.store.quarantine().count < 2)
    try await other.exchange()
    #expect(try office.store.quarantine().isEmpty)
  }

  @Test func `somebody at head office is told why a change stays, and of which there is none`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await line(device)
    func decide(_ dots: Set<Dot>) throws -> [Dot: Verdict.Reason] {
      try office.store.decideQuarantine(dots, .retry, now: office.time, random: { 7 })
    }
    let first = Dot(device.replica, 2)
    #expect(
      try office.store.decideQuarantine(first, .retry, now: office.time, random: { 7 }) == .unknownBranch)
    #expect(try decide([first]) == [first: .unknownBranch])
    let nobody = Identifier(high: 0xFF, low: 1)
    let asked: [(dots: Set<Dot>, named: Dot)] = [
      ([first, Dot(device.replica, 77)], Dot(device.replica, 77)),
      ([Dot(nobody, 9), Dot(nobody, 5)], Dot(nobody, 5)),
    ]
    for (dots, named) in asked {
      let failure = #expect(throws: AdministrationFailure.self) { try decide(dots) }
      guard case .notInQuarantine(let told)? = failure else {
        Issue.record("\(String(describing: failure))")
        continue
      }
      #expect(told == "\(named)")
    }
  }
}
