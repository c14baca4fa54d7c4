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
import Testing
import Versioning

/// Where an erasure did not reach, one by one. An acknowledgement means that a scan of raw bytes finds nothing.
@Suite("Erased everywhere")
struct ErasedEverywhereTests {
  private struct Shop {
    let world: World
    let a: TestReplica
    let admin: TestReplica
    let record: RecordID
    static let words = ["zzsoupzz", "ZhangWeiXq", "13812345678", "zzwechat77", "KH-77-Q"]

    init() async throws {
      world = try World()
      a = try await world.replica("SH01", role: .dutyManager)
      admin = try await world.replica("HQ", role: .admin)
      record = try a.new([
        ("channel", "phone"), ("narrative", "zzsoupzz was cold"), ("customer_name", "ZhangWeiXq"),
        ("phone", "13812345678"), ("contact", "WeChat: zzwechat77"), ("customer_id", "KH-77-Q"),
      ])
      for device in [a, admin] { #expect(await device.sync().failure == nil) }
      world.wait()
    }

    func erase() async throws {
      _ = try admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
      for device in [admin, a, admin] { #expect(await device.sync().failure == nil) }
    }

    var isDone: Bool {
      get async throws {
        let progress = try await erasureStatus(admin.store, over: admin.transport).get()
        return progress.count == 1 && progress[0].waiting.isEmpty && progress[0].unfinished.isEmpty
      }
    }

    /// Nothing of these words is in any file of anybody: so it may be called done.
    func expectGone(_ words: [String], _ more: [String] = []) {
      for path in [a.store.path, admin.store.path, world.officePath] + more {
        for word in words { #expect(!world.holds(word, path), "\(word) in \(path)") }
      }
    }
  }

  @Test("a quarantined note on an erased case is gone from log, index and the case, at both ends")
  func quarantinedNote() async throws {
    let shop = try await Shop()
    try shop.a.transfer(shop.record, to: "SH09")
    try shop.a.note(shop.record, "zznotezz he called")
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.quarantined().count == 3 && shop.a.notes(shop.record) == ["zznotezz he called"])
    try await shop.erase()
    shop.expectGone(Shop.words + ["zznotezz", "nearer"])
    #expect(try shop.a.notes(shop.record).isEmpty && shop.a.found("zznotezz") == 0)
    #expect(try await shop.isDone)
    // And one that comes into the quarantine afterwards.
    try shop.a.note(shop.record, "zzlatezz he called again")
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.quarantined().count == 4)
    shop.expectGone(["zzlatezz"])
    #expect(try shop.a.news().contains(.stripped))
  }

  /// A case that head office never took: its device may not make one, so all of it stands in quarantine.
  private func heldCase(_ shop: Shop) async throws -> (TestReplica, RecordID) {
    let device = try await shop.world.replica("SH01", role: .dutyManager)
    let held = try device.new([
      ("channel", "email"), ("narrative", "zzheldzz again"), ("customer_id", "KH-77-Q"),
    ])
    try device.note(held, "zzheldnotezz")
    try await device.enrol(with: shop.world.code("SH01", .auditor))
    #expect(await device.sync().failure == nil)
    return (device, held)
  }

  @Test("a case that never came out of the quarantine is known by its customer id", arguments: [false, true])
  func quarantinedCase(isErasedFirst: Bool) async throws {
    let shop = try await Shop()
    if isErasedFirst { try await shop.erase() }
    let (device, held) = try await heldCase(shop)
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

  @Test("what was dropped from the quarantine is gone from the device's log")
  func discarded() async throws {
    let shop = try await Shop()
    let (device, _) = try await heldCase(shop)
    for entry in try device.quarantined() { try device.wish(.discard, entry.number) }
    #expect(await device.sync().failure == nil)
    #expect(try device.quarantined().isEmpty && shop.world.holds("zzheldzz", device.store.path))
    try await shop.erase()
    #expect(await device.sync().failure == nil)
    shop.expectGone(["zzheldzz", "zzheldnotezz", "KH-77-Q"], [device.store.path])
    #expect(try await shop.isDone)
  }

  @Test("what stood in quarantine when a store was copied is gone from both", arguments: [false, true])
  func copied(isDropped: Bool) async throws {
    let shop = try await Shop()
    let (device, _) = try await heldCase(shop)
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

  @Test("a device that saw every branch and does not any more keeps no byte of them")
  func demoted() async throws {
    let shop = try await Shop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    let copy = try shop.world.backUpOffice()
    try other.edit(shop.record, "title", "zztitlezz")
    try other.note(shop.record, "zznotezz of head office")
    let own = try other.new([("channel", "email"), ("narrative", "zzownzz of head office")])
    for device in [other, shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    for word in Shop.words + ["zztitlezz", "zznotezz"] {
      #expect(!shop.world.holds(word, other.store.path), "\(word)")
    }
    #expect(try !other.holds(shop.record) && other.holds(own))
    #expect(await other.sync().failure == nil)
    #expect(try other.store.examine().all.isEmpty)
    // Head office is put back: what the device must not have it cannot send again, and all else goes on.
    try other.edit(own, "title", "after")
    #expect(await other.sync().failure == nil)
    try shop.world.restoreOffice(copy)
    for device in [other, shop.a, shop.admin] { await device.sync() }
    // Head office does not know the token that the device has by now: only a code made for it helps.
    await #expect(throws: TransportFailure.self) {
      try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    }
    try await other.enrol(with: shop.world.code("HQ", .branchStaff, for: other))
    for device in [other, shop.a, shop.admin, other] { #expect(await device.sync().failure == nil) }
    #expect(try shop.admin.value(own, "title") == .text("after"))
    #expect(try shop.admin.value(shop.record, "title") == .text("zztitlezz"))
    #expect(try other.status().pending == 0 && !shop.world.holds("zztitlezz", other.store.path))
  }

  @Test("what such a device had not sent goes up, and then leaves its log too")
  func demotedWithWork() async throws {
    let shop = try await Shop()
    let other = try await shop.world.replica("HQ", role: .headOffice)
    #expect(await other.sync().failure == nil)
    try other.edit(shop.record, "title", "zztitlezz")
    try await other.enrol(with: shop.world.code("HQ", .branchStaff))
    for _ in 0..<2 { #expect(await other.sync().failure == nil) }
    for entry in try other.quarantined() { try other.wish(.discard, entry.number) }
    for _ in 0..<2 { #expect(await other.sync().failure == nil) }
    #expect(try other.quarantined().isEmpty && !shop.world.holds("zztitlezz", other.store.path))
  }

  @Test("the store that a restoration set aside is erased as well, also where it lay there before")
  func setAside() async throws {
    let shop = try await Shop()
    let copy = try shop.world.backUpOffice()
    let aside = shop.world.officePath + ".before-1"
    try shop.world.restoreOffice(copy, aside: aside)
    #expect(shop.world.holds("zzsoupzz", aside))
    try StoreBackup.write(
      shop.world.office.pool, to: shop.world.folder.appending(path: "nightly.sqlite").path, replacing: false)
    try await shop.erase()
    #expect(try await !shop.isDone, "not while it stands in the copies")
    #expect(try shop.world.service.finishErasures().isEmpty)
    shop.expectGone(Shop.words, [aside, shop.world.folder.appending(path: "nightly.sqlite").path])
    #expect(try await shop.isDone)
    #expect(try HeadOfficeStore.open(path: aside).examine().all.isEmpty)
  }

  @Test("a copy that cannot be read is told of until somebody takes it away")
  func unreadableCopy() async throws {
    let shop = try await Shop()
    let path = shop.world.folder.appending(path: "head-office.sqlite.before-2").path
    let copy = try shop.world.backUpOffice()
    var bytes = try #require(FileManager.default.contents(atPath: copy))
    for at in 100..<bytes.count { bytes[at] = 0x55 }
    #expect(FileManager.default.createFile(atPath: path, contents: bytes))
    try await shop.erase()
    #expect(try shop.world.service.finishErasures().map(\.code) == ["copy head-office.sqlite.before-2"])
    #expect(try await !shop.isDone)
    try FileManager.default.removeItem(atPath: path)
    #expect(try shop.world.service.finishErasures().isEmpty)
    #expect(try await shop.isDone)
  }

  @Test("a ledger that could not be written is written with the next request, and nothing is done before")
  func ledger() async throws {
    let shop = try await Shop()
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

  @Test("who reads head office's file holds up no push, and the erasure is not done until he has ended")
  func reader() async throws {
    let shop = try await Shop()
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
    shop.expectGone(Shop.words)
    #expect(try await shop.isDone)
  }

  @Test(
    "a draft goes by any contact, an id that only its hash tells, or the name",
    arguments: [
      ("contact", "微信 ZZWECHAT77"), ("phone", "+86 138-1234-5678"), ("contact", "138 1234 5678"),
      ("customer_id", "KH-77-Q"), ("customer_name", "zhangweixq"), ("~phone", "13812345678"),
      ("narrative", "again, call 138 1234 5678"),
    ])
  func drafts(field: String, text: String) async throws {
    let shop = try await Shop()
    let folder = DraftFolder(beside: shop.a.store.path)
    for (id, answer) in [(UInt64(1), text), (2, "nobody we know")] {
      let draft = OpenDraft(RecordID(high: 7, low: id), at: shop.world.time, in: folder)
      try draft.add(.answer(field: field, text: answer))
    }
    #expect(folder.all().count == 2)
    try await shop.erase()
    #expect(folder.all().map(\.id) == [RecordID(high: 7, low: 2)])
  }

  @Test("an id is known by its hash also where the device never held a case of the customer")
  func draftElsewhere() async throws {
    let shop = try await Shop()
    let other = try await shop.world.replica("SH02")
    let draft = OpenDraft(
      RecordID(high: 7, low: 1), at: shop.world.time, in: DraftFolder(beside: other.store.path))
    try draft.add(.answer(field: "customer_id", text: "KH-77-Q"))
    try await shop.erase()
    #expect(await other.sync().failure == nil)
    #expect(DraftFolder(beside: other.store.path).all().isEmpty)
  }

  @Test("texts that an editor kept go by the case, by a trace of the customer, or by what was erased")
  func keptTexts() async throws {
    let shop = try await Shop()
    let texts = [
      HomeFiles.keptTextPrefix(of: shop.record) + "aaaaaa.txt": "anything",
      "text-bbbbbb.txt": "he said: zzsoupzz was cold", "text-cccccc.txt": "ring 13812345678 back",
      "text-dddddd.txt": "somebody else's",
    ]
    for (name, text) in texts {
      let path = shop.world.folder.appending(path: name).path
      #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    }
    try await shop.erase()
    let left = try FileManager.default.contentsOfDirectory(atPath: shop.world.folder.path)
      .filter { $0.hasPrefix("text-") }
    #expect(left == ["text-dddddd.txt"])
  }

  @Test("signals that name the customer go, linked to a case or not; so does one that is linked later")
  func signals() async throws {
    let shop = try await Shop()
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
    shop.expectGone(Shop.words + ["zzsignalzz", "zzringzz"])
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

  @Test("a backup that lies beside the store is erased as the store is, and can be put back")
  func copyInHome() async throws {
    let shop = try await Shop()
    try shop.a.transfer(shop.record, to: "SH09")
    #expect(await shop.a.sync().failure == nil)
    let path = shop.world.folder.appending(path: "before.sqlite").path
    try StoreBackup.write(shop.a.store.queue, to: path, replacing: false)
    #expect(shop.world.holds("zzsoupzz", path))
    try await shop.erase()
    shop.expectGone(Shop.words + ["nearer"], [path])
    #expect(try await shop.isDone)
    let old = try shop.world.open(path)
    #expect(try old.store.examine().all.isEmpty)
    #expect(await old.sync().failure == nil)
    #expect(try old.digest("SH01") == shop.a.digest("SH01"))
  }

  @Test("a history that was asked for before the erasure and answered after it brings nothing back")
  func lateHistory() async throws {
    let shop = try await Shop()
    try shop.a.edit(shop.record, "title", "zzsoupzz title")
    #expect(await shop.a.sync().failure == nil)
    var request = HistoryRequest()
    request.protocol = Limits.protocolVersion
    request.replica = try shop.admin.id.data
    request.records = [shop.record.data]
    let token = try #require(try shop.admin.store.read { $0.identity.headOffice?.token })
    let history = try shop.world.service.history(request, token: token)
    try await shop.erase()
    try shop.admin.store.keepHistory(history)
    shop.expectGone(Shop.words)
  }
}
