package import Complaints
package import GRDB
package import Zones

/// Reads what is derived of cases, within one transaction: lists, search, conflicts to look at, deadlines, reports.
/// Whoever holds a store reads so.
package protocol CaseReading {
  var db: Database { get }
  /// Of whoever looks.
  var zone: Zone { get }
  /// Whether whoever looks may read what is said of employees.
  var seesEmployeeRecords: Bool { get }
  /// The time, as well as it is known here.
  var now: LocalTime { get throws }
}

extension CaseReading {
  /// Whether anything of a branch is here: of one that was made since the last sync, or that has no case yet, nothing is.
  package func hasRecords(of branch: String) throws -> Bool {
    try db.scopes().contains { $0.code == branch }
  }
}
