package import Complaints
package import GRDB

/// Reads what is derived of cases, within one transaction: lists, search, conflicts to look at, deadlines, reports.
/// Whoever holds a store reads so.
package protocol CaseReading {
  var db: Database { get }
  /// Minutes east of UTC on the clock of whoever looks.
  var offsetMinutes: Int { get }
  /// The time, as well as it is known here.
  var now: LocalTime { get throws }
}
