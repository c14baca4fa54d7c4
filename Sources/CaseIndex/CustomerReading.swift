package import Complaints
import GRDB
import RecordStore
package import Versioning

/// What is here of a customer, however his id is spelt.
package struct KnownCustomer: Sendable {
  /// His cases, deleted ones among them.
  package var cases: [RecordState] = []
  /// Signals that name him, or became one of his cases.
  package var signals = 0
  /// The id as his cases have it, each spelling once.
  package var spellings: [String] = []
  /// What his cases say of him.
  package var traces = CustomerTraces()
}

extension CaseReading {
  /// - Parameter id: as it was typed.
  package func customer(_ id: String) throws -> KnownCustomer {
    var found = KnownCustomer()
    found.traces.add(customerID: id)
    let folded = Spelling.Kind.customer.folded(id)
    // Where two ids are in conflict, the one that is not shown counts as well.
    let rids = try db.map(
      """
      SELECT rid FROM spellings WHERE kind = ?1 AND folded = ?2
      UNION SELECT record FROM conflicts WHERE field = ?3 AND kind = ?4 ORDER BY 1
      """,
      values: [
        .text(Spelling.Kind.customer.rawValue), .text(folded ?? ""),
        .integer(Int64(CaseField.customerID.number)), .text(ConflictKind.field.rawValue),
      ]
    ) { $0.integer(0) }
    let field = FieldID(CaseField.customerID.number)
    for rid in rids {
      guard let row = try db.record(rid: rid), row.kind == .case, let state = try row.decoded() else {
        continue
      }
      let same = (state[field]?.heads ?? []).compactMap { head -> String? in
        guard case .text(let text) = head.value, Spelling.Kind.customer.folded(text) == folded else {
          return nil
        }
        return text
      }
      guard !same.isEmpty else { continue }
      for text in same where !found.spellings.contains(text) { found.spellings.append(text) }
      found.cases.append(state)
      found.traces.add(state)
    }
    let ids = Set(found.cases.map(\.record.description))
    for row in try db.records(of: .signal) {
      guard let state = try row.decoded() else { continue }
      let became = state.elements(of: SignalField.cases.number).contains {
        ![.none, .flag(false)].contains($0.value) && $0.field.element.map(ids.contains) ?? false
      }
      let heads = state[FieldID(SignalField.text.number)]?.heads ?? []
      let isNamed = heads.contains { head in
        if case .text(let text) = head.value { found.traces.areNamed(in: text) } else { false }
      }
      if became || isNamed { found.signals += 1 }
    }
    return found
  }
}
