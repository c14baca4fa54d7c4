/// Days and times as a workbook counts them: days since its epoch, the time as a fraction of a day
/// (ISO 29500-1, 18.17.4).
package enum SerialDate {
  /// What a cell's number format shows.
  enum Shown: Hashable, Sendable {
    case day, time, dayAndTime
    /// Hours that are counted past a day, `[h]:mm`: a duration, and no time of any day.
    case elapsed
  }

  /// `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss` or `HH:mm:ss`, of a duration of a day and more `726:00:00`; nil where the number is no date: negative, after the year
  /// 9999, or 29 February 1900, which the 1900 epoch counts although there was none.
  static func text(_ serial: Double, _ shown: Shown, from1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    var seconds = Int(((serial - Double(days)) * 86_400).rounded())
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    if [.time, .elapsed].contains(shown) && days == 0 { return time }
    // So long lasts nothing in a shop: it is a day that is shown so.
    if shown == .elapsed && days < 20_000 { return "\(days * 24 + seconds / 3600):\(time.suffix(5))" }
    if from1904 {
      days += 1462
    } else {
      guard days != 60, days > 0 else { return nil }
      if days < 60 { days += 1 }
    }
    // 25,569 days from 1899-12-30 to 1970-01-01.
    let (year, month, day) = civil(days - 25_569)
    guard year <= 9999 else { return nil }
    let date = "\(year)-\(two(month))-\(two(day))"
    return shown == .day && seconds == 0 ? date : "\(date) \(time)"
  }

  /// The day or time that a bare number counts (nothing but digits and a point, as a cell shows a date whose format
  /// was taken away), from 1954 to 2119: others are more likely to be something else. Nil for anything else.
  package static func text(number: String, from1904: Bool) -> String? {
    guard number.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
      let serial = Double(number), (20_000..<80_000).contains(serial + (from1904 ? 1462 : 0))
    else { return nil }
    return text(serial, .dayAndTime, from1904: from1904).map { text in
      serial == serial.rounded() ? String(text.prefix(10)) : text
    }
  }

  /// The serial of a day by the 1900 epoch; nil for what that cannot count rightly (before March 1900) or at all.
  package static func serial(year: Int, month: Int, day: Int) -> Int? {
    guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let serial = days(year, month, day) + 25_569
    return serial > 60 ? serial : nil
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  // Days since 1970-01-01 of the proleptic Gregorian calendar, and back: Howard Hinnant, "chrono-Compatible
  // Low-Level Date Algorithms" (2013).
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let ofEra = y - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func civil(_ days: Int) -> (Int, Int, Int) {
    let z = days + 719_468
    let era = z / 146_097
    let ofEra = z - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * ofYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * m + 2) / 5 + 1)
  }
}
