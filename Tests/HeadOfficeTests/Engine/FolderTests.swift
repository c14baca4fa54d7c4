import FoundationEssentials
import RecordStore
import Synchronization
import Testing
import Versioning

@testable import HeadOffice

/// What lies beside head office's store, and how long its writer is held.
@Suite struct FolderTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "casebook-folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func `one process at a time has the folder, and the next one once that has ended`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let lock = try #require(try DataLock(directory: folder.path))
      let second = try DataLock(directory: folder.path)
      withExtendedLifetime(lock) { #expect(second == nil) }
    }
    #expect(try DataLock(directory: folder.path) != nil)
  }

  @Test func `a folder that cannot be written is told of, not taken for another's`() {
    #expect(throws: StoreError.self) { try DataLock(directory: "/proc/no-such-folder") }
  }

  @Test func `of the ledger of erasures every whole line is read, and none that a crash cut`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ErasureLedger(path: folder.appending(path: "erasures").path)
    #expect(try ledger.lines().isEmpty)
    let lines = (1...2).map { at in
      ErasureLedger.Line(
        erasure: Identifier(high: 1, low: UInt64(at)), until: Int64(at), customer: ContentHash(content: [1]),
        records: (0..<at).map { Identifier(high: 2, low: UInt64($0)) })
    }
    try ledger.append([lines[0]])
    let whole = try #require(FileManager.default.contents(atPath: ledger.path))
    let text = try #require(String(decoding: whole, as: UTF8.self).split(separator: "\n").first)
    for cut in [text.prefix(20), text.prefix(40), text.prefix { $0 != " " } + " 1", text.dropLast(37)] {
      try Data(whole + Array(cut.utf8)).write(to: URL(filePath: ledger.path))
      try ledger.append([lines[1]])
      #expect(try ledger.lines() == lines, "\(cut)")
    }
  }

  @Test func `the writer is given up when its time is over, and not a moment before`() {
    let now = Mutex<Int64>(5)
    let budget = WorkBudget({ now.withLock { $0 } }, nanoseconds: 10)
    for (time, isSpent) in [(5, false), (14, false), (15, true), (99, true)] as [(Int64, Bool)] {
      now.withLock { $0 = time }
      #expect(budget.isSpent == isSpent, "\(time)")
    }
  }

  @Test func `a ledger that cannot be written is told of`() {
    let line = ErasureLedger.Line(
      erasure: Identifier(high: 1, low: 1), until: 1, customer: ContentHash(content: [1]), records: [])
    #expect(throws: StoreError.self) { try ErasureLedger(path: "/dev/full").append([line]) }
  }

  @Test func `what is left of erasures is told as the store has it: ledger, log and copies`() throws {
    let office = try Office()
    try StoreBackup.write(
      office.store.pool, to: office.folder.appending(path: "nightly.sqlite").path, replacing: false)
    let keys: [(MetaKey<Int64>, String)] = [
      (.ledgerPending, "ledger"), (.scrubPending, "log"), (.copiesPending, "copy nightly.sqlite"),
    ]
    for (key, left) in keys {
      try office.store.pool.write { try $0.setMeta(key, 1) }
      #expect(try office.store.unfinishedErasures().map(\.code) == [left])
      try office.store.pool.write { try $0.setMeta(key, 0) }
    }
    #expect(try office.store.unfinishedErasures().isEmpty)
  }
}
