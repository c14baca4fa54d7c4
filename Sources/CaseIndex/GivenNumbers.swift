import Complaints
package import GRDB
import RecordStore

/// Which numbers of cases were given, as the cases say that are here.
extension Database {
  /// Whether a case here has a number, or had it.
  package func isGiven(number: String) throws -> Bool {
    try first("SELECT 1 FROM numbers WHERE reversed = ?", values: [.text(reversed(number))]) { _ in true }
      ?? false
  }

  /// The highest number given under each prefix that begins so (`SH01-KT-`, `SH01-KT-20261122-`), by those prefixes.
  package func highestNumbers(under beginning: String) throws -> [String: Int] {
    var highest: [String: Int] = [:]
    let all = try map(
      "SELECT reversed FROM numbers WHERE reversed LIKE '%' || ?", values: [.text(reversed(beginning))]
    ) { String(($0.text(0) ?? "").reversed()) }
    for text in all where text.hasPrefix(beginning) {
      guard let number = CaseNumber(text) else { continue }
      highest[number.prefix] = max(highest[number.prefix] ?? 0, number.sequence)
    }
    return highest
  }
}
