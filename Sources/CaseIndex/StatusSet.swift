import Complaints
import RecordStore

/// Statuses of a sort, as the domain tells them, for statements.
enum StatusSet {
  /// For `status IN (SELECT value FROM json_each(?))`.
  static func json(_ isIn: (CaseStatus) -> Bool) -> SQLValue {
    .text("[" + names(isIn).map { "\"\($0)\"" }.joined(separator: ",") + "]")
  }

  /// For what a partial index has to be recognised by; no word of a person is in it.
  static func literals(_ isIn: (CaseStatus) -> Bool) -> String {
    names(isIn).map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func names(_ isIn: (CaseStatus) -> Bool) -> [String] {
    CaseStatus.allCases.filter(isIn).map(\.rawValue)
  }
}
