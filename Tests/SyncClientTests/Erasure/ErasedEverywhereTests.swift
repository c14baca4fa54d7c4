import Complaints
import FoundationEssentials
import GRDB
import GRDBSQLite
import Glibc
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// Where an erasure did not reach, one by one. An acknowledgement means that a scan of raw bytes finds nothing.
@Suite("Erased everywhere")
struct ErasedEverywhereTests {
  @Test
  func `a quarantined note on an erased case is gone from log, index and the case, at both ends`()
    async throws
  {
    let shop = try await ErasedShop()
    try shop.a.transfer(shop.record, to: "SH09")
    try shop.a.note(shop.record, "zznotezz he called")
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.quarantined().count == 3 && shop.a.notes(shop.record) == ["zznotezz he called"])
    try await shop.erase()
    shop.expectGone(ErasedShop.words + ["zznotezz", "nearer"])
    #expect(try shop.a.notes(shop.record).isEmpty && shop.a.found("zznotezz") == 0)
    #expect(try await shop.isDone)
    // And one that comes into the quarantine afterwards.
    try shop.a.note(shop.record, "zzlatezz he called again")
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.quarantined().count == 4)
    shop.expectGone(["zzlatezz"])
    #expect(try shop.a.news().contains(.stripped))
  }

  @Test(arguments: [false, true])
  func `a case that never came out of the quarantine is known by its customer id`(isErasedFirst: Bool)
    async throws
  {
    let shop = try await ErasedShop()
    if isErasedFirst { try await shop.erase() }
    let (device, held) = try await shop.heldCase()
    #expect(try !device.quarantined().isEmpty)
    if !isErasedFirst { try await shop.erase() }
    #expect(await device.sync().failure == nil)
    shop.expectGone(["zzheldzz", "zzheldnotezz", "KH-77-Q"], [device.store.path])
    #expect(try device.holds(held) && device.found("zzheldzz") == 0)
    #expect(try await shop.isDone)
    // Taken after all, it is an erased case.
    try await device.enrol(with: shop.world.code("SH01", .dutyManager))
    for entry in try device.quarantined() { try device.wish(.retry, entry.number) }
    for each in [device, shop.a, device] { #expect(await each.sync().failure == nil) }
    try shop.a.note(held, "zzheldnotezz once more")
    #expect(await shop.a.sync().failure == nil)
    shop.expectGone(["zzheldzz", "zzheldnotezz"], [device.store.path])
  }

  @Test func `what was dropped from the quarantine is gone from the device's log`() async throws {
    let shop = try await ErasedShop()
    let (device, _) = try await shop.heldCase()
    for entry in try device.quarantined() { try device.wish(.discard, entry.number) }
    #expect(await device.sync().failure == nil)
    #expect(try device.quarantined().isEmpty && shop.world.holds("zzheldzz", device.store.path))
    try await shop.erase()
    #expect(await device.sync().failure == nil)
    shop.expectGone(["zzheldzz", "zzheldnotezz", "KH-77-Q"], [device.store.path])
    #expect(try await shop.isDone)
  }

  @Test(arguments: [false, true])
  func `what stood in quarantine when a store was copied is gone from both`(isDropped: Bool) async throws {
    let shop = try await ErasedShop()
    let (device, _) = try await shop.heldCase()
    let twin = try shop.world.clone(device)
    try device.note(shop.record, "of the first")
    #expect(await device.sync().failure == nil)
    try twin.note(shop.record, "of the twin")
    let (report, failure) = await twin.sync()
    #expect(failure == nil && report.isNewIncarnation)
    if isDropped {
      for entry in try device.quarantined() { try device.wish(.discard, entry.change.dot) }
      for copy in [device, twin] { #expect(await copy.sync().failure == nil) }
    }
    #expect(try [device, twin].allSatisfy { try $0.quarantined().isEmpty == isDropped })
    #expect(shop.world.holds("zzheldzz", twin.store.path))
    try await shop.erase()
    for copy in [device, twin] { #expect(await copy.sync().failure == nil) }
    shop.expectGone(["zzheldzz", "zzheldnotezz", "KH-77-Q"], [device.store.path, twin.store.path])
    #expect(try await shop.isDone)
  }

  @Test
  func `signals that name the customer go, linked to a case or not; so does one that is linked later`()
    async throws
  {
    let shop = try await ErasedShop()
    func signal(_ text: String) throws -> RecordID {
      try shop.a.store.write { session in
        try session.newSignal([FieldEdit(FieldID(SignalField.text.number), .text(text))])
      }
    }
    let named = try signal("zzsignalzz ZhangWeiXq sighed")
    let phoned = try signal("zzringzz call 138-1234-5678")
    let other = try signal("zzotherzz Zhang Wei of the bank")
    #expect(await shop.a.sync().failure == nil)
    try await shop.erase()
    shop.expectGone(ErasedShop.words + ["zzsignalzz", "zzringzz"])
    #expect(try await shop.isDone)
    let late = try signal("zzlatezz he was angry")
    try shop.a.store.write { session in
      if let row = try session.db.record(late) { try session.turn(row, into: shop.record) }
    }
    for device in [shop.a, shop.admin, shop.a] { #expect(await device.sync().failure == nil) }
    shop.expectGone(["zzlatezz"])
    let texts = try shop.a.store.read { try $0.signals() }.map { ($0.id, $0.text) }
    for (id, text) in texts { #expect(text.isEmpty == (id != other), "\(text)") }
    #expect(Set(texts.map(\.0)) == [named, phoned, other, late])
  }

  @Test
  func `a history that was asked for before the erasure and answered after it brings nothing back`()
    async throws
  {
    let shop = try await ErasedShop()
    try shop.a.edit(shop.record, "title", "zzsoupzz title")
    #expect(await shop.a.sync().failure == nil)
    var request = HistoryRequest()
    request.protocol = Limits.protocolVersion
    request.replica = try shop.admin.id.data
    request.records = [shop.record.data]
    let token = try #require(try shop.admin.store.read { $0.identity.headOffice?.token })
    let history = try shop.world.service.history(request, token: token)
    #expect(history.changes.contains { $0.firstRange(of: Data("zzsoupzz title".utf8)) != nil })
    try await shop.erase()
    func kept() throws -> [Change] {
      try shop.admin.store.read { try $0.db.changes(of: shop.record).map { try $0.decoded() } }
    }
    let before = try kept().count
    try shop.admin.store.keepHistory(history)
    // It is kept, without what was erased.
    #expect(try kept().count == before + history.changes.count)
    #expect(try kept().contains { $0.write(to: FieldID(CaseField.title.number))?.value == Value.none })
    shop.expectGone(ErasedShop.words)
  }

  @Test
  func `a ledger that could not be written is written with the next request, and nothing is done before`()
    async throws
  {
    let shop = try await ErasedShop()
    let path = shop.world.folder.appending(path: "erasures.ledger").path
    mkdir(path, 0o700)
    try await shop.erase()
    #expect(try shop.a.value(shop.record, "customer_name") == .none, "the erasure itself was not held up")
    #expect(try shop.world.office.unfinishedErasures().contains { $0.code == "ledger" })
    #expect(try await !shop.isDone)
    rmdir(path)
    try shop.a.edit(shop.record, "severity", "minor")
    #expect(await shop.a.sync().failure == nil)
    #expect(FileManager.default.contents(atPath: path)?.isEmpty == false)
    _ = try shop.world.service.finishErasures()
    #expect(try await shop.isDone)
  }

  @Test
  func `who reads head office's file holds up no push, and the erasure is not done until he has ended`()
    async throws
  {
    let shop = try await ErasedShop()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: shop.world.officePath, configuration: configuration)
    try await reader.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM records")
    }
    // By the clock it would be told from a machine that has much else to do no better than by chance.
    let waits = Box(0)
    try await shop.world.office.pool.writeWithoutTransaction { db in
      let count: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Int32 = { waits, _ in
        guard let waits else { return 0 }
        Unmanaged<Box>.fromOpaque(waits).takeUnretainedValue().value.withLock { $0 += 1 }
        return 0
      }
      sqlite3_busy_handler(db.sqliteConnection, count, Unmanaged.passUnretained(waits).toOpaque())
    }
    try await shop.erase()
    #expect(waits.value.withLock { $0 } == 0, "the writer waited for the reader")
    #expect(try shop.world.service.finishErasures() == [.log])
    #expect(try await !shop.isDone)
    try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try shop.world.service.finishErasures().isEmpty)
    shop.expectGone(ErasedShop.words)
    #expect(try await shop.isDone)
  }

  @Test
  func
    `the index is written anew where something was erased, and not with every exchange about an erased case`()
    async throws
  {
    let shop = try await ErasedShop()
    try await shop.erase()
    let rewritings = Box(0)
    try await shop.a.store.queue.writeWithoutTransaction { db in
      db.trace { event in
        guard case .statement(let statement) = event, statement.sql.contains("'optimize'") else { return }
        rewritings.value.withLock { $0 += 1 }
      }
    }
    try shop.a.edit(shop.record, "severity", "minor")
    #expect(await shop.a.sync().failure == nil)
    #expect(rewritings.value.withLock { $0 } == 0)
    try shop.a.note(shop.record, "zzlatezz he called again")
    #expect(await shop.a.sync().failure == nil)
    #expect(rewritings.value.withLock { $0 } > 0)
    shop.expectGone(ErasedShop.words + ["zzlatezz"])
  }

  @Test
  func `a change in the log that cannot be read is not called erased, and stops no exchange`() async throws {
    let shop = try await ErasedShop()
    let row = try #require(
      try shop.a.store.read { try $0.db.changes(of: shop.record).first { $0.status == .accepted } })
    func write(_ bytes: [UInt8]) throws {
      try shop.a.store.queue.inDatabase {
        try $0.run("UPDATE changes SET encoded = ? WHERE seq = ?", values: [.blob(bytes), .integer(row.seq)])
      }
    }
    try write([0xFF, 0xFF])
    try await shop.erase()
    #expect(try shop.a.value(shop.record, "customer_name") == .none, "all else is erased")
    #expect(try await !shop.isDone)
    // A newer version of the program reads it.
    try write(row.encoded)
    for device in [shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    shop.expectGone(ErasedShop.words)
    #expect(try await shop.isDone)
  }

  @Test func `what was written to a case that left goes with it, though head office names the case alone`()
    async throws
  {
    let shop = try await ErasedShop()
    let note = try shop.a.note(shop.record, "zznotezz")
    #expect(await shop.a.sync().failure == nil)
    try shop.a.transfer(shop.record, to: "SH02")
    for device in [shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    #expect(try !shop.a.holds(note) && shop.world.holds("zznotezz", shop.a.store.path))
    _ = try shop.admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
    #expect(await shop.admin.sync().failure == nil)
    try await shop.world.office.pool.write { db in
      try db.run("DELETE FROM erased WHERE record = ?", values: [.id(note)])
    }
    #expect(await shop.a.sync().failure == nil)
    #expect(!shop.world.holds("zznotezz", shop.a.store.path))
  }
}
