import Glibc

/// The `Retry-After` field (RFC 9110, section 10.2.3): seconds, or a date.
enum RetryAfter {
  /// - Parameter now: seconds since 1970.
  /// - Returns: seconds to wait, 0 to a day; nil where the field cannot be read.
  static func seconds(_ field: String, now: Int64 = Int64(time(nil))) -> Int? {
    let longest: Int64 = 86_400
    if !field.isEmpty, field.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Int(min(Int64(field) ?? longest, longest))
    }
    guard let date = date(field) else { return nil }
    return Int(min(max(date - now, 0), longest))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that is still sent, as seconds since 1970.
  private static func date(_ field: String) -> Int64? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = field.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int32(parts[1]), let year = Int32(parts[3]),
      let month = months.firstIndex(of: String(parts[2])), (1...31).contains(day),
      (1970...9999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":").compactMap { Int32($0) }
    guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    var time = tm()
    time.tm_year = year - 1900
    time.tm_mon = Int32(month)
    time.tm_mday = day
    time.tm_hour = clock[0]
    time.tm_min = clock[1]
    time.tm_sec = clock[2]
    return Int64(timegm(&time))
  }
}
