import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// What lies beside a store: drafts, texts that were kept, and copies of it.
@Suite("Erased in files")
struct ErasedFilesTests {
  @Test(arguments: [
    ("contact", "微信 ZZWECHAT77"), ("phone", "+86 138-1234-5678"), ("contact", "138 1234 5678"),
    ("customer_id", "KH-77-Q"), ("customer_name", "zhangweixq"), ("~phone", "13812345678"),
    ("narrative", "again, call 138 1234 5678"),
  ])
  func `a draft goes by any contact, an id that only its hash tells, or the name`(field: String, text: String)
    async throws
  {
    let shop = try await ErasedShop()
    let folder = DraftFolder(beside: shop.a.store.path)
    for (id, answer) in [(UInt64(1), text), (2, "nobody we know")] {
      let draft = OpenDraft(RecordID(high: 7, low: id), at: shop.world.time, in: folder)
      try draft.add(.answer(field: field, text: answer))
    }
    #expect(folder.all().count == 2)
    try await shop.erase()
    #expect(folder.all().map(\.id) == [RecordID(high: 7, low: 2)])
  }

  @Test
  func `an id is known by its hash also where the device never held a case of the customer`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("SH02")
    let draft = OpenDraft(
      RecordID(high: 7, low: 1), at: shop.world.time, in: DraftFolder(beside: other.store.path))
    try draft.add(.answer(field: "customer_id", text: "KH-77-Q"))
    try await shop.erase()
    #expect(await other.sync().failure == nil)
    #expect(DraftFolder(beside: other.store.path).all().isEmpty)
  }

  @Test
  func `texts that an editor kept go by the case, by a trace of the customer, or by what was erased`()
    async throws
  {
    let shop = try await ErasedShop()
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

  @Test
  func
    `a text that was kept of an erased case since goes with the next erasure, whoever that is of, and with the case`()
    async throws
  {
    let shop = try await ErasedShop()
    try await shop.erase()
    let path = shop.path(HomeFiles.keptTextPrefix(of: shop.record) + "aaaaaa.txt")
    func keep() { #expect(FileManager.default.createFile(atPath: path, contents: Data("anything".utf8))) }
    keep()
    #expect(await shop.a.sync().failure == nil)
    #expect(FileManager.default.fileExists(atPath: path), "nothing was erased since")
    try shop.admin.store.write { session in _ = try session.eraseCustomer("KH-99-Z", reason: .none) }
    for device in [shop.admin, shop.a] { #expect(await device.sync().failure == nil) }
    #expect(!FileManager.default.fileExists(atPath: path))
    keep()
    _ = try await shop.world.replica("SH02")
    try shop.a.transfer(shop.record, to: "SH02")
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.store.queue.inDatabase { try $0.record(shop.record) } == nil, "it has left")
    #expect(
      !FileManager.default.fileExists(atPath: path), "nobody could tell later that it is of an erased case")
  }

  @Test
  func `a backup that lies beside the store is erased as the store is, and can be put back`() async throws {
    let shop = try await ErasedShop()
    try shop.a.transfer(shop.record, to: "SH09")
    #expect(await shop.a.sync().failure == nil)
    let path = shop.world.folder.appending(path: "before.sqlite").path
    try StoreBackup.write(shop.a.store.queue, to: path, replacing: false)
    #expect(shop.world.holds("zzsoupzz", path))
    try await shop.erase()
    shop.expectGone(ErasedShop.words + ["nearer"], [path])
    #expect(try await shop.isDone)
    let old = try shop.world.open(path)
    #expect(try old.store.examine().all.isEmpty)
    #expect(await old.sync().failure == nil)
    #expect(try old.digest("SH01") == shop.a.digest("SH01"))
  }

  @Test
  func `nothing that was derived in a backup is left of what is erased there, whether it was sent or not`()
    async throws
  {
    let shop = try await ErasedShop()
    try shop.a.note(shop.record, "zzpendingzz he called")
    let path = shop.path("mine.bak")
    try StoreBackup.write(shop.a.store.queue, to: path, replacing: false)
    #expect(shop.world.holds("13812345678", path))
    try await shop.erase()
    shop.expectGone(ErasedShop.words + ["zzpendingzz"], [path])
    let copy = try shop.world.open(path)
    #expect(try copy.store.examine().all.isEmpty)
    let rows = try await copy.store.queue.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM phones") ?? -1
    }
    #expect(rows == 0)
  }

  @Test
  func `the store that a restoration set aside is erased as well, also where it lay there before`()
    async throws
  {
    let shop = try await ErasedShop()
    let copy = try shop.world.backUpOffice()
    let aside = shop.world.officePath + ".before-1"
    try shop.world.restoreOffice(copy, aside: aside)
    #expect(shop.world.holds("zzsoupzz", aside))
    try StoreBackup.write(
      shop.world.office.pool, to: shop.world.folder.appending(path: "nightly.sqlite").path, replacing: false)
    try await shop.erase()
    #expect(try await !shop.isDone, "not while it stands in the copies")
    #expect(try shop.world.service.finishErasures().isEmpty)
    shop.expectGone(ErasedShop.words, [aside, shop.world.folder.appending(path: "nightly.sqlite").path])
    #expect(try await shop.isDone)
    #expect(try HeadOfficeStore.open(path: aside).examine().all.isEmpty)
  }

  @Test func `a copy that cannot be read is told of until somebody takes it away`() async throws {
    let shop = try await ErasedShop()
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

  @Test
  func `what cannot be removed holds up no exchange, is told, and goes as soon as that can be done`()
    async throws
  {
    let shop = try await ErasedShop()
    let path = shop.path(HomeFiles.keptTextPrefix(of: shop.record) + "aaaaaa.txt")
    try FileManager.default.createDirectory(atPath: path + "/full", withIntermediateDirectories: true)
    let other = shop.path("text-bbbbbb.txt")
    #expect(FileManager.default.createFile(atPath: other, contents: Data("zzsoupzz was cold".utf8)))
    try await shop.erase()
    #expect(try shop.a.status().erasureTrouble == path)
    #expect(!FileManager.default.fileExists(atPath: other), "it holds up no other file")
    #expect(try await !shop.isDone)
    try FileManager.default.removeItem(atPath: path)
    for device in [shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    #expect(try shop.a.status().erasureTrouble == nil)
    #expect(try await shop.isDone)
  }

  @Test
  func `what could not be removed is known later, when nothing tells any more whom it names`() async throws {
    let shop = try await ErasedShop()
    try await shop.erase()
    #expect(try await shop.isDone)
    let late = try shop.a.new([("channel", "email"), ("narrative", "again"), ("customer_id", "KH-77-Q")])
    let path = shop.path(HomeFiles.keptTextPrefix(of: late) + "aaaaaa.txt")
    try FileManager.default.createDirectory(atPath: path + "/full", withIntermediateDirectories: true)
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.status().erasureTrouble == path)
    let left = try shop.a.store.queue.inDatabase {
      try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'erasure_left'")
    }
    #expect(left.map(shop.path) == path)
    try FileManager.default.removeItem(atPath: path)
    // The name of this one does not say whose it is; and no word of another's file makes it the product's.
    let (text, letter) = (shop.path("text-dddddd.txt"), shop.path("letter.odt"))
    for file in [text, letter] {
      #expect(FileManager.default.createFile(atPath: file, contents: Data("anything".utf8)))
    }
    try shop.a.store.queue.inDatabase { db in
      try db.execute(
        sql:
          "UPDATE meta SET value = 'text-dddddd.txt' || char(10) || 'letter.odt' WHERE key = 'erasure_left'")
    }
    #expect(await shop.a.sync().failure == nil)
    #expect(try shop.a.status().erasureTrouble == nil)
    #expect(!FileManager.default.fileExists(atPath: text) && FileManager.default.fileExists(atPath: letter))
  }

  @Test func `another replica's store beside it is not even brought up to date`() async throws {
    let shop = try await ErasedShop()
    let other = try await shop.world.replica("SH02")
    let path = shop.path("of-another.sqlite")
    try StoreBackup.write(other.store.queue, to: path, replacing: false)
    let older = try DatabaseQueue(path: path)
    try await older.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          ALTER TABLE erasures_done DROP COLUMN told; ALTER TABLE unrepaired DROP COLUMN state;
          ALTER TABLE unrepaired DROP COLUMN scope; ALTER TABLE comparisons DROP COLUMN ended;
          ALTER TABLE compared DROP COLUMN ended;
          DROP TABLE followed; DROP TABLE pins; DROP TABLE consolidation_reach; DROP TABLE consolidation_cases;
          DROP TABLE consolidation_acts; PRAGMA user_version = 8; PRAGMA journal_mode = delete
          """)
    }
    try older.close()
    let before = FileManager.default.contents(atPath: path)
    try await shop.erase()
    #expect(before != nil && FileManager.default.contents(atPath: path) == before)
    #expect(await other.sync().failure == nil)
    #expect(try await shop.isDone)
  }

  @Test
  func `what a copy keeps beside head office's state, since that would not take it, is erased too`()
    async throws
  {
    let shop = try await ErasedShop()
    let path = shop.path("before.sqlite")
    try StoreBackup.write(shop.a.store.queue, to: path, replacing: false)
    let copy = try DatabaseQueue(path: path)
    try await copy.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          INSERT INTO unrepaired (record, position, token, state)
          SELECT id, position, zeroblob(8), state FROM records WHERE id = ?;
          PRAGMA journal_mode = delete
          """, arguments: [shop.record.data])
    }
    try copy.close()
    try await shop.erase()
    #expect(try await shop.isDone)
    shop.expectGone(ErasedShop.words, [path])
  }

  @Test
  func `a copy with work of its own that was erased in it is put back, and goes on as what it was`()
    async throws
  {
    let shop = try await ErasedShop()
    let old = try shop.world.backup(shop.a)
    try shop.a.note(shop.record, "zzpendingzz he called")
    let path = shop.path("before.sqlite")
    try StoreBackup.write(shop.a.store.queue, to: path, replacing: false)
    // The store itself is put back to before that.
    try shop.a.store.queue.close()
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: shop.a.store.path + suffix)
    }
    try FileManager.default.copyItem(atPath: old, toPath: shop.a.store.path)
    let a = try shop.world.open(shop.a.store.path)
    _ = try shop.admin.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
    for device in [shop.admin, a, shop.admin] { #expect(await device.sync().failure == nil) }
    #expect(!shop.world.holds("zzpendingzz", path))
    #expect(try await shop.isDone)
    let copy = try shop.world.open(path)
    let (report, failure) = await copy.sync()
    #expect(failure == nil && report.pushed == 1 && !report.isNewIncarnation)
    #expect(await a.sync().failure == nil)
    #expect(try copy.digest("SH01") == a.digest("SH01"))
    #expect(try copy.store.examine().all.isEmpty)
  }

  @Test func `an erasure that has no end, of an earlier head office, is of whoever has the id`() async throws
  {
    let shop = try await ErasedShop()
    // Its device may not make cases any more: it stands in quarantine, and head office calls it a later customer's.
    let device = try await shop.world.replica("SH01", role: .dutyManager)
    let held = try device.new([
      ("channel", "email"), ("narrative", "zzheldzz again"), ("customer_id", "KH-77-Q"),
    ])
    try await device.enrol(with: shop.world.code("SH01", .auditor))
    try await shop.erase()
    try await shop.world.office.pool.write { try $0.run("UPDATE erasures SET until = 0", values: []) }
    #expect(await device.sync().failure == nil)
    #expect(try device.value(held, "narrative") == .none)
  }
}
