/// The rule by which clocks are set every year, as POSIX' `TZ` writes it: `CET-1CEST,M3.5.0,M10.5.0/3`. A file of the
/// zone database ends with one, for all years after those that it lists.
struct ZoneRule: Hashable, Sendable {
  /// Seconds east of UTC.
  private let standard: Int
  private let summer: Summer?

  private struct Summer: Hashable, Sendable {
    let offset: Int
    let begins: Change
    let ends: Change
  }

  /// On a day of the year, so many seconds after its midnight.
  private struct Change: Hashable, Sendable {
    enum Day: Hashable, Sendable {
      /// 1...365: February 29 is never counted.
      case julian(Int)
      /// 0...365
      case ofYear(Int)
      /// The so many-th such weekday (0 is Sunday) of a month, the last one for 5.
      case weekday(month: Int, week: Int, weekday: Int)
    }
    let day: Day
    let time: Int
  }

  /// Nil for anything else.
  init?(_ text: String) {
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard scanner.name(), let west = scanner.span(hours: 24) else { return nil }
    standard = -west
    guard !scanner.rest.isEmpty else {
      summer = nil
      return
    }
    guard scanner.name() else { return nil }
    var offset = standard + 3600
    if let first = scanner.rest.first, first != UInt8(ascii: ",") {
      guard let west = scanner.span(hours: 24) else { return nil }
      offset = -west
    }
    if scanner.rest.isEmpty { scanner.rest = Array(",M3.2.0,M11.1.0".utf8)[...] }
    guard scanner.take(","), let begins = scanner.change(), scanner.take(","), let ends = scanner.change(),
      scanner.rest.isEmpty
    else { return nil }
    summer = Summer(offset: offset, begins: begins, ends: ends)
  }

  /// Seconds east of UTC.
  /// - Parameter seconds: since 1970.
  func offset(at seconds: Int64) -> Int {
    guard let summer else { return standard }
    let year = Self.year(of: Int64((Double(seconds + Int64(standard)) / 86_400).rounded(.down)))
    let begins = Self.moment(summer.begins, year) - Int64(standard)
    let ends = Self.moment(summer.ends, year) - Int64(summer.offset)
    let isSummer =
      begins < ends ? begins <= seconds && seconds < ends : !(ends <= seconds && seconds < begins)
    return isSummer ? summer.offset : standard
  }

  /// Seconds since 1970, as if the clock showed UTC.
  private static func moment(_ change: Change, _ year: Int64) -> Int64 {
    let first = firstDay(of: year)
    let day: Int64
    switch change.day {
    case .julian(let count):
      day = first + Int64(count) - 1 + (isLeap(year) && count >= 60 ? 1 : 0)
    case .ofYear(let count): day = first + Int64(count)
    case .weekday(let month, let week, let weekday):
      let lengths = lengths(year)
      let start = Self.day(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday.
      let skipped = (Int64(weekday) - (start + 4) % 7 + 14) % 7
      var place = skipped + Int64(week - 1) * 7
      while place >= lengths[month - 1] { place -= 7 }
      day = start + place
    }
    return day * 86_400 + Int64(change.time)
  }

  /// Days since 1970.
  static func day(year: Int64, month: Int, day: Int64) -> Int64 {
    firstDay(of: year) + lengths(year).prefix(month - 1).reduce(0, +) + day - 1
  }

  private static func lengths(_ year: Int64) -> [Int64] {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days since 1970 of January 1.
  private static func firstDay(of year: Int64) -> Int64 {
    func floored(_ number: Int64, _ by: Int64) -> Int64 { number / by - (number % by < 0 ? 1 : 0) }
    let before = year - 1
    return before * 365 + floored(before, 4) - floored(before, 100) + floored(before, 400) - 719_162
  }

  private static func year(of day: Int64) -> Int64 {
    var year = 1970 + Int64((Double(day) / 365.2425).rounded(.down))
    if firstDay(of: year) > day { year -= 1 }
    if firstDay(of: year + 1) <= day { year += 1 }
    return year
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
      guard let first = rest.first, UInt32(first) == sign.value else { return false }
      rest.removeFirst()
      return true
    }

    /// `CET`, `<+0330>`.
    mutating func name() -> Bool {
      if take("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")), end > rest.startIndex else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
      rest = rest.dropFirst(letters.count)
      return letters.count >= 3
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard (1...3).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// `-1`, `3:30`, in seconds.
    mutating func span(hours: Int) -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard let whole = number(), whole <= hours else { return nil }
      var seconds = whole * 3600
      for unit in [60, 1] where take(":") {
        guard let part = number(), part < 60 else { return nil }
        seconds += part * unit
      }
      return isNegative ? -seconds : seconds
    }

    mutating func change() -> Change? {
      let day: Change.Day
      if take("M") {
        guard let month = number(), (1...12).contains(month), take("."), let week = number(),
          (1...5).contains(week), take("."), let weekday = number(), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if take("J") {
        guard let count = number(), (1...365).contains(count) else { return nil }
        day = .julian(count)
      } else {
        guard let count = number(), (0...365).contains(count) else { return nil }
        day = .ofYear(count)
      }
      guard take("/") else { return Change(day: day, time: 7200) }
      return span(hours: 167).map { Change(day: day, time: $0) }
    }
  }
}
