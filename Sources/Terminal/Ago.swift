package import Messages

/// Tells when something was, or will be, as a person would say it: "3 min ago", "昨天 15:30".
package struct Ago: Sendable {
  /// The present, in milliseconds since 1970-01-01T00:00Z.
  package let now: Int64
  /// The reader's offset from UTC in seconds, east positive; decides what "yesterday" is.
  package let offsetSeconds: Int
  package let language: Language

  package init(now: Int64, offsetSeconds: Int, language: Language) {
    self.now = Self.clamped(now)
    self.offsetSeconds = min(max(offsetSeconds, -86_400), 86_400)
    self.language = language
  }

  /// Words for the instant `milliseconds` (since 1970-01-01T00:00Z).
  ///
  /// Within an hour minutes, else on the same local day hours, then the name of the day with the time of
  /// day, then the date. Within a minute, on either side, it is now: clocks differ.
  package func words(_ milliseconds: Int64) -> String {
    let then = Self.clamped(milliseconds)
    let seconds = (now - then) / 1000
    let moment = LocalMoment(milliseconds: then, offsetSeconds: offsetSeconds)
    let today = LocalMoment(milliseconds: now, offsetSeconds: offsetSeconds)
    let days = moment.day - today.day
    if abs(seconds) < 60 { return language.text(.agoJustNow) }
    if abs(seconds) < 3600 {
      let count = abs(seconds) / 60
      return seconds < 0
        ? language.text(.agoInMin, ["count": .number(count)])
        : language.text(.agoMinAgo, ["count": .number(count)])
    }
    if days == 0 {
      let count = abs(seconds) / 3600
      return seconds < 0
        ? language.text(.agoInH, ["count": .number(count)])
        : language.text(.agoHAgo, ["count": .number(count)])
    }
    if let name = dayName(days, moment.weekday) { return "\(name) \(moment.clock)" }
    let date = moment.date
    let month = Self.months[date.month - 1]
    if date.year == today.date.year {
      return language.text(
        .agoDayMonthClock, ["day": .number(date.day), "month": .label(month), "clock": .text(moment.clock)])
    }
    return language.text(
      .agoDayMonthYear, ["day": .number(date.day), "month": .label(month), "year": .number(date.year)])
  }

  /// The name of a day near today; nil for one that is better told by its date. Weekday names only look
  /// back: "Tuesday" of a time to come could be either week's.
  private func dayName(_ days: Int64, _ weekday: Int) -> String? {
    switch days {
    case -1: language.text(.agoYesterday)
    case 1: language.text(.agoTomorrow)
    case -2 where language == .zhHans: language.text(.agoTheDayBeforeYesterday)
    case 2 where language == .zhHans: language.text(.agoTheDayAfterTomorrow)
    case -6 ... -2: Self.weekdays[weekday].text(language)
    default: nil
    }
  }

  private static let months = [
    Label(.agoJan), Label(.agoFeb), Label(.agoMar), Label(.agoApr),
    Label(.agoMay), Label(.agoJun), Label(.agoJul), Label(.agoAug),
    Label(.agoSep), Label(.agoOct), Label(.agoNov), Label(.agoDec),
  ]
  private static let weekdays = [
    Label(.agoSun), Label(.agoMon), Label(.agoTue), Label(.agoWed),
    Label(.agoThu), Label(.agoFri), Label(.agoSat),
  ]

  /// Into the range of ECMAScript's dates (±100,000,000 days), so that no arithmetic here overflows.
  private static func clamped(_ milliseconds: Int64) -> Int64 {
    min(max(milliseconds, -8_640_000_000_000_000), 8_640_000_000_000_000)
  }
}

/// An instant on the wall clock of one offset.
struct LocalMoment {
  /// Days since 1970-01-01, local.
  let day: Int64
  /// Minute of the local day, 0...1439.
  let minute: Int64

  init(milliseconds: Int64, offsetSeconds: Int) {
    let local = floorDivide(milliseconds, 1000) + Int64(offsetSeconds)
    day = floorDivide(local, 86_400)
    minute = (local - day * 86_400) / 60
  }

  /// 0 (Sunday) ... 6; 1970-01-01 was a Thursday.
  var weekday: Int { Int(day + 4 - 7 * floorDivide(day + 4, 7)) }

  /// "15:30"
  var clock: String {
    let (hours, minutes) = (minute / 60, minute % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  /// Proleptic Gregorian date (civil_from_days of Howard Hinnant's "Low-Level Date Algorithms").
  var date: (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (Int(year), Int(month), Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1))
  }
}

/// Quotient rounded towards minus infinity; `divisor` is positive.
private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
