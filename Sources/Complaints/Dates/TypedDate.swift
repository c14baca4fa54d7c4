import Versioning
import Zones

/// What a person's words for a day or a time were taken for.
///
/// Beside the forms of `DateText(typed:now:)`, spoken ones in Chinese and English: 昨天下午3点, 前天晚上8点半,
/// 2小时前, 三天前, 上周五, 11月20日, `yesterday 3pm`, `2 hours ago`, `half past 3`, `last friday`, `nov 20`, `-1d`. The
/// rules where words leave something open, each of them told by `isAssumed`:
///
/// - A spoken hour (点, `o'clock`, `half past`) without a part of the day: 1 to 6 are of the afternoon (3点 is
///   15:00), 7 to 12 stand as they are. With a colon, or in a date that is written out, hours are of the 24-hour
///   clock.
/// - A part of the day without an hour (昨天晚上) is the day.
/// - A bare weekday is that of this week, which begins on Monday; 上周 and 下周 are the weeks beside it. English
///   `last friday` is the one before today, `next friday` the one after it.
/// - A date without its year is the one nearest to today; a bare 20号 is of this month.
/// - A time that clocks showed twice, when they were put back, is the first of the two.
///
/// 晚上12点 and `midnight` end the day that is named. What cannot be (上午15点, 晚上2点, two days at once) is refused.
package struct TypedDate: Hashable, Sendable {
  package var date: DateText
  /// The words could have meant something else: people are told what they were taken for.
  package var isAssumed: Bool

  /// - Parameter now: gives today, and the clocks of times that name no offset.
  package init?(_ text: String, now: LocalClock) {
    // `2026-07-15 12:00 Europe/London`: by the clocks of that place.
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.count > 1, let last = words.last, last.contains("/") || Self.isUTC(last),
      let zone = try? Zone(typed: String(last)),
      let found = TypedDate(
        words.dropLast().joined(separator: " "), now: LocalClock(milliseconds: now.milliseconds, zone: zone))
    {
      self = found
      return
    }
    let folded = text.foldedToASCII.trimmed.lowercased()
    if let written = DateText.written(folded, now: now) {
      guard written.date.wasEver(in: now.zone) else { return nil }
      self.init(date: written.date, isAssumed: written.isTwice)
      return
    }
    // Nor is what was written out, and left out by clocks, to be taken for something else that was said.
    guard DateText.written(folded, now: LocalClock(withoutSummerTime: now.now)) == nil else { return nil }
    guard folded.utf8.count <= Self.limit else { return nil }
    var reader = SpokenDateReader(folded, now: now)
    guard reader.read(), let found = reader.result, found.date.wasEver(in: now.zone) else { return nil }
    self = found
  }

  /// `UTC` and `GMT`; other abbreviations mean several zones (CST).
  private static func isUTC(_ word: Substring) -> Bool { ["utc", "gmt"].contains(word.lowercased()) }

  /// Whether words are the time of a night in which clocks were put forward over it: it would be one anywhere else.
  package static func isLeftOut(_ text: String, now: LocalClock) -> Bool {
    TypedDate(text, now: now) == nil && TypedDate(text, now: LocalClock(withoutSummerTime: now.now)) != nil
  }

  /// What words were taken for that are the time of a night in which clocks showed it twice, and do not say which of the
  /// two they mean: the first.
  package static func firstOfTwo(_ text: String, now: LocalClock) -> LocalTime? {
    guard let typed = TypedDate(text, now: now), typed.isAssumed, case .time(let time) = typed.date,
      time.isShownTwice(in: now.zone)
    else { return nil }
    return time
  }

  /// Whether words say a day or a time only with what the clock shows (`yesterday`, `-2h`, `15:30`), and that clock
  /// cannot be right: nobody could tell afterwards what was meant. `now` is what the clock says, and is put right
  /// with it.
  package static func isByWrongClock(_ text: String, now: LocalClock) -> Bool {
    guard ReleaseDay.isAfter(now.milliseconds), let date = TypedDate(text, now: now)?.date,
      date != .time(now.now.wholeSeconds)
    else { return false }
    return TypedDate(text, now: LocalClock(milliseconds: now.milliseconds + 34_567_890_000, zone: now.zone))?
      .date != date
  }

  init(date: DateText, isAssumed: Bool) {
    self.date = date
    self.isAssumed = isAssumed
  }

  /// The longest words for a date, in bytes.
  private static let limit = 120
}

/// A time of day as it was said.
struct SpokenClock {
  var hour: Int
  var minute = 0
  var second = 0
  /// Of the 24-hour clock: said with a colon.
  var isWritten = false
}

/// A part of the day, which tells the two halves of the clock apart.
enum DayPart {
  case smallHours, morning, noon, afternoon, dusk, evening, am, pm

  /// The hour of the 24-hour clock, 24 for the end of the day; nil where there is none such in this part.
  func hour(_ said: Int) -> Int? {
    switch (self, said) {
    case (.smallHours, 0...6): said
    case (.smallHours, 12), (.am, 12): 0
    case (.morning, 4...12), (.noon, 11...14): said
    case (.noon, 1...2), (.afternoon, 1...7), (.dusk, 4...8), (.evening, 5...11), (.pm, 1...11): said + 12
    case (.afternoon, 12...19), (.dusk, 16...20), (.evening, 17...23), (.pm, 12...23), (.am, 0...11): said
    case (.evening, 12), (.evening, 24): 24
    default: nil
    }
  }
}
