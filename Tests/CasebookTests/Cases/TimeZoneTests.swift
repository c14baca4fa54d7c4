import Foundation
import TestSupport
import Testing

/// What is typed and imported in Berlin, whatever time of the year it is.
@Suite("Times have the offset of their day")
struct TimeZoneTests {
  private let shop: Shop
  private let berlin = ["TZ": "Europe/Berlin"]
  init() throws { shop = try Shop() }

  private func write(_ name: String, _ text: String) throws -> String {
    let path = shop.folder.path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func loggedAt(_ environment: [String: String]) throws -> [String] {
    let ran = try shop.casebook(["list", "--json", "--limit", "0"], environment: environment)
    return try ran.array().compactMap { $0["logged_at"] as? String }
  }

  @Test func `what is typed is by the clocks of that date`() throws {
    for time in ["2026-01-15 12:00", "2026-07-15 12:00"] {
      let ran = try shop.casebook(
        ["new", "--channel", "phone", "--narrative", "x", "--logged-at", time], environment: berlin)
      #expect(ran.status == 0, "\(ran.error)")
    }
    #expect(try loggedAt(berlin) == ["2026-07-15T12:00:00+02:00", "2026-01-15T12:00:00+01:00"])
    let left = try shop.casebook(
      ["new", "--channel", "phone", "--narrative", "x", "--logged-at", "2026-03-29 02:30"],
      environment: berlin)
    #expect(left.status == 2 && left.error.contains("put forward"), "\(left.error)")
  }

  @Test func `two moments that clocks show alike each have their offset beside them, and no other time has`()
    throws
  {
    for (at, story) in [
      ("2025-10-26T02:30:00+02:00", "汤一"), ("2025-10-26T02:30:00+01:00", "汤二"),
      ("2025-10-26T03:30:00+01:00", "汤三"),
      ("2025-10-26T01:30:00+02:00", "汤四"),
    ] {
      let ran = try shop.casebook(
        ["new", "--channel", "phone", "--narrative", story, "--logged-at", at], environment: berlin)
      #expect(ran.status == 0, "\(ran.error)")
    }
    for (story, shown) in [("汤一", "2025-10-26 02:30 +02:00"), ("汤二", "2025-10-26 02:30 +01:00")] {
      #expect(try shop.casebook(["search", story], environment: berlin).output.contains(shown), "\(story)")
    }
    for (story, shown) in [("汤三", "2025-10-26 03:30"), ("汤四", "2025-10-26 01:30")] {
      let told = try shop.casebook(["search", story], environment: berlin).output
      #expect(told.contains(shown) && !told.contains(shown + " +"), "\(told)")
    }
    // Elsewhere that night is one like any other.
    let shanghai = try shop.casebook(["search", "汤一"], environment: ["TZ": "Asia/Shanghai"]).output
    #expect(!shanghai.contains("02:30 +02:00"), "\(shanghai)")
    let pages = try ["1", "2", "3"].map { try shop.casebook(["show", $0], environment: berlin).output }
    #expect(
      pages[0].contains("02:30 +02:00") && pages[1].contains("02:30 +01:00") && !pages[2].contains("03:30 +"))
  }

  @Test func `what is imported, by the computer's zone, a map's, and the settings'`() throws {
    let file = try write(
      "dst.csv", "id,text,date\n1,a,2026-01-15 12:00\n2,b,2026-07-15 12:00\n3,c,2026-03-29 02:30\n")
    let columns =
      "columns:\n  id: external_id\n  text: narrative\n  date: {field: logged_at, date: [yyyy-MM-dd HH:mm]}\nconstants:\n  channel: phone\n"
    let local = try write("local.yaml", "source: a\nkey: id\n" + columns)
    let named = try write("named.yaml", "source: b\nkey: id\nzone: Europe/Berlin\n" + columns)
    func run(_ map: String, _ environment: [String: String]) throws -> [String: Any] {
      try shop.casebook(["import", file, "--map", map, "--json"], environment: environment).object()
    }
    for (map, environment) in [(local, berlin), (named, ["TZ": "Asia/Shanghai"])] {
      let report = try run(map, environment)
      #expect(report["imported"] as? Int == 2)
      let rejected = try #require(report["rejected"] as? [[String: Any]])
      #expect(rejected.count == 1 && rejected[0]["line"] as? Int == 4)
    }
    let expected = ["2026-07-15T12:00:00+02:00", "2026-01-15T12:00:00+01:00"]
    #expect(try loggedAt(berlin).sorted() == (expected + expected).sorted())
    let settings = shop.folder.path + "/.config/casebook"
    try FileManager.default.createDirectory(atPath: settings, withIntermediateDirectories: true)
    _ = try write(".config/casebook/config.yaml", "zone: America/New_York\n")
    let third = try write("third.yaml", "source: c\nkey: id\n" + columns)
    #expect(try run(third, [:])["imported"] as? Int == 3)
    #expect(try loggedAt([:]).contains("2026-07-15T12:00:00-04:00"))
    _ = try write(".config/casebook/config.yaml", "zone: Atlantis\n")
    let bad = try shop.casebook("list")
    #expect(bad.status == 2 && bad.error.contains("Atlantis"), "\(bad.error)")
  }

  @Test func `where the computer has no zone database, it is said, and offsets are taken`() throws {
    // A name from no database at all is told apart from one that there is no database for.
    let map = try write("map.yaml", "source: a\nkey: id\nzone: Europe/Nowhere\ncolumns: {id: external_id}\n")
    let file = try write("a.csv", "id\n1\n")
    let ran = try shop.casebook("import", file, "--map", map)
    #expect(ran.status == 2 && ran.error.contains("+08:00"), "\(ran.error)")
  }

  @Test func `due and why show one deadline at one hour`() throws {
    try shop.new(
      "--channel", "phone", "--narrative", "x", "--severity", "minor", "--logged-at", "2026-07-15 12:00")
    let due = try shop.casebook(["due", "--late", "--json"], environment: berlin).array()
    let why = try shop.casebook(["why", "@last", "--json"], environment: berlin).array()
    let times = Dictionary(
      uniqueKeysWithValues: why.compactMap { entry in
        (entry["clock"] as? String).map { ($0, entry["due"] as? String ?? "") }
      })
    #expect(!due.isEmpty)
    for entry in due { #expect(entry["due"] as? String == times[entry["clock"] as? String ?? ""]) }
    let shown = try shop.casebook(["due", "--late"], environment: berlin).output
    let told = try shop.casebook(["why", "@last", "resolve"], environment: berlin).output
    let line = try #require(told.split(separator: "\n").first { $0.contains("Due: ") })
    #expect(shown.contains(line.split(separator: "Due: ").last.map(String.init) ?? "?"), "\(shown) \(told)")
  }

  @Test func `a TZ that names no zone is told of, where a case is logged and in the status`() throws {
    let nowhere = ["TZ": "Europe/Nowhere"]
    let new = try shop.casebook(["new", "--channel", "phone", "--narrative", "x"], environment: nowhere)
    #expect(new.status == 0 && new.error.contains("TZ=Europe/Nowhere is no time zone"), "\(new)")
    let status = try shop.casebook(["status", "--lang", "zh-Hans"], environment: nowhere)
    #expect(status.output.contains("本机不认识时区"), "\(status)")
    for known in ["Europe/Berlin", "", "UTC", "CET-1CEST", ":Asia/Shanghai"] {
      let told = try shop.casebook(["status"], environment: ["TZ": known])
      #expect(!told.output.contains("no time zone"), "\(known)")
    }
  }

  @Test func `a typed time may name the place of its clocks`() throws {
    let shop = try Shop()
    for (typed, stored) in [
      ("2026-07-15 12:00 Europe/London", "2026-07-15T12:00:00+01:00"),
      ("2026-01-15 12:00 Europe/London", "2026-01-15T12:00:00+00:00"),
    ] {
      let number = try shop.json("new", "--channel", "phone", "--narrative", typed, "--logged-at", typed)[
        "number"]
      #expect(try shop.json("show", #require(number as? String))["logged_at"] as? String == stored)
    }
    #expect(
      try shop.casebook(
        "new", "--channel", "phone", "--narrative", "x", "--logged-at", "2026-07-15 12:00 Nowhere/At"
      )
      .status == 2)
  }

  @Test(arguments: ["+0800", "+08:00", "'+8'", "UTC+8", "-3:30"])
  func `the settings take an offset as it is written`(zone: String) throws {
    let shop = try Shop()
    let folder = shop.folder.path + "/config/casebook"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "zone: \(zone)\n".write(toFile: folder + "/config.yaml", atomically: true, encoding: .utf8)
    let ran = try shop.casebook(["list"], environment: ["XDG_CONFIG_HOME": shop.folder.path + "/config"])
    #expect(ran.status == 0, "\(ran.error)")
  }
}
