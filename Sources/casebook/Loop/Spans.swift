import Language
import Terminal

extension Context {
  /// How long something takes, in its largest unit: `3 h`, `2 天`.
  func span(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    switch minutes {
    case ..<120: return text(TerminalMessage.minutes(Int(minutes)))
    case ..<(48 * 60): return text(SpanMessage.hours(Int(minutes / 60)))
    default: return text(SpanMessage.days(Int(minutes / 1440)))
    }
  }
}

enum SpanMessage: Message {
  case hours(Int)
  case days(Int)

  var label: Label {
    switch self {
    case .hours(let hours):
      Label(en: "\(hours.grouped) h", zhHans: "\(hours.grouped) 小时")
    case .days(let days):
      Label(en: "\(days.of("day", "days"))", zhHans: "\(days.grouped) 天")
    }
  }
}
