import Foundation
import GRDB
import RecordStore
import Testing

@Suite("The log beside a store, before SQLite opens it")
struct StoreLogTests {
  private let folder: String
  private let layout = StoreLayout(
    applicationID: 77, migrations: [{ db in try db.execute(sql: "CREATE TABLE t (a TEXT)") }])

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func read(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  /// A store as it stands at several moments: its file and its log, while somebody has it open.
  private func moments() throws -> [(file: Data, log: Data)] {
    let path = folder + "/\(UUID().uuidString).sqlite"
    try StoreFile.create(path: path, layout: layout) { _ in }.close()
    var found: [(Data, Data)] = []
    let first = try StoreFile.open(path: path, layout: layout)
    let second = try StoreFile.open(path: path, layout: layout)
    for round in 0..<12 {
      for (at, queue) in [first, second, first].enumerated() {
        try queue.writeWithoutTransaction { db in
          try db.inTransaction(.immediate) {
            let changes = db.totalChangesCount
            // What makes the file longer, and what does not.
            try db.execute(
              sql: round % 2 == at % 2
                ? "INSERT INTO t VALUES (hex(randomblob(3000)))" : "UPDATE t SET a = a || ?",
              arguments: round % 2 == at % 2 ? [] : ["\(round)"])
            if db.totalChangesCount == changes { try db.execute(sql: "INSERT INTO t VALUES ('x')") }
            try StoreFile.markFirstPage(db, since: changes)
            return .commit
          }
        }
        found.append((try read(path), try read(path + "-wal")))
      }
      if round % 3 == 1 {
        try first.writeWithoutTransaction { _ = try $0.checkpoint(round % 2 == 0 ? .passive : .truncate) }
      }
      if round % 4 == 3 {
        try second.writeWithoutTransaction { db in
          try db.inTransaction(.immediate) {
            try db.execute(sql: "CREATE TABLE u\(round) (a)")
            try StoreFile.markFirstPage(db)
            return .commit
          }
        }
      }
    }
    try second.close()
    try first.close()
    return found
  }

  /// Whether it is opened; and that what is not opened was not touched.
  private func opens(_ file: Data, _ log: Data, pool: Bool = false) throws -> Bool {
    let path = folder + "/\(UUID().uuidString).sqlite"
    try file.write(to: URL(fileURLWithPath: path))
    try log.write(to: URL(fileURLWithPath: path + "-wal"))
    do {
      if pool {
        let opened = try StoreFile.openPool(path: path, layout: layout)
        try opened.close()
      } else {
        let opened = try StoreFile.open(path: path, layout: layout)
        let sound = try opened.inDatabase { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(sound == "ok")
        try opened.close()
      }
      return true
    } catch StoreError.strangeLog {
      #expect(try read(path) == file && read(path + "-wal") == log)
      #expect(!FileManager.default.fileExists(atPath: path + "-shm"))
      return false
    }
  }

  @Test func `its own log is taken at every moment, and that of another time is not`() throws {
    let all = try moments()
    for moment in all { #expect(try opens(moment.file, moment.log)) }
    var refused = 0
    for (at, moment) in all.enumerated() {
      for (other, log) in all.enumerated() where !log.log.isEmpty && other != at {
        // The file as the other log found it, or as it left it, is right with it.
        guard all[other].file != moment.file else { continue }
        if try !opens(moment.file, log.log) { refused += 1 }
      }
    }
    #expect(refused > 300)
  }

  @Test(arguments: [false, true])
  func `a backup beside the log that was left there`(pool: Bool) throws {
    let path = folder + "/s.sqlite"
    let queue = try StoreFile.create(path: path, layout: layout) { _ in }
    for number in 0..<20 {
      try queue.inDatabase { try $0.execute(sql: "INSERT INTO t VALUES (hex(randomblob(\(number * 40))))") }
    }
    let backup = folder + "/b.sqlite"
    try StoreBackup.write(queue, to: backup, replacing: false)
    try queue.inDatabase { try $0.execute(sql: "UPDATE t SET a = 'later' WHERE rowid = 3") }
    let log = try read(path + "-wal")
    #expect(try !opens(try read(backup), log, pool: pool))
    #expect(try opens(try read(path), log, pool: pool))
    // SQLite would throw away the log of an empty file.
    #expect(try !opens(Data(), log, pool: pool))
    try queue.close()
  }

  @Test func `a log that SQLite reads nothing of is no reason, and a journal is`() throws {
    let path = folder + "/s.sqlite"
    try StoreFile.create(path: path, layout: layout) { _ in }.close()
    let file = try read(path)
    for log in [
      Data(), Data(count: 10), Data(count: 9000), Data("no log at all, some text of somebody".utf8),
    ] {
      #expect(try opens(file, log))
    }
    let copy = folder + "/j.sqlite"
    try file.write(to: URL(fileURLWithPath: copy))
    let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    try (Data(magic) + Data(count: 1000)).write(to: URL(fileURLWithPath: copy + "-journal"))
    guard
      case .strangeLog =
        (#expect(throws: StoreError.self) { _ = try StoreFile.open(path: copy, layout: layout) })
    else {
      Issue.record("not told")
      return
    }
    #expect(try read(copy) == file)
  }
}
