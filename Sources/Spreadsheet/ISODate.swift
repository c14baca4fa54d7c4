/// Days and times as cells of the type `d` say them (ISO 8601; ISO 29500-1, 18.17.4.1).
enum ISODate {
  /// In the form of all dates of a workbook: `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss` or `HH:mm:ss`, with an offset where one is said.
  /// What is within a second is left out. Nil where it is no date.
  static func text(_ raw: ArraySlice<UInt8>) -> String? {
    guard raw.count <= 64, let text = String(validating: raw, as: UTF8.self) else { return nil }
    let halves = text.trimmedOfSpaces.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == "t" || $0 == " "
    }
    guard let first = halves.first else { return nil }
    if halves.count == 1, first.contains(":") { return time(first) }
    guard halves.count < 2 || !first.isEmpty else { return time(halves[1]) }
    guard let day = first.wholeMatch(of: /([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?/) else {
      return nil
    }
    guard halves.count == 2 else { return String(day.1) }
    return time(halves[1]).map { "\(day.1) \($0)" }
  }

  /// `HH:mm`, with seconds and parts of one or without, and an offset.
  private static func time(_ text: Substring) -> String? {
    let form =
      /([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?(?:([Zz])|([+-])([0-9]{2})(?::?([0-9]{2}))?)?/
    guard let found = text.wholeMatch(of: form) else { return nil }
    let (_, hour, minute, second, utc, sign, hours, minutes) = found.output
    let time = "\(hour):\(minute):\(second ?? "00")"
    if utc != nil { return time + "+00:00" }
    guard let sign, let hours else { return time }
    return "\(time)\(sign)\(hours):\(minutes ?? "00")"
  }
}
