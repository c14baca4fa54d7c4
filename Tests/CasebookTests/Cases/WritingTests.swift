import Foundation
import Testing

/// Logging and changing cases, with the real program.
@Suite struct WritingTests {
  @Test func `a case needs only a channel and a narrative`() throws {
    let shop = try Shop()
    let ran = try shop.casebook("new", "--channel", "phone", "--narrative", "The soup was cold")
    #expect(ran.status == 0)
    #expect(ran.error.isEmpty)
    let number = ran.output.trimmingCharacters(in: .newlines)
    #expect(number.wholeMatch(of: /SH01-[A-Z]{2}-[0-9]{8}-001/) != nil)
    let shown = try shop.json("show", number)
    #expect(shown["narrative"] as? String == "The soup was cold")
    #expect(shown["channel"] as? String == "phone")
    #expect(shown["status"] as? String == "received")
    #expect(shown["number"] as? String == number)
  }

  @Test func `new tells programs id and number`() throws {
    let shop = try Shop()
    let made = try shop.json("new", "--channel", "phone", "--narrative", "x")
    #expect(Set(made.keys) == ["id", "number", "similar", "safety_words", "known_customer", "notices"])
    #expect(
      try shop.json("show", try #require(made["id"] as? String))["number"] as? String == made["number"]
        as? String)
  }

  @Test(arguments: [
    ["--channel", "phone"], ["--narrative", "x"], ["--channel", "phone", "--narrative", " \n "], [],
  ])
  func `without channel or narrative nothing is logged`(options: [String]) throws {
    let shop = try Shop()
    let ran = try shop.casebook(["new"] + options)
    #expect(ran.status == 2)
    #expect(ran.output.isEmpty)
    #expect(!ran.error.isEmpty)
    #expect(try shop.list().isEmpty)
  }

  @Test func `the narrative comes from a pipe in either encoding`() throws {
    let shop = try Shop()
    // 汤是凉的 in GB 18030.
    let gb18030: [UInt8] = [0xCC, 0xC0, 0xCA, 0xC7, 0xC1, 0xB9, 0xB5, 0xC4]
    for bytes in [Array("汤是凉的\n".utf8), gb18030, [0xEF, 0xBB, 0xBF] + Array("汤是凉的".utf8)] {
      let number = try shop.new("--channel", "email", "-F", "-", input: bytes)
      #expect(try shop.json("show", number)["narrative"] as? String == "汤是凉的")
    }
  }

  @Test func `a piped text that is refused is kept`() throws {
    let shop = try Shop()
    let text = "bad \u{1B}[2J text"
    let ran = try shop.casebook(["new", "--channel", "email", "-F", "-"], input: Array(text.utf8))
    #expect(ran.status == 2)
    let kept = try shop.files().filter { $0.hasSuffix(".txt") }
    try #require(kept.count == 1)
    #expect(ran.error.contains(kept[0]))
    #expect(try String(contentsOfFile: shop.home + "/" + kept[0], encoding: .utf8) == text)
  }

  @Test func `a wrong option is found before the pipe is read`() throws {
    let shop = try Shop()
    let ran = try shop.casebook(
      ["new", "--channel", "email", "--severity", "terrible", "-F", "-"], input: Array("long letter".utf8))
    #expect(ran.status == 2)
    #expect(ran.error.contains("minor, moderate, severe"))
    #expect(try shop.files() == ["casebook.sqlite"])
  }

  @Test func `edit changes several fields at once`() throws {
    let shop = try Shop()
    let number = try shop.new(
      "--channel", "phone", "--narrative", "x", "--tag", "young", "--phone", "13800138000")
    let ran = try shop.casebook(
      "edit", number, "--severity", "严重损害", "--urgency=high", "--class", "service", "--handler", "李娜",
      "--amount", "128.5", "--tag", "+vip", "--tag", "-young", "--phone=", "--safety", "是")
    #expect(ran.status == 0)
    #expect(ran.output.isEmpty)
    let shown = try shop.json("show", "1")
    #expect(shown["severity"] as? String == "severe")
    #expect(shown["urgency"] as? String == "high")
    #expect(shown["problem_class"] as? String == "service_attitude")
    #expect(shown["handler"] as? String == "李娜")
    #expect(shown["amount"] as? String == "128.50 CNY")
    #expect(shown["tags"] as? [String] == ["vip"])
    #expect(shown["phone"] == nil)
    #expect(shown["safety"] as? Bool == true)
  }

  @Test func `one wrong field and nothing of the edit is saved`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    let before = try shop.json("show", number)["version"] as? String
    for wrong in [
      ["--severity", "terrible"], ["--amount", "12.345 CNY"], ["--occurred-at", "someday"],
      ["--safety", "perhaps"],
    ] {
      let ran = try shop.casebook(["edit", number, "--title", "T"] + wrong)
      #expect(ran.status == 2, "\(wrong)")
    }
    #expect(try shop.casebook("edit", number, "--title", "T", "--nosuchfield", "x").status == 2)
    #expect(try shop.json("show", number)["version"] as? String == before)
  }

  @Test func `an edit to what stands there is none`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x", "--severity", "minor")
    let before = try shop.json("status")["pending"] as? Int
    let edited = try shop.json("edit", number, "--severity", "minor", "--narrative", " x ")
    #expect(edited["changed"] as? Bool == false)
    #expect(try shop.json("status")["pending"] as? Int == before)
  }

  @Test func `edit if version only works on that version`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    let old = try #require(try shop.json("show", number)["version"] as? String)
    let edited = try shop.json("edit", number, "--if-version", old, "--severity", "minor")
    #expect(edited["changed"] as? Bool == true)
    let refused = try shop.casebook("edit", number, "--if-version", old, "--severity", "severe", "--json")
    #expect(refused.status == 5)
    #expect(refused.output.isEmpty)
    let error = try refused.errorObject()
    #expect(error["error"] as? String == "version_differs")
    #expect((error["message"] as? String)?.contains(edited["version"] as? String ?? "?") == true)
    #expect(try shop.json("show", number)["severity"] as? String == "minor")
  }

  @Test func `a case is named as a duplicate by its number`() throws {
    let shop = try Shop()
    let first = try shop.json("new", "--channel", "phone", "--narrative", "x")
    try shop.new("--channel", "phone", "--narrative", "x again", "--duplicate-of", "1")
    #expect(try shop.json("show", "2")["duplicate_of"] as? String == first["id"] as? String)
    #expect(try shop.casebook("edit", "2", "--duplicate-of", "77").status == 3)
  }

  @Test func `notes stay and are struck out`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    #expect(try shop.casebook("note", "1", "Called", "back").status == 0)
    #expect(try shop.casebook(["note", "1", "-"], input: Array("two\nlines\n".utf8)).status == 0)
    let notes = try shop.timeline("1").filter { $0["kind"] as? String == "note" }
    #expect(notes.map { $0["text"] as? String } == ["Called back", "two\nlines"])
    let id = try #require(notes[0]["id"] as? String)

    #expect(try shop.casebook("note", "--withdraw", id).status == 2)
    #expect(try shop.casebook("note", "--withdraw", "ffffffff", "--reason", "wrong case").status == 3)
    // Both were made within a minute, and ids begin with the time.
    #expect(
      try shop.casebook("note", "--withdraw", String(id.prefix(6)), "--reason", "wrong case").status == 3)
    #expect(
      try shop.casebook("note", "--withdraw", String(id.prefix(18)), "--reason", "wrong case").status == 0)
    let after = try shop.timeline("1").filter { $0["kind"] as? String == "note" }
    #expect(after.map { $0["withdrawn"] as? Bool } == [true, false])
    #expect(after[0]["text"] as? String == "Called back")
    #expect(
      after[0]["reason"] as? String == "wrong case"
        || after[0]["withdrawal_reason"] as? String == "wrong case")
    #expect(try shop.casebook("note", "1", " ").status == 2)
    #expect(try shop.casebook("note", "99", "x").status == 3)
  }

  @Test func `a deleted case leaves the lists and comes back`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    #expect(try shop.casebook("delete", number).status == 2)
    #expect(try shop.list().count == 1)
    #expect(try shop.casebook("delete", number, "--reason", "logged twice").status == 0)
    #expect(try shop.list().isEmpty)
    for refused in [
      ["edit", number, "--title", "T"], ["note", number, "x"], ["delete", number, "--reason", "again"],
    ] {
      let ran = try shop.casebook(refused)
      #expect(ran.status == 6, "\(refused)")
      #expect(ran.error.contains("casebook restore \(number)"))
    }
    #expect(try shop.json("restore", number)["deleted"] as? Bool == false)
    #expect(try shop.list().count == 1)
    #expect(try shop.casebook("restore", number).status == 6)
    #expect(try shop.timeline(number).map { $0["kind"] as? String } == ["deletion", "restoration"])
  }

  @Test func `several programs at once give every case its own number`() async throws {
    let shop = try Shop()
    let numbers = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 0..<4 {
        group.addTask {
          try (0..<5).map {
            try shop.new("--channel", "phone", "--narrative", "worker \(worker), case \($0)")
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(numbers).count == 20)
    #expect(try shop.list("--limit", "100").count == 20)
  }
}
