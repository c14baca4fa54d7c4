import Testing
import Zones

@testable import Complaints

/// A time that is typed has the offset that is in force at the place on its day. It is November in Berlin.
@Suite struct TypedZoneTests {
  private let here: LocalClock
  init() throws {
    // 2026-11-22T15:30:45+01:00
    here = LocalClock(milliseconds: 1_795_357_845_000, zone: try Zone(typed: "Europe/Berlin"))
  }

  @Test func `summer in winter, and winter in summer`() throws {
    for (typed, stored) in [
      ("2026-07-15 12:00", "2026-07-15T12:00:00+02:00"), ("2026-01-15 12:00", "2026-01-15T12:00:00+01:00"),
      ("2026年7月15日12时", "2026-07-15T12:00:00+02:00"), ("7月15日下午3点", "2026-07-15T15:00:00+02:00"),
      ("july 15 at 3pm", "2026-07-15T15:00:00+02:00"), ("2026-07-15T12:00Z", "2026-07-15T12:00:00+00:00"),
      ("now", "2026-11-22T15:30:45+01:00"), ("3000 hours ago", "2026-07-20T16:30:00+02:00"),
      ("2026-07-15 12:00 +08:00", "2026-07-15T12:00:00+08:00"),
      ("2026-07-15 12:00 UTC", "2026-07-15T12:00:00+00:00"),
      ("2026-07-15 12:00gmt", "2026-07-15T12:00:00+00:00"),
      ("2026-07-15 12:00 +02", "2026-07-15T12:00:00+02:00"),
      ("2026-07-15 12:00 UTC+8", "2026-07-15T12:00:00+08:00"),
      ("july 15 at 3pm utc", "2026-07-15T15:00:00+00:00"),
      ("2026-03-29 01:59", "2026-03-29T01:59:00+01:00"),
      ("2026-03-29 03:00", "2026-03-29T03:00:00+02:00"),
    ] { #expect(DateText(typed: typed, now: here)?.stored == stored, "\(typed)") }
    let summer = LocalClock(milliseconds: 1_784_000_000_000, zone: here.zone)
    #expect(DateText(typed: "2026-01-15 12:00", now: summer)?.stored == "2026-01-15T12:00:00+01:00")
  }

  @Test func `a time that clocks left out is refused with the reason, unless it says its offset`() throws {
    for typed in ["2026-03-29 02:30", "2026-03-29 02:00", "2026年3月29日2时30分", "march 29 2026 2:30"] {
      #expect(DateText(typed: typed, now: here) == nil)
      let error = #expect(throws: FieldError.self) {
        try FieldInput.parse(typed, as: CaseField.loggedAt, now: here)
      }
      #expect(error?.reason == .leftOutTime)
      #expect(
        error?.hint(.en)?.contains("put forward") == true && error?.hint(.zhHans)?.contains("拨快") == true)
    }
    #expect(DateText(typed: "2026-03-29 02:30+01:00", now: here)?.stored == "2026-03-29T02:30:00+01:00")
    #expect(throws: FieldError(CaseField.loggedAt, typed: "soon", .notADate)) {
      try FieldInput.parse("soon", as: CaseField.loggedAt, now: here)
    }
  }

  @Test func `an abbreviation that means several zones is refused, and the hint says what may follow a time`()
    throws
  {
    for typed in ["2026-07-15 12:00 EST", "2026-07-15 12:00 CEST", "2026-07-15 12:00 CST"] {
      let error = #expect(throws: FieldError.self) {
        try FieldInput.parse(typed, as: CaseField.loggedAt, now: here)
      }
      #expect(error?.reason == .notADate && error?.hint(.en)?.contains("UTC") == true, "\(typed)")
    }
  }

  @Test func `a day that clocks left out never was`() throws {
    let apia = LocalClock(milliseconds: here.milliseconds, zone: try Zone(typed: "Pacific/Apia"))
    #expect(throws: FieldError(CaseField.loggedAt, typed: "2011-12-30", .leftOutTime)) {
      try FieldInput.parse("2011-12-30", as: CaseField.loggedAt, now: apia)
    }
    for day in ["2011-12-29", "2011-12-31"] { #expect(DateText(typed: day, now: apia)?.stored == day) }
    #expect(DateText(typed: "2011-12-30", now: here)?.stored == "2011-12-30")
  }

  @Test func `a time that clocks showed twice is the first, and is said to be assumed`() {
    let twice = TypedDate("2026-10-25 02:30", now: here)
    #expect(twice?.date.stored == "2026-10-25T02:30:00+02:00" && twice?.isAssumed == true)
    let said = TypedDate("2026-10-25 02:30+01:00", now: here)
    #expect(said?.date.stored == "2026-10-25T02:30:00+01:00" && said?.isAssumed == false)
    #expect(TypedDate("2026-10-25 03:30", now: here)?.isAssumed == false)
  }

  @Test func `a day begins when it begins there`() throws {
    let july = try #require(CivilDate(year: 2026, month: 7, day: 15))
    #expect(july.start(in: here.zone).rfc3339 == "2026-07-15T00:00:00+02:00")
    // Clocks were put forward at midnight.
    let cairo = try Zone(typed: "Africa/Cairo")
    let april = try #require(CivilDate(year: 2026, month: 4, day: 24))
    #expect(april.start(in: cairo).rfc3339 == "2026-04-24T01:00:00+03:00")
  }
}
