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

  /// When something was written.
  /// - Parameter madeAt: what `Version.madeAt` says.
  static func made(_ madeAt: Int64) -> Int64 { max(bounded(madeAt), first) }

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

  /// Whether nobody should type this time of what has happened: commands refuse what would break a rule at once. A clock
  /// that cannot be right (`Version.earliestClock`) judges nothing to be in the future.
  static func isImpossible(typed: DateText, now: LocalClock, isImported: Bool) -> Bool {
    let clock = now.now.milliseconds
    return isImpossible(
      typed.start(in: now.zone), stamp: clock < Version.earliestClock ? bounded(.max) - clockError : clock,
      isImported: isImported)
  }

  /// Within what times can be reckoned with.
  private static func bounded(_ milliseconds: Int64) -> Int64 {
    LocalTime(milliseconds: milliseconds, offsetMinutes: 0).milliseconds
  }
}
