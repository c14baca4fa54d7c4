import Foundation
import Synchronization
import Testing

/// A backup is put back while somebody works, or where somebody left half a store. By the real program.
@Suite struct RestoringBesideTests {
  @Test func `a store that is put back while others write stays whole, and nothing that was saved is gone`()
    throws
  {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "base")
    let failures = Mutex<[String]>([])
    @Sendable func run(_ arguments: String...) {
      let ran = Result { try shop.casebook(arguments) }
      if case .success(let ran) = ran, ran.status == 0 { return }
      failures.withLock { $0.append("\(arguments): \(ran)") }
    }
    DispatchQueue.concurrentPerform(iterations: 4) { lane in
      if lane < 3 {
        for number in 1...5 {
          run("new", "--channel", "phone", "--narrative", "lane \(lane) number \(number)")
        }
      } else {
        for number in 1...2 {
          run("backup", shop.home + "/../backup-\(number).sqlite")
          run("backup", "--restore", shop.home + "/../backup-\(number).sqlite")
        }
      }
    }
    #expect(failures.withLock { $0 }.isEmpty)
    #expect(try shop.casebook("doctor").status == 0)
    var cases = Set(try shop.list().compactMap { $0["id"] as? String })
    for name in try FileManager.default.contentsOfDirectory(atPath: shop.home)
    where name.contains(".before-") && !name.hasSuffix("-wal") {
      let old = try Shop(initialised: false)
      try FileManager.default.createDirectory(atPath: old.home, withIntermediateDirectories: true)
      try #require(try old.casebook("backup", "--restore", shop.home + "/" + name).status == 0)
      cases.formUnion(try old.list().compactMap { $0["id"] as? String })
    }
    #expect(cases.count == 16)
  }

  @Test func `a log that its store was moved away from is kept where another store is put`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let moved = shop.home + "/../moved.sqlite"
    try FileManager.default.moveItem(atPath: shop.storePath, toPath: moved)
    let log = Data(repeating: 7, count: 5000)
    try log.write(to: URL(filePath: shop.storePath + "-wal"))
    let ran = try shop.casebook("backup", "--restore", moved)
    #expect(ran.status == 0 && ran.output.contains("-wal"), "\(ran)")
    let kept = try FileManager.default.contentsOfDirectory(atPath: shop.home).filter {
      $0.hasSuffix("-wal") && $0.contains(".before-")
    }
    #expect(try kept.map { try Data(contentsOf: URL(filePath: shop.home + "/" + $0)) } == [log])
    #expect(try shop.list().count == 1)
  }

  @Test func `where a log lies without its store, none is made that could not be opened`() throws {
    let shop = try Shop(initialised: false)
    try FileManager.default.createDirectory(atPath: shop.home, withIntermediateDirectories: true)
    let log = shop.storePath + "-wal"
    try Data(repeating: 7, count: 5000).write(to: URL(filePath: log))
    let ran = try shop.casebook("init", "--branch", "SH01")
    #expect(ran.status == 9 && ran.error.contains(log), "\(ran)")
    #expect(!FileManager.default.fileExists(atPath: shop.storePath))
    try FileManager.default.removeItem(atPath: log)
    #expect(try shop.casebook("init", "--branch", "SH01").status == 0)
  }
}
