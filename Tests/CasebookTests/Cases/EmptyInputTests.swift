import Foundation
import Testing

/// What nobody can see is no input, and what cannot have been no time.
@Suite struct EmptyInputTests {
  @Test func `a filter that asks for nothing is refused: it would list everybody`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold", "--tag", "🎁")
    for option in [
      "--status", "--type", "--class", "--severity", "--channel", "--handler", "--customer", "--order",
      "--product", "--tag", "--since",
    ] {
      for value in ["", " ", "\u{200B}", "–", "&"] {
        let ran = try shop.casebook("list", "\(option)=\(value)")
        #expect(ran.status == 2 && ran.error.contains(option), "\(option) \(value): \(ran)")
      }
    }
    #expect(try shop.list("--tag", "🎁").count == 1)
    for (command, option) in [
      (["customer", "list"], "--batch"), (["customer", "list"], "--supplier"),
      (["customer", "list"], "--product"),
      (["customer", "list"], "--tag"), (["due"], "--handler"), (["task", "list"], "--owner"),
      (["qc", "list"], "--handler"),
    ] {
      for value in ["&", " ", "–"] {
        let ran = try shop.casebook(command + ["\(option)=\(value)"])
        #expect(ran.status == 2 && ran.error.contains(option), "\(command) \(option) \(value): \(ran)")
      }
    }
    let turned = try shop.casebook("list", "--since", "2026-12-01", "--until", "2026-11-01")
    #expect(turned.status == 2 && turned.error.contains("--until"), "\(turned)")
  }

  @Test(arguments: ["\u{200B}\u{2060}", "\u{202E}", "\u{FEFF}", " \u{200D} "])
  func `a text of which nothing is seen is empty`(text: String) throws {
    let shop = try Shop()
    #expect(try shop.casebook("new", "--channel", "phone", "--narrative", text).status != 0)
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    for arguments in [["note", "1", text], ["delete", "1", "--reason", text]] {
      #expect(try shop.casebook(arguments).status != 0, "\(arguments)")
    }
    #expect(try shop.list().count == 1)
  }

  @Test func `a time that cannot have been is refused where it is typed, in both languages`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    let next = Calendar(identifier: .gregorian).component(.year, from: Date()) + 1
    for (time, english, chinese) in [
      ("1026-12-01 10:00", "cannot be", "不可能"), ("1999-12-31", "cannot be", "不可能"),
      ("\(next)-12-15 12:00", "is still to come", "还没到"),
    ] {
      for option in ["--logged-at", "--occurred-at"] {
        let new = try shop.casebook("new", "--channel", "phone", "--narrative", "x", option, time)
        #expect(new.status == 2 && new.error.contains(english), "\(new)")
        let edit = try shop.casebook("edit", "1", option, time, "--lang", "zh-Hans")
        #expect(edit.status == 2 && edit.error.contains(chinese), "\(edit)")
      }
    }
    #expect(try shop.list().count == 1 && shop.array("conflict", "list").isEmpty)
    #expect(try shop.list("--since", "1999-01-01").count == 1, "a filter may ask for it")
  }

  @Test func `a row of a file with a time that cannot have been is rejected with its reason`() throws {
    let shop = try Shop()
    let file = shop.folder.path + "/rows.csv"
    try """
    id,channel,narrative,logged_at
    1,phone,old enough for a file,1956-03-01
    2,phone,the zero day of a spreadsheet,1899-12-30
    3,phone,to come,2999-01-01

    """.write(toFile: file, atomically: true, encoding: .utf8)
    let map = shop.folder.path + "/map.yaml"
    try """
    source: rows
    key: id
    columns: {channel: channel, narrative: narrative, id: external_id}
    fields:
      logged_at: {join: [logged_at], date: [yyyy-MM-dd]}

    """.write(toFile: map, atomically: true, encoding: .utf8)
    let ran = try shop.casebook("import", file, "--map", map)
    #expect(ran.status == 0 && ran.output.contains("“1899-12-30” cannot be"), "\(ran)")
    #expect(try shop.list().count == 1 && shop.array("conflict", "list").isEmpty)
  }
}
