import Testing

/// Times of a file that clocks showed twice or never, and cases of a file without any.
@Suite struct ImportedTimeTests {
  private static let rows =
    "id,text,when\n1,a,2026-10-25 02:30\n2,b,2026-10-25 02:59\n3,c,2026-10-25 03:00\n4,d,2026-03-29 02:30\n5,e,2026-10-25 01:59\n"
  private static func map(_ when: String) -> String {
    "source: s\nkey: id\nzone: Europe/Berlin\ncolumns: {id: external_id, text: narrative, when: \(when)}\n"
  }

  /// By the map's format, and read like what is typed.
  @Test(arguments: ["{field: logged_at, date: yyyy-MM-dd HH:mm}", "logged_at"])
  func `a time that clocks showed twice is the earlier, and told with its lines`(when: String) throws {
    let shop = try Shop()
    let report = try shop.imported(Self.rows, map: Self.map(when))
    #expect(report["imported"] as? Int == 4)
    let twice = try #require(report["times_shown_twice"] as? [[String: Any]])
    #expect(twice.map { $0["line"] as? Int } == [2, 3])
    #expect(twice.allSatisfy { $0["offset"] as? String == "+02:00" })
    let first = try #require(try shop.list().first { $0["external_id"] as? String == "1" })
    #expect(first["logged_at"] as? String == "2026-10-25T02:30:00+02:00")
    // And what clocks left out is no time.
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [5])
  }

  @Test func `people are told in one line`() throws {
    let shop = try Shop()
    let rows = try shop.file("rows.csv", Self.rows)
    let map = try shop.file("map.yaml", Self.map("{field: logged_at, date: yyyy-MM-dd HH:mm}"))
    let english = try shop.casebook("import", rows, "--map", map, "--dry-run", "--lang", "en")
    #expect(english.error.contains("2 rows twice (line 2, 3): the earlier one was taken, +02:00"))
    let chinese = try shop.casebook("import", rows, "--map", map, "--dry-run", "--lang", "zh-Hans")
    #expect(chinese.error.contains("2 行的时间因时钟拨慢出现两次（第 2, 3 行）：按较早的一次（+02:00）记录"))
    let none = try shop.file("none.csv", "id,text,when\n9,a,2026-10-25 03:00\n")
    #expect(!(try shop.casebook("import", none, "--map", map, "--lang", "en").error.contains("twice")))
  }

  @Test func `what is typed with such a time is told with the offset that was taken`() throws {
    let shop = try Shop()
    let berlin = ["TZ": "Europe/Berlin"]
    let new = try shop.casebook(
      [
        "new", "--channel", "phone", "--narrative", "x", "--logged-at", "2026-10-25 02:30", "--lang", "en",
      ], environment: berlin)
    #expect(new.status == 0)
    let said = new.error.split(separator: "\n").filter { $0.contains("twice") }
    #expect(said.count == 1 && said[0].contains("earlier") && said[0].contains("+02:00"), "\(new.error)")
    let listed = try shop.casebook(
      ["list", "--since", "2026-10-25 02:30", "--lang", "en"], environment: berlin)
    #expect(listed.error.contains("twice") && listed.error.contains("+02:00"))
    let exact = try shop.casebook(
      [
        "new", "--channel", "phone", "--narrative", "x", "--logged-at", "2026-10-25 02:30+01:00", "--lang",
        "en",
      ], environment: berlin)
    #expect(exact.status == 0 && !exact.error.contains("twice"))
  }

  @Test func `a case without a date has the moment of its import in each answer, and says so`() throws {
    let shop = try Shop()
    _ = try shop.imported("id,text\n1,cold soup\n", map: "source: s\nkey: id\ncolumns: {text: narrative}")
    let typed = try shop.new("--channel", "phone", "--narrative", "cold soup", "--logged-at", "2026-01-01")
    let listed = try shop.list()
    // Lists are by that moment.
    #expect(listed.map { $0["logged_at_derived"] as? Bool } == [true, nil])
    #expect(listed[1]["number"] as? String == typed && listed[1]["logged_at"] as? String == "2026-01-01")
    let moment = try #require(listed[0]["logged_at"] as? String)
    let number = try #require(listed[0]["number"] as? String)
    #expect(moment.count >= 25 && moment.hasPrefix("20"))
    #expect(try shop.json("show", number)["logged_at"] as? String == moment)
    #expect(try shop.found("soup").allSatisfy { $0["logged_at"] is String })
    // A file of cases says what they hold: there nobody said a date.
    let path = shop.folder.path + "/out.jsonl"
    #expect(try shop.casebook("export", "--format", "jsonl", "--output", path).status == 0)
    #expect(try shop.casebook("import", path, "--json").object()["unchanged"] as? Int == 2)
  }
}
