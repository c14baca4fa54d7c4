import Glibc
import Testing

@testable import Complaints

/// 2026-11-22 15:30:45.678 in Shanghai.
let shanghai = LocalTime(milliseconds: 1_795_332_645_678, offsetMinutes: 480)
let here = LocalClock(withoutSummerTime: shanghai)

struct DateTests {
  @Test(arguments: [
    ("2026-11-22", "2026-11-22"), ("2026/11/22", "2026-11-22"), ("2026.11.22", "2026-11-22"),
    ("2026-1-2", "2026-01-02"), ("20261122", "2026-11-22"), ("２０２６－１１－２２", "2026-11-22"),
    ("2026／11／22", "2026-11-22"), ("2026年11月22日", "2026-11-22"), ("2026年1月2号", "2026-01-02"),
    ("2026年11月22", "2026-11-22"), ("  2026-11-22  ", "2026-11-22"), ("2024-02-29", "2024-02-29"),
    ("today", "2026-11-22"), ("今天", "2026-11-22"), ("Yesterday", "2026-11-21"), ("昨天", "2026-11-21"),
    ("2026-11-22 15:30", "2026-11-22T15:30:00+08:00"), ("2026/11/22 15:30:05", "2026-11-22T15:30:05+08:00"),
    ("2026-11-22T15:30", "2026-11-22T15:30:00+08:00"), ("2026-11-22 9:05", "2026-11-22T09:05:00+08:00"),
    ("2026/11/22　15：30", "2026-11-22T15:30:00+08:00"), ("20261122 15:30", "2026-11-22T15:30:00+08:00"),
    ("2026年11月22日 15:30", "2026-11-22T15:30:00+08:00"),
    ("2026年11月22日15时30分", "2026-11-22T15:30:00+08:00"), ("2026年11月22日15点", "2026-11-22T15:00:00+08:00"),
    ("2026年11月22日 15时30分05秒", "2026-11-22T15:30:05+08:00"), ("2026年1月2号9点5分", "2026-01-02T09:05:00+08:00"),
    ("昨天 15:30", "2026-11-21T15:30:00+08:00"), ("today 9:00", "2026-11-22T09:00:00+08:00"),
    ("now", "2026-11-22T15:30:45+08:00"), ("现在", "2026-11-22T15:30:45+08:00"),
    ("2026-11-22T15:30:00Z", "2026-11-22T15:30:00+00:00"),
    ("2026-11-22t15:30:00z", "2026-11-22T15:30:00+00:00"),
    ("2026-11-22T15:30:00-05:30", "2026-11-22T15:30:00-05:30"),
    ("2026-11-22T15:30:00+0800", "2026-11-22T15:30:00+08:00"),
    ("2026-11-22 15:30 +09:00", "2026-11-22T15:30:00+09:00"),
    ("2026-11-22T15:30:00.25+08:00", "2026-11-22T15:30:00.250+08:00"),
    ("2026-11-22T15:30:00.123999+08:00", "2026-11-22T15:30:00.123+08:00"),
    ("2026-11-22T15:30:00.000+08:00", "2026-11-22T15:30:00+08:00"),
  ])
  func `a typed date is stored in one form`(typed: String, stored: String) {
    let date = DateText(typed: typed, now: here)
    #expect(date?.stored == stored)
    // What is stored reads back, by both readers.
    #expect(DateText(stored: stored) == date)
    #expect(DateText(typed: stored, now: here) == date)
  }

  @Test(arguments: [
    "", "soon", "2026", "2026-11", "26-11-22", "2026-13-01", "2026-00-10", "2026-11-31", "2025-02-29",
    "1900-02-29", "2026-11-22 25:00", "2026-11-22 24:00", "2026-11-22 15", "2026-11-22 15:60",
    "2026-11-22 15:30:60", "2026-11/22", "2026-11-2215:30", "2026-11-22 15:30 later",
    "2026-11-22T15:30:00+24:00",
    "2026-11-22T15:30:00+08:00x", "2026年11月", "2026年11-22", "0000-01-01", "20261301", "2026-11-22 15:3",
    "2026-11-22T15:30:00.+08:00", "-2026-11-22", "today tomorrow", "99999-01-01", "2026-11-22 15:30:00 ٣",
    "2026-11-22T15:30:00+8:0", "2026-11-22  ", "0001-01-01T00:00:00+23:59",
  ])
  func `what is no date is refused`(typed: String) {
    // (Trailing blanks are trimmed: that one is a date.)
    let expected: DateText? =
      typed == "2026-11-22  " ? CivilDate(year: 2026, month: 11, day: 22).map(DateText.day) : nil
    #expect(DateText(typed: typed, now: here) == expected)
  }

  @Test(arguments: ["2026/11/22", "2026-11-22 15:30", "2026-11-22T15:30:00Z", "2026-1-2", "today", ""])
  func `only the stored form counts as stored`(text: String) {
    #expect(DateText(stored: text) == nil)
  }

  @Test func `civil days follow the calendar from end to end`() {
    var expected = CivilDate.firstDay
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var wrong = 0
    for year in 1...9999 {
      let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 1...12 {
        let length = month == 2 && leap ? 29 : lengths[month - 1]
        for day in [1, length] {
          guard let date = CivilDate(year: year, month: month, day: day) else {
            wrong += 1
            continue
          }
          let days = expected + day - 1
          if date.daysSinceEpoch != days || CivilDate(daysSinceEpoch: days) != date { wrong += 1 }
        }
        if CivilDate(year: year, month: month, day: length + 1) != nil { wrong += 1 }
        expected += length
      }
    }
    #expect(wrong == 0)
    #expect(expected == CivilDate.lastDay + 1)
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
    #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
  }

  @Test func `days are added across months, years and the ends of the calendar`() throws {
    let date = try #require(CivilDate(year: 2024, month: 2, day: 28))
    #expect(date.adding(days: 1).description == "2024-02-29")
    #expect(date.adding(days: 2).description == "2024-03-01")
    #expect(date.adding(days: -59).description == "2023-12-31")
    #expect(date.adding(days: .max).description == "9999-12-31")
    #expect(date.adding(days: .min).description == "0001-01-01")
    #expect(date < date.adding(days: 1))
  }

  @Test func `a local time splits into its parts by its own offset`() {
    #expect(shanghai.rfc3339 == "2026-11-22T15:30:45.678+08:00")
    #expect(shanghai.short == "2026-11-22 15:30")
    #expect(shanghai.date.description == "2026-11-22")
    #expect([shanghai.hour, shanghai.minute, shanghai.second, shanghai.millisecond] == [15, 30, 45, 678])
    #expect(shanghai.at(offsetMinutes: 0).rfc3339 == "2026-11-22T07:30:45.678+00:00")
    #expect(shanghai.at(offsetMinutes: -600).short == "2026-11-21 21:30")
    #expect(LocalTime(milliseconds: -1, offsetMinutes: 0).rfc3339 == "1969-12-31T23:59:59.999+00:00")
    #expect(LocalTime(milliseconds: 0, offsetMinutes: -1).short == "1969-12-31 23:59")
  }

  @Test(
    arguments: [
      -62_135_596_800_000, -86_400_001, -1, 0, 1, 951_782_399_999, 1_795_332_645_678, 253_402_300_799_999,
    ] as [Int64])
  func `a time reads back from RFC 3339`(milliseconds: Int64) {
    let time = LocalTime(milliseconds: milliseconds, offsetMinutes: 0)
    #expect(time.milliseconds == milliseconds)
    #expect(LocalTime(rfc3339: time.rfc3339) == time)
    #expect(
      LocalTime(
        time.date, hour: time.hour, minute: time.minute, second: time.second,
        millisecond: time.millisecond, offsetMinutes: 0) == time)
  }

  @Test func `a senseless clock is shown, not a crash`() {
    #expect(LocalTime(milliseconds: .max, offsetMinutes: 480).short.hasPrefix("9999-12-31"))
    #expect(LocalTime(milliseconds: .min, offsetMinutes: -480).short.hasPrefix("0001-01-01"))
    #expect(LocalTime(milliseconds: 0, offsetMinutes: .max).offsetMinutes == 1439)
    #expect(LocalTime.now(milliseconds: .max).date.year == 9999)
  }

  @Test func `the local offset is that of the system's clock`() {
    var seconds: time_t = 1_795_332_645
    var parts = tm()
    localtime_r(&seconds, &parts)
    let time = LocalTime.now(milliseconds: 1_795_332_645_678)
    #expect(time.offsetMinutes == parts.tm_gmtoff / 60)
    #expect([time.hour, time.minute] == [Int(parts.tm_hour), Int(parts.tm_min)])
    #expect(time.milliseconds == 1_795_332_645_678)
  }

  @Test func `a day begins at midnight of the clock asked for`() throws {
    let day = DateText.day(try #require(CivilDate(year: 2026, month: 11, day: 22)))
    #expect(day.start(in: .fixed(480)).rfc3339 == "2026-11-22T00:00:00+08:00")
    #expect(DateText.time(shanghai).start(in: .utc) == shanghai)
    #expect(day.short == "2026-11-22")
    #expect(DateText.time(shanghai).short == "2026-11-22 15:30")
  }
}
