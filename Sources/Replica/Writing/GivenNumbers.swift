import Complaints
import GRDB
import RecordStore
import Versioning

/// Which numbers of cases were given, as the cases say that are here, and those that were here and have left. Numbers are
/// kept read from their end.
extension Database {
  /// Whether a case has a number, or had it.
  func isGiven(number: String) throws -> Bool {
    try first(
      "SELECT 1 FROM numbers WHERE reversed = ?1 UNION ALL SELECT 1 FROM stubs WHERE reversed = ?1",
      values: [.text(String(number.reversed()))]
    ) { _ in true } ?? false
  }

  /// The highest number given under each prefix that begins so (`SH01-KT-`, `SH01-KT-20261122-`), by those prefixes.
  func highestNumbers(under beginning: String) throws -> [String: Int] {
    var highest: [String: Int] = [:]
    let all = try map(
      """
      SELECT reversed FROM numbers WHERE substr(reversed, -length(?1)) = ?1
      UNION ALL SELECT reversed FROM stubs WHERE substr(reversed, -length(?1)) = ?1
      """, values: [.text(String(beginning.reversed()))]
    ) { String(($0.text(0) ?? "").reversed()) }
    for text in all {
      guard let number = CaseNumber(text) else { continue }
      highest[number.prefix] = max(highest[number.prefix] ?? 0, number.sequence)
    }
    return highest
  }

  /// The last sequence number that is held to be given under a prefix.
  func lastSequence(_ prefix: String) throws -> Int? {
    try first("SELECT last FROM sequences WHERE prefix = ?", values: [.text(prefix)]) { Int($0.integer(0)) }
  }

  /// A copy of a store gives numbers under the same tag until one of both takes another one. Those that come with a case
  /// are given here as well. After the case's own were noted.
  func raiseSequences(by state: RecordState, under beginning: String) throws {
    for field in state.elements(of: CaseField.number.number) {
      guard let text = field.field.element, text.hasPrefix(beginning), let number = CaseNumber(text) else {
        continue
      }
      guard let last = try lastSequence(number.prefix) else {
        try raiseSequences(under: number.prefix)
        continue
      }
      guard last < number.sequence else { continue }
      try run(
        "UPDATE sequences SET last = ? WHERE prefix = ?",
        values: [.integer(Int64(number.sequence)), .text(number.prefix)])
    }
  }

  /// No number that stands on a case is given again, whatever became of the list of them.
  func raiseSequences(under beginning: String) throws {
    for (prefix, highest) in try highestNumbers(under: beginning) {
      try run(
        """
        INSERT INTO sequences (prefix, last) VALUES (?1, ?2)
        ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)
        """, values: [.text(prefix), .integer(Int64(highest))])
    }
  }
}

extension ReplicaIdentity {
  /// What the numbers begin with that this device gives.
  var numbers: String { "\(branch)-\(tag)-" }
}
