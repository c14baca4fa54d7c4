import Foundation
import Testing

@testable import Zones

@Suite("How clocks are set at a place")
struct ZoneTests {
  private let berlin: Zone
  init() throws { berlin = try Zone(typed: "Europe/Berlin") }

  /// Milliseconds since 1970 of what a clock shows, as if it were UTC.
  private func shown(_ text: String) throws -> Int64 {
    let format = Date.ISO8601FormatStyle(timeZone: .gmt)
    return Int64(try Date(text + "Z", strategy: format).timeIntervalSince1970 * 1000)
  }

  @Test func `an offset is that of the day, in winter, in summer, and in the nights between`() throws {
    for (time, minutes) in [
      ("2026-01-15T12:00:00", 60), ("2026-07-15T12:00:00", 120), ("2026-03-29T00:59:59", 60),
      ("2026-03-29T01:00:00", 120), ("2026-10-25T00:59:59", 120), ("2026-10-25T01:00:00", 60),
      ("2090-07-15T12:00:00", 120), ("2090-12-15T12:00:00", 60), ("1975-07-15T12:00:00", 60),
    ] {
      #expect(berlin.offsetMinutes(at: try shown(time)) == minutes, "\(time)")
    }
    #expect(berlin.offsetMinutes(at: .min) != 0 && berlin.offsetMinutes(at: .max) != 0)
  }

  @Test func `a time is shown once, twice as clocks are put back, never as they are put forward`() throws {
    #expect(berlin.reading(of: try shown("2026-07-15T12:00:00")) == .once(120))
    #expect(berlin.reading(of: try shown("2026-10-25T02:30:00")) == .twice(first: 120, second: 60))
    #expect(berlin.reading(of: try shown("2026-10-25T01:59:59")) == .once(120))
    #expect(berlin.reading(of: try shown("2026-10-25T03:00:00")) == .once(60))
    let forward = try shown("2026-03-29T01:00:00")
    #expect(berlin.reading(of: try shown("2026-03-29T02:00:00")) == .never(since: forward))
    #expect(berlin.reading(of: try shown("2026-03-29T02:59:59")) == .never(since: forward))
    #expect(berlin.reading(of: try shown("2026-03-29T01:59:59")) == .once(60))
    #expect(berlin.reading(2026, 3, 29, hour: 3, minute: 0) == .once(120))
    // A day that was left out: Samoa moved over the date line.
    let apia = try Zone(typed: "Pacific/Apia")
    #expect(
      apia.reading(2011, 12, 30, hour: 12, minute: 0) == .never(since: try shown("2011-12-30T10:00:00")))
  }

  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Shanghai",
    "Europe/Dublin", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham",
  ])
  func `every file of the database says what the system says`(name: String) throws {
    let zone = try Zone(typed: name)
    let system = try #require(TimeZone(identifier: name))
    var at: Int64 = 0
    while at < 2_300_000_000 {
      let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(at))) / 60
      #expect(zone.offsetMinutes(at: at * 1000) == expected, "\(name) \(at)")
      at += 9 * 86_400 + 3_600
    }
  }

  @Test func `a rule of a year is read as POSIX writes it`() throws {
    let berlin = try #require(ZoneRule("CET-1CEST,M3.5.0,M10.5.0/3"))
    for at in stride(from: Int64(1_600_000_000), to: 4_000_000_000, by: 7_777_777) {
      #expect(berlin.offset(at: at) / 60 == self.berlin.offsetMinutes(at: at * 1000))
    }
    #expect(ZoneRule("<+0530>-5:30")?.offset(at: 0) == 19_800)
    #expect(
      ZoneRule("AEST-10AEDT,M10.1.0,M4.1.0/3")?.offset(at: 1_767_225_600) == 39_600, "January is summer")
    #expect(ZoneRule("EST5EDT")?.offset(at: 1_783_000_000) == -14_400)
    for text in [
      "", "CET", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-99", "CET-1x",
      "CET-1CEST,M3.6.0,M1.1.0",
    ] {
      #expect(ZoneRule(text) == nil, "\(text)")
    }
  }

  @Test func `what is no file of the database, or a damaged one, is refused and ends nothing`() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin")))
    #expect(ZoneTable(bytes) != nil)
    for count in stride(from: 0, to: bytes.count, by: 7) { _ = ZoneTable(Array(bytes.prefix(count))) }
    for place in 0..<min(bytes.count, 400) {
      for value in [UInt8(0), 0x7F, 0xFF] {
        var damaged = bytes
        damaged[place] = value
        _ = ZoneTable(damaged)?.offset(at: 0)
      }
    }
    #expect(ZoneTable([]) == nil && ZoneTable(Array("TZif".utf8)) == nil)
  }

  @Test func `a zone is an offset or a name, however it is typed`() throws {
    for (text, name) in [
      ("+8", "+08:00"), ("UTC+8", "+08:00"), ("GMT-05:30", "-05:30"), ("Z", "+00:00"), ("-0500", "-05:00"),
      ("Europe/Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"),
      (" Asia/Shanghai ", "Asia/Shanghai"), ("america/new_york", "America/New_York"),
    ] { #expect(try Zone(typed: text).name == name, "\(text)") }
    for text in [
      "", "Beijing", "8", "+19:00", "+08:60", "../../etc/passwd", "/etc/localtime", "Europe", "Europe/",
      "posixrules/x",
    ] { #expect(throws: ZoneError.unknown(text)) { try Zone(typed: text) } }
  }
}
