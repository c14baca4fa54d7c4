import Interchange
import Testing
import Zones

@Suite struct DatePatternTests {
  @Test(arguments: [
    ("yyyy-MM-dd", "2025-01-09", "2025-01-09"),
    ("yyyy/M/d", "2025/1/9", "2025-01-09"),
    ("M/d/yyyy", "12/31/2015", "2015-12-31"),
    ("yyyyMMdd", "20240229", "2024-02-29"),
    ("d-M-yy", "22-04-15", "2015-04-22"),
    ("yy-MM-dd", "68-01-01", "2068-01-01"),
    ("yy-MM-dd", "69-01-01", "1969-01-01"),
    ("yyyy年M月d日", "2026年11月2日", "2026-11-02"),
    ("yyyy/M/d H:mm:ss", "2020/1/4 9:07:46", "2020-01-04T09:07:46+08:00"),
    ("yyyy-MM-dd HH:mm", "2020-01-04 23:59", "2020-01-04T23:59:00+08:00"),
    ("MM/dd/yyyy hh:mm:ss a", "11/17/2021 02:07:21 PM", "2021-11-17T14:07:21+08:00"),
    ("MM/dd/yyyy hh:mm:ss a", "11/17/2021 12:07:21 am", "2021-11-17T00:07:21+08:00"),
    ("M/d/yyyy h:mm a", "1/2/2021 12:00 PM", "2021-01-02T12:00:00+08:00"),
    ("yyyy-M-d ah:mm", "2026-11-2 下午3:05", "2026-11-02T15:05:00+08:00"),
    ("yyyy-M-d ah:mm", "2026-11-2 上午12:05", "2026-11-02T00:05:00+08:00"),
    ("yyyy-MM-dd'T'HH:mm:ssZ", "2026-11-22T07:30:00Z", "2026-11-22T07:30:00+00:00"),
    ("yyyy-MM-dd'T'HH:mm:ss.SSSZ", "2026-11-22T07:30:00.123-0530", "2026-11-22T07:30:00-05:30"),
    ("yyyy-MM-dd HHZ", "2025-01-09 10+08", "2025-01-09T10:00:00+08:00"),
    ("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-11-22T07:30:00+02:00", "2026-11-22T07:30:00+02:00"),
    ("yyyy-MM-ddTHH:mm:ssX", "2026-11-22T07:30:00Z", "2026-11-22T07:30:00+00:00"),
    ("yyyy-MM-ddTHH:mm:ssZ", "2026-11-22T07:30:00-0530", "2026-11-22T07:30:00-05:30"),
    ("yyyy-MM-dd H", "2026-11-22 7", "2026-11-22T07:00:00+08:00"),
    // What other programs call a letter says UTC all the same.
    ("yyyy-MM-dd'T'HH:mm:ss'Z'", "2026-07-15T12:00:00Z", "2026-07-15T12:00:00+00:00"),
    ("yyyy-MM-dd HH:mm 'Z'", "2026-07-15 12:00 Z", "2026-07-15T12:00:00+00:00"),
  ])
  func `dates in the forms that files have`(format: String, text: String, expected: String) throws {
    let pattern = try #require(DatePattern(format))
    #expect(try pattern.read(text, zone: .fixed(480)) == expected)
  }

  @Test(arguments: [
    ("yyyy-MM-dd", "2025-1-9"), ("yyyy-MM-dd", "2025-02-29"), ("yyyy-MM-dd", "1900-02-29"),
    ("yyyy-MM-dd", "2025-13-01"),
    ("yyyy-MM-dd", "2025-04-31"), ("yyyy-MM-dd", "2025-00-01"), ("yyyy-MM-dd", "2025-01-00"),
    ("yyyy-MM-dd", "0000-01-01"),
    ("yyyy-MM-dd", "2025-01-09 "), ("yyyy-MM-dd", "2025-01-09x"), ("yyyy-MM-dd", "25-01-09"),
    ("yyyy-MM-dd", ""),
    ("yyyy-MM-dd HH:mm", "2025-01-09 24:00"), ("yyyy-MM-dd HH:mm", "2025-01-09 12:60"),
    ("yyyy-MM-dd h:mm a", "2025-01-09 13:00 PM"), ("yyyy-MM-dd h:mm a", "2025-01-09 0:00 AM"),
    ("yyyy-MM-dd h:mm a", "2025-01-09 1:00 XM"), ("d-M-yy", "4/8/2015"),
    ("yyyy-MM-dd HHZ", "2025-01-09 10+19:00"), ("yyyy-MM-dd HHZ", "2025-01-09 10+08:"),
    ("yyyy-MM-dd", "２０２５-01-09"),
  ])
  func `what is no such date`(format: String, text: String) throws {
    let pattern = try #require(DatePattern(format))
    #expect(try pattern.read(text, zone: .utc) == nil)
  }

  @Test(
    arguments: [
      ("2026-11-22", "2026-11-22"), ("2026-11-22T07:30", "2026-11-22T07:30:00+08:00"),
      ("2026-11-22 07:30:05", "2026-11-22T07:30:05+08:00"),
      ("2026-11-22T07:30:05.123Z", "2026-11-22T07:30:05+00:00"),
      ("2026-11-22 07:30:05 +0200", "2026-11-22T07:30:05+02:00"),
      ("2026-11-22T07:30+02:00", "2026-11-22T07:30:00+02:00"), ("22.11.2026", nil), ("2026-11-22T07", nil),
    ] as [(String, String?)])
  func `iso is every form of ISO 8601 that programs write`(text: String, expected: String?) {
    let read = DatePattern.iso.lazy.compactMap { try? $0.read(text, zone: .fixed(480)) }.first
    #expect(read == expected)
  }

  @Test func `29 February is a day in leap years alone`() throws {
    let pattern = try #require(DatePattern("yyyy-MM-dd"))
    let leap = try (1896...2104).filter { try pattern.read("\($0)-02-29", zone: .utc) != nil }
    #expect(leap == (1896...2104).filter { $0 % 4 == 0 && $0 != 1900 && $0 != 2100 })
  }

  @Test(arguments: [
    "", "yyyy", "yyyy-MM", "yyy-MM-dd", "yyyy-MMM-dd", "yyyy-MM-dd yyyy", "yyyy-MM-dd hh:mm",
    "yyyy-MM-dd HH:mm a",
    "yyyy-MM-dd mm", "yyyy-MM-dd HH hh a", "yyyy-MM-ddTTHH:mm", "yyyy-MM-dd 'x", "DD/MM/yyyy",
  ])
  func `formats that cannot be used`(format: String) {
    #expect(DatePattern(format) == nil)
  }

  @Test(
    arguments: [
      ("Z", 0), ("+08:00", 480), ("+0800", 480), ("+8", 480), ("-05:30", -330), ("+18:00", 1080),
      ("+18:01", nil), ("08:00", nil),
      ("+08:", nil), ("+08:60", nil), ("", nil), ("+08:00x", nil), ("Asia/Shanghai", nil),
    ] as [(String, Int?)])
  func `offsets in the forms that files have`(text: String, minutes: Int?) {
    #expect(Zone.offset(text) == minutes)
  }
}
