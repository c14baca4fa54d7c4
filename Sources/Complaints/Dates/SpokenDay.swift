/// The names of days.
extension SpokenDateReader {
  mutating func readDay() -> Bool {
    let start = words.position
    guard day == nil, let found = namedDay() ?? weekday() ?? date() else {
      words.position = start
      return false
    }
    day = found
    return true
  }

  /// `今天`, `昨晚` (which is a part of it as well), `the day before yesterday`.
  private mutating func namedDay() -> CivilDate? {
    for (spelling, days, part) in Self.days where words.take(spelling) {
      if let part { self.part = part }
      return now.date.adding(days: days)
    }
    for (spelling, days, part) in Self.englishDays where words.takeWord(spelling) {
      if let part { self.part = part }
      return now.date.adding(days: days)
    }
    return nil
  }

  private static let days: [(String, Int, DayPart?)] = [
    ("大前天", -3, nil), ("前天", -2, nil), ("昨天", -1, nil), ("今天", 0, nil), ("明天", 1, nil),
    ("大后天", 3, nil), ("后天", 2, nil), ("前日", -2, nil), ("昨日", -1, nil), ("今日", 0, nil),
    ("明日", 1, nil), ("今儿", 0, nil), ("昨儿", -1, nil), ("明儿", 1, nil), ("前晚", -2, .evening),
    ("昨晚", -1, .evening), ("昨夜", -1, .evening), ("今晚", 0, .evening), ("明晚", 1, .evening),
    ("昨早", -1, .morning), ("今早", 0, .morning), ("今晨", 0, .morning), ("明早", 1, .morning),
  ]

  private static let englishDays: [(String, Int, DayPart?)] = [
    ("day before yesterday", -2, nil), ("yesterday", -1, nil), ("today", 0, nil),
    ("day after tomorrow", 2, nil), ("tomorrow", 1, nil), ("last night", -1, .evening),
    ("tonight", 0, .evening), ("this morning", 0, .morning), ("this afternoon", 0, .afternoon),
    ("this evening", 0, .evening),
  ]

  // MARK: - Weekdays

  /// `上周五`, `这个星期三`, `礼拜天`, `last friday`.
  private mutating func weekday() -> CivilDate? {
    let today = now.date.weekday
    let start = words.position
    var weeks = 0
    var isNamed = true
    if words.take("上上") {
      weeks = -2
    } else if words.take("下下") {
      weeks = 2
    } else if words.take("上") {
      weeks = -1
    } else if words.take("下") {
      weeks = 1
    } else if !words.take("这", "本") {
      isNamed = false
    }
    _ = words.take("个")
    if words.take("周", "星期", "礼拜") {
      for (place, names) in Self.weekdays.enumerated() where names.contains(where: { words.take($0) }) {
        isAssumed = isAssumed || !isNamed
        return now.date.adding(days: weeks * 7 + place - today)
      }
    }
    words.position = start
    let before = words.takeWord("last", "past")
    let after = !before && words.takeWord("next")
    let this = !before && !after && words.takeWord("this")
    words.skipSpaces()
    for (place, names) in Self.englishWeekdays.enumerated()
    where words.takeWord(names[0], names[1] + ".", names[1]) {
      isAssumed = isAssumed || !(before || this)
      if before { return now.date.adding(days: -((today - place + 6) % 7 + 1)) }
      if after { return now.date.adding(days: (place - today + 6) % 7 + 1) }
      return now.date.adding(days: place - today)
    }
    words.position = start
    return nil
  }

  private static let weekdays = [
    ["一", "1"], ["二", "2"], ["三", "3"], ["四", "4"], ["五", "5"], ["六", "6"], ["日", "天", "7"],
  ]

  private static let englishWeekdays = [
    ["monday", "mon"], ["tuesday", "tue"], ["wednesday", "wed"], ["thursday", "thu"], ["friday", "fri"],
    ["saturday", "sat"], ["sunday", "sun"],
  ]

  // MARK: - Dates of the calendar

  /// `11月20日`, `去年11月20日`, `上个月20号`, `20号`, `2026年11月20日`, `2026-11-20`, `nov 20`, `20 november 2025`.
  private mutating func date() -> CivilDate? {
    englishDate() ?? chineseDate()
  }

  private mutating func chineseDate() -> CivilDate? {
    for (spelling, years) in [("前年", -2), ("去年", -1), ("今年", 0), ("明年", 1)] where words.take(spelling) {
      guard let month = words.number(), words.take("月"), let day = dayOfMonth() else { return nil }
      return CivilDate(year: now.date.year + years, month: month, day: day)
    }
    for (spelling, months) in Self.months where words.take(spelling) {
      guard let day = dayOfMonth() else { return nil }
      let month = Self.moved(now.date, months: months)
      return CivilDate(year: month.year, month: month.month, day: day)
    }
    guard let number = words.number() else { return nil }
    if words.take("年") {
      guard number >= 1000, let month = words.number(), words.take("月"), let day = dayOfMonth() else {
        return nil
      }
      return CivilDate(year: number, month: month, day: day)
    }
    if words.take("月") { return dayOfMonth().flatMap { nearest(month: number, day: $0) } }
    if words.take("号", "日") {
      isAssumed = true
      return CivilDate(year: now.date.year, month: now.date.month, day: number)
    }
    for separator in ["-", "/", "."] where words.take(separator) {
      guard number >= 1000, let month = words.number(), words.take(separator), let day = words.number() else {
        return nil
      }
      return CivilDate(year: number, month: month, day: day)
    }
    return nil
  }

  private static let months = [
    ("上个月", -1), ("上月", -1), ("这个月", 0), ("本月", 0), ("下个月", 1), ("下月", 1),
  ]

  private mutating func dayOfMonth() -> Int? {
    guard let day = words.number() else { return nil }
    _ = words.take("日", "号")
    return day
  }

  private mutating func englishDate() -> CivilDate? {
    let start = words.position
    var day = words.number()
    if day != nil { ordinal() }
    words.skipSpaces()
    _ = words.takeWord("of")
    words.skipSpaces()
    guard
      let month = Self.englishMonths.firstIndex(where: {
        words.takeWord($0, $0.prefix(3) + ".", String($0.prefix(3)))
      })
    else {
      words.position = start
      return nil
    }
    if day == nil {
      words.skipSpaces()
      day = words.number()
      ordinal()
    }
    guard let day else { return nil }
    let end = words.position
    _ = words.take(",")
    words.skipSpaces()
    if let year = words.digits(4) { return CivilDate(year: year, month: month + 1, day: day) }
    words.position = end
    return nearest(month: month + 1, day: day)
  }

  private mutating func ordinal() { _ = words.takeWord("st", "nd", "rd", "th") }

  private static let englishMonths = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// Of the years around, the one in which the day is nearest to today.
  private mutating func nearest(month: Int, day: Int) -> CivilDate? {
    isAssumed = true
    let today = now.date.daysSinceEpoch
    return (-1...1).compactMap { CivilDate(year: now.date.year + $0, month: month, day: day) }
      .min { abs($0.daysSinceEpoch - today) < abs($1.daysSinceEpoch - today) }
  }
}
