package import Complaints
import GRDB
import RecordStore

extension CaseReading {
  /// What cases here call a product, a supplier or a handler of which a part was typed, or more than its name: what most of
  /// them have first, each once however it is spelt.
  package func names(like typed: String, by axis: ReportAxis, limit: Int = 3) throws -> [String] {
    guard axis.isFreeText else { return [] }
    let all = try db.map(
      """
      SELECT \(axis.column), count(*) FROM facts WHERE visible = 1 AND \(axis.column) IS NOT NULL
      GROUP BY 1 ORDER BY 2 DESC, 1
      """, values: []
    ) { $0.text(0) ?? "" }
    return near(typed, among: all, limit) { axis.folded($0) }
  }

  /// Batches and tags like what was typed, as they are compared.
  package func spellings(like typed: String, of kind: Spelling.Kind, limit: Int = 3) throws -> [String] {
    let all = try db.map(
      """
      SELECT s.folded, count(*) FROM spellings s JOIN cases c ON c.rid = s.rid WHERE c.visible = 1 AND s.kind = ?
      GROUP BY 1 ORDER BY 2 DESC, 1
      """, values: [.text(kind.rawValue)]
    ) { $0.text(0) ?? "" }
    return near(typed, among: all, limit) { kind.folded($0) ?? "" }
  }

  private func near(
    _ typed: String, among all: [String], _ limit: Int, _ compared: (String) -> String
  ) -> [String] {
    let wanted = compared(typed)
    guard !wanted.isEmpty else { return [] }
    var found: [String] = []
    var seen: Set<String> = []
    for name in all where found.count < limit {
      let folded = compared(name)
      guard !folded.isEmpty, folded.contains(wanted) || wanted.contains(folded),
        seen.insert(folded).inserted
      else { continue }
      found.append(name)
    }
    return found
  }
}
