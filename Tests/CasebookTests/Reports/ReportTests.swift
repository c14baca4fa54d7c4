import Foundation
import Testing

/// The reports, as people and programs get them.
@Suite("Reports")
struct ReportTests {
  private static let map = """
    source: reports
    key: [id]
    columns:
      id: external_id
      day: {field: logged_at, date: yyyy-MM-dd}
      closed:
        - {field: closed_at, date: yyyy-MM-dd}
        - {field: status, values: {"*": archived}, default: received}
      class: problem_class
      severity: severity
      product: product
      phone: phone
      mood: emotion_before
    constants: {channel: phone, title: 投诉}
    """

  private static let header = "id,day,closed,class,severity,product,phone,mood\n"

  private static let six = """
    1,2026-01-05,2026-01-07,product_quality,minor,蛋糕,13800138000,angry
    2,2026-01-06,2026-01-06,service_attitude,moderate,,13900139000,furious
    3,2026-01-20,,product_quality,minor,蛋糕,13800138000,angry
    4,2026-02-03,2026-03-05,process_efficiency,severe,快递,,
    5,2026-02-10,2026-02-11,product_quality,minor,"Tea, green",13700137000,calm
    6,2026-02-28,,product_quality,severe,蛋糕,13900139000,furious
    """

  private func fill(_ shop: Shop, _ rows: String) throws {
    let map = try shop.file("map.yaml", Self.map)
    let ran = try shop.casebook("import", try shop.file("cases.csv", Self.header + rows), "--map", map)
    try #require(ran.status == 0, "\(ran.error)")
  }

  @Test func `how many duplicates there are is told in every form, and stands in no row of a file`() throws {
    let shop = try Shop()
    for _ in 0..<3 { try shop.new("--channel", "phone", "--narrative", "汤是凉的") }
    let ran = try shop.casebook(
      "withdraw", "3", "--as", "duplicate", "--of", "1")
    try #require(ran.status == 0, "\(ran.error)")
    let csv = try shop.casebook("report", "overview", "--by", "channel", "--csv")
    #expect(csv.status == 0 && csv.error.contains("1 duplicate is not counted"), "\(csv.error)")
    #expect(csv.output.split(whereSeparator: \.isNewline).count == 2, "\(csv.output)")
    #expect(try shop.json("report", "overview")["duplicates"] as? Int == 1)
    #expect(try shop.casebook("report", "overview").output.contains("1 duplicate is not counted"))
  }

  /// Six cases of two months; one escalated.
  private func shop() throws -> Shop {
    let shop = try Shop()
    try fill(shop, Self.six)
    let ran = try shop.casebook(
      "escalate", "6", "--to", "经理", "--reason", "x", "--done", "y", "--expected", "tomorrow")
    try #require(ran.status == 0, "\(ran.error)")
    return shop
  }

  private func lines(_ shop: Shop, _ arguments: [String], columns: Int = 80, _ more: [String: String] = [:])
    throws -> [String]
  {
    let ran = try shop.casebook(
      ["report"] + arguments, environment: ["COLUMNS": "\(columns)"].merging(more) { $1 })
    try #require(ran.status == 0, "\(ran.error)")
    return ran.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func rows(_ shop: Shop, _ part: String? = nil, _ arguments: String...) throws -> [[String: Any]] {
    let ran = try shop.casebook(["report"] + arguments + ["--json"])
    let parts = try #require(try ran.object()["parts"] as? [[String: Any]], "\(ran.error)")
    let found = try #require(parts.first { part == nil || $0["part"] as? String == part })
    return try #require(found["rows"] as? [[String: Any]])
  }

  /// Columns of a text on a terminal; nothing here needs more than this.
  private func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }

  @Test func `in Chinese at 80 columns: straight columns and bars to the edge`() throws {
    let found = try lines(try shop(), ["overview", "--lang", "zh-Hans"])
    let month = """
      工单总览：全部日期

      按月份
      月份     工单数   占比  未结  已升级
      2026-01       3  50.0%     1       0  ████████████████████████████████████████
      2026-02       3  50.0%     1       1  ████████████████████████████████████████

      按状态
      状态    工单数   占比  未结  已升级
      已归档       4  66.7%     0       0  ████████████████████████████████████████
      已受理       2  33.3%     2       1  ████████████████████

      按问题分类
      问题分类    工单数   占比  未结  已升级
      产品质量类       4  66.7%     2       1  ███████████████████████████████████████
      流程效率类       1  16.7%     0       0  █████████▊
      服务态度类       1  16.7%     0       0  █████████▊
      """
    #expect(found.prefix(17).joined(separator: "\n") == month)
    #expect(!found.contains("按投诉类型"), "nobody filled it in")
    #expect(found.contains("受理时情绪  工单数  已升级   占比"))
  }

  @Test func `at 40 columns columns give way before the bars do, and no line is wider`() throws {
    let shop = try shop()
    let found = try lines(shop, ["overview", "--lang", "zh-Hans", "--by", "class"], columns: 40)
    #expect(
      found.dropFirst(2) == [
        "按问题分类", "问题分类    工单数  未结  已升级", "产品质量类       4     2       1  ██████",
        "流程效率类       1     0       0  █▌", "服务态度类       1     0       0  █▌", "",
      ])
    for report in ["overview", "causes", "repeat", "branches", "timeliness", "satisfaction"] {
      for language in ["en", "zh-Hans"] {
        for line in try lines(shop, [report, "--lang", language], columns: 40) {
          #expect(columns(line) <= 40, "\(line)")
        }
      }
    }
  }

  @Test func `in English, and without UTF-8 in ASCII`() throws {
    let shop = try shop()
    let words = ["causes", "--by", "class,month"]
    #expect(
      try lines(shop, words, columns: 60) == [
        "Causes: all days", "", "By problem class, month",
        "Problem class       Month    Cases  Open  Escalated",
        "Product quality     2026-01      2     1          0  ███████",
        "Product quality     2026-02      2     1          1  ███████",
        "Process efficiency  2026-02      1     0          0  ███▌",
        "Service attitude    2026-01      1     0          0  ███▌", "",
      ])
    let plain = try lines(shop, words, columns: 60, ["LC_ALL": "C"])
    #expect(plain[4] == "Product quality     2026-01      2     1          0  #######")
    #expect(plain.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test func `no colour where there is none to be shown, and days narrow what is counted`() throws {
    let shop = try shop()
    let found = try lines(
      shop, ["overview", "--since", "2026-02-01", "--until", "2026-02-10", "--by", "month"])
    #expect(found[0] == "Overview: 2026-02-01 – 2026-02-10")
    #expect(found[4].hasPrefix("2026-02      2  100.0%") && found.count == 6)
    #expect(found.allSatisfy { !$0.contains("\u{1B}") })
    #expect(try rows(shop, nil, "overview", "--branch", "SH02").isEmpty)
    #expect(try rows(shop, "branch", "branches", "--branch", "sh01").first?["cases"] as? Int == 6)
  }

  @Test func `CSV is that of RFC 4180, with identifiers for terms`() throws {
    let ran = try (try shop()).casebook("report", "overview", "--csv", "--by", "product,month")
    #expect(
      ran.output == """
        product,month,cases,share,open,escalated,reopened\r
        蛋糕,2026-01,2,0.3333,1,0,0\r
        ,2026-01,1,0.1667,0,0,0\r
        "Tea, green",2026-02,1,0.1667,0,0,0\r
        快递,2026-02,1,0.1667,0,0,0\r
        蛋糕,2026-02,1,0.1667,1,1,0\r

        """)
  }

  @Test func `JSON has every part, numbers as numbers and nothing as null`() throws {
    let shop = try shop()
    let whole = try shop.casebook("report", "overview", "--json").object()
    #expect(
      whole["report"] as? String == "overview" && whole["cases"] as? Int == 6 && whole["since"] is NSNull)
    let moods = try rows(shop, "escalations", "overview")
    #expect(moods.first { $0["emotion"] as? String == "furious" }?["escalated_share"] as? Double == 0.5)
    let steps = try rows(shop, "steps", "timeliness")
    let closed = try #require(steps.first { $0["step"] as? String == "closed" })
    #expect(closed["cases"] as? Int == 4 && closed["median_ms"] as? Int == 86_400_000)
    #expect(closed["p90_ms"] as? Int == 30 * 86_400_000)
    let clocks = try rows(shop, "clocks", "timeliness")
    let resolve = try #require(clocks.first { $0["clock"] as? String == "resolve" })
    #expect(resolve["overdue"] as? Int == 2 && resolve["unrecorded"] as? Int == 4)
    let again = try #require(try rows(shop, "all", "repeat").first)
    #expect(again["identified"] as? Int == 5 && again["repeats"] as? Int == 1)
    #expect(again["repeat_share"] as? Double == 0.2)
  }

  @Test func `a store without cases says so, in every report and every form`() throws {
    let shop = try Shop()
    for report in [
      "overview", "timeliness", "causes", "repeat", "compensation", "satisfaction", "spikes", "branches",
    ] {
      let ran = try shop.casebook("report", report)
      #expect(ran.status == 0 && ran.output.isEmpty && ran.error.contains("nothing to report"), "\(ran)")
      let parts = try shop.casebook("report", report, "--json").object()["parts"] as? [[String: Any]]
      #expect(parts?.allSatisfy { ($0["rows"] as? [Any])?.isEmpty ?? false } ?? false, "\(report)")
      let csv = try shop.casebook("report", report, "--csv").output
      #expect(csv.hasSuffix("\r\n") && csv.split(separator: "\r\n").count == 1, "\(report): \(csv)")
    }
  }

  @Test func `what cannot be counted by is told with what can`() throws {
    let shop = try Shop()
    for (arguments, words) in [
      (["overview", "--by", "colour"], "root_cause"), (["overview", "--by", "month,month"], "different"),
      (["overview", "--since", "someday"], "someday"), (["overview", "--csv", "--json"], "not both"),
      (["overview", "--since", "2026-02-01", "--until", "2026-01-01"], "later"),
      (["repeat", "--part", "x"], "month, all"), (["spikes", "--by", "month"], "no time"),
      (["nonsense"], "report --help"), (["overview", "--limit", "-1"], "--limit"),
    ] {
      let ran = try shop.casebook(["report"] + arguments)
      #expect(ran.status == 2 && ran.error.contains(words), "\(arguments): \(ran)")
    }
  }

  @Test func `compensation, satisfaction and the steps of a case that went to its end`() throws {
    let shop = try Shop()
    let calls: [[String]] = [
      [
        "new", "--channel", "in_store", "--narrative", "汤是凉的", "--severity", "minor", "--class",
        "product_quality", "--responsibility", "internal_process", "--need", "fact", "--listening",
        "restated",
        "--handler", "Li Na",
      ],
      ["assess", "1"],
      [
        "propose", "1", "--title", "券", "--remedy", "voucher:50", "--remedy", "refund:12.34", "--steps", "a",
        "--time", "20 min", "--pros", "b", "--cons", "c", "--guarantee", "d",
      ],
      ["accept", "1", "--how", "in_store"],
      ["execute", "1", "--contact", "Li Na", "--commit", "送到", "--due", "today"], ["resolve", "1", "--done"],
      ["callback", "1", "--solved", "yes", "--satisfaction", "5"],
      ["review", "1", "--root-cause", "staff_skill", "--lesson", "x"],
    ]
    for call in calls { #expect(try shop.casebook(call).status == 0, "\(call)") }
    let cost = try #require(try rows(shop, "all", "compensation").first)
    #expect(cost["total_minor"] as? Int == 6234 && cost["currency"] as? String == "CNY")
    #expect(try lines(shop, ["compensation", "--part", "all"])[4].contains("62.34 CNY"))
    let called = try rows(shop, "call_backs", "satisfaction")
    #expect(called.map { $0["call_back"] as? String } == ["by_handler"])
    #expect(called[0]["mean"] as? Double == 5 && called[0]["satisfied_share"] as? Double == 1)
    let clocks = try rows(shop, "clocks", "timeliness")
    let kept = Set(clocks.filter { $0["in_time"] as? Int == 1 }.compactMap { $0["clock"] as? String })
    #expect(kept == ["first_response", "preliminary_answer", "resolve", "call_back", "review"])
    #expect(try rows(shop, "root_cause", "causes").first?["root_cause"] as? String == "staff_skill")
    let side = try #require(try rows(shop, nil, "branches").first)
    #expect((side["compensation"] as? [[String: Any]])?.first?["minor"] as? Int == 6234)
    try #require(try shop.casebook("reopen", "1", "--reason", "x").status == 0)
    #expect(try rows(shop, "all", "repeat").first?["reopened"] as? Int == 1)
  }

  @Test func `a jump in one product is found in its week, the week after is quiet`() throws {
    let shop = try Shop()
    var (rows, id) = ([String](), 0)
    // Mondays from 2025-06-02 on; the 30th is 2025-12-22.
    let format = ISO8601DateFormatter()
    format.formatOptions = [.withFullDate]
    let start = try #require(format.date(from: "2025-06-02"))
    for week in 0..<31 {
      for (product, count) in [("包装", week == 29 ? 14 : 2), ("口味", 3)] {
        for _ in 0..<count {
          id += 1
          let day = format.string(from: start.addingTimeInterval(Double(week) * 7 * 86_400))
          rows.append("\(id),\(day),,product_quality,minor,\(product),,")
        }
      }
    }
    try fill(shop, rows.joined(separator: "\n"))
    let found = try self.rows(shop, nil, "spikes", "--since", "2025-09-01", "--until", "2026-01-04")
    #expect(found.map { $0["week"] as? String } == ["2025-12-22"])
    #expect(found.first?["product"] as? String == "包装" && found.first?["cases"] as? Int == 14)
    #expect(found.first?["expected"] as? Double == 2.02)
    let week = try shop.casebook("report", "spikes", "--until", "2026-01-04")
    #expect(week.output.isEmpty && week.error.contains("Of 2 tests in 1 week, 0 stand out"))
    let now = try shop.casebook("report", "spikes", "--lang", "zh-Hans")
    #expect(now.status == 0 && now.output.isEmpty, "\(now)")
  }

  @Test func `head office sees branches side by side, a branch itself`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    for (branch, count) in [("SH01", 2), ("SH02", 1)] {
      let shop = try office.shop(branch)
      for _ in 0..<count { try shop.new("--channel", "phone", "--narrative", "x", "--product", "Soup") }
      try #require(try shop.casebook("sync").status == 0)
      #expect(try rows(shop, nil, "branches").map { $0["branch"] as? String } == [branch])
    }
    try #require(try admin.casebook("sync").status == 0)
    let side = try rows(admin, nil, "branches")
    #expect(side.map { $0["branch"] as? String } == ["SH01", "SH02"])
    #expect(side.map { $0["cases"] as? Int } == [2, 1])
    let own = try rows(admin, nil, "causes", "--by", "branch,product", "--branch", "SH02")
    #expect(own.count == 1 && own[0]["product"] as? String == "Soup" && own[0]["cases"] as? Int == 1)
    let moved = try #require(try admin.list("--branch", "SH02").first?["number"] as? String)
    try #require(try admin.casebook("transfer", moved, "--to", "SH01", "--reason", "x").status == 0)
    for _ in 0..<2 { try #require(try admin.casebook("sync").status == 0) }
    #expect(try rows(admin, nil, "branches").map { $0["cases"] as? Int } == [3])
  }
}
