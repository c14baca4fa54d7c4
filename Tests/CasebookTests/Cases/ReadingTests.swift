import Foundation
import GRDB
import RecordStore
import Replica
import Testing

/// What the reading commands print: for programs, keys that others rely on; for people, text that fits.
@Suite struct ReadingTests {
  /// A case with something of everything.
  private func shopWithACase() throws -> Shop {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "3号房空调噪音很大，半夜被吵醒两次。", "--title", "空调噪音，半夜被吵醒",
      "--severity", "severe", "--type", "service", "--customer", "王先生", "--phone", "138 0013 8000",
      "--customer-id", "C-9",
      "--tag", "vip", "--tag", "hotel", "--handler", "小王", "--amount", "128", "--emergency", "yes", "--needs",
      "fact",
      "--occurred-at", "2026-11-20 23:30")
    _ = try shop.json("note", "1", "已致电客人道歉")
    return shop
  }

  // MARK: - JSON

  @Test func `show has the keys that others rely on`() throws {
    let shown = try shopWithACase().json("show", "1")
    for key in ["id", "number", "branch", "status", "version"] { #expect(shown[key] is String, "\(key)") }
    for key in ["tags", "flags", "conflicts", "timeline"] { #expect(shown[key] is [Any], "\(key)") }
    #expect(shown["tags"] as? [String] == ["hotel", "vip"])
    #expect(shown["flags"] as? [String] == ["emergency"])
    #expect(shown["severity"] as? String == "severe")
    #expect(shown["amount"] as? String == "128.00 CNY")
    #expect(shown["occurred_at"] as? String == "2026-11-20T23:30:00+08:00")
    #expect(shown["needs"] as? [String] == ["fact"])
    #expect((shown["logged_at"] as? String)?.hasSuffix("+08:00") == true)
    let note = try #require((shown["timeline"] as? [[String: Any]])?.first)
    #expect(note["kind"] as? String == "note")
    #expect(note["text"] as? String == "已致电客人道歉")
    #expect(note["author"] as? String == "Li Na")
    for key in ["id", "at", "branch"] { #expect(note[key] is String, "\(key)") }
  }

  @Test func `lists are cases without timeline`() throws {
    let shop = try shopWithACase()
    let listed = try #require(try shop.list().first)
    #expect(listed["timeline"] == nil)
    #expect(listed["narrative"] as? String == "3号房空调噪音很大，半夜被吵醒两次。")
    let found = try #require(try shop.found("空调").first)
    #expect(found["number"] as? String == listed["number"] as? String)
    #expect((found["excerpt"] as? String)?.contains("空调") == true)
    #expect(found["rank"] is Double)
    #expect(try shop.found("xyzzy").isEmpty)
  }

  @Test func `status has the keys that others rely on`() throws {
    let status = try shopWithACase().json("status")
    let keys: Set = [
      "replica", "branch", "role", "head_office", "pending", "conflicts", "quarantined", "notices",
      "last_sync",
      "clock_offset_ms", "scopes",
    ]
    #expect(keys.isSubset(of: status.keys))
    #expect(status["pending"] as? Int == 2)
    #expect(status["conflicts"] as? Int == 0)
    #expect(status["head_office"] is NSNull)
    let scope = try #require((status["scopes"] as? [[String: Any]])?.first)
    #expect(scope["scope"] as? String == "SH01")
    #expect((scope["digest"] as? String)?.utf8.count == 64)
    #expect(["position", "records", "complete"].allSatisfy { scope.keys.contains($0) })
  }

  @Test func `history tells every version`() throws {
    let shop = try shopWithACase()
    _ = try shop.json("edit", "1", "--severity", "minor")
    let versions = try shop.array("history", "1", "--field", "severity")
    #expect(versions.map { $0["value"] as? String } == ["severe", "minor"])
    #expect(versions.map { $0["current"] as? Bool } == [false, true])
    #expect(versions.map { $0["state"] as? String } == ["replaced", "current"])
    #expect(versions[1]["replaced"] as? [String] == [versions[0]["dot"] as? String ?? "none"])
    for key in ["field", "author", "replica", "branch", "at", "stamp", "clock", "dot"] {
      #expect(versions[0][key] is String, "\(key)")
    }
    #expect(try shop.array("history", "1").contains { $0["kind"] as? String == "note" })
  }

  @Test func `a duplicate names its original by the number that people say`() throws {
    let shop = try Shop()
    let first = try shop.new("--channel", "phone", "--narrative", "cold soup")
    let second = try shop.new("--channel", "phone", "--narrative", "cold soup again")
    try #require(try shop.casebook("withdraw", second, "--as", "duplicate", "--of", first).status == 0)
    let line = try shop.casebook("show", second).output.split(separator: "\n").first {
      $0.contains("Duplicate of")
    }
    #expect(line?.hasSuffix(first) == true, "\(line ?? "")")
  }

  @Test func `a conflict is seen wherever the case is`() throws {
    let shop = try Shop()
    let number = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    try shop.new("--channel", "email", "--narrative", "no conflict")
    #expect(try shop.list("--conflicted").map { $0["number"] as? String } == [number])
    let shown = try shop.json("show", number)
    #expect(shown["flags"] as? [String] == ["conflicted"])
    #expect(shown["severity"] as? String == "minor")
    let conflict = try #require((shown["conflicts"] as? [[String: Any]])?.first)
    #expect(conflict["field"] as? String == "severity")
    #expect(conflict["base"] as? String == "moderate")
    let heads = try #require(conflict["heads"] as? [[String: Any]])
    #expect(heads.map { $0["value"] as? String } == ["minor", "severe"])
    #expect(heads.map { $0["winner"] as? Bool } == [true, false])
    let versions = try shop.array("history", number, "--field", "severity")
    #expect(versions.map { $0["state"] as? String } == ["replaced", "open", "won"])
    let id = try #require(conflict["id"] as? String)
    for (language, word) in [("en", "conflict show"), ("zh-Hans", "有冲突")] {
      let page = try shop.casebook("show", number, "--lang", language).output
      #expect(page.contains(id))
      #expect(page.contains(word))
      #expect(page.contains("Colleague"))
      // Nobody is sent where he is refused.
      #expect(!page.contains("conflict resolve"))
    }
    #expect(try shop.casebook("history", number).output.contains("moderate".capitalized + " → "))
  }

  @Test func `nothing new is an empty array`() throws { #expect(try Shop().array("news").isEmpty) }

  @Test func `news is seen once unless kept`() throws {
    let shop = try shopWithACase()
    let id = try #require(try shop.list().first?["id"] as? String)
    let store = try ReplicaStore.open(path: shop.home + "/casebook.sqlite")
    try store.write { session in
      let sql = "INSERT INTO news (aggregate, what, at) VALUES (?, 'changed', 1795000000000)"
      guard case .found(let row) = try session.reader.resolve(id) else { return }
      try session.db.run(sql, values: [.id(row.id)])
    }
    for _ in 0..<2 { #expect(try shop.array("news", "--keep").count == 1) }
    let news = try #require(try shop.array("news").first)
    #expect(news["what"] as? String == "changed")
    #expect(news["case_id"] as? String == id)
    #expect((news["case"] as? String)?.hasPrefix("SH01-") == true)
    #expect(try shop.array("news").isEmpty)
  }

  // MARK: - Filters

  @Test(arguments: [
    (["--severity", "严重"], 1), (["--severity", "minor"], 1), (["--type", "service"], 1),
    (["--channel", "email"], 1),
    (["--phone", "+86 138-0013-8000"], 1), (["--phone", "13900139000"], 0), (["--customer", "C-9"], 1),
    (["--handler", "小王"], 1), (["--status", "已受理"], 2), (["--status", "archived"], 0),
    (["--branch", "sh01"], 2),
    (["--branch", "BJ02"], 0), (["--since", "yesterday"], 2), (["--since", "2999-01-01"], 0),
    (["--conflicted"], 0),
    (["--limit", "1"], 1), (["--limit", "0"], 2), (["--severity", "severe", "--channel", "email"], 0),
  ])
  func `a filter narrows the list`(options: [String], count: Int) throws {
    let shop = try shopWithACase()
    try shop.new("--channel", "email", "--narrative", "The parcel was crushed", "--severity", "minor")
    let ran = try shop.casebook(["list", "--json"] + options)
    #expect(ran.status == 0, "\(ran.error)")
    #expect(try ran.array().count == count)
  }

  @Test func `a case is named in many ways`() throws {
    let shop = try shopWithACase()
    let second = try shop.json("new", "--channel", "email", "--narrative", "The parcel was crushed")
    let number = try #require(second["number"] as? String)
    let id = try #require(second["id"] as? String)
    let names = [
      number, number.lowercased(), "2", "002", String(number.suffix(7)), String(number.dropFirst(5)), id,
      id.replacingOccurrences(of: "-", with: ""), String(id.prefix(20)), "@last", "２",
    ]
    for name in names { #expect(try shop.json("show", name)["id"] as? String == id, "\(name)") }
  }

  // MARK: - For people

  @Test func `a page fits eighty columns and says everything`() throws {
    let shop = try shopWithACase()
    _ = try shop.json("edit", "1", "--expectation", String(repeating: "希望换到安静的房间，并退还一晚房费。", count: 9))
    for (language, words) in [
      ("zh-Hans", ["严重", "紧急", "客户陈述", "已致电客人道歉", "王先生", "处理记录", "登记时间"]),
      ("en", ["Severe", "Emergency", "Narrative", "已致电客人道歉", "王先生", "Timeline", "Logged"]),
    ] {
      let page = try shop.casebook("show", "1", "--lang", language).output
      for word in words { #expect(page.contains(word), "\(word)") }
      for line in page.split(separator: "\n") { #expect(line.terminalColumns <= 80, "\(line)") }
    }
  }

  @Test func `columns stand under their titles in chinese`() throws {
    let shop = try shopWithACase()
    try shop.new(
      "--channel", "email", "--narrative", "The parcel was crushed", "--severity", "minor", "--handler", "Li")
    let lines = try shop.casebook("list", "--lang", "zh-Hans").output.split(separator: "\n")
    try #require(lines.count == 3)
    for (title, cells) in [("状态", ["已受理", "已受理"]), ("经办人", ["Li", "小王"]), ("摘要", ["The parcel", "空调噪音"])] {
      let at = try #require(lines[0].range(of: title)).lowerBound
      let column = lines[0][..<at].terminalColumns
      for (line, cell) in zip(lines.dropFirst(), cells) {
        let found = try #require(line.range(of: cell), "\(line)")
        #expect(line[..<found.lowerBound].terminalColumns == column, "\(line)")
      }
    }
  }

  @Test func `what somebody typed drives no terminal`() throws {
    let shop = try Shop()
    // Not accepted from the command line; it may come from elsewhere.
    try shop.new("--channel", "phone", "--narrative", "x")
    let evil = "\u{1B}]0;owned\u{07}\u{9B}31m\rover\u{202E}written"
    // No program of this version writes it: a text of as many bytes is, and then another stands in its place.
    let plain = "~]0;owned~~~31m~over~~~written"
    try #require(plain.utf8.count == evil.utf8.count)
    do {
      let store = try ReplicaStore.open(path: shop.home + "/casebook.sqlite")
      try store.write { session in
        guard case .found(let row) = try session.reader.resolve("1") else { return }
        for number: UInt32 in [3, 5, 8, 15, 12] {
          try session.put(row, [.init(.init(number), .text(plain))])
          try session.endGroup()
        }
      }
    }
    let file = try DatabaseQueue(path: shop.home + "/casebook.sqlite")
    try file.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try file.close()
    let place = URL(fileURLWithPath: shop.home + "/casebook.sqlite")
    let bytes = try Data(contentsOf: place)
    let spoilt = bytes.replacing(Data(plain.utf8), with: Data(evil.utf8))
    try #require(spoilt != bytes)
    try spoilt.write(to: place)
    for command in [["list"], ["show", "1"], ["history", "1"], ["search", "owned"], ["news"], ["status"]] {
      let ran = try shop.casebook(command)
      #expect(ran.status == 0)
      let bad = ran.output.unicodeScalars.filter { scalar in
        scalar != "\n"
          && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x202E)
      }
      #expect(bad.isEmpty, "\(command)")
    }
  }

  @Test func `a withdrawn note is marked with its reason`() throws {
    let shop = try shopWithACase()
    let id = try #require(try shop.timeline("1").first?["id"] as? String)
    _ = try shop.json("note", "--withdraw", id, "--reason", "wrong case")
    let page = try shop.casebook("show", "1").output
    #expect(page.contains("withdrawn"))
    #expect(page.contains("[已致电客人道歉]"))
    #expect(page.contains("wrong case"))
  }

  @Test func `the words of a search are marked`() throws {
    let shop = try shopWithACase()
    #expect(try shop.casebook("search", "空调", "吵醒").output.contains("[空调]噪音"))
    #expect(try shop.casebook("search", "道歉").output.contains("已致电客人[道歉]"))
  }

  @Test func `old changes are mentioned in one line on standard error`() throws {
    let shop = try shopWithACase()
    let store = try ReplicaStore.open(path: shop.home + "/casebook.sqlite")
    try store.write { try $0.db.run("UPDATE changes SET at = at - 2 * 24 * 3600 * 1000 WHERE number = 1") }
    for command in [["list", "--json"], ["show", "1"], ["note", "1", "x"]] {
      let ran = try shop.casebook(command)
      #expect(ran.status == 0)
      #expect(
        ran.error.split(separator: "\n").count { $0.contains("wait for head office") } == 1, "\(ran.error)")
      #expect(!ran.output.contains("wait for head office"))
    }
    #expect(try shop.casebook("list", "--lang", "zh-Hans").error.contains("待上传"))
  }

  // MARK: - Export, help, completion

  @Test func `an export holds every case and every field`() throws {
    let shop = try shopWithACase()
    try shop.new("--channel", "email", "--narrative", "=1+1, \"quoted\"\nsecond line")
    let gone = try shop.new("--channel", "email", "--narrative", "to be deleted")
    _ = try shop.json("delete", gone, "--reason", "test")
    let lines = try shop.casebook("export", "--format", "jsonl").output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(lines.count == 2)
    #expect((lines[0]["timeline"] as? [Any])?.count == 1)
    let path = shop.folder.path + "/cases.csv"
    let ran = try shop.casebook("export", "--format", "csv", "--output", path)
    #expect(ran.status == 0)
    #expect(ran.output.isEmpty)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.hasPrefix("id,number,branch,title,"))
    #expect(text.contains("\"'=1+1, \"\"quoted\"\"\nsecond line\""))
    #expect(!text.contains("to be deleted"))
    #expect(text.contains("hotel;vip"))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try shop.casebook("export", "--format", "csv", "--output", "/proc/nosuch/x").status == 1)
  }
}
