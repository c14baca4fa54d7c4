package import Language

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
  /// - Parameter offsetThen: the reader's offset at that instant, where it is not that of now.
  package func words(_ milliseconds: Int64, offsetThen: Int? = nil) -> String {
    let then = Self.clamped(milliseconds)
    let seconds = (now - then) / 1000
    let moment = LocalMoment(
      milliseconds: then, offsetSeconds: min(max(offsetThen ?? offsetSeconds, -86_400), 86_400))
    let today = LocalMoment(milliseconds: now, offsetSeconds: offsetSeconds)
    let days = moment.day - today.day
    if abs(seconds) < 60 { return language.text(AgoMessage.justNow) }
    if abs(seconds) < 3600 {
      let count = abs(seconds) / 60
      return seconds < 0
        ? language.text(AgoMessage.inMinutes(Int(count)))
        : language.text(AgoMessage.minutesAgo(Int(count)))
    }
    if days == 0 {
      let count = abs(seconds) / 3600
      return seconds < 0
        ? language.text(AgoMessage.inHours(Int(count)))
        : language.text(AgoMessage.hoursAgo(Int(count)))
    }
    if let name = dayName(days, moment.weekday) { return "\(name) \(moment.clock)" }
    let date = moment.date
    let month = Self.months[date.month - 1]
    if date.year == today.date.year {
      return language.text(AgoMessage.dateAndTime(day: date.day, month: month, clock: moment.clock))
    }
    return language.text(AgoMessage.fullDate(day: date.day, month: month, year: date.year))
  }

  /// The name of a day near today; nil for one that is better told by its date. Weekday names only look
  /// back: "Tuesday" of a time to come could be either week's.
  private func dayName(_ days: Int64, _ weekday: Int) -> String? {
    switch days {
    case -1: language.text(AgoMessage.yesterday)
    case 1: language.text(AgoMessage.tomorrow)
    case -2 where language == .zhHans: language.text(AgoMessage.dayBeforeYesterday)
    case 2 where language == .zhHans: language.text(AgoMessage.dayAfterTomorrow)
    case -6 ... -2: Self.weekdays[weekday].text(language)
    default: nil
    }
  }

  private static let months = [
    Label(AgoMessage.january), Label(AgoMessage.february), Label(AgoMessage.march), Label(AgoMessage.april),
    Label(AgoMessage.may), Label(AgoMessage.june), Label(AgoMessage.july), Label(AgoMessage.august),
    Label(AgoMessage.september), Label(AgoMessage.october), Label(AgoMessage.november),
    Label(AgoMessage.december),
  ]
  private static let weekdays = [
    Label(AgoMessage.sunday), Label(AgoMessage.monday), Label(AgoMessage.tuesday),
    Label(AgoMessage.wednesday),
    Label(AgoMessage.thursday), Label(AgoMessage.friday), Label(AgoMessage.saturday),
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

enum AgoMessage: Message {
  case april
  case august
  case dateAndTime(day: Int, month: Label, clock: String)
  case fullDate(day: Int, month: Label, year: Int)
  case december
  case february
  case friday
  case hoursAgo(Int)
  case inHours(Int)
  case inMinutes(Int)
  case january
  case july
  case june
  case justNow
  case march
  case may
  case minutesAgo(Int)
  case monday
  case november
  case october
  case saturday
  case september
  case sunday
  case dayAfterTomorrow
  case dayBeforeYesterday
  case thursday
  case tomorrow
  case tuesday
  case wednesday
  case yesterday

  var label: Label {
    switch self {
    case .april:
      Label(en: "Apr", zhHans: "4月")
    case .august:
      Label(en: "Aug", zhHans: "8月")
    case .dateAndTime(let day, let month, let clock):
      Label(en: "\(day) \(month.en) \(clock)", zhHans: "\(month.zhHans)\(day)日 \(clock)")
    case .fullDate(let day, let month, let year):
      Label(en: "\(day) \(month.en) \(year)", zhHans: "\(year)年\(month.zhHans)\(day)日")
    case .december:
      Label(en: "Dec", zhHans: "12月")
    case .february:
      Label(en: "Feb", zhHans: "2月")
    case .friday:
      Label(en: "Fri", zhHans: "周五")
    case .hoursAgo(let count):
      Label(en: "\(count.grouped) h ago", zhHans: "\(count.grouped) 小时前")
    case .inHours(let count):
      Label(en: "in \(count.grouped) h", zhHans: "\(count.grouped) 小时后")
    case .inMinutes(let count):
      Label(en: "in \(count.grouped) min", zhHans: "\(count.grouped) 分钟后")
    case .january:
      Label(en: "Jan", zhHans: "1月")
    case .july:
      Label(en: "Jul", zhHans: "7月")
    case .june:
      Label(en: "Jun", zhHans: "6月")
    case .justNow:
      Label(en: "just now", zhHans: "刚刚")
    case .march:
      Label(en: "Mar", zhHans: "3月")
    case .may:
      Label(en: "May", zhHans: "5月")
    case .minutesAgo(let count):
      Label(en: "\(count.grouped) min ago", zhHans: "\(count.grouped) 分钟前")
    case .monday:
      Label(en: "Mon", zhHans: "周一")
    case .november:
      Label(en: "Nov", zhHans: "11月")
    case .october:
      Label(en: "Oct", zhHans: "10月")
    case .saturday:
      Label(en: "Sat", zhHans: "周六")
    case .september:
      Label(en: "Sep", zhHans: "9月")
    case .sunday:
      Label(en: "Sun", zhHans: "周日")
    case .dayAfterTomorrow:
      Label(en: "the day after tomorrow", zhHans: "后天")
    case .dayBeforeYesterday:
      Label(en: "the day before yesterday", zhHans: "前天")
    case .thursday:
      Label(en: "Thu", zhHans: "周四")
    case .tomorrow:
      Label(en: "tomorrow", zhHans: "明天")
    case .tuesday:
      Label(en: "Tue", zhHans: "周二")
    case .wednesday:
      Label(en: "Wed", zhHans: "周三")
    case .yesterday:
      Label(en: "yesterday", zhHans: "昨天")
    }
  }
}
