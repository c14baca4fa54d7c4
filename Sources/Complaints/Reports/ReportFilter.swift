package import Zones

/// Which cases a report counts.
package struct ReportFilter: Sendable, Equatable {
  /// Days since 1970 on which a case was logged, first and last; nil: no bound.
  package var since: Int?
  package var until: Int?
  /// The moments from which and up to which, where a time was named; `since` and `until` are then for what is known by its
  /// day alone.
  package var sinceTime: LocalTime?
  package var untilTime: LocalTime?
  /// The code of a branch; nil: all that are here.
  package var branch: String?

  package init(since: Int? = nil, until: Int? = nil, branch: String? = nil) {
    self.since = since
    self.until = until
    self.branch = branch
  }

  /// - Parameters:
  ///   - since, until: as they were typed: with a time they mean that moment.
  ///   - zone: of whoever asks.
  package init(from since: DateText?, to until: DateText?, branch: String?, zone: Zone) {
    self.branch = branch
    switch since {
    case .day(let day): self.since = day.daysSinceEpoch
    case .time(let time):
      sinceTime = time
      // A day that has begun before is not wholly in it.
      let day = time.date
      self.since = (time == day.start(in: zone) ? day : day.adding(days: 1)).daysSinceEpoch
    case nil: break
    }
    switch until {
    case .day(let day): self.until = day.daysSinceEpoch
    case .time(let time): (untilTime, self.until) = (time, time.date.daysSinceEpoch)
    case nil: break
    }
  }

  /// The bounds for people and files: the moments, or the days.
  package var bounds: (since: DateText?, until: DateText?) {
    func bound(_ day: Int?, _ time: LocalTime?) -> DateText? {
      time.map { .time($0) } ?? day.map { .day(CivilDate(daysSinceEpoch: $0)) }
    }
    return (bound(since, sinceTime), bound(until, untilTime))
  }

  /// Whether something counts that was on a day; at that moment, where one is known.
  package func takes(day: Int, at moment: Int64?) -> Bool {
    let isAfter: Bool
    let isBefore: Bool
    if let sinceTime, let moment {
      isAfter = moment >= sinceTime.milliseconds
    } else {
      isAfter = (since ?? .min) <= day
    }
    if let untilTime, let moment {
      isBefore = moment <= untilTime.milliseconds
    } else {
      isBefore = day <= (until ?? .max)
    }
    return isAfter && isBefore
  }

  /// The same of a date as it was written.
  package func takes(_ date: DateText) -> Bool {
    switch date {
    case .day(let day): takes(day: day.daysSinceEpoch, at: nil)
    case .time(let time): takes(day: time.date.daysSinceEpoch, at: time.milliseconds)
    }
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
