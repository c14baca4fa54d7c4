import Complaints
import RecordStore

/// SQL: whether a case was logged within what a filter says.
/// - Parameters:
///   - day, logged: the columns of `facts`.
///   - place: of the first of `ReportFilter.values` among the values.
func isWithin(day: String = "day", logged: String = "logged", bounds place: Int) -> String {
  """
  (\(day) BETWEEN ?\(place) AND ?\(place + 1)
    AND CASE WHEN \(logged) IS NULL THEN \(day) >= ?\(place + 2) ELSE \(logged) >= ?\(place + 4) END
    AND CASE WHEN \(logged) IS NULL THEN \(day) <= ?\(place + 3) ELSE \(logged) <= ?\(place + 5) END)
  """
}

extension ReportFilter {
  /// For `isWithin`: the days that are looked at, those of what is known by its day alone, and the moments of what is
  /// known better.
  var values: [SQLValue] {
    let (first, last) = (since ?? Int(Int32.min), until ?? Int(Int32.max))
    // At a place where clocks show another day a moment may lie in the day before or after.
    let days = [
      sinceTime.map { $0.date.daysSinceEpoch - 2 } ?? first,
      untilTime.map { $0.date.daysSinceEpoch + 2 } ?? last, first, last,
    ]
    return days.map { .integer(Int64($0)) }
      + [.integer(sinceTime?.milliseconds ?? .min), .integer(untilTime?.milliseconds ?? .max)]
  }
}
