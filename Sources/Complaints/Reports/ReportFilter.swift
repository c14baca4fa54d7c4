/// Which cases a report counts.
package struct ReportFilter: Sendable, Equatable {
  /// Days since 1970 on which a case was logged, first and last; nil: no bound.
  package var since: Int?
  package var until: Int?
  /// The code of a branch; nil: all that are here.
  package var branch: String?

  package init(since: Int? = nil, until: Int? = nil, branch: String? = nil) {
    self.since = since
    self.until = until
    self.branch = branch
  }
}

/// Weeks begin on Monday; they are counted from that of 1969-12-29.
package enum ReportWeek {
  package static func of(day: Int) -> Int {
    let shifted = day + 3
    return shifted >= 0 ? shifted / 7 : (shifted - 6) / 7
  }

  package static func monday(_ week: Int) -> Int { week * 7 - 3 }
}

/// The part of a report that belongs to one key.
package struct ReportGroup<Value: Sendable>: Sendable {
  /// By the axes asked for; nil: not set.
  package let key: [String?]
  package var value: Value

  package init(key: [String?], value: Value) {
    self.key = key
    self.value = value
  }
}

extension Array {
  /// Times in their order, everything else the largest first.
  package func ordered<Value>(by axes: [ReportAxis], _ size: (Value) -> Int) -> [ReportGroup<Value>]
  where Element == ReportGroup<Value> {
    func precedes(_ a: [String?], _ b: [String?]) -> Bool {
      for (one, other) in zip(a, b) where one != other { return (one ?? "") < (other ?? "") }
      return false
    }
    let isTime = axes.first?.isTime ?? false
    return sorted { a, b in
      if isTime, a.key.first != b.key.first { return precedes(a.key, b.key) }
      let (one, other) = (size(a.value), size(b.value))
      return one != other ? one > other : precedes(a.key, b.key)
    }
  }
}
