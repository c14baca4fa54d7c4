package import Complaints
import GRDB
import RecordStore

extension CaseReading {
  /// What cases here call a product or supplier of which a part was typed, or more than its name: what most of them have
  /// first, each once however it is spelt.
  package func names(like typed: String, by axis: ReportAxis, limit: Int = 3) throws -> [String] {
    let wanted = axis.folded(typed)
    guard axis.isFreeText, !wanted.isEmpty else { return [] }
    let all = try db.map(
      """
      SELECT \(axis.column), count(*) FROM facts WHERE visible = 1 AND \(axis.column) IS NOT NULL
      GROUP BY 1 ORDER BY 2 DESC, 1
      """, values: []
    ) { $0.text(0) ?? "" }
    var found: [String] = []
    var seen: Set<String> = []
    for name in all where found.count < limit {
      let folded = axis.folded(name)
      guard !folded.isEmpty, folded.contains(wanted) || wanted.contains(folded),
        seen.insert(folded).inserted
      else { continue }
      found.append(name)
    }
    return found
  }
}
