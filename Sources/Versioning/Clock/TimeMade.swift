extension Version {
  /// No clock that shows an earlier time is right: it is 2026-01-01T00:00:00Z, before any program of this
  /// protocol was. (A machine without a battery begins in 1970 or so.)
  package static let earliestClock: Int64 = 1_767_225_600_000

  /// When it was made, in milliseconds since 1970, as well as any clock could tell: what the wall clock showed, put
  /// right by the same measure as the stamp.
  ///
  /// A clock that was never found to be off (`.local`) is taken at its word, where its time is possible at all. A
  /// stamp is not enough then: it lies above all earlier ones of its replica, and one wrong clock of last week
  /// would move what is written today. But it never lies below an honest clock, so that a later wall time says
  /// nothing.
  package var madeAt: Int64 { Self.made(at: time, wall: wall, quality) }

  fileprivate static func made(at stamp: HybridTime, wall: Int64, _ quality: ClockQuality) -> Int64 {
    quality == .local && wall >= earliestClock ? min(wall, stamp.milliseconds) : stamp.milliseconds
  }

  /// What has to be added to the wall clock's time to have the time when it was made, in milliseconds.
  package var clockCorrection: Int64 {
    let (difference, overflow) = madeAt.subtractingReportingOverflow(wall)
    return overflow ? (wall < 0 ? .max : .min) : difference
  }
}

extension Times {
  /// As `Version.madeAt`.
  package var madeAt: Int64 { Version.made(at: stamp, wall: wall, quality) }
}
