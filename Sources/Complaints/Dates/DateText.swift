package import Zones

/// A day or a point in time, as fields of type `date` hold it.
package enum DateText: Hashable, Sendable {
  case day(CivilDate)
  case time(LocalTime)

  /// What a record stores: `2026-11-22`, or RFC 3339 with offset.
  package var stored: String {
    switch self {
    case .day(let date): date.description
    case .time(let time): time.rfc3339
    }
  }

  /// For people: `2026-11-22`, or `2026-11-22 15:30` by the clock that it was read from.
  package var short: String {
    switch self {
    case .day(let date): date.description
    case .time(let time): time.short
    }
  }

  /// The first moment of it; a day begins when it begins by the clocks of the zone given.
  package func start(in zone: Zone) -> LocalTime {
    switch self {
    case .day(let date): date.start(in: zone)
    case .time(let time): time
    }
  }

  /// False for a day that clocks of the zone left out: 30 December 2011 in Samoa, which changed sides of the date line.
  func wasEver(in zone: Zone) -> Bool {
    guard case .day(let date) = self else { return true }
    return date.start(in: zone).date == date
  }

  /// Whether a span from here to there has no moment: a day is compared with a day as a day.
  package func isLater(than other: DateText, now: LocalClock) -> Bool {
    switch (self, other) {
    case (.day(let from), .day(let to)): from > to
    case (.time(let from), .time(let to)): from.milliseconds > to.milliseconds
    // Of other places the day may have begun before, and end later.
    case (.day(let from), .time(let to)):
      from.adding(days: -1).start(in: now.zone).milliseconds > to.milliseconds
    case (.time(let from), .day(let to)):
      from.milliseconds >= to.adding(days: 2).start(in: now.zone).milliseconds
    }
  }

  /// Whether it was over before the other: two moments by themselves, a day and a moment by the moment's clock.
  func isBefore(_ other: DateText) -> Bool {
    switch (self, other) {
    case (.day(let day), .day(let otherDay)): day < otherDay
    case (.day(let day), .time(let time)): day < time.date
    case (.time(let time), .day(let day)): time.date < day
    case (.time(let time), .time(let otherTime)): time.milliseconds < otherTime.milliseconds
    }
  }

  /// Reads what a record stores; nil for anything else.
  package init?(stored text: String) {
    // A hundred thousand cases of an import have a day each.
    if text.utf8.count == 10, let date = CivilDate(stored: text) {
      self = .day(date)
      return
    }
    var scanner = DateScanner(text)
    guard let found = scanner.dateText(zone: nil), found.date.stored == text else { return nil }
    self = found.date
  }

  /// Reads what some program stored: ours writes it in one way, RFC 3339 has several (`Z` for `+00:00`).
  package init?(written text: String) {
    guard let found = DateText(stored: text) ?? DateText(rfc3339: text) else { return nil }
    self = found
  }

  /// Reads an RFC 3339 `date-time`.
  init?(rfc3339 text: String) {
    var scanner = DateScanner(text)
    guard let found = scanner.dateText(zone: nil) else { return nil }
    self = found.date
  }

  /// Reads what a person typed, a time without an offset by the one in force on that day at the place of `now`: a date as it is written
  /// (`2026-11-22`, `2026/11/22 15:30[:ss]`, `20261122`, `2026年11月22日 15时30分`, RFC 3339), or as it is said:
  /// `TypedDate` has the words and the rules.
  package init?(typed text: String, now: LocalClock) {
    guard let typed = TypedDate(text, now: now) else { return nil }
    self = typed.date
  }

  /// Reads a date that is written out, or `now`.
  /// - Parameter folded: as ASCII where it can be, lower case, without blanks around it.
  /// - Returns: with whether clocks showed it twice, and nothing says which of the two is meant.
  static func written(_ folded: String, now: LocalClock) -> (date: DateText, isTwice: Bool)? {
    if ["now", "just now", "现在", "刚才", "刚刚"].contains(folded) {
      return (.time(now.now.wholeSeconds), false)
    }
    var scanner = DateScanner(folded)
    return scanner.dateText(zone: now.zone)
  }
}

extension CivilDate {
  /// `2026-11-22` and nothing else.
  fileprivate init?(stored text: String) {
    var numbers = (0, 0, 0)
    for (place, byte) in text.utf8.enumerated() {
      let digit = Int(byte) - 0x30
      switch place {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case _ where !(0...9).contains(digit): return nil
      case 0...3: numbers.0 = numbers.0 * 10 + digit
      case 5, 6: numbers.1 = numbers.1 * 10 + digit
      default: numbers.2 = numbers.2 * 10 + digit
      }
    }
    self.init(year: numbers.0, month: numbers.1, day: numbers.2)
  }
}

/// Reads dates from left to right; nothing may be left over.
private struct DateScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// - Parameter zone: of a time that names no offset; nil where it must name one.
  /// - Returns: with whether clocks of the zone showed it twice.
  mutating func dateText(zone: Zone?) -> (date: DateText, isTwice: Bool)? {
    guard let date = date() else { return nil }
    if atEnd { return (.day(date), false) }
    // `2026年11月22日15时` needs no space before the hour, other forms do.
    let separated = take("T", "t", " ") != nil || scalars[position - 1] == "日" || scalars[position - 1] == "号"
    skipSpaces()
    guard separated, let hour = digits(1...2) else { return nil }
    guard let clock = clock(hour: hour) else { return nil }
    skipSpaces()
    let isBare = atEnd
    guard let zone = isBare ? zone : offset(isTyped: zone != nil).map(Zone.fixed), atEnd else { return nil }
    return LocalTime(
      date, hour: hour, minute: clock.minute, second: clock.second, millisecond: clock.millisecond, zone: zone
    ).map { (.time($0), isBare && $0.isShownTwice(in: zone)) }
  }

  private mutating func date() -> CivilDate? {
    guard let year = digits(4...4) else { return nil }
    guard let separator = take("-", "/", ".", "年") else {
      guard let month = digits(2...2), let day = digits(2...2) else { return nil }
      return CivilDate(year: year, month: month, day: day)
    }
    guard let month = digits(1...2), take(separator == "年" ? "月" : separator) != nil else { return nil }
    guard let day = digits(1...2) else { return nil }
    if separator == "年" { _ = take("日", "号") }
    return CivilDate(year: year, month: month, day: day)
  }

  /// What follows the hour: `:30`, `:30:15.250`, `时30分15秒`, `点`.
  private mutating func clock(hour: Int) -> (minute: Int, second: Int, millisecond: Int)? {
    if take("时", "点") != nil {
      guard let minute = digits(1...2) else { return (0, 0, 0) }
      guard take("分") != nil, let second = digits(1...2) else { return (minute, 0, 0) }
      return take("秒") == nil ? nil : (minute, second, 0)
    }
    guard take(":") != nil, let minute = digits(2...2) else { return nil }
    guard take(":") != nil else { return (minute, 0, 0) }
    guard let second = digits(2...2) else { return nil }
    guard take(".", ",") != nil else { return (minute, second, 0) }
    // RFC 3339 allows any number of digits; below a millisecond they are dropped.
    var millisecond = 0
    var count = 0
    while let digit = digits(1...1) {
      if count < 3 { millisecond = millisecond * 10 + digit }
      count += 1
    }
    for _ in min(count, 3)..<3 { millisecond *= 10 }
    return count == 0 ? nil : (minute, second, millisecond)
  }

  /// `Z`, `+08:00`, `+0800`; typed also as one that stands alone: `+8`, `UTC`, `GMT+8`.
  private mutating func offset(isTyped: Bool) -> Int? {
    if isTyped, let found = Zone.offset(String(String.UnicodeScalarView(scalars[position...]))) {
      position = scalars.count
      return found
    }
    if take("Z", "z") != nil { return 0 }
    guard let sign = take("+", "-"), let hours = digits(2...2) else { return nil }
    _ = take(":")
    guard let minutes = digits(2...2), hours < 24, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
  }

  private var atEnd: Bool { position == scalars.count }

  private mutating func skipSpaces() {
    while !atEnd, scalars[position] == " " { position += 1 }
  }

  private mutating func take(_ wanted: Unicode.Scalar...) -> Unicode.Scalar? {
    guard !atEnd, wanted.contains(scalars[position]) else { return nil }
    position += 1
    return scalars[position - 1]
  }

  private mutating func digits(_ count: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = position
    while !atEnd, position - start < count.upperBound, scalars[position].isASCIIDigit {
      value = value * 10 + Int(scalars[position].value - 0x30)
      position += 1
    }
    guard position - start >= count.lowerBound else {
      position = start
      return nil
    }
    return value
  }
}
