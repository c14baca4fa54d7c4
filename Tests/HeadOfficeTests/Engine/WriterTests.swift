import Complaints
import Dispatch
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Synchronization
import Testing
import Versioning

/// Law 14: one device cannot hold up the others. Time is counted here in readings of the clock, so that these tests
/// say the same on a busy machine.
@Suite struct WriterTests {
  private func office() throws -> (Office, Ticks) {
    let clock = Ticks()
    return (try Office(clock: { clock.next() }), clock)
  }

  private func commits(_ office: Office, _ scope: String = "SH01") throws -> Int {
    try office.store.pool.read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM commits WHERE scope = (SELECT rid FROM scopes WHERE code = ?)",
        arguments: [scope]) ?? 0
    }
  }

  @Test func `a long push is taken in parts, and is answered as one`() async throws {
    let (office, _) = try office()
    let device = try office.device("SH01")
    let changes = (1...10).map { device.newCase(UInt64($0), record(UInt64($0))) }
    let response = try await device.exchange(changes)
    #expect(response.covered == 10 && response.verdicts.map(\.number) == Array(1...10))
    #expect(response.verdicts.allSatisfy { $0.outcome == .applied })
    #expect(try commits(office) >= 5)
    // Repeated, it is told the same.
    let again = try await device.send(device.request(changes))
    #expect(again.covered == 10 && again.chain == response.chain && again.verdicts == response.verdicts)
  }

  @Test func `who comes while a long push is at work gets in between`() async throws {
    let (office, clock) = try office()
    let long = try office.device("SH01")
    let short = try office.device("SH02")
    let started = Mutex<Task<SyncResponse, any Error>?>(nil)
    clock.onReading { number in
      guard number == 2 else { return }
      let task = Task { try await short.exchange([short.newCase(1, record(900))]) }
      started.withLock { $0 = task }
      // It waits for the writer before that is given up for the first time.
      let isWaiting = DispatchSemaphore(value: 0)
      Task {
        while await office.service.waitingPushes == 0 { await Task.yield() }
        isWaiting.signal()
      }
      isWaiting.wait()
    }
    let changes = (1...20).map { long.newCase(UInt64($0), record(UInt64($0))) }
    #expect(try await long.exchange(changes).covered == 20)
    let other = try await #require(started.withLock { $0 }).value
    #expect(other.covered == 1)
    // In the log it stands before the end of what came first.
    let behind = try await office.store.pool.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM changes WHERE record <> ?1
            AND seq > (SELECT seq FROM changes WHERE record = ?1)
          """, arguments: [record(900).data]) ?? 0
    }
    #expect(behind >= 16)
  }

  @Test func `who has gone is not worked for, and what was taken of his push stands`() async throws {
    let (office, clock) = try office()
    let device = try office.device("SH01")
    let changes = (1...3_000).map { device.newCase(UInt64($0), record(UInt64($0))) }
    let task = Task { try await device.exchange(changes) }
    clock.onReading { number in if number == 4 { task.cancel() } }
    await #expect(throws: CancellationError.self) { try await task.value }
    let stopped = try #require(try office.store.devices().first).covered
    #expect(stopped > 0 && stopped < 3_000)
    clock.onReading { _ in }
    // The rest goes with the next request, and with the first of it sent again.
    let some = Array(changes[..<Int(stopped + 20)])
    let response = try await device.send(device.request(some))
    #expect(response.covered == stopped + 20)
  }

  @Test func `a request that is refused for its stamps is refused before its first part`() async throws {
    let (office, _) = try office()
    let device = try office.device("SH01")
    var changes = (1...10).map { device.newCase(UInt64($0), record(UInt64($0))) }
    changes[9].times.stamp = HybridTime(milliseconds: office.time + Limits.clockTolerance + 1)
    #expect(try await device.refusal(changes)?.code == .clockOutOfTolerance)
    #expect(try await device.exchange().covered == 0)
  }

  @Test func `one number wished for twenty thousand times is judged once`() async throws {
    let (office, clock) = try office()
    let device = try office.device("SH01")
    var push = device.request()
    push.changes = [Data([0xFF])]
    #expect(try await device.send(push).reasons == ["malformed"])
    let before = clock.count
    var wish = device.request()
    wish.retries = [UInt64](repeating: 1, count: 20_000)
    #expect(try await device.send(wish).reasons == ["malformed"])
    #expect(clock.count - before < 20)
  }

  @Test func `what is dropped at once is dropped as a whole, before what waited is judged`() async throws {
    let (office, _) = try office()
    let device = try office.device("SH01")
    var push = device.request()
    let unread = device.newCase(1, record(1))
    var bytes = unread.encoded()
    bytes[bytes[0] < 0x80 ? 1 : 2] = 9
    // The fifth makes the case as well as the first does.
    push.changes =
      [Data(bytes)]
      + (2...6 as ClosedRange<UInt64>).map { number in
        let edit = device.edit(number, record(1), CaseField.title, "\(number)")
        return Data((number == 5 ? device.newCase(number, record(1)) : edit).encoded())
      }
    #expect(
      try await device.send(push).reasons == ["unknown_version"] + Array(repeating: "waiting", count: 5))
    var wish = device.request()
    wish.discards = [1, 2, 3, 4]
    let response = try await device.send(wish)
    // The last two were not dropped: they waited for nothing else. None of the others was let in before its turn.
    #expect(response.quarantined.isEmpty)
    #expect(response.verdicts.map(\.number) == [5, 6])
    let entry = try #require(response.pages.flatMap(\.entries).first)
    let state = try RecordState(decoding: [UInt8](entry.state))
    #expect((1...6).filter { state.applied.contains(Dot(device.replica, $0)) } == [5, 6])
  }

  // MARK: Erasures

  private func erasable(_ office: Office, cases: Int) async throws -> (admin: TestDevice, hash: [UInt8]) {
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    let changes = (1...cases).flatMap { at -> [Change] in
      let (number, id) = (UInt64(at) * 2 - 1, record(UInt64(at)))
      return [device.newCase(number, id), device.edit(number + 1, id, CaseField.customerID, "K1")]
    }
    try await device.exchange(changes)
    return (admin, CustomerHash.of("K1", headOffice: try #require(device.headOffice)))
  }

  /// How many cases have their story still.
  private func narratives(_ office: Office) throws -> Int {
    let states = try office.store.pool.read { db in
      try db.map("SELECT state FROM records", values: []) { $0.bytes(0) ?? [] }
    }
    return states.filter { bytes in
      guard let state = try? RecordState(decoding: bytes) else { return false }
      if case .text = state.value(FieldID(CaseField.narrative.number)) { return true }
      return false
    }.count
  }

  @Test func `an erasure of many cases is done in parts, and whole when it is answered`() async throws {
    let (office, _) = try office()
    let (admin, hash) = try await erasable(office, cases: 12)
    let before = try commits(office)
    let erase = admin.change(
      1, record(999), [FieldWrite(FieldID(ErasureField.customer.number), .text(hexadecimal(hash)))],
      kind: .erasure, scope: "shared")
    #expect(try await admin.exchange([erase]).verdicts.map(\.outcome) == [.applied])
    #expect(try commits(office) - before >= 4)
    #expect(try narratives(office) == 0)
    #expect(try office.store.erasureStatus().map(\.records) == [12])
  }

  @Test func `an erasure that was cut off is gone on with, and nobody is asked before it is whole`()
    async throws
  {
    let (office, _) = try office()
    let (admin, hash) = try await erasable(office, cases: 12)
    // As a server that ended in the middle leaves it: begun, and all of its cases still to come.
    try await office.beginErasing(hash)
    let clock = Ticks()
    let service = HeadOfficeService(
      store: office.store, now: { Office.morning }, clock: { clock.next() })
    var asked: [Int] = []
    for _ in 0..<600 {
      var request = admin.request()
      request.cursors = []
      let response = try await service.exchange(request, token: admin.token)
      asked = response.erasures.map(\.records.count)
      #expect(asked.isEmpty || asked == [12])
      if !asked.isEmpty { break }
      // Some push, so that there is work to be behind.
      try await Task.sleep(for: .milliseconds(20))
      _ = try await service.exchange(
        {
          var sign = admin.request()
          sign.erased = [record(5).data]
          return sign
        }(), token: admin.token)
    }
    #expect(asked == [12])
    #expect(try narratives(office) == 0)
    // Nor is anything left in the ledger or the log, though nobody who came had asked for it.
    for _ in 0..<500 where try !office.store.unfinishedErasures().isEmpty {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try office.store.unfinishedErasures().isEmpty)
  }

  @Test func `a program beside one that serves leaves the writer alone between two parts`() async throws {
    let (office, clock) = try office()
    let device = try office.device("SH01")
    let beside = HeadOfficeService(
      store: office.store, now: { Office.morning }, clock: { clock.next() }, gap: .seconds(1))
    let changes = (1...4).map { device.newCase(UInt64($0), record(UInt64($0))) }
    let began = ContinuousClock.now
    #expect(try await beside.exchange(device.request(changes), token: device.token).covered == 4)
    let gaps = try commits(office) - 1
    #expect(gaps >= 1 && ContinuousClock.now - began >= .seconds(gaps))
  }
}
