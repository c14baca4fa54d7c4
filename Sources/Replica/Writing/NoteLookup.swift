import Complaints
import FoundationEssentials
package import RecordStore
import Versioning

extension ReplicaReader {
  /// The notes whose id begins with some hexadecimal digits (dashes do not count), in one case or in all of
  /// them; none for anything else. A note never leaves its case, so those of moved cases are not here.
  package func notes(idPrefix typed: String, of root: RecordRow?, limit: Int) throws -> [RecordRow] {
    let digits = typed.filter { $0 != "-" }
    guard !digits.isEmpty, digits.utf8.count <= 32,
      let low = Identifier(text: digits.padding(with: "0")),
      let high = Identifier(text: digits.padding(with: "f"))
    else { return [] }
    if let root {
      return Array(
        try db.children(of: root.id).filter { $0.kind == .note && $0.id >= low && $0.id <= high }.prefix(
          limit))
    }
    return try db.rows(
      "SELECT rid FROM records WHERE id >= ? AND id <= ? AND kind = ? ORDER BY id LIMIT ?",
      [low.data, high.data, Int64(RecordKind.note.rawValue), limit]
    ).compactMap { try db.record(rid: $0[0]) }
  }
}

extension String {
  /// The 32 digits of an id, the missing ones filled in.
  fileprivate func padding(with digit: String) -> String {
    self + String(repeating: digit, count: max(0, 32 - utf8.count))
  }
}
