import Complaints
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// The network fails at the worst moments.
@Suite("A sync that is interrupted")
struct InterruptedSyncTests {
  @Test func `an idle exchange is one request, and a second sync moves nothing`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    try a.new()
    let first = await a.sync()
    #expect(first.report.pushed == 1 && first.report.pulled == 1 && first.report.traffic.requests == 1)
    let second = await a.sync()
    #expect(second.report == SyncReport.idle(second.report.traffic))
    #expect(second.report.traffic.requests == 1)
  }

  @Test
  func `a lost answer: the changes are sent again, nothing is doubled and no conflict appears`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let record = try a.new()
    a.transport.plan([.loseAnswer])
    let failed = await a.sync()
    #expect(failed.failure != nil)
    #expect(try a.status().pending == 1)
    try a.edit(record, "severity", "minor")
    let again = await a.sync()
    #expect(again.failure == nil)
    #expect(try a.status().pending == 0)
    #expect(try a.conflicts().isEmpty)
    #expect(try a.value(record, "severity") == .text("minor"))
    #expect(try a.cases().count == 1)
    #expect(try world.office.branches().first { $0.code == "SH01" }?.records == 1)
  }

  @Test
  func `an answer that is lost while others edit the same field shows no false conflict`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try a.new()
    await a.sync()
    await b.sync()
    try a.edit(record, "severity", "minor")
    a.transport.plan([.loseAnswer])
    await a.sync()
    // b sees a's edit and replaces it; then a hears of both at once.
    await b.sync()
    try b.edit(record, "severity", "severe")
    await b.sync()
    await a.sync()
    #expect(try a.conflicts().isEmpty)
    #expect(try a.value(record, "severity") == .text("severe"))
  }

  @Test
  func `edits over one's own unsent edit replace what that one replaced, even while the answer is lost`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    let b = try await world.replica("SH01")
    let record = try a.new()
    await a.sync()
    try a.edit(record, "title", "one")
    try a.edit(record, "title", "two")
    try a.edit(record, "title", "three")
    a.transport.plan([.loseAnswer, .dropRequest])
    await a.sync()
    await a.sync()
    try a.edit(record, "title", "four")
    await a.sync()
    await b.sync()
    #expect(try b.conflicts().isEmpty)
    #expect(try b.value(record, "title") == .text("four"))
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }

  @Test func `more than a batch goes up in several requests, and down in several pages`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let text = String(repeating: "很冷的汤，等了很久。", count: 1000)
    for index in 0..<120 { try a.new([("channel", "phone"), ("narrative", "\(index) " + text)]) }
    // Three megabytes: the first push is answered, the second lost.
    a.transport.plan([nil, .loseAnswer])
    let first = await a.sync()
    #expect(first.failure != nil)
    let pending = try a.status().pending
    #expect(pending > 0 && pending < 120)
    let second = await a.sync()
    #expect(second.failure == nil)
    #expect(try a.status().pending == 0)
    let b = try await world.replica("SH01")
    b.transport.plan([nil, .loseAnswer])
    let pulled = await b.sync()
    #expect(pulled.failure != nil && pulled.report.pulled > 0)
    await b.sync()
    #expect(try b.cases().count == 120)
    #expect(try a.digest("SH01") == b.digest("SH01"))
  }

  @Test func `a group of changes never stands on both sides of a batch's end`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let text = String(repeating: "x", count: 60_000)
    for index in 0..<80 {
      let record = try a.new([("channel", "phone"), ("narrative", "\(index)" + text)])
      try a.delete(record)
    }
    let outcome = await a.sync()
    #expect(outcome.failure == nil)
    let requests = a.transport.requests.withLock { $0 }
    #expect(requests.count > 1)
    for request in requests where !request.changes.isEmpty {
      let first = try Change(decoding: [UInt8](request.changes[0]))
      let last = try Change(decoding: [UInt8](request.changes[request.changes.count - 1]))
      #expect(first.dot.number == first.group.first && last.dot.number == last.group.last)
    }
  }

  @Test
  func
    `a copy of a store that both go on with is noticed, goes on under an id of its own, and drops nothing`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    try a.new()
    let twin = try world.clone(a)
    try a.new([("channel", "email"), ("narrative", "one")])
    try twin.new([("channel", "email"), ("narrative", "another")])
    await a.sync()
    let outcome = await twin.sync()
    #expect(outcome.failure == nil && outcome.report.isNewIncarnation)
    #expect(twin.transport.refusals.withLock { $0 } == [.replicaDiverged])
    await a.sync()
    for device in [a, twin] {
      // The first case was pending in both, and is one.
      #expect(try device.cases().count == 3)
      #expect(try device.status().pending == 0)
    }
    #expect(try a.id != twin.id)
  }

  @Test func `what is written while an exchange is under way waits, and is shown`() async throws {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try a.new()
    for device in [a, b] { await device.sync() }
    try a.edit(record, "title", "by a")
    await a.sync()
    let request = try b.store.nextRequest()
    try b.edit(record, "severity", "severe")
    let token = try #require(try b.store.read { $0.identity.headOffice?.token })
    let response = try await world.service.exchange(request, token: token)
    _ = try b.store.absorb(response, .live(sentAt: request.monotonic))
    #expect(try b.status().pending == 1)
    #expect(try b.value(record, "title") == .text("by a"))
    #expect(try b.value(record, "severity") == .text("severe"))
  }

  @Test
  func `a twin has gone on under this replica's number: its changes do not pass for those made here`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    try a.new()
    let twin = try world.clone(a)
    let request = try twin.store.nextRequest()
    try twin.new()
    try a.new()
    await a.sync()
    let token = try #require(try twin.store.read { $0.identity.headOffice?.token })
    let response = try await world.service.exchange(request, token: token)
    #expect {
      try twin.store.absorb(response, .live(sentAt: request.monotonic))
    } throws: { error in
      if case ExchangeFailure.diverged(let agreed) = error {
        agreed == UInt64(request.changes.count)
      } else {
        false
      }
    }
  }

  @Test
  func `a clock beyond the tolerance: refused once, stamped anew, and taken without asking anybody`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    a.machine.setClock(ahead: 3_600_000)
    let rebooted = try world.reboot(a)
    let record = try rebooted.new()
    let outcome = await rebooted.sync()
    #expect(outcome.failure == nil && outcome.report.pushed == 1)
    #expect(rebooted.transport.refusals.withLock { $0 } == [.clockOutOfTolerance])
    #expect(try rebooted.status().clockOffset == 3_600_000)
    #expect(try rebooted.status().pending == 0)
    let stamp = try rebooted.store.read { try $0.db.changes(of: record)[0].decoded().times.stamp }
    #expect(stamp.milliseconds <= world.time)
  }

  @Test
  func `an answer is lost and the clock is set back within the tolerance: what is written next lies above`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01")
    a.machine.setClock(ahead: 100_000)
    let rebooted = try world.reboot(a)
    let record = try rebooted.new()
    rebooted.transport.plan([.loseAnswer])
    #expect(await rebooted.sync().failure != nil)
    rebooted.machine.setClock(ahead: 0)
    try rebooted.edit(record, "severity", "severe")
    #expect(await rebooted.sync().failure == nil)
    #expect(rebooted.transport.refusals.withLock { $0 } == [.stampBehind])
    let other = try await world.replica("SH01")
    await other.sync()
    try await fetchHistory(other.store, of: [record], over: other.transport)
    let stamps = try other.store.read { try $0.db.changes(of: record).map { try $0.decoded().times.stamp } }
    #expect(stamps.count == 2 && stamps[0] < stamps[1])
    #expect(stamps[1].milliseconds <= stamps[0].milliseconds + 1)
    #expect(try other.value(record, "severity") == .text("severe"))
  }

  @Test func `a revoked device is refused, keeps its work, and goes on after a new enrolment`() async throws {
    let world = try World()
    let a = try await world.replica("SH01")
    let record = try a.new()
    _ = try world.office.revoke(try a.id.description, now: world.time)
    let refused = await a.sync()
    guard case .transport(.refused(let refusal, _)) = refused.failure else {
      Issue.record("not refused: \(refused)")
      return
    }
    #expect(refusal.code == .deviceRevoked)
    #expect(try a.status().pending == 1)
    try await a.enrol(with: world.code("SH01"))
    let outcome = await a.sync()
    #expect(outcome.failure == nil && outcome.report.pushed == 1)
    #expect(try a.value(record, "channel") == .text("phone"))
  }

  @Test
  func `devices that drew the same tag: the later ones draw anew, head office knows it, numbers given stay`()
    async throws
  {
    let world = try World()
    let first = try await world.replica("SH01")
    let tag = try first.store.read { $0.identity.tag }
    var tags: Set<String> = [tag]
    for _ in 0..<3 {
      let later = try await world.replica("SH01", enrolled: false)
      try later.store.queue.inDatabase {
        try $0.execute(sql: "UPDATE meta SET value = ? WHERE key = 'tag'", arguments: [tag])
      }
      try later.new()
      let given = try later.cases().map(\.number)
      try await later.enrol(with: world.code("SH01"))
      #expect(try later.cases().map(\.number) == given)
      #expect(tags.insert(try later.store.read { $0.identity.tag }).inserted)
    }
    #expect(Set(try world.office.devices().map(\.tag)) == tags)
  }

  @Test
  func `a code of another branch is refused before anything is sent; a used one by anybody else`()
    async throws
  {
    let world = try World()
    let a = try await world.replica("SH01", enrolled: false)
    await #expect(throws: TransportFailure.self) { try await a.enrol(with: world.code("SH02")) }
    #expect(try a.store.read { $0.identity.headOffice } == nil)
    let code = try world.code("SH01")
    // The same store may use it again where its answer was lost, and not when it was there.
    let request = try a.store.enrolRequest(code: code.lowercased().replacing("-", with: " "))
    _ = try world.service.enrol(request)
    try await a.enrol(with: code)
    #expect(await a.sync().failure == nil)
    await #expect(throws: TransportFailure.self) { try await a.enrol(with: code) }
    #expect(await a.sync().failure == nil)
    let b = try await world.replica("SH01", enrolled: false)
    await #expect(throws: TransportFailure.self) { try await b.enrol(with: code) }
    let late = try world.code("SH01")
    world.wait(milliseconds: 900_001)
    await #expect(throws: TransportFailure.self) { try await b.enrol(with: late) }
  }

  @Test func `what head office has waits no more, though what came of it has not been sent yet`() async throws
  {
    let world = try World()
    let shop = try await world.replica("SH01")
    await shop.sync()
    let text = String(repeating: "cold ", count: 10_000)
    let first = world.time
    for number in 0..<50 {
      try shop.new([("channel", "phone"), ("narrative", text)])
      if number == 0 { world.wait(milliseconds: 3_600_000) }
    }
    // All of it is more than one request holds, and the second one does not arrive.
    shop.transport.plan([nil] + Array(repeating: .dropRequest, count: 9))
    #expect(await shop.sync().failure != nil)
    let status = try shop.status()
    #expect(status.pending > 0 && status.pending < 50)
    #expect(try #require(status.pendingSince) >= first + 3_600_000)
  }
}

extension SyncReport {
  static func idle(_ traffic: Traffic) -> SyncReport {
    var report = SyncReport()
    report.traffic = traffic
    return report
  }
}
