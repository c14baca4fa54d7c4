import Foundation
import TestSupport
import Testing

/// A file that cannot be read is told in one way, whatever it is for.
@Suite struct UnreadableFileTests {
  private static let commands: [[String]] = [
    ["import"], ["survey"], ["signal", "import"], ["new", "--channel", "phone", "-F"], ["bundle", "read"],
    ["bundle", "enrol"], ["backup", "--restore"], ["import", "x.csv", "--map"],
    ["emergency-plan", "--steps"], ["report", "rates", "--volumes"],
  ]

  @Test(arguments: commands)
  func `one that is missing ends with 3, a folder with 1, with the same words`(command: [String]) throws {
    let shop = try Shop()
    let none = shop.folder.path + "/none.csv"
    for (language, missing, folder) in [
      ("en", "There is no file \(none).", "\(shop.folder.path) cannot be read: it is a folder."),
      ("zh-Hans", "没有文件 \(none)。", "无法读取 \(shop.folder.path)：这是一个文件夹。"),
    ] {
      let first = try shop.casebook(command + [none, "--lang", language])
      #expect(first.status == 3 && first.error.contains(missing), "\(first)")
      let second = try shop.casebook(command + [shop.folder.path, "--lang", language])
      #expect(second.status == 1 && second.error.contains(folder), "\(second)")
    }
  }

  @Test(arguments: [["import"], ["survey"], ["signal", "import"]])
  func `columns that a file has not end with 2, and are named`(command: [String]) throws {
    let shop = try Shop()
    let file = try shop.file("f.csv", "colour,shape\nred,round\n")
    let ran = try shop.casebook(command + [file])
    #expect(ran.status == 2 && ran.error.contains("no column") && ran.error.contains("colour"), "\(ran)")
    #expect(try shop.casebook(command + [file, "--json"]).errorObject()["error"] as? String == "bad_file")
  }
}
