import Bundles
import Complaints
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing

/// The exchange by file: files are lost, read twice, and read after newer things have come.
@Suite struct BundleTests {
  @Test func `a bundle and its answer bring both in step`() async throws {
    let world = try World()
    let (shop, other) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try shop.new()
    let bundle = try writeBundle(shop.store)
    #expect(bundle.changes == 1)
    let outcome = try await world.service.answer(bundle: bundle.file)
    let reading = try readBundle(outcome.answer, into: shop.store)
    #expect(reading.accepted == 1 && !reading.isLate && !reading.needsAnother)
    #expect(try shop.status().pending == 0)
    await other.sync()
    #expect(try other.value(record, "narrative") == .text("The soup was cold"))
    #expect(try shop.digest("SH01") == other.digest("SH01"))
  }

  @Test func `a ticket that was used before leaves an enrolled device as it was`() async throws {
    let world = try World()
    let shop = try await world.replica("SH01")
    let used = try world.code("SH01")
    try await world.replica("SH01", enrolled: false).enrol(with: used)
    try shop.new()
    try shop.store.enrol(
      BundleTicket(
        headOffice: world.office.id, sealingKey: try world.office.bundlePublicKey(), code: used,
        branch: "SH01"))
    let outcome = try await world.service.answer(bundle: writeBundle(shop.store).file)
    #expect(try readBundle(outcome.answer, into: shop.store).refusal?.code == .codeInvalid)
    #expect(try shop.store.read { $0.identity }.headOffice?.url == "http://test")
    #expect(await shop.sync().failure == nil)
    #expect(try shop.status().pending == 0)
  }

  @Test func `an answer that is read after a newer exchange takes nothing back`() async throws {
    let world = try World()
    let (shop, other) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try shop.new()
    await shop.sync()
    world.wait()
    try shop.edit(record, "narrative", "first")
    let late = try await world.service.answer(bundle: writeBundle(shop.store).file).answer
    world.wait()
    try shop.edit(record, "narrative", "second")
    await shop.sync()
    await other.sync()
    try other.edit(record, "place", "hall")
    await other.sync()
    await shop.sync()
    let digest = try shop.digest("SH01")

    let reading = try readBundle(late, into: shop.store)
    #expect(reading.isLate && !reading.needsAnother && reading.pulled == 0)
    #expect(try shop.value(record, "narrative") == .text("second"))
    #expect(try shop.value(record, "place") == .text("hall"))
    #expect(try shop.digest("SH01") == digest)
    let (report, failure) = await shop.sync()
    #expect(failure == nil && !report.hasRecovered && !report.isNewIncarnation)
    #expect(report.digestMismatches.isEmpty)
  }

  @Test func `an answer read twice, and a bundle answered twice, do nothing the second time`() async throws {
    let world = try World()
    let shop = try await world.replica("SH01")
    let record = try shop.new()
    let file = try writeBundle(shop.store).file
    let first = try await world.service.answer(bundle: file).answer
    let second = try await world.service.answer(bundle: file).answer
    #expect(try readBundle(first, into: shop.store).accepted == 1)
    for answer in [first, second] {
      let again = try readBundle(answer, into: shop.store)
      #expect(again.isLate && again.accepted == 0 && again.pulled == 0 && !again.needsAnother)
    }
    #expect(try shop.cases().map(\.id) == [record])
    #expect(try shop.status().pending == 0)
  }

  @Test func `what a lost bundle held goes with the next one`() async throws {
    let world = try World()
    let shop = try await world.replica("SH01")
    try shop.new()
    _ = try writeBundle(shop.store)
    try shop.new([("channel", "phone"), ("narrative", "The bill was wrong")])
    let next = try writeBundle(shop.store)
    #expect(next.changes == 2)
    let answer = try await world.service.answer(bundle: next.file).answer
    #expect(try readBundle(answer, into: shop.store).accepted == 2)
  }

  @Test func `what a revoked device had not sent is recovered by its bundle; nothing is given to it`()
    async throws
  {
    let world = try World()
    let (shop, other) = (try await world.replica("SH01"), try await world.replica("SH01"))
    let record = try shop.new()
    try other.new([("channel", "phone"), ("narrative", "The bill was wrong")])
    await other.sync()
    _ = try world.office.revoke(shop.id.description, now: world.time)
    #expect(await shop.sync().failure != nil)
    #expect(try shop.status().pending == 1)

    let bundle = try writeBundle(shop.store).file
    #expect(try await world.service.answer(bundle: bundle).refusal?.code == .deviceRevoked)
    let outcome = try await world.service.answer(bundle: bundle, allowRevoked: true)
    #expect(outcome.refusal == nil && outcome.changes == 1 && outcome.states == 0)
    #expect(try shop.cases().map(\.id) == [record])
    await other.sync()
    #expect(try other.value(record, "narrative") == .text("The soup was cold"))
  }

  @Test func `a long bundle holds all that fits into it, and says what it wishes once`() async throws {
    let world = try World()
    let shop = try await world.replica("SH01")
    let record = try shop.new()
    await shop.sync()
    try shop.transfer(record, to: "SH09")
    await shop.sync()
    let held = try shop.quarantined().map(\.number)
    try shop.wish(.discard, try #require(held.first))
    // More than a request holds.
    let text = String(repeating: "cold ", count: 10_000)
    for _ in 0..<50 { try shop.new([("channel", "phone"), ("narrative", text)]) }
    let bundle = try shop.store.prepareBundle()
    let requests = bundle.request.requests
    #expect(requests.count == 2 && bundle.remaining == 0)
    #expect(requests.reduce(0) { $0 + $1.changes.count } == 50)
    #expect(requests.map(\.discards) == [held, []])
    #expect(requests.map(\.moreChanges) == [true, false])
  }

  @Test func `the answer to a ticket, read an hour later, says nothing of how the clock is set`() async throws
  {
    let world = try World()
    let shop = try await world.byTicket("SH01")
    try shop.new()
    let outcome = try await world.service.answer(bundle: writeBundle(shop.store).file)
    world.wait(milliseconds: 3_600_000)
    #expect(try readBundle(outcome.answer, into: shop.store).accepted == 1)
    #expect(try shop.status().clockOffset == nil)
    #expect(try shop.store.clockCorrection() == 0)
  }

  @Test func `a refusal for the clock that does not say head office's tells nothing of the time`()
    async throws
  {
    let world = try World()
    let shop = try await world.replica("SH01")
    await shop.sync()
    var answer = BundleAnswer()
    answer.protocol = 1
    answer.serial = 7
    answer.refusal.code = ErrorCode.clockOutOfTolerance.rawValue
    try shop.store.noteBundle(serial: 7, secret: [1])
    let reading = try shop.store.read(answer)
    #expect(reading.refusal?.code == .clockOutOfTolerance && !reading.needsAnother)
  }

  @Test func `what a late answer tells of numbers that were given twice is not done any more`() async throws {
    let world = try World()
    let shop = try await world.replica("SH01")
    var answer = BundleAnswer()
    answer.protocol = 1
    answer.serial = 7
    answer.offered = [OfferResponse.with { $0.usedTwice = [.init()] }]
    try shop.store.noteBundle(serial: 7, secret: [1])
    await shop.sync()
    let reading = try shop.store.read(answer)
    #expect(reading.isLate && !reading.needsAnother)
  }

  @Test func `a late answer does not end the comparison that is under way`() async throws {
    let world = try World()
    let shop = try await world.replica("SH01")
    try shop.new()
    await shop.sync()
    try shop.store.beginComparison(of: ["SH01"])
    let late = try await world.service.answer(bundle: writeBundle(shop.store).file).answer
    // An exchange over the network has come in between, and has not come to the end of it.
    try shop.store.queue.inDatabase {
      try $0.run("UPDATE meta SET value = value + 1 WHERE key = 'exchanges'", values: [])
    }
    #expect(try readBundle(late, into: shop.store).isLate)
    #expect(try shop.store.isComparing())
  }
}
