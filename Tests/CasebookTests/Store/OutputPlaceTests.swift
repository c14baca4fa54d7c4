import Foundation
import Glibc
import TestSupport
import Testing

/// Where commands write files: never over a store, whatever they are told.
@Suite struct OutputPlaceTests {
  /// A shop with a case, whose store somebody else has open, so that its log stands beside it.
  private func shop() throws -> Shop {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    return shop
  }

  @Test(arguments: ["casebook.sqlite", "other.sqlite", "other.sqlite-wal", "sync.lock"])
  func `an export or a bundle never takes the place of a store, or of what belongs to one`(name: String)
    throws
  {
    let shop = try shop()
    let target = shop.home + "/" + name
    if name.hasPrefix("other") {
      try #require(try shop.casebook("backup", shop.home + "/other.sqlite").status == 0)
    }
    if !FileManager.default.fileExists(atPath: target) { try Data("x".utf8).write(to: URL(filePath: target)) }
    let before = try Data(contentsOf: URL(filePath: target))
    for arguments in [
      ["export", "--format", "csv", "--output", target], ["export", "--format", "xlsx", "--output", target],
      ["bundle", "write", target], ["export-site", target],
    ] {
      let ran = try shop.casebook(arguments + ["--lang", "zh-Hans"])
      #expect(ran.status == 1, "\(arguments): \(ran)")
    }
    #expect(try Data(contentsOf: URL(filePath: target)) == before)
    #expect(try shop.list().count == 1)
  }

  @Test func `a backup never takes the place of the store itself, nor of one in use, whatever is forced`()
    throws
  {
    let shop = try shop()
    let store = shop.home + "/casebook.sqlite"
    let link = shop.folder.path + "/same.sqlite"
    try #require(Glibc.link(store, link) == 0)
    for place in [store, link] {
      let ran = try shop.casebook("backup", place, "--force", "--lang", "zh-Hans")
      #expect(ran.status == 1 && ran.error.contains("是数据库或其附属文件"), "\(ran)")
    }
    // A backup that nobody uses may be replaced.
    let backup = shop.folder.path + "/b.sqlite"
    #expect(try shop.casebook("backup", backup).status == 0)
    #expect(try shop.casebook("backup", backup, "--force").status == 0)
    #expect(try shop.list().count == 1 && shop.casebook("doctor").status == 0)
    let office = try Office()
    let ran = try office.run(["backup", office.data + "/head-office.sqlite", "--force"])
    #expect(ran.status == 1, "\(ran)")
    #expect(try office.run(["check"]).status == 0)
  }

  @Test func `what is no file is told as that, not as one to be forced`() throws {
    let shop = try shop()
    let pipe = shop.folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    for place in ["/dev/null", pipe] {
      let ran = try shop.casebook("backup", place)
      #expect(ran.status == 1 && !ran.error.contains("--force"), "\(ran)")
    }
    #expect(try shop.casebook("export", "--format", "csv", "--output", "-").status == 2)
  }

  @Test func `what an interrupted export left of customers' data goes with the next one`() throws {
    let shop = try shop()
    let target = shop.folder.path + "/all.csv"
    // No process has this number.
    let left = target + ".part-4194304"
    try Data("Li Na".utf8).write(to: URL(filePath: left))
    #expect(try shop.casebook("export", "--format", "csv", "--output", target).status == 0)
    #expect(!FileManager.default.fileExists(atPath: left))
  }

  @Test func `salvage of what is no file is refused, and waits for nobody`() throws {
    let shop = try Shop(initialised: false)
    let store = shop.home + "/casebook.sqlite"
    try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
    var ran = try shop.casebook("doctor", "--salvage", shop.folder.path + "/s.sqlite")
    #expect([1, 9].contains(ran.status), "\(ran)")
    try FileManager.default.removeItem(atPath: store)
    try #require(mkfifo(store, 0o600) == 0)
    ran = try shop.casebook("doctor", "--salvage", shop.folder.path + "/s.sqlite")
    #expect([1, 9].contains(ran.status), "\(ran)")
  }
}
