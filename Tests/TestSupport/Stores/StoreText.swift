import Complaints
package import GRDB
import Language
import RecordStore
import Versioning

/// A whole store in words, so that a test says where a merge ends by all that is there, not by what it thought of asking.
///
/// A line a record and a line a field, what hangs on a case beneath it. Where values stand against each other all of them
/// are there, the one that is shown first. Left out is what every run draws anew: ids, and numbers of cases by their device.
extension Database {
  package func storeText() throws -> String {
    let rids = try map("SELECT rid FROM records ORDER BY kind, id") { $0.integer(0) }
    let rows = try rids.compactMap { try record(rid: $0) }
    let scopes = Dictionary(uniqueKeysWithValues: try scopes().map { ($0.rid, $0.code) })
    var lines: [String] = []
    for root in rows where root.aggregate == root.id {
      lines += try text(root, scopes, indent: "")
      for child in rows where child.id != root.id && child.aggregate == root.id {
        lines += try text(child, scopes, indent: "  ")
      }
    }
    let ids = Set(rows.map(\.id))
    let rest = rows.filter { !ids.contains($0.aggregate) }
    for row in rest { lines += ["without its case:"] + (try text(row, scopes, indent: "  ")) }
    return lines.joined(separator: "\n").replacing(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
  }

  private func text(_ row: RecordRow, _ scopes: [Int64: String], indent: String) throws -> [String] {
    let title =
      indent + (row.kind.label?.en.lowercased() ?? "kind \(row.kind.rawValue)") + " of "
      + (scopes[row.scope] ?? "nobody")
    guard let state = try row.decoded() else { return [title + ": cannot be read"] }
    let drawn = [CaseField.number.number, CaseField.loggedAt.number]
    let fields = state.fields.filter { row.kind != .case || !drawn.contains($0.field.number) }
    return [title] + fields.map { indent + "  " + text($0, of: row.kind) }
  }

  private func text(_ field: FieldState, of kind: RecordKind) -> String {
    let name = Schema.field(kind, number: field.field.number)?.id ?? "field \(field.field.number)"
    let element = field.field.element.map { "/" + $0 } ?? ""
    let values = field.heads.sorted { $0.version.stamp > $1.version.stamp }.map { text($0.value) }
    return name + element + ": " + (field.isConflicted ? values.joined(separator: " AGAINST ") : values[0])
  }

  private func text(_ value: Value) -> String {
    switch value {
    case .none: "nothing"
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .flag(let flag): flag ? "yes" : "no"
    case .sight(let dots): "sight of \(dots.count)"
    case .opaque: "unknown"
    }
  }
}
