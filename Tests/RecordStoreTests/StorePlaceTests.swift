import FoundationEssentials
import GRDB
import Glibc
import RecordStore
import Testing

/// What lies beside a store is looked at without touching the store: to close any descriptor of a file drops all
/// POSIX locks that the process has on it (fcntl(2)), SQLite's among them.
@Suite("Beside a store")
struct StorePlaceTests {
  private let folder: String
  private var path: String { folder + "/store.sqlite" }
  private let layout = StoreLayout(
    applicationID: 77, migrations: [{ db in try db.execute(sql: "CREATE TABLE t (a TEXT)") }])

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try StoreFile.create(path: path, layout: layout) { _ in }.close()
  }

  private func make(_ name: String, _ bytes: [UInt8] = []) {
    #expect(FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(bytes)))
  }

  /// Whether somebody has a lock on an open file that goes with its process: what is asked for is one that goes with
  /// the open file itself (F_OFD_GETLK), which those of its own process stand against too.
  private func isLocked(_ file: Int32) -> Bool {
    var lock = Glibc.flock()
    lock.l_type = Int16(F_WRLCK)
    return fcntl(file, 36, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  @Test func `copies are found by what they say of themselves, and the store under no name`() throws {
    for name in ["copy.sqlite", "backup"] {
      try FileManager.default.copyItem(atPath: path, toPath: folder + "/" + name)
    }
    let other = StoreLayout(applicationID: 78, migrations: layout.migrations)
    try StoreFile.create(path: folder + "/other.sqlite", layout: other) { _ in }.close()
    make("letter.sqlite", Array("Dear Li Na".utf8))
    symlink("store.sqlite", folder + "/symbolic.sqlite")
    link(path, folder + "/hard.sqlite")
    let place = StorePlace(of: path)
    #expect(place.copies(layout: layout) == ["backup", "copy.sqlite"])
    #expect(place.isStore("store.sqlite-wal") && !place.isStore("copy.sqlite"))
    #expect(place.isCopy("copy.sqlite-wal", layout: layout) && !place.isCopy("hard.sqlite", layout: layout))
    // The folder at work has no name.
    #expect(StorePlace(of: "store.sqlite").folder.isEmpty && StorePlace(of: "/s").folder == "/")
  }

  @Test func `to look for copies and for what was left half made drops none of the store's locks`() throws {
    let queue = try StoreFile.open(path: path, layout: layout)
    try queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        try db.execute(sql: "INSERT INTO t VALUES ('a')")
        for suffix in ["", "-wal", "-shm"] {
          symlink(path + suffix, folder + "/symbolic" + suffix)
          link(path + suffix, folder + "/hard" + suffix)
        }
        // Published, and the process was ended before it gave up the other name.
        link(path, path + ".new-99999999")
        link(path, folder + "/another.new-99999999")
        symlink(path, folder + "/one-more.new-99999999")
        // Opened before, and closed at the end: the test's own descriptors do the same.
        let files = ["", "-shm"].map { suffix in open(path + suffix, O_RDWR | O_CLOEXEC) }
        #expect(files.allSatisfy { $0 >= 0 && isLocked($0) })
        #expect(StorePlace(of: path).copies(layout: layout).isEmpty)
        StagedFile.removeAbandoned(in: folder)
        #expect(files.allSatisfy(isLocked))
        for file in files { close(file) }
        return .rollback
      }
    }
    let left = StoreFolder.names(in: folder).filter(StagedFile.isDraft)
    #expect(
      left == ["another.new-99999999", "one-more.new-99999999"], "only what is the store's own name goes")
  }

  @Test func `only half stores are taken away, whatever the store is called`() throws {
    make("顾客é.sqlite.new-99999999")
    make("empty.new-99999999")
    make("half.new-99999999", Array("SQLite format 3\0".utf8) + [UInt8](repeating: 7, count: 100))
    make("half.new-99999999-journal", [1])
    make("letter.new-99999999", Array("Dear Li Na".utf8))
    make("running.new-\(getpid())")
    let found = StagedFile.leftovers(of: folder + "/顾客é.sqlite")
    #expect(found.map(\.isAbandoned) == [true])
    StagedFile.removeAbandoned(in: folder)
    let left = StoreFolder.names(in: folder).filter { $0.contains(".new-") }
    #expect(left == ["letter.new-99999999", "running.new-\(getpid())"])
  }

  @Test func `files are found in folders within, to a depth and a number, and links are not followed`() throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "folders-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let deep = folder.appending(path: "a/b/c/d/e")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    for path in ["one", "a/two", "a/b/c/d/three", "a/b/c/d/e/four"] {
      try Data().write(to: folder.appending(path: path))
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "link").path, withDestinationPath: folder.path)
    let path = folder.path + "/"
    #expect(StoreFolder.files(in: path) == ["a/b/c/d/three", "a/two", "one"])
    #expect(StoreFolder.files(in: path, depth: 0) == ["one"])
    #expect(StoreFolder.files(in: path, limit: 0) == [])
  }
}
