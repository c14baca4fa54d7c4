package import Zones

/// A date format of an import map, and the dates that it reads.
///
/// Tokens: `yyyy` · `yy` (69...99 are 19yy, 00...68 are 20yy, as in POSIX) · `MM` `dd` `HH` `hh` `mm` `ss`
/// two digits · `M` `d` `H` `h` `m` `s` one or two · `a` AM/PM or 上午/下午 · `S` a fraction of a second,
/// dropped · `Z` (or `X`, `XXX`) an offset: Z, +08:00, +0800. Letters between apostrophes, the `T` of ISO 8601 and all
/// other characters stand for themselves.
package struct DatePattern: Hashable, Sendable {
  private enum Token: Hashable, Sendable {
    case year4, year2
    case month(Int)
    case day(Int)
    case hour(Int)
    case hour12(Int)
    case minute(Int)
    case second(Int)
    case halfDay, fraction, offset
    case literal(UInt8)
  }

  package let text: String
  private let tokens: [Token]

  /// Nil where the format has an unknown letter, or not a year, month and day, each once, or an hour `h`
  /// without `a`, or minutes without an hour.
  package init?(_ text: String) {
    self.init(text, shownAs: text)
  }

  /// The forms of ISO 8601 that programs write: a day, or a time with or without seconds, a fraction and an offset.
  package static let iso: [DatePattern] = {
    let times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.S"].flatMap { [$0, $0 + "Z", $0 + " Z"] }
    let forms = ["yyyy-MM-dd"] + ["T", " "].flatMap { sign in times.map { "yyyy-MM-dd\(sign)\($0)" } }
    return forms.compactMap { DatePattern($0, shownAs: "iso") }
  }()

  /// Whether a text is one of the forms of ISO 8601 that are not read: a day by its week (`2026-W48-1`, `2026W481`,
  /// `2026-W48`) or by its number in the year (`2026-334`), with a time behind it or without.
  package static func isByWeekOrDay(_ text: String) -> Bool {
    let day = text.utf8.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
    // 9 stands for every digit.
    let shape = String(decoding: day.map { (0x30...0x39).contains($0) ? 0x39 : $0 }, as: UTF8.self)
      .uppercased()
    return ["9999-W99-9", "9999W999", "9999-W99", "9999W99", "9999-999"].contains(shape)
  }

  /// - Parameter name: how messages name it.
  private init?(_ text: String, shownAs name: String) {
    self.text = name
    var tokens: [Token] = []
    var rest = Array(text.utf8)[...]
    var inQuotes = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "'") {
        inQuotes.toggle()
        rest.removeFirst()
        continue
      }
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      guard isLetter, !inQuotes else {
        // Behind a time a Z says UTC, also where the pattern calls it a letter (`HH:mm:ss'Z'`).
        let isUTC = byte == UInt8(ascii: "Z") && rest.count == 2 && DatePattern.isComplete(tokens + [.offset])
        tokens.append(isUTC ? .offset : .literal(byte))
        rest.removeFirst()
        continue
      }
      let run = rest.prefix { $0 == byte }
      guard let token = DatePattern.token(byte, run.count) else { return nil }
      tokens.append(token)
      rest.removeFirst(run.count)
    }
    guard !inQuotes, DatePattern.isComplete(tokens) else { return nil }
    self.tokens = tokens
  }

  private static func token(_ letter: UInt8, _ count: Int) -> Token? {
    switch (letter, count) {
    case (UInt8(ascii: "y"), 4): .year4
    case (UInt8(ascii: "y"), 2): .year2
    case (UInt8(ascii: "M"), 1...2): .month(count)
    case (UInt8(ascii: "d"), 1...2): .day(count)
    case (UInt8(ascii: "H"), 1...2): .hour(count)
    case (UInt8(ascii: "h"), 1...2): .hour12(count)
    case (UInt8(ascii: "m"), 1...2): .minute(count)
    case (UInt8(ascii: "s"), 1...2): .second(count)
    case (UInt8(ascii: "a"), 1): .halfDay
    case (UInt8(ascii: "S"), 1...9): .fraction
    case (UInt8(ascii: "Z"), 1...5), (UInt8(ascii: "X"), 1...5), (UInt8(ascii: "x"), 1...5): .offset
    case (UInt8(ascii: "T"), 1): .literal(letter)
    default: nil
    }
  }

  private static func isComplete(_ tokens: [Token]) -> Bool {
    var years = 0
    var months = 0
    var days = 0
    var hours24 = 0
    var hours12 = 0
    var halves = 0
    var others = 0
    for token in tokens {
      switch token {
      case .year4, .year2: years += 1
      case .month: months += 1
      case .day: days += 1
      case .hour: hours24 += 1
      case .hour12: hours12 += 1
      case .halfDay: halves += 1
      case .minute, .second, .fraction, .offset: others += 1
      case .literal: break
      }
    }
    guard years == 1, months == 1, days == 1, hours24 + hours12 <= 1, hours12 == halves else { return false }
    return others == 0 || hours24 + hours12 == 1
  }

  /// A time that the clocks of its place never showed: they were put forward over it.
  package struct LeftOut: Error {}

  /// The date as `yyyy-MM-dd` where the format has no hour, else as RFC 3339 with an offset: the one in the
  /// text, else that in force in the zone on that day; of two that are shown alike, when clocks were put back, the
  /// first. Nil where the text is not such a date, or no day of the calendar.
  package func read(_ text: String, zone: Zone) throws(LeftOut) -> String? {
    try reading(text, zone: zone)?.text
  }

  /// The same, with the offset that was taken where clocks of the zone showed the time twice.
  func reading(_ text: String, zone: Zone) throws(LeftOut) -> (text: String, taken: String?)? {
    var rest = text.utf8[...]
    var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
    var hasTime = false
    var afternoon: Bool?
    var named: Int?
    for token in tokens {
      switch token {
      case .year4:
        guard let number = Scan.number(&rest, 4...4) else { return nil }
        year = number
      case .year2:
        guard let number = Scan.number(&rest, 2...2) else { return nil }
        year = number + (number >= 69 ? 1900 : 2000)
      case .month(let digits):
        guard let number = Scan.number(&rest, digits...2) else { return nil }
        month = number
      case .day(let digits):
        guard let number = Scan.number(&rest, digits...2) else { return nil }
        day = number
      case .hour(let digits), .hour12(let digits):
        guard let number = Scan.number(&rest, digits...2) else { return nil }
        hour = number
        hasTime = true
      case .minute(let digits):
        guard let number = Scan.number(&rest, digits...2) else { return nil }
        minute = number
      case .second(let digits):
        guard let number = Scan.number(&rest, digits...2) else { return nil }
        second = number
      case .fraction:
        guard Scan.number(&rest, 1...9) != nil else { return nil }
      case .halfDay:
        guard let half = Scan.halfDay(&rest) else { return nil }
        afternoon = half
      case .offset:
        guard let minutes = Scan.offset(&rest) else { return nil }
        named = minutes
      case .literal(let byte):
        guard rest.first == byte else { return nil }
        rest.removeFirst()
      }
    }
    if let afternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (afternoon ? 12 : 0)
    }
    guard rest.isEmpty, year >= 1, (1...12).contains(month), day >= 1, day <= DatePattern.days(month, year),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let date = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    guard hasTime else { return (date, nil) }
    let time = "\(padded(hour)):\(padded(minute)):\(padded(second))"
    switch named.map(Zone.Reading.once) ?? zone.reading(year, month, day, hour: hour, minute: minute) {
    case .once(let found): return (date + "T" + time + Zone.offsetText(found), nil)
    case .twice(first: let found, second: _):
      return (date + "T" + time + Zone.offsetText(found), Zone.offsetText(found))
    case .never: throw LeftOut()
    }
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

private func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Takes pieces off the front of a text.
private enum Scan {
  static func number(_ rest: inout Substring.UTF8View, _ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < digits.upperBound, let byte = rest.first,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
      rest.removeFirst()
    }
    return count >= digits.lowerBound ? value : nil
  }

  /// True for the afternoon.
  static func halfDay(_ rest: inout Substring.UTF8View) -> Bool? {
    for (text, afternoon) in [("am", false), ("pm", true), ("上午", false), ("下午", true)] {
      let wanted = text.utf8
      let found = rest.prefix(wanted.count)
      // Setting bit 5 makes ASCII letters lower case; the bytes of the Chinese words are compared as is.
      let same = zip(found, wanted).allSatisfy { $0 == $1 || ($1 < 0x80 && $0 | 0x20 == $1) }
      if found.count == wanted.count, same {
        rest.removeFirst(wanted.count)
        return afternoon
      }
    }
    return nil
  }

  static func offset(_ rest: inout Substring.UTF8View) -> Int? {
    guard let sign = rest.first else { return nil }
    rest.removeFirst()
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(&rest, 1...2) else {
      return nil
    }
    let colon = rest.first == UInt8(ascii: ":")
    if colon { rest.removeFirst() }
    var minutes = 0
    if let digits = number(&rest, 2...2) { minutes = digits } else if colon { return nil }
    guard minutes < 60, hours * 60 + minutes <= 18 * 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}
