import Foundation
import Testing

/// `casebook signal`, and what an erasure does to what is no case.
@Suite("Signals")
struct SignalTests {
  private func signals(_ shop: Shop, _ more: String...) throws -> [[String: Any]] {
    let ran = try shop.casebook(["signal", "list", "--json"] + more)
    try #require(ran.status == 0, "\(ran.error)")
    return try ran.array()
  }

  @Test func `a signal is noted, listed, and becomes a case that says where it came from`() throws {
    let shop = try Shop()
    let ran = try shop.casebook(
      "signal", "结账时叹气，甜品没动就走了", "--kind", "非言语行为", "--channel", "当场", "--at", "昨天下午3点", "--lang", "zh-Hans")
    #expect(ran.status == 0, "\(ran.error)")
    let name = ran.output.trimmingCharacters(in: .newlines)
    let signal = try #require(try signals(shop).first)
    #expect(signal["kind"] as? String == "nonverbal" && signal["channel"] as? String == "in_store")
    #expect(signal["text"] as? String == "结账时叹气，甜品没动就走了" && signal["branch"] as? String == "SH01")
    #expect((signal["noticed_at"] as? String)?.hasSuffix("T15:00:00+08:00") ?? false)
    #expect(try shop.list().isEmpty, "it is no case yet")
    #expect(try shop.casebook("search", "甜品").status == 0)
    #expect(try shop.casebook("new", "--signal", name, "--severity", "minor").status == 0)
    let made = try shop.json("show", "1")
    #expect(made["narrative"] as? String == "结账时叹气，甜品没动就走了" && made["channel"] as? String == "in_store")
    #expect(made["signal"] as? [String] == ["nonverbal"] && made["severity"] as? String == "minor")
    #expect(try signals(shop).isEmpty)
    let number = try #require(made["number"] as? String)
    #expect(try signals(shop, "--all").first?["cases"] as? [String] == [number])
  }

  @Test
  func `at a terminal the case that a signal becomes is asked for, from what the signal does not say`()
    throws
  {
    let shop = try Shop()
    try #require(
      try shop.casebook("signal", "Asked three times about the bill", "--kind", "repeated").status == 0)
    let name = try #require(try signals(shop).first?["name"] as? String)
    let terminal = try Terminal(shop, "new", "--signal", name)
    try terminal.answer("Channel › ", "1")
    try terminal.answer("Product or service › ", ".")
    try terminal.answer("Enter logs it", "")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    #expect(try shop.json("show", "1")["narrative"] as? String == "Asked three times about the bill")
    #expect(try signals(shop).isEmpty && shop.array("drafts").isEmpty)
  }

  @Test func `a review of a time that cannot be is refused, and stars may have a point`() throws {
    let shop = try Shop()
    let file = try shop.file(
      "reviews.csv",
      """
      text,kind,noticed_at,channel,link,stars,reach,reply,replied_at
      A,,2099-11-21,,https://example.org/1,1,,,
      B,,1899-11-21,,https://example.org/2,1,,,
      C,,2026-11-21,,https://example.org/3,1,,Sorry,2099-11-22
      D,,2026-11-21,,https://example.org/4,"2,0",,,
      E,,2026-11-21,,https://example.org/5,4.0,,,

      """)
    let report = try shop.json("signal", "import", file)
    #expect(report["imported"] as? Int == 2)
    #expect((report["rejected"] as? [[String: Any]])?.map { $0["line"] as? Int } == [2, 3, 4])
    #expect(Set(try signals(shop, "--all").compactMap { $0["stars"] as? Int }) == [2, 4])
  }

  @Test func `a case that was made of a review shows its link, stars, reach and reply`() throws {
    let shop = try Shop()
    let file = try shop.file(
      "reviews.csv",
      """
      text,kind,noticed_at,channel,link,stars,reach,reply,replied_at
      Cold soup,,2026-11-21,,https://example.org/7,2,1200 readers,We are sorry,2026-11-22
      """)
    try #require(try shop.casebook("signal", "import", file).status == 0)
    let name = try #require(try signals(shop).first?["name"] as? String)
    try #require(try shop.casebook("new", "--signal", name, "--channel", "chat").status == 0)
    try shop.new("--channel", "phone", "--narrative", "Late")
    let found = try #require((try shop.json("show", "1")["signals"] as? [[String: Any]])?.first)
    #expect(found["link"] as? String == "https://example.org/7" && found["stars"] as? Int == 2)
    #expect(try shop.json("show", "2")["signals"] == nil)
    let told = try shop.casebook("show", "1", "--lang", "zh-Hans").output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in ["由不满苗头转来", "https://example.org/7", "1200 readers", "We are sorry"] {
      #expect(told.contains(words), "\(told)")
    }
    let lines = try shop.casebook("export", "--format", "jsonl").output.split(separator: "\n")
    #expect(lines.count == 2 && lines.map { $0.contains("1200 readers") } == [true, false])
  }

  @Test func `a review that was put right below is taken`() throws {
    let shop = try Shop()
    let file = try shop.file(
      "reviews.csv",
      """
      text,kind,noticed_at,channel,link,stars,reach,reply,replied_at
      Odd,,2026-11-21,,https://example.org/4,7,,,
      Odd,,2026-11-21,,https://example.org/4,1,,,

      """)
    let report = try shop.json("signal", "import", file)
    #expect(report["imported"] as? Int == 1)
    #expect((report["rejected"] as? [[String: Any]])?.map { $0["line"] as? Int } == [2])
  }

  @Test func `reviews come from a file once each, praise needs nobody, and the public reply is kept`() throws
  {
    let shop = try Shop()
    let file = shop.home + "/reviews.csv"
    try """
    text,kind,noticed_at,channel,link,stars,reach,reply,replied_at
    菜凉了,,2026-11-20 12:00,,https://example.org/1,1,阅读 3400,,
    Great,,2026-11-21,,https://example.org/2,5,,Thank you!,2026-11-22
    ,,2026-11-21,,https://example.org/3,1,,,
    Odd,,2026-11-21,,https://example.org/4,7,,,
    """.write(toFile: file, atomically: true, encoding: .utf8)
    let dry = try shop.casebook("signal", "import", file, "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("2 would be imported"), "\(dry.output) \(dry.error)")
    #expect(try signals(shop, "--all").isEmpty)
    for _ in 1...2 { #expect(try shop.casebook("signal", "import", file).status == 0) }
    #expect(try signals(shop, "--all").count == 2)
    let open = try signals(shop)
    #expect(open.map { $0["kind"] as? String } == ["negative_review"], "praise is not open")
    #expect(open.first?["stars"] as? Int == 1 && open.first?["reach"] as? String == "阅读 3400")
    #expect(open.first?["channel"] as? String == "online_review")
    let name = try #require(open.first?["name"] as? String)
    #expect(try shop.casebook("signal", "reply", name, "").status == 2)
    let replied = try shop.casebook("signal", "reply", name, "非常抱歉，不可能再发生", "--lang", "zh-Hans")
    #expect(replied.status == 0 && replied.error.contains("用语提示"), "\(replied.error)")
    #expect(try signals(shop).first?["reply"] as? String == "非常抱歉，不可能再发生", "and it is still to be worked on")
    let told = try shop.casebook("signal", "list", "--lang", "zh-Hans").output
    #expect(told.contains("负面评论 1★") && told.contains("已回复"), "\(told)")
  }

  @Test func `a signal is looked after by somebody by a date, or dismissed with a reason`() throws {
    let shop = try Shop()
    func note(_ text: String) throws -> String {
      try shop.casebook("signal", text, "--kind", "nonverbal").output.trimmingCharacters(in: .newlines)
    }
    let (first, second) = (try note("Sighed at the till"), try note("Left without dessert"))
    #expect(try shop.casebook("signal", "assign", first, "--to", "李娜", "--due", "yesterday").status == 2)
    #expect(try shop.casebook("signal", "assign", first, "--to", "").status == 2)
    let soon = ISO8601DateFormatter().string(from: Date().addingTimeInterval(4))
    #expect(try shop.casebook("signal", "assign", first, "--to", "李娜", "--due", soon).status == 0)
    _ = try waitUntil(within: 60) { try !signals(shop, "--late").isEmpty }
    let late = try #require(try signals(shop, "--late").first)
    #expect(late["owner"] as? String == "李娜" && late["late"] as? Bool == true)
    #expect(try signals(shop, "--mine", "--author", "李娜").count == 1)
    #expect(try shop.casebook("signal", "dismiss", second).status == 2)
    #expect(try shop.casebook("signal", "dismiss", second, "--reason", "Was only tired").status == 0)
    #expect(try signals(shop).map { $0["name"] as? String } == [first])
    let all = try shop.casebook("signal", "list", "--all", "--lang", "zh-Hans").output
    #expect(all.contains("不予处理：Was only tired") && all.contains("李娜"), "\(all)")
    let parts = try shop.json("report", "signals")["parts"] as? [[String: Any]] ?? []
    let row = (parts.first?["rows"] as? [[String: Any]])?.first
    #expect(row?["signals"] as? Int == 2 && row?["dismissed"] as? Int == 1 && row?["late"] as? Int == 1)
    #expect(try shop.casebook("report", "signals", "--by", "class").status == 2)
    let again = try shop.casebook("signal", "dismiss", second, "--reason", "x")
    #expect(again.status == 6 && again.error.contains("Was only tired"))
    #expect(try shop.casebook("new", "--signal", first, "--channel", "phone").status == 0)
    #expect(try shop.casebook("signal", "assign", first, "--to", "X").status == 6)
  }

  @Test func `what is no signal, or says too little, is refused`() throws {
    let shop = try Shop()
    #expect(try shop.casebook("signal", "x", "--kind", "nonsense").status == 2)
    #expect(try shop.casebook("signal", "x").status == 2)
    #expect(try shop.casebook("signal", "", "--kind", "nonverbal").status == 2)
    #expect(try shop.casebook("new", "--signal", "abcdef", "--channel", "phone").status == 3)
    #expect(try shop.list().isEmpty)
    // The field of a case by the same name still takes its terms.
    try shop.new("--channel", "phone", "--narrative", "Cold", "--signal", "nonverbal")
    #expect(try shop.json("show", "1")["signal"] as? [String] == ["nonverbal"])
  }

  @Test
  func
    `a branch shares its signals with head office and nobody else; two cases of one signal are no conflict`()
    throws
  {
    let office = try Office()
    let (here, there, other) = (try office.shop(), try office.shop(), try office.shop("SH02"))
    try #require(try here.casebook("signal", "Left early", "--kind", "nonverbal").status == 0)
    for shop in [here, there, other] { try #require(try shop.casebook("sync").status == 0) }
    #expect(try signals(there).count == 1 && signals(other).isEmpty)
    let name = try #require(try signals(there).first?["name"] as? String)
    for shop in [here, there] {
      try #require(try shop.casebook("new", "--signal", name, "--channel", "in_store").status == 0)
    }
    for shop in [here, there, here] { try #require(try shop.casebook("sync").status == 0) }
    #expect(try (signals(here, "--all").first?["cases"] as? [String])?.count == 2)
    #expect(try here.array("conflict", "list").isEmpty && here.list().count == 2)
  }

  @Test
  func `an erasure reaches the signal that the case came from, and the drafts that name the customer`()
    throws
  {
    let office = try Office()
    let (branch, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    try #require(try branch.casebook("signal", "王芳叹气", "--kind", "nonverbal").status == 0)
    let name = try #require(try signals(branch).first?["name"] as? String)
    let made = try branch.json(
      "new", "--signal", name, "--channel", "in_store", "--customer-id", "C-1", "--phone", "13800138000")
    for (shop, file, phone) in [
      (branch, "aaaaaaaa", "+86 138 0013 8000"), (branch, "bbbbbbbb", "13900139000"),
      (admin, "cccccccc", "13800138000"),
    ] {
      let id = file + String((try #require(made["id"] as? String)).dropFirst(8))
      try FileManager.default.createDirectory(
        atPath: shop.home + "/drafts", withIntermediateDirectories: true)
      try "casebook-draft 1 \(id) 0\n=phone\t\(phone)\n".write(
        toFile: shop.home + "/drafts/\(id).draft", atomically: true, encoding: .utf8)
    }
    for shop in [branch, admin] { try #require(try shop.casebook("sync").status == 0) }
    #expect(try branch.array("drafts").count == 2)
    let erasure = try admin.json("erase", "--customer", "C-1", "--reason", "by letter")
    #expect(erasure["drafts"] as? Int == 1 && erasure["cases"] as? Int == 1)
    for shop in [admin, branch] { try #require(try shop.casebook("sync").status == 0) }
    #expect(try signals(branch, "--all").first?["text"] as? String == "")
    let left = try branch.array("drafts").compactMap { ($0["answers"] as? [String: String])?["phone"] }
    #expect(left == ["13900139000"])
  }
}
