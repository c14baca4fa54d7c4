import Foundation
import TestSupport
import Testing

/// `casebook export-site` as people run it.
@Suite struct ExportSiteTests {
  private func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: URL(filePath: folder + "/" + path)) }
    }
    return files
  }

  /// Head office with an article that is published, one that is retired, a manuscript, and a case.
  private func shop() throws -> Shop {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    try head.new("--channel", "phone", "--narrative", "秘密的工单内容", "--customer-name", "王小芳")
    for (key, title, body) in [("refunds", "刷卡退款", "# 步骤\n\n1. 看卡"), ("gone", "已下架的文章", "旧的")] {
      let made = try head.json(
        "article", "new", "--title", title, "--kind", "how_to", "--body", body, "--author", "李审批")
      let id = try #require(made["id"] as? String)
      _ = try head.json("article", "publish", id, "--as", key, "--author", "李审批")
    }
    let retired = try head.casebook("article", "retire", "gone")
    try #require(retired.status == 0, "\(retired.error)")
    _ = try head.json("article", "new", "--title", "未发布的稿件", "--kind", "faq", "--body", "未定稿")
    return head
  }

  @Test func `it has what is published and nothing else, and is the same bytes every time`() throws {
    let shop = try shop()
    let place = shop.folder.path + "/site"
    let told = try shop.json("export-site", place)
    #expect(told["articles"] as? Int == 1 && told["studies"] as? Int == 0 && told["plans"] as? Int == 6)
    #expect(told["replaced"] as? Bool == false && told["folder"] as? String == place)
    let first = try files(place)
    #expect(first.count == told["files"] as? Int)
    #expect(first["en/article-refunds.html"] != nil && first["zh-Hans/article-refunds.html"] != nil)
    for secret in ["秘密的工单内容", "王小芳", "李审批", "已下架的文章", "未发布的稿件", "未定稿"] {
      for (name, bytes) in first {
        #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(name): \(secret)")
      }
    }
    let again = try shop.json("export-site", place + "/", "--lang", "zh-Hans")
    #expect(again["replaced"] as? Bool == true)
    #expect(try files(place) == first)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: shop.folder.path).filter { $0.hasPrefix("site") }
        == ["site"])
  }

  @Test func `a folder that is no earlier site, or holds more, is left as it is`() throws {
    let shop = try Shop()
    let place = shop.folder.path + "/site"
    let other = shop.folder.path + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    #expect(
      try shop.casebook("export-site", other, "--json").errorObject()["error"] as? String == "not_a_site")
    try #require(try shop.casebook("export-site", place).status == 0)
    for added in ["notes.txt", "en/notes.txt"] {
      try Data("mine".utf8).write(to: URL(filePath: place + "/" + added))
      let before = try files(place)
      let ran = try shop.casebook("export-site", place)
      #expect(ran.status == 1 && ran.error.contains("notes.txt"), "\(ran)")
      #expect(try files(place) == before)
      try FileManager.default.removeItem(atPath: place + "/" + added)
    }
    #expect(try shop.casebook("export-site", place).status == 0)
  }

  @Test func `a file, a link and standard output are no place for it`() throws {
    let shop = try Shop()
    let place = shop.folder.path + "/site"
    try #require(try shop.casebook("export-site", place).status == 0)
    let link = shop.folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place)
    let file = shop.folder.path + "/file"
    try Data("x".utf8).write(to: URL(filePath: file))
    for taken in [link, file, "/dev/null"] {
      #expect(try shop.casebook("export-site", taken).status == 1, "\(taken)")
    }
    #expect(try shop.casebook("export-site", "-").status == 2)
    #expect(try shop.casebook("export-site", shop.folder.path + "/no/such").status == 1)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == place)
  }

  @Test
  func `what an export that was ended left goes with the next one, unless somebody put something there`()
    throws
  {
    let shop = try Shop()
    let place = shop.folder.path + "/site"
    try #require(try shop.casebook("export-site", place).status == 0)
    // No process has this number.
    for left in [place + ".part-4194304", place + ".former-4194304"] {
      try FileManager.default.copyItem(atPath: place, toPath: left)
    }
    let kept = place + ".part-4194305"
    try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(filePath: kept + "/notes.txt"))
    #expect(try shop.casebook("export-site", place).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path).filter {
      $0.hasPrefix("site")
    }
    #expect(names.sorted() == ["site", "site.part-4194305"])
  }
}
