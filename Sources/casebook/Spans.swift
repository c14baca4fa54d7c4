import Language
import Terminal

extension Context {
  /// How long something takes, in its largest unit: `3 h`, `2 天`.
  func span(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    switch minutes {
    case 0 where milliseconds > 0: return text(SpanMessage.underOneMinute)
    case ..<120: return text(MeasureMessage.minutes(Int(minutes)))
    case ..<(48 * 60): return text(MeasureMessage.hours(Int(minutes / 60)))
    default: return text(SpanMessage.days(Int(minutes / 1440)))
    }
  }
}

enum Spans {
  /// The moment so many days before another. However many were typed: more than a thousand years are as good as all.
  static func before(_ moment: Int64, days: Int) -> Int64 {
    moment - Int64(min(max(days, 0), 366_000)) * 86_400_000
  }

  /// The moment so many minutes after another, alike.
  static func after(_ moment: Int64, minutes: Int) -> Int64 {
    moment + Int64(min(max(minutes, 0), 527_040_000)) * 60_000
  }

  /// A span for a sentence, in the largest unit that says it, rounded: `90 seconds`, `3 天`.
  static func inWords(seconds: Int64) -> Label {
    switch seconds {
    case ..<120: Label(SpanMessage.wholeSeconds(Int(seconds)))
    case ..<7200: Label(SpanMessage.wholeMinutes(Int((seconds + 30) / 60)))
    case ..<172_800: Label(SpanMessage.wholeHours(Int((seconds + 1800) / 3600)))
    default: Label(SpanMessage.days(Int((seconds + 43_200) / 86_400)))
    }
  }
}

enum SpanMessage: Message {
  case underOneMinute
  case days(Int)
  case wholeSeconds(Int)
  case wholeMinutes(Int)
  case wholeHours(Int)

  var label: Label {
    switch self {
    case .underOneMinute: Label(en: "under 1 min", zhHans: "不到 1 分钟")
    case .days(let days):
      Label(en: "\(days.of("day", "days"))", zhHans: "\(days.grouped) 天")
    case .wholeSeconds(let seconds):
      Label(en: "\(seconds.of("second", "seconds"))", zhHans: "\(seconds.grouped) 秒")
    case .wholeMinutes(let minutes):
      Label(en: "\(minutes.of("minute", "minutes"))", zhHans: "\(minutes.grouped) 分钟")
    case .wholeHours(let hours):
      Label(en: "\(hours.of("hour", "hours"))", zhHans: "\(hours.grouped) 小时")
    }
  }
}
