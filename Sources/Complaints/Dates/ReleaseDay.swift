import Versioning

/// When this program was made, as far as its clock matters: no right clock shows an earlier day. It is written here, not
/// taken from the machine that builds it, so that two builds are the same; a test holds it to the changelog, whose newest
/// release it may not be older than.
package enum ReleaseDay {
  /// 2026-11-22T00:00:00Z.
  package static let start: Int64 = 1_795_305_600_000

  /// Whether a clock shows what no right one can.
  package static func isAfter(_ milliseconds: Int64) -> Bool {
    // A zone may be ahead of UTC by a day; so may a clock that nobody has put right yet.
    milliseconds < max(start - 2 * 86_400_000, Version.earliestClock)
  }
}
