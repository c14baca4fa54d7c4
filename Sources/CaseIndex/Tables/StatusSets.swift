package import Complaints
package import RecordStore

extension StatusSet {
  /// For `status IN (SELECT value FROM json_each(?))`.
  package var json: SQLValue { .text("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]") }

  /// For what a partial index has to be recognised by; no word of a person is in it.
  var literals: String { ids.map { "'\($0)'" }.joined(separator: ", ") }
}

extension CaseStatus {
  /// As it stands in a statement; no word of a person is in it.
  var literal: String { "'\(rawValue)'" }
}

extension LinkKind {
  /// As it stands in a statement; no word of a person is in it.
  var literal: String { "'\(rawValue)'" }
}
