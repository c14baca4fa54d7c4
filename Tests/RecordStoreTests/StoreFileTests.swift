import FoundationEssentials
import GRDB
import Glibc
import RecordStore
import Testing

@Suite("Store files that are not as they should be")
struct StoreFileTests {
  private let folder: String
  private let layout = StoreLayout(
    applicationID: 77, migrations: [{ db in try db.execute(sql: "CREATE TABLE t (a TEXT)") }])

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func made() throws -> String {
    let path = folder + "/store.sqlite"
    let queue = try StoreFile.create(path: path, layout: layout) { db in
      try db.execute(sql: "INSERT INTO t VALUES ('a')")
    }
    try queue.close()
    return path
  }

  private func error(_ body: () throws -> Void) -> StoreError? {
    do {
      try body()
      return nil
    } catch { return error as? StoreError }
  }

  @Test func `a file that is not there is told as missing`() {
    guard case .missing = error({ _ = try StoreFile.open(path: folder + "/none", layout: layout) }) else {
      Issue.record("not told as missing")
      return
    }
  }

  @Test func `a store is not made over another one`() throws {
    let path = try made()
    #expect(error { _ = try StoreFile.create(path: path, layout: layout) { _ in } } != nil)
    _ = try StoreFile.open(path: path, layout: layout)
  }

  @Test func `a making that fails leaves no half-made file`() {
    struct Stop: Error {}
    let path = folder + "/half.sqlite"
    #expect(throws: Stop.self) { _ = try StoreFile.create(path: path, layout: layout) { _ in throw Stop() } }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `of a newer version: left alone`() throws {
    let path = try made()
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 9") }
    try queue.close()
    guard case .newer(9, 1) = error({ _ = try StoreFile.open(path: path, layout: layout) }) else {
      Issue.record("not told as newer")
      return
    }
  }

  @Test func `a file of another program is told as foreign`() throws {
    let path = folder + "/other.sqlite"
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "CREATE TABLE x (a)") }
    try queue.close()
    guard case .foreign = error({ _ = try StoreFile.open(path: path, layout: layout) }) else {
      Issue.record("not told as foreign")
      return
    }
  }

  @Test func `no SQLite file at all, or cut in the middle`() throws {
    let path = folder + "/garbage.sqlite"
    try Data(repeating: 7, count: 5000).write(to: URL(filePath: path))
    guard case .damaged = error({ _ = try StoreFile.open(path: path, layout: layout) }) else {
      Issue.record("garbage not told as damaged")
      return
    }
    let cut = try made()
    let queue = try DatabaseQueue(path: cut)
    try queue.write { db in
      for _ in 0..<2000 { try db.execute(sql: "INSERT INTO t VALUES (hex(randomblob(50)))") }
    }
    try queue.close()
    let bytes = try Data(contentsOf: URL(filePath: cut))
    try bytes.prefix(bytes.count / 2).write(to: URL(filePath: cut))
    let reading = error {
      let queue = try StoreFile.open(path: cut, layout: layout)
      try translatingStoreErrors { _ = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM t") } }
    }
    guard case .damaged = reading else {
      Issue.record("a cut file not told as damaged: \(String(describing: reading))")
      return
    }
  }

  @Test func `a log that a reader made grow shrinks once the reader has gone`() throws {
    let path = try made()
    let queue = try StoreFile.open(path: path, layout: layout)
    func size() throws -> Int {
      try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0
    }
    func write(_ count: Int) throws {
      for _ in 0..<count {
        try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (hex(randomblob(250000)))") }
      }
    }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.readonly = true
    let reader = try DatabaseQueue(path: path, configuration: configuration)
    try reader.inDatabase { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM t")
    }
    try write(60)
    #expect(try size() > StoreFile.logBytes + 4_000_000)
    try reader.inDatabase { try $0.execute(sql: "COMMIT") }
    try write(2)
    #expect(try size() <= StoreFile.logBytes)
  }

  @Test func `a row that holds what it should not is damage, whatever was made of it`() throws {
    let queue = try StoreFile.open(path: try made(), layout: layout)
    func read<Result>(_ sql: String, _ body: (StoreRow) throws -> Result) throws -> Result? {
      try translatingStoreErrors { try queue.read { db in try db.row(sql).map(body) } }
    }
    #expect(try read("SELECT 7, 'x', NULL, x'00'") { ($0[0] as Int, $0[1] as String, $0[2] as Int?) }?.0 == 7)
    for sql in ["SELECT NULL", "SELECT 'x'", "SELECT x'00ff'"] {
      guard case .damaged = error({ _ = try read(sql) { $0[0] as Int64 } }) else {
        Issue.record("not told as damaged: \(sql)")
        return
      }
    }
    #expect(error { _ = try read("SELECT NULL") { $0[0] as String } } != nil)
    #expect(error { _ = try read("SELECT x'0102'") { $0.identifier(0) } } != nil)
    #expect(error { _ = try read("SELECT 1") { $0[5] as Int64 } } != nil)
    // One that is told is told once: the next reading is sound.
    #expect(try read("SELECT 1") { $0[0] as Int64 } == 1)
  }

  @Test func `an older store is brought up to date, once`() throws {
    let path = try made()
    let newer = StoreLayout(
      applicationID: 77,
      migrations: layout.migrations + [
        { db in try db.execute(sql: "ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'b'") }
      ])
    for _ in 0..<2 {
      let queue = try StoreFile.open(path: path, layout: newer)
      #expect(try queue.read { try String.fetchOne($0, sql: "SELECT a || b FROM t") } == "ab")
    }
  }

  @Test func `a disk without room: told as such, and what was there stays`() throws {
    let path = try made()
    let queue = try StoreFile.open(path: path, layout: layout)
    let failure = error {
      try translatingStoreErrors {
        try queue.write { db in
          try db.execute(sql: "PRAGMA max_page_count = 3")
          for _ in 0..<1000 { try db.execute(sql: "INSERT INTO t VALUES (hex(randomblob(500)))") }
        }
      }
    }
    guard case .diskFull = failure else {
      Issue.record("not told as full: \(String(describing: failure))")
      return
    }
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 1)
  }

  @Test func `a folder or a pipe where the store should be cannot be read`() throws {
    let pipe = folder + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    for path in [folder, pipe] {
      guard case .notReadable = error({ _ = try StoreFile.open(path: path, layout: layout) }) else {
        Issue.record("not told as unreadable: \(path)")
        return
      }
      guard case .notReadable = error({ _ = try DamagedFile(path: path) }) else {
        Issue.record("not told as unreadable: \(path)")
        return
      }
    }
  }

  @Test(arguments: [0, 1])
  func `a store whose tables are not those of its version is damaged`(version: Int) throws {
    let longer = StoreLayout(
      applicationID: 77,
      migrations: layout.migrations + [{ db in try db.execute(sql: "CREATE TABLE u (a TEXT)") }])
    let path = folder + "/longer.sqlite"
    let queue = try StoreFile.create(path: path, layout: longer) { _ in }
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(version)") }
    try queue.close()
    guard case .damaged = error({ _ = try StoreFile.open(path: path, layout: longer) }) else {
      Issue.record("not told as damaged")
      return
    }
  }

  @Test func `an index or a column that is not there is damage`() throws {
    let queue = try StoreFile.open(path: try made(), layout: layout)
    for sql in [
      "SELECT a FROM t INDEXED BY gone", "SELECT b FROM t", "INSERT INTO t (b) VALUES (1)", "SELECT a FROM u",
    ] {
      guard
        case .damaged = error({
          try translatingStoreErrors { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } }
        })
      else {
        Issue.record("not told as damaged: \(sql)")
        return
      }
    }
  }

  @Test func `what a store is asked for before is asked before anything in it is changed`() throws {
    struct Stop: Error {}
    let path = try made()
    let newer = StoreLayout(
      applicationID: 77,
      migrations: layout.migrations + [{ db in try db.execute(sql: "ALTER TABLE t ADD COLUMN b TEXT") }])
    #expect(throws: Stop.self) {
      _ = try StoreFile.openPool(path: path, layout: newer) { _ in throw Stop() }
    }
    _ = try StoreFile.open(path: path, layout: layout)
  }
}
