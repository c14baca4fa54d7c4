package import Complaints
import GRDB
import RecordStore
package import Versioning

/// What is here of a customer, however his id is spelt.
package struct KnownCustomer: Sendable {
  /// His cases, deleted ones among them.
  package var cases: [RecordState] = []
  /// What an erasure empties here, by kind: see `reach`.
  package var records: [RecordKind: Int] = [:]
  /// The signals among them, each with what was noticed.
  package var signals: [(id: RecordID, text: String)] = []
  /// The id as his cases have it, each spelling once.
  package var spellings: [String] = []
  /// What his cases say of him.
  package var traces = CustomerTraces()
}

/// A customer whose id is nearly another one.
package struct NearCustomer: Sendable {
  /// As one of his cases has it.
  package let id: String
  package let cases: Int
}

extension CaseReading {
  /// Others whose ids are some of these but for signs, letters that only look like others, or noughts before or behind a
  /// whole number: `E90` beside `E-90`.
  package func customers(near ids: [String]) throws -> [NearCustomer] {
    let own = Set(ids.compactMap(Spelling.Kind.customer.folded))
    let wanted = Set(own.map(NearSpelling.of).filter { !$0.isEmpty })
    guard !wanted.isEmpty else { return [] }
    let all = try db.map(
      """
      SELECT s.folded, min(s.rid), count(*) FROM spellings s JOIN cases c ON c.rid = s.rid
      WHERE s.kind = ? AND c.visible = 1 GROUP BY s.folded
      """, values: [.text(Spelling.Kind.customer.rawValue)]
    ) { (folded: $0.text(0) ?? "", rid: $0.integer(1), cases: Int($0.integer(2))) }
    return try all.filter { !own.contains($0.folded) && wanted.contains(NearSpelling.of($0.folded)) }
      .map { near in
        let typed: String? = try db.value("SELECT customer_id FROM cases WHERE rid = ?", [near.rid])
        return NearCustomer(id: typed ?? near.folded, cases: near.cases)
      }
  }

  /// - Parameter id: as it was typed.
  package func customer(_ id: String) throws -> KnownCustomer { try customers([id], with: []) }

  /// Whoever has one of some ids, as they were typed.
  /// - Parameter adopted: cases without an id that are taken for theirs as well.
  package func customers(_ ids: [String], with adopted: [RecordID]) throws -> KnownCustomer {
    var found = KnownCustomer()
    for id in ids { try add(id, to: &found) }
    for case let state? in try adopted.map({ try db.record($0)?.decoded() }) {
      found.cases.append(state)
      found.traces.add(state)
    }
    (found.records, found.signals) = try reach(of: found.cases, found.traces)
    return found
  }

  private func add(_ id: String, to found: inout KnownCustomer) throws {
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
      // One that is in conflict may have two of the ids.
      guard !found.cases.contains(where: { $0.record == state.record }) else { continue }
      found.cases.append(state)
      found.traces.add(state)
    }
  }

  /// How many records of each kind an erasure empties here, of a customer whose cases these are. Head office goes about it
  /// by the same rules: `PersonalFields.stand`, `CustomerTraces.reach`, `RecordKind.besideCases`.
  private func reach(
    of cases: [RecordState], _ traces: CustomerTraces
  ) throws -> (records: [RecordKind: Int], signals: [(id: RecordID, text: String)]) {
    var records: [RecordKind: Int] = [:]
    var signals: [(id: RecordID, text: String)] = []
    func count(_ state: RecordState?) {
      if let state, PersonalFields.stand(in: state) { records[state.kind, default: 0] += 1 }
    }
    let ids = Set(cases.map(\.record))
    for state in cases {
      count(state)
      for child in try db.children(of: state.record) { count(try child.decoded()) }
    }
    // By his cases alone it is known who he is.
    guard !ids.isEmpty else { return (records, []) }
    for kind in RecordKind.besideCases {
      let rows =
        kind.standsAlone == false
        ? try db.map("SELECT rid FROM records WHERE kind = ?", values: [.kind(kind)]) { $0.integer(0) }
          .compactMap { try db.record(rid: $0) } : try db.records(of: kind)
      for row in rows where !ids.contains(row.aggregate) {
        guard let state = try row.decoded() else { continue }
        let texts = kind.textsThatName.flatMap { state[FieldID($0.number)]?.heads.map(\.value) ?? [] }
        guard traces.reach(state, of: ids, saying: texts) else { continue }
        count(state)
        if kind == .signal, PersonalFields.stand(in: state) {
          signals.append((row.id, LoopRecord(state).text(SignalField.text) ?? ""))
        }
      }
    }
    return (records, signals)
  }
}
