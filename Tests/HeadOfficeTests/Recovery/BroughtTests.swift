import Complaints
import Dispatch
import FoundationEssentials
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// What a copy brings of the changes that head office lost: only of its own store, only as they were sent.
@Suite struct BroughtTests {
  private func brought(_ change: Change) -> Followed {
    var followed = Followed()
    followed.replica = Data(change.dot.replica.bytes)
    followed.number = change.dot.number
    followed.hash = Data(ContentHash(content: change.encodedContent()).bytes)
    followed.change = Data(change.encoded())
    followed.reason = "forbidden"
    return followed
  }

  @discardableResult
  private func bring(_ device: TestDevice, _ followed: [Followed]) async throws -> [Standing] {
    var request = device.request()
    request.followed = followed
    return try await device.send(request).followed.map(\.standing)
  }

  @Test func `a device that is no copy brings nothing, also within one branch`() async throws {
    let office = try Office()
    let (device, stranger) = (try office.device("SH01"), try office.device("SH01"))
    office.pass(milliseconds: 1)
    try await device.exchange([device.newCase(1, record(1))])
    let copy = try device.copy()
    let lost = device.newCase(2, record(2))
    #expect(try await bring(stranger, [brought(lost)]) == [.notKnown])
    #expect(try office.store.quarantine().isEmpty)
    #expect(try await bring(copy, [brought(lost)]) == [.held])
  }

  @Test
  func `head office may have lost that it is a copy: it was enrolled anew, and the owner has not come since`()
    async throws
  {
    let office = try Office()
    let (device, elsewhere) = (try office.device("SH01"), try office.device("SH02"))
    try await device.exchange([device.newCase(1, record(1))])
    office.pass(milliseconds: 1)
    let copy = try office.device("SH01")
    let lost = device.newCase(2, record(2))
    // It never was put back from a backup: then it knows who is whose copy.
    #expect(try await bring(copy, [brought(lost)]) == [.notKnown])
    try await office.store.pool.write { db in
      try db.run(
        "INSERT INTO offered (replica, number, turn) VALUES (?, 1, 1)", values: [.id(elsewhere.replica)])
    }
    #expect(try await bring(elsewhere, [brought(lost)]) == [.notKnown])
    #expect(try await bring(copy, [brought(lost)]) == [.held])
    office.pass(milliseconds: 1)
    try await device.exchange([lost])
    #expect(try await bring(copy, [brought(device.newCase(3, record(3)))]) == [.notKnown])
  }

  @Test func `what has another hash than it is said to have is not taken, nor a number beyond all`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let copy = try device.copy()
    var other = brought(device.newCase(2, record(2)))
    other.hash = Data(repeating: 7, count: 32)
    let beyond = brought(device.newCase(.max, record(2)))
    #expect(try await bring(copy, [other, beyond]) == [.notKnown, .notKnown])
    #expect(try office.store.quarantine().isEmpty)
  }

  @Test func `what is brought twice, or not as a whole group, does nobody harm`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let copy = try device.copy()
    let lost = brought(device.newCase(2, record(2)))
    try await bring(copy, [lost, lost])
    #expect(try office.store.quarantine().count <= 1)
    var (first, far) = (device.newCase(3, record(3)), device.newCase(9, record(4)))
    first.group = Group(first: 3, count: 2)
    far.group = Group(first: 3, count: 7)
    #expect(try await bring(copy, [brought(first), brought(far)]) == [.notKnown, .notKnown])
    #expect(try await copy.exchange([copy.newCase(1, record(5))]).covered == 1)
  }

  @Test func `a case of a customer who was erased is brought without what is personal`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    try await device.exchange([device.newCase(1, record(1))])
    let copy = try device.copy()
    try await admin.erase("K1", 1)
    let lost = device.change(
      2, record(2),
      [
        FieldWrite(FieldID(CaseField.narrative.number), .text("zzheldzz")),
        FieldWrite(FieldID(CaseField.customerID.number), .text("K1")),
      ])
    #expect(try await bring(copy, [brought(lost)]) == [.held])
    let held = try #require(try office.store.quarantine().first?.change)
    #expect(held.isStripped && !held.encoded.contains(Array("zzheldzz".utf8)))
    // A copy that was asked to erase it has it so, too, and its hash is that of what was sent.
    #expect(held.hash == ContentHash(content: lost.encodedContent()))
    #expect(try await device.exchange([lost]).covered == 2)
  }

  @Test func `another act under a number of which one was accepted is a copy's, not the next word`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let other = device.edit(2, record(1), CaseField.title, "as an offer brought it")
    try await office.store.pool.write { db in
      let rid: Int64 = try #require(
        try db.row("SELECT rid FROM replicas WHERE id = ?", [device.replica.data])?[0])
      try db.insertChange(
        replica: rid, number: 2, record: record(1), status: .accepted, verdict: 5, at: Office.morning,
        hash: ContentHash(wire: other.encoded()), encoded: other.encoded())
    }
    let refusal = try await device.refusal([device.edit(2, record(1), CaseField.title, "another")])
    #expect(refusal?.code == .replicaDiverged && refusal?.number == 2)
    #expect(try await device.exchange().covered == 1)
    #expect(try await device.exchange([other]).covered == 2)
  }

  @Test func `an act that a copy brings between two parts of a push is found as its group comes`()
    async throws
  {
    let clock = Ticks()
    let office = try Office(clock: { clock.next() })
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let copy = try device.copy()
    let edit = device.edit(2, record(1), CaseField.title, "x")
    var same = edit.readdressed(to: Dot(copy.replica, 20), groupFirst: 20) { $0 }
    same.times.stamp = HybridTime(milliseconds: same.times.stamp.milliseconds, counter: 900)
    let began = clock.count
    clock.onReading { number in
      guard number == began + 2 else { return }
      Task { try await device.exchange([edit]) }
      while true {
        let waits = Box(false)
        let isRead = DispatchSemaphore(value: 0)
        Task {
          waits.set(await office.service.waitingPushes > 0)
          isRead.signal()
        }
        isRead.wait()
        if waits.isSet { return }
      }
    }
    var push = copy.request((1...19).map { copy.newCase($0, record(100 + $0)) } + [same])
    push.adopts = true
    let request = push
    let refusal = await #expect(throws: Refusal.self) { try await copy.send(request) }
    #expect(refusal?.code == .actKnown && refusal?.known.map(\.number) == [20])
    #expect(try await copy.exchange().covered > 0, "what was taken before stands")
  }
}
