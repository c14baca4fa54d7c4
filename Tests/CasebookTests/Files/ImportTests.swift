import Foundation
import Testing

/// `import`, with the real program.
@Suite struct ImportTests {
  private static let map = """
    source: letters
    key: 编号
    columns:
      编号: external_id
      内容: narrative
      日期: {field: logged_at, date: yyyy/M/d}
      程度: {field: severity, values: {重: severe, 轻: minor}}
      标签: {field: tags, split: ";"}
    constants:
      channel: email
    """

  private static let rows = """
    编号,内容,日期,程度,标签
    A-1,汤是凉的,2026/11/2,重,外卖;vip
    A-2,"排队太久，
    没人管",2026/11/3,轻,
    A-3,态度差,2026/13/3,轻,
    A-4,发错货,2026/11/4,不知道,
    A-1,汤还是凉的,2026/11/5,重,
    A-5,少了一件,2026/11/6,,

    """

  @Test func `rows that cannot be used are listed and the others go on`() throws {
    let shop = try Shop()
    let report = try shop.imported(Self.rows, map: Self.map)
    #expect(report["read"] as? Int == 6)
    #expect(report["imported"] as? Int == 3)
    #expect(report["unchanged"] as? Int == 0)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [5, 6, 7])
    let reasons = rejected.compactMap { $0["reason"] as? String }
    #expect(reasons[0].contains("2026/13/3"))
    #expect(reasons[1].contains("severity") && reasons[1].contains("不知道"))
    #expect(reasons[2].contains("A-1"))

    let cases = try shop.array("list")
    #expect(Set(cases.compactMap { $0["external_id"] as? String }) == ["A-1", "A-2", "A-5"])
    let first = try #require(cases.first { $0["external_id"] as? String == "A-1" })
    #expect(first["narrative"] as? String == "汤是凉的")
    #expect(first["logged_at"] as? String == "2026-11-02")
    #expect(first["severity"] as? String == "severe")
    #expect(first["status"] as? String == "received")
    #expect(first["channel"] as? String == "email")
    #expect(first["import_source"] as? String == "letters")
    #expect(Set(first["tags"] as? [String] ?? []) == ["外卖", "vip"])
  }

  @Test func `a second import changes nothing`() throws {
    let shop = try Shop()
    _ = try shop.imported(Self.rows, map: Self.map)
    let pending = try shop.json("status")["pending"] as? Int
    let again = try shop.imported(Self.rows, map: Self.map)
    #expect(again["imported"] as? Int == 0)
    #expect(again["unchanged"] as? Int == 3)
    // Neither what was edited nor what was deleted since comes back as it was.
    let cases = try shop.list()
    let edited = try #require(cases[0]["id"] as? String)
    let deleted = try #require(cases[1]["id"] as? String)
    _ = try shop.json("edit", edited, "--narrative", "rewritten")
    _ = try shop.json("delete", deleted, "--reason", "not ours")
    #expect(try shop.imported(Self.rows, map: Self.map)["unchanged"] as? Int == 2)
    #expect(try shop.json("show", edited)["narrative"] as? String == "rewritten")
    #expect(try shop.list().count == 2)
    #expect(pending == 3)
  }

  @Test func `totals and a header once more are told and become no cases, unless they are asked for`() throws
  {
    let shop = try Shop()
    let rows = "编号,内容,日期,程度,标签\nA-1,汤是凉的,2026/11/2,重,\n编号,内容,日期,程度,标签\n合计,1,,,\n"
    let report = try shop.imported(rows, map: Self.map)
    #expect(report["imported"] as? Int == 1)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [3, 4])
    #expect(rejected.allSatisfy { ($0["reason"] as? String)?.contains("--every-row") ?? false })
    let every = try shop.imported(rows, map: Self.map, "--every-row")
    #expect(every["imported"] as? Int == 1, "the total; “日期” is no date: \(every)")
  }

  @Test func `a dry run saves nothing`() throws {
    let shop = try Shop()
    let report = try shop.imported(Self.rows, map: Self.map, "--dry-run")
    #expect(report["imported"] as? Int == 3)
    #expect(report["dry_run"] as? Bool == true)
    #expect(try shop.list().isEmpty)
  }

  @Test func `two devices of a branch make one case of a row`() throws {
    let devices = [try Shop(), try Shop()]
    var seen: [[String: [String: Any]]] = []
    for device in devices {
      _ = try device.imported(Self.rows, map: Self.map)
      seen.append(
        Dictionary(uniqueKeysWithValues: try device.list().map { ($0["external_id"] as? String ?? "", $0) }))
    }
    try #require(Set(seen[0].keys) == Set(seen[1].keys))
    for (key, one) in seen[0] {
      let other = try #require(seen[1][key])
      #expect(one["id"] as? String == other["id"] as? String)
      // All else that a person can see is equal: nothing to merge. The numbers are each device's own.
      for field in ["narrative", "logged_at", "severity", "status", "channel", "import_source"] {
        #expect(one[field] as? String == other[field] as? String, "\(field)")
      }
    }
    let elsewhere = try Shop(initialised: false)
    _ = try elsewhere.json("init", "--branch", "BJ02")
    _ = try elsewhere.imported(Self.rows, map: Self.map)
    let ids = Set(try elsewhere.list().compactMap { $0["id"] as? String })
    #expect(ids.isDisjoint(with: seen[0].values.compactMap { $0["id"] as? String }))
  }

  @Test func `only some rows are wanted`() throws {
    let shop = try Shop()
    let report = try shop.imported(Self.rows, map: Self.map, "--only", "编号=A-5", "--only", "编号=A-2")
    #expect(report["imported"] as? Int == 2)
    #expect(report["filtered"] as? Int == 4)
    #expect(try shop.casebook("import", "x.csv", "--map", "m", "--only", "nothing").status != 0)
  }

  @Test func `everything wrong with a map is told at once`() throws {
    let shop = try Shop()
    let rows = try shop.file("rows.csv", Self.rows)
    let map = try shop.file(
      "map.yaml", "source: x\nkey: 编号\ncolumns:\n  内容: story\n  日期: {field: logged_at, date: nonsense}\n")
    let ran = try shop.casebook("import", rows, "--map", map)
    #expect(ran.status == 2)
    #expect(ran.error.contains("line 4") && ran.error.contains("line 5"))
    let missing = try shop.file("map2.yaml", "source: x\nkey: number\ncolumns: {text: narrative}\n")
    let other = try shop.casebook("import", rows, "--map", missing)
    #expect(other.status == 2)
    #expect(other.error.contains("number") && other.error.contains("text") && other.error.contains("编号"))
    #expect(try shop.casebook("import", "/nonexistent.csv", "--map", map).status != 0)
    #expect(try shop.list().isEmpty)
  }

  private static let severityMap = """
    source: faults
    key: id
    columns: {id: external_id, text: narrative, severity: severity}
    constants: {channel: phone}
    """

  @Test func `a row that says otherwise differs and changes its case when asked`() throws {
    let shop = try Shop()
    _ = try shop.imported("id,text,severity\n1,cold soup,minor\n2,wrong bill,minor\n", map: Self.severityMap)
    let corrected = "id,text,severity\n1,cold soup,severe\n2,wrong bill,minor\n3,new one,minor\n"
    let told = try shop.imported(corrected, map: Self.severityMap)
    #expect(told["imported"] as? Int == 1 && told["unchanged"] as? Int == 1 && told["updated"] as? Int == 0)
    let differs = try #require(told["differs"] as? [[String: Any]])
    #expect(differs.map { $0["line"] as? Int } == [2])
    let field = try #require((differs[0]["fields"] as? [[String: Any]])?.first)
    #expect(field["field"] as? String == "severity")
    #expect(field["here"] as? String == "minor" && field["file"] as? String == "severe")
    func severity() throws -> String? {
      try shop.list().first { $0["external_id"] as? String == "1" }?["severity"] as? String
    }
    #expect(try severity() == "minor")

    #expect(
      try shop.imported(corrected, map: Self.severityMap, "--update", "--dry-run")["updated"] as? Int == 1)
    #expect(try severity() == "minor")
    #expect(try shop.imported(corrected, map: Self.severityMap, "--update")["updated"] as? Int == 1)
    #expect(try severity() == "severe")
    let again = try shop.imported(corrected, map: Self.severityMap, "--update")
    #expect(again["updated"] as? Int == 0 && again["unchanged"] as? Int == 3)
    // What people change here stays while the file says the same, and what the file said first is different again.
    let number = try #require(differs[0]["number"] as? String)
    _ = try shop.json("edit", number, "--severity", "moderate")
    #expect(try shop.imported(corrected, map: Self.severityMap, "--update")["unchanged"] as? Int == 3)
    #expect(try severity() == "moderate")
    let back = "id,text,severity\n1,cold soup,minor\n"
    #expect((try shop.imported(back, map: Self.severityMap)["differs"] as? [Any])?.count == 1)
  }

  @Test func `a row whose case was deleted here is named, not passed over`() throws {
    let shop = try Shop()
    let rows = "id,text,severity\n1,cold soup,minor\n2,late,minor\n"
    _ = try shop.imported(rows, map: Self.severityMap)
    let deleted = try #require(
      try shop.list().first { $0["external_id"] as? String == "1" }?["number"] as? String)
    _ = try shop.json("delete", deleted, "--reason", "typed twice")
    let again = try shop.imported(
      rows.replacing("cold soup,minor", with: "cold soup,severe"), map: Self.severityMap)
    #expect(again["unchanged"] as? Int == 1)
    let named = try #require(again["deleted"] as? [[String: Any]])
    #expect(named.map { $0["line"] as? Int } == [2] && named.map { $0["number"] as? String } == [deleted])
    let told = try shop.casebook(
      "import", shop.file("again.csv", rows), "--map", shop.file("m.yaml", Self.severityMap), "--lang",
      "zh-Hans")
    #expect(told.output.contains("casebook restore \(deleted)"), "\(told)")
  }

  @Test func `a phone that is only spelt otherwise is no difference`() throws {
    let shop = try Shop()
    let map = "source: s\nkey: id\ncolumns: {id: external_id, text: narrative, phone: phone}\n"
    _ = try shop.imported("id,text,phone\n1,a,13800138000\n2,b,021-12345678转801\n", map: map)
    let same = try shop.imported(
      "id,text,phone\n1,a,+86 138-0013 8000\n2,b,021-12345678转802\n", map: map)
    #expect(same["unchanged"] as? Int == 1, "\(same)")
    #expect((same["differs"] as? [[String: Any]])?.map { $0["line"] as? Int } == [3])
  }

  @Test func `nothing was closed before it was logged, and nothing is from times that cannot be`() throws {
    let shop = try Shop()
    let map = "source: s\nkey: id\ncolumns: {text: narrative, from: logged_at, to: closed_at}\n"
    let report = try shop.imported(
      "id,text,from,to\n1,a,2026-11-02 10:00,2026-11-02\n2,b,2026-11-02,2026-11-01\n3,c,2026-11-02,2099-01-01\n",
      map: map)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [3, 4])
    #expect((rejected[0]["reason"] as? String)?.contains("before the case was logged") == true)
    let typed = try shop.casebook(
      "new", "--channel", "phone", "--narrative", "x", "--logged-at", "2026-11-02", "--closed-at",
      "2026-11-01", "--lang", "zh-Hans")
    #expect(typed.status == 2 && typed.error.contains("早于登记时间"), "\(typed.error)")
  }

  @Test
  func `what people write where there is no phone is none, and rounded batches and contacts are refused`()
    throws
  {
    let shop = try Shop()
    let map =
      "source: s\nkey: id\ncolumns: {id: external_id, text: narrative, phone: phone, batch: batch, contact: contact}\n"
    let words = ["无", "N/A", "不详", "-", "/", "NULL", "nan"]
    let rows = words.enumerated().map { "\($0.offset),x \($0.offset),\($0.element),,\n" }.joined()
    let report = try shop.imported(
      "id,text,phone,batch,contact\n\(rows)90,y,,2.02611E+17,\n91,z,,,1.38001E+10\n", map: map)
    #expect(report["imported"] as? Int == words.count)
    #expect((report["rejected"] as? [Any])?.count == 2)
    #expect(try shop.list().allSatisfy { !($0["phone"] is String) })
    // A number is kept as it is written, whoever it tells.
    let filled = try shop.imported("id,text,phone,batch,contact\n95,r,88888888,,\n", map: map)
    #expect(filled["imported"] as? Int == 1)
    #expect(try shop.list("--phone", "88888888").count == 1)
  }

  @Test func `what differs is listed for people in both languages`() throws {
    let shop = try Shop()
    _ = try shop.imported("id,text,severity\n1,cold soup,minor\n", map: Self.severityMap)
    let rows = try shop.file("other.csv", "id,text,severity\n1,cold soup,severe\n\n,,\n2,x,nonsense\n")
    let map = try shop.file("map.yaml", Self.severityMap)
    let english = try shop.casebook("import", rows, "--map", map, "--lang", "en")
    #expect(english.status == 0)
    #expect(english.output.contains("differs: 1 row") && english.output.contains("line 2: differs from"))
    #expect(english.output.contains("1 empty row skipped"))
    let last = english.error.split(separator: "\n").last ?? ""
    #expect(english.error.contains("--update") && last.contains("1 of 2 rows were rejected"))
    let chinese = try shop.casebook("import", rows, "--map", map, "--lang", "zh-Hans")
    #expect(chinese.output.contains("有差异 1") && chinese.output.contains("第 2 行"))
  }

  @Test func `a row that was put right below is taken`() throws {
    let shop = try Shop()
    let report = try shop.imported(
      "id,text,severity\n1,a,bad\n1,a,severe\n1,b,minor\n", map: Self.severityMap)
    #expect(report["imported"] as? Int == 1)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [2, 4])
    #expect((rejected.last?["reason"] as? String)?.contains("3") == true)
  }

  @Test func `a file of which no row can be used fails`() throws {
    let shop = try Shop()
    let rows = try shop.file("rows.csv", "id,text,severity\n1,a,bad\n2,b,worse\n")
    let map = try shop.file("map.yaml", Self.severityMap)
    let ran = try shop.casebook("import", rows, "--map", map, "--json")
    #expect(ran.status == 1 && ran.error.contains("\"all_rejected\""))
    #expect((try ran.object()["rejected"] as? [Any])?.count == 2)
    // A header alone is no failure: there was nothing to reject.
    let none = try shop.file("none.csv", "id,text,severity\n\n")
    #expect(try shop.casebook("import", none, "--map", map).status == 0)
  }

  @Test func `numbers that a spreadsheet rounded collapse into nothing`() throws {
    let shop = try Shop()
    let map =
      "source: s\nkey: id\ncolumns: {id: external_id, text: narrative, phone: phone, order: order_reference}\n"
    let rows = """
      id,text,phone,order
      2.02611E+17,first,,
      1,second,1.38001E+10,
      2,third,13800138000.0,202611280000120000
      3,fourth,13800138000.0,
      4,fifth,=13800138000,
      5,sixth,########,
      """
    let report = try shop.imported(rows, map: map)
    #expect(report["imported"] as? Int == 2)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.map { $0["line"] as? Int } == [2, 3, 4, 7])
    #expect(Set(try shop.list().compactMap { $0["phone"] as? String }) == ["13800138000"])
  }

  @Test func `more rows than one transaction holds`() throws {
    let shop = try Shop()
    let rows = "k,t\n" + (1...1203).map { "\($0),complaint number \($0)\n" }.joined()
    let report = try shop.imported(rows, map: "source: s\nkey: k\ncolumns: {t: narrative}\n")
    #expect(report["imported"] as? Int == 1203)
    let numbers = try shop.array("list", "--limit", "5000").compactMap { $0["number"] as? String }
    #expect(Set(numbers).count == 1203)
  }
}

extension Shop {
  /// The report of an import.
  func imported(_ rows: String, map: String, _ options: String...) throws -> [String: Any] {
    try imported(Array(rows.utf8), map: map, options)
  }

  func imported(_ rows: [UInt8], map: String, _ options: [String] = []) throws -> [String: Any] {
    let ran = try casebook(
      ["import", try file("rows.csv", rows), "--map", try file("map.yaml", map), "--json"] + options)
    try #require(ran.status == 0, "\(ran.error)")
    return try ran.object()
  }
}
