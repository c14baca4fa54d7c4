import Foundation
import Testing

/// What is wrong about an encoding that somebody names, and about a text that is too long.
@Suite struct EncodingNameTests {
  private static let map = "source: s\nkey: id\ncolumns: {id: external_id, text: narrative}\n"

  @Test(arguments: ["ANSI", "ansi", "OEM"])
  func `a name that means another encoding on each computer is asked about`(
    name: String
  ) throws {
    let shop = try Shop()
    let rows = try shop.file("rows.csv", "id,text\n1,a\n")
    let map = try shop.file("map.yaml", Self.map)
    for (language, word) in [("en", "code page"), ("zh-Hans", "代码页")] {
      let ran = try shop.casebook("import", rows, "--map", map, "--encoding", name, "--lang", language)
      #expect(ran.status == 2 && ran.error.contains(word), "\(ran.error)")
      #expect(ran.error.contains("windows-1252") && ran.error.contains("gb18030"))
      let named = try shop.file("named.yaml", Self.map + "encoding: \(name)\n")
      let other = try shop.casebook("import", rows, "--map", named, "--lang", language)
      #expect(other.status == 2 && other.error.contains(word), "\(other.error)")
    }
    #expect(try shop.list().isEmpty)
  }

  @Test(arguments: ["gb18030", "windows-1252", "utf-16"])
  func `a file that says itself that it is UTF-8 is not read as another`(name: String) throws {
    let shop = try Shop()
    let rows = try shop.file("rows.csv", "\u{FEFF}id,text\n1,汤是凉的\n")
    let map = try shop.file("map.yaml", Self.map)
    let ran = try shop.casebook("import", rows, "--map", map, "--encoding", name, "--lang", "en")
    #expect(ran.status == 1 && ran.error.contains("says itself that it is UTF-8"), "\(ran.error)")
    #expect(try shop.list().isEmpty)
    #expect(try shop.casebook("import", rows, "--map", map, "--encoding", "utf-8").status == 0)
  }

  @Test func `a text of megabytes is refused before it is read, from a file and from a pipe`() throws {
    let shop = try Shop()
    let path = shop.folder.path + "/huge.txt"
    // A sparse file: whoever read it whole would need the memory.
    _ = FileManager.default.createFile(atPath: path, contents: Data("huge".utf8))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 1 << 36)
    try file.close()
    let ran = try shop.casebook("new", "--channel", "email", "-F", path)
    #expect(ran.status == 1 && ran.error.contains("huge.txt"), "\(ran.error)")
    let piped = try shop.casebook(
      ["new", "--channel", "email", "-F", "-"], input: [UInt8](repeating: 0x61, count: (1 << 20) + 1))
    #expect(piped.status == 1, "\(piped.error)")
    #expect(try shop.list().isEmpty)
    // As much as a field takes goes in.
    let fits = try shop.file("fits.txt", String(repeating: "a", count: 20_000))
    #expect(try shop.casebook("new", "--channel", "email", "-F", fits).status == 0)
  }
}
