import Versioning

/// Which times are taken for what they say. A program that lies can write any, and deadlines, reports and lists count
/// from them. What bounds them is the stamp of the change: head office lets in none from its future.
package enum PlausibleTime {
  /// 2000-01-01T00:00:00Z: nothing was written with this program before, and no clock counts from before.
  package static let first: Int64 = 946_684_800_000
  /// 1900-01-01T00:00:00Z: no file that is imported has anything from before.
  static let firstInFiles: Int64 = -2_208_988_800_000
  /// How far what was typed may lie after the stamp of its change: a clock that nobody has put right yet.
  static let clockError: Int64 = 86_400_000
  /// How far what is typed of what has happened may lie ahead of a clock that is trusted: two clocks in a shop.
  static let clocksDiffer: Int64 = 300_000
  /// A day begins first in Kiribati, 14 hours ahead of UTC.
  private static let firstPlaceOfADay = 14 * 60

  /// When something was written.
  /// - Parameter madeAt: what `Version.madeAt` says.
  package static func made(_ madeAt: Int64) -> Int64 { max(bounded(madeAt), first) }

  /// When a case was logged, as far as anything counts from it: what was typed, but not from before 2000, nor from
  /// after it was written.
  /// - Parameter stamp: of the version that says so.
  static func logged(_ typed: LocalTime, stamp: Int64) -> LocalTime {
    let at = min(max(typed.milliseconds, first), max(bounded(stamp) + clockError, first))
    return at == typed.milliseconds ? typed : LocalTime(milliseconds: at, offsetMinutes: typed.offsetMinutes)
  }

  /// Whether somebody who typed this time cannot have been right.
  /// - Parameter isImported: it stood in a file, which may be much older than this program.
  static func isImpossible(_ typed: LocalTime, stamp: Int64, isImported: Bool) -> Bool {
    typed.milliseconds < (isImported ? firstInFiles : first)
      || typed.milliseconds > bounded(stamp) + clockError
  }

  /// Why nobody should type this time of what has happened; nil: it may be. Nothing that has happened lies ahead of the
  /// clock; where the true time is not known (`LocalClock.isTrusted`), a day is let through, as rules do; and a clock
  /// that cannot be right (`ReleaseDay`) judges nothing to be in the future.
  /// - Parameters:
  ///   - isImported: it stood in a file, which may come from a place where the day has begun already.
  ///   - isOwn: it is of an export of ours, and was let through once.
  static func objection(
    typed: DateText, now: LocalClock, isImported: Bool, isOwn: Bool = false
  ) -> FieldError.Reason? {
    if typed.start(in: now.zone).milliseconds < (isImported ? firstInFiles : first) { return .tooLongAgo }
    guard !ReleaseDay.isAfter(now.milliseconds) else { return nil }
    let allowed = now.isTrusted && !isOwn ? clocksDiffer : clockError
    return isAhead(typed, of: now, by: allowed, anywhere: isImported) ? .stillToCome(now.now.short) : nil
  }

  /// Whether a time of what has happened lies ahead of a clock of which nobody knows whether it is right.
  package static func isDoubtful(typed: DateText, now: LocalClock) -> Bool {
    !now.isTrusted && !ReleaseDay.isAfter(now.milliseconds)
      && isAhead(typed, of: now, by: clocksDiffer, anywhere: false)
  }

  /// - Parameter anywhere: a day is ahead only where it has begun at no place of the earth.
  private static func isAhead(
    _ typed: DateText, of now: LocalClock, by allowed: Int64, anywhere: Bool
  ) -> Bool {
    var zone = now.zone
    if anywhere, case .day = typed { zone = .fixed(firstPlaceOfADay) }
    return typed.start(in: zone).milliseconds > now.milliseconds + allowed
  }

  /// Within what times can be reckoned with.
  private static func bounded(_ milliseconds: Int64) -> Int64 {
    LocalTime(milliseconds: milliseconds, offsetMinutes: 0).milliseconds
  }
}
