/// Reads a spoken date from left to right: a day, a part of the day and a time of day, in any order, each once; or a
/// span before or after now. Nothing may be left over.
struct SpokenDateReader {
  let now: LocalClock
  var words: WordScanner
  var day: CivilDate?
  var part: DayPart?
  var clock: SpokenClock?
  var point: LocalTime?
  var isAssumed = false
  private var sawAt = false

  /// - Parameter text: folded to ASCII where it can be, lower case.
  init(_ text: String, now: LocalClock) {
    words = WordScanner(text)
    self.now = now
  }

  mutating func read() -> Bool {
    while !words.atEnd {
      if skipFiller() { continue }
      guard readSpan() || readDay() || readPart() || readClock() else { return false }
    }
    return true
  }

  /// What was read, put together; nil where that is no date.
  var result: TypedDate? {
    if let point {
      guard day == nil, part == nil, clock == nil else { return nil }
      return TypedDate(date: .time(point), isAssumed: isAssumed)
    }
    guard let clock else {
      guard let day else { return nil }
      return TypedDate(date: .day(day), isAssumed: isAssumed || part != nil)
    }
    var hour = clock.hour
    var isAssumed = isAssumed
    if let part {
      guard let told = part.hour(hour) else { return nil }
      hour = told
    } else if !clock.isWritten, (1...12).contains(hour) {
      isAssumed = true
      if hour <= 6 { hour += 12 }
    }
    var date = day ?? now.date
    if hour == 24 {
      guard clock.minute == 0, clock.second == 0 else { return nil }
      date = date.adding(days: 1)
      hour = 0
    }
    return LocalTime(
      date, hour: hour, minute: clock.minute, second: clock.second, zone: now.zone
    ).map { TypedDate(date: .time($0), isAssumed: isAssumed || $0.isShownTwice(in: now.zone)) }
  }

  private mutating func skipFiller() -> Bool {
    if words.take(" ", ",", "，", "、", "的") { return true }
    if words.takeWord("at", "@", "around", "about") || words.take("大概", "大约", "@") {
      sawAt = true
      return true
    }
    return words.takeWord("on", "the", "of")
  }

  // MARK: - Spans from now

  private enum Unit { case second, minute, quarter, hour, day, week, month, year }

  /// `2小时前`, `一个半小时前`, `1小时20分钟前`, `三天后`, `2 hours ago`, `in 10 minutes`; and as programs write it: `-1d`,
  /// `-2h`, `+3 days`.
  private mutating func readSpan() -> Bool {
    let start = words.position
    let isBack = start == 0 && words.take("-")
    let isAhead = !isBack && (words.takeWord("in") || start == 0 && words.take("+"))
    var seconds = 0
    var days = 0
    var months = 0
    var parts = 0
    while let (halves, unit) = readAmount() {
      parts += 1
      switch unit {
      case .second: seconds += halves / 2
      case .minute: seconds += halves * 30
      case .quarter: seconds += halves * 450
      case .hour: seconds += halves * 1800
      case .day where halves % 2 == 0: days += halves / 2
      case .week where halves % 2 == 0: days += halves / 2 * 7
      case .month where halves % 2 == 0: months += halves / 2
      case .year where halves % 2 == 0: months += halves / 2 * 12
      default: parts = .min
      }
      words.skipSpaces()
      _ = words.takeWord("and")
    }
    var sign = isAhead ? 1 : isBack ? -1 : 0
    if sign == 0 {
      if words.take("之前", "以前", "前") || words.takeWord("ago", "before now") {
        sign = -1
      } else if words.take("之后", "以后", "后") || words.takeWord("from now", "later") {
        sign = 1
      }
    }
    let isPoint = seconds != 0 || (days == 0 && months == 0)
    guard parts > 0, sign != 0, point == nil, day == nil, !(isPoint && (days != 0 || months != 0)) else {
      words.position = start
      return false
    }
    if isPoint {
      let moved = now.milliseconds + Int64(sign * seconds) * 1000
      // More exact than a minute nobody means it.
      point = now.time(moved - ((moved % 60_000) + 60_000) % 60_000)
    } else {
      day = Self.moved(now.date, months: sign * months).adding(days: sign * days)
    }
    return true
  }

  /// A number, counted in halves, and its unit; nil where none stands here, and then nothing is taken.
  private mutating func readAmount() -> (halves: Int, unit: Unit)? {
    let start = words.position
    words.skipSpaces()
    var halves = 0
    if words.take("半") || words.takeWord("half an", "half a") {
      halves = 1
    } else if let number = words.number() {
      halves = number * 2
      if words.take(".5") { halves += 1 }
    } else if words.takeWord("an", "a") {
      halves = 2
    } else {
      return nil
    }
    words.skipSpaces()
    let isCounted = words.take("个")
    if halves > 1, words.take("半") || words.takeWord("and a half") { halves += 1 }
    words.skipSpaces()
    // 11月 is a month by its name, 11个月 are so many.
    guard let unit = unit(isCounted: isCounted) else {
      words.position = start
      return nil
    }
    return (halves, unit)
  }

  private mutating func unit(isCounted: Bool) -> Unit? {
    if words.take("分钟", "分") || words.takeWord("minutes", "minute", "mins", "min") { return .minute }
    if words.take("小时", "钟头") || words.takeWord("hours", "hour", "hrs", "hr", "h") { return .hour }
    if words.take("刻钟") { return .quarter }
    if words.take("秒钟", "秒") || words.takeWord("seconds", "second", "secs", "sec") { return .second }
    if words.take("天", "日") || words.takeWord("days", "day", "d") { return .day }
    if words.take("星期", "礼拜", "周") || words.takeWord("weeks", "week", "w") { return .week }
    if (isCounted && words.take("月")) || words.takeWord("months", "month") { return .month }
    return words.take("年") || words.takeWord("years", "year") ? .year : nil
  }

  /// The same day of another month, or its last day where that is shorter.
  static func moved(_ date: CivilDate, months: Int) -> CivilDate {
    let count = date.year * 12 + date.month - 1 + months
    guard count >= 12, count < 120_000 else { return date.adding(days: months < 0 ? .min : .max) }
    for day in stride(from: date.day, to: 27, by: -1) {
      if let found = CivilDate(year: count / 12, month: count % 12 + 1, day: day) { return found }
    }
    return CivilDate(year: count / 12, month: count % 12 + 1, day: min(date.day, 28)) ?? date
  }

  // MARK: - Times of day

  private mutating func readPart() -> Bool {
    for (spelling, part) in Self.parts where words.takeWord(spelling) {
      guard self.part == nil else { return false }
      self.part = part
      return true
    }
    return false
  }

  private static let parts: [(String, DayPart)] = [
    ("凌晨", .smallHours), ("清晨", .morning), ("早晨", .morning), ("早上", .morning), ("上午", .morning),
    ("一早", .morning), ("中午", .noon), ("正午", .noon), ("下午", .afternoon), ("午后", .afternoon),
    ("傍晚", .dusk), ("晚上", .evening), ("晚间", .evening), ("夜里", .evening), ("夜间", .evening),
    ("深夜", .evening), ("晚", .evening), ("早", .morning), ("in the morning", .morning), ("morning", .morning),
    ("in the afternoon", .afternoon), ("afternoon", .afternoon), ("in the evening", .evening),
    ("evening", .evening), ("night", .evening), ("a.m.", .am), ("am", .am), ("p.m.", .pm), ("pm", .pm),
  ]

  private mutating func readClock() -> Bool {
    guard clock == nil else { return false }
    let start = words.position
    guard let found = chineseClock() ?? englishClock() ?? bareClock(),
      (0...24).contains(found.hour), (0...59).contains(found.minute), (0...59).contains(found.second)
    else {
      words.position = start
      return false
    }
    clock = found
    return true
  }

  /// `3点`, `3点半`, `三点一刻`, `8点05分`, `15时30分20秒`, `3:30`, `差5分3点`.
  private mutating func chineseClock() -> SpokenClock? {
    let start = words.position
    if words.take("差") {
      let early = words.take("一刻") ? 15 : words.number()
      _ = words.take("分钟", "分")
      guard let early, (1...59).contains(early), let hour = words.number(), words.take("点钟", "点"), hour > 0
      else {
        words.position = start
        return nil
      }
      return SpokenClock(hour: hour == 1 ? 12 : hour - 1, minute: 60 - early)
    }
    guard let hour = words.number() else { return nil }
    if words.take(":") {
      guard let minute = words.digits(2) else { return nil }
      var clock = SpokenClock(hour: hour, minute: minute, isWritten: true)
      if words.take(":") {
        guard let second = words.digits(2) else { return nil }
        clock.second = second
      }
      return hour < 24 ? clock : nil
    }
    guard words.take("点钟", "点", "时", "點") else {
      words.position = start
      return nil
    }
    var clock = SpokenClock(hour: hour)
    if words.take("半") {
      clock.minute = 30
    } else if words.take("一刻") {
      clock.minute = 15
    } else if words.take("三刻") {
      clock.minute = 45
    } else if !words.take("整"), let minute = words.number() {
      clock.minute = minute
      if words.take("分"), let second = words.number() {
        guard words.take("秒") else { return nil }
        clock.second = second
      }
    }
    return clock
  }

  /// `half past 3`, `20 to four`, `3 o'clock`, `noon`.
  private mutating func englishClock() -> SpokenClock? {
    let start = words.position
    if words.takeWord("noon") { return SpokenClock(hour: 12, isWritten: true) }
    if words.takeWord("midnight") {
      isAssumed = true
      return SpokenClock(hour: 24, isWritten: true)
    }
    let minutes = words.takeWord("half") ? 30 : words.takeWord("a quarter", "quarter") ? 15 : words.number()
    words.skipSpaces()
    _ = words.takeWord("minutes", "min")
    words.skipSpaces()
    guard let minutes else { return nil }
    if words.takeWord("past") {
      words.skipSpaces()
      return words.number().map { SpokenClock(hour: $0, minute: minutes) }
    }
    if words.takeWord("to") {
      words.skipSpaces()
      guard let hour = words.number(), hour > 0, minutes > 0 else { return nil }
      return SpokenClock(hour: hour == 1 ? 12 : hour - 1, minute: 60 - minutes)
    }
    if words.takeWord("o'clock", "o’clock", "oclock") { return SpokenClock(hour: minutes) }
    words.position = start
    return nil
  }

  /// An hour alone, where something else says that it is one: `3pm`, `tonight 8`, `at 8`.
  private mutating func bareClock() -> SpokenClock? {
    guard let hour = words.number() else { return nil }
    let end = words.position
    words.skipSpaces()
    for (spelling, part) in Self.parts.suffix(4) where words.takeWord(spelling) {
      guard self.part == nil else { return nil }
      self.part = part
      return SpokenClock(hour: hour)
    }
    words.position = end
    return sawAt || part != nil ? SpokenClock(hour: hour) : nil
  }
}
