import CaseIndex
package import Complaints
import GRDB
import RecordStore
package import Versioning

/// The last thing that was done with an item.
package struct ConsolidationEntry: Sendable {
  package let seq: Int64
  package let item: String
  package let decision: ConsolidationDecision
  package let written: ConsolidationWritten?
}

/// What an act wrote, by which it is taken back.
package enum ConsolidationWritten: Equatable, Sendable {
  /// A link between two cases.
  case link(RecordID)
  /// A manuscript: nothing takes that back but a person.
  case manuscript(RecordID)
  /// The day to look again at an article, a study or a task: the one that was set, and the one before.
  case lookAgain(RecordID, set: String, before: String)

  init?(stored: String) {
    let parts = stored.split(separator: " ").map(String.init)
    guard parts.count > 1, let id = RecordID(text: parts[1]) else { return nil }
    switch (parts[0], parts.count) {
    case ("link", 2): self = .link(id)
    case ("manuscript", 2): self = .manuscript(id)
    case ("look_again", 4): self = .lookAgain(id, set: parts[2], before: parts[3])
    default: return nil
    }
  }

  var stored: String {
    switch self {
    case .link(let id): "link \(id)"
    case .manuscript(let id): "manuscript \(id)"
    case .lookAgain(let id, let set, let before): "look_again \(id) \(set) \(before)"
    }
  }
}

extension ReplicaReader {
  /// The rows of the cases that were kept for a kind, in the order in which they came.
  /// - Parameter now: without those that are put aside then, as far as that is known before they are read; nil: all.
  package func rowsToConsolidate(_ kind: ConsolidationKind, at now: Int64? = nil) throws -> [Int64] {
    try db.map(
      """
      SELECT r.rid, q.record, q.substance FROM consolidation_cases q CROSS JOIN records r ON r.id = q.record
      WHERE q.kind = ? ORDER BY r.rid
      """, values: [.text(kind.rawValue)]
    ) { (rid: $0.integer(0), id: $0.identifier(1), substance: $0.text(2) ?? "") }
    .filter { row in
      guard let now, let id = row.id else { return true }
      return try consolidated(kind.item(id))?.hides(substance: row.substance, at: now) != true
    }.map(\.rid)
  }

  /// What was done last with an item.
  package func consolidated(_ item: String) throws -> ConsolidationDecision? {
    try entry("WHERE item = ? ORDER BY seq DESC LIMIT 1", [.text(item)])?.decision
  }

  /// What was done last of all.
  package func lastConsolidated() throws -> ConsolidationEntry? {
    try entry("ORDER BY seq DESC LIMIT 1", [])
  }

  private func entry(_ condition: String, _ values: [SQLValue]) throws -> ConsolidationEntry? {
    try db.first(
      "SELECT seq, item, act, substance, until, written FROM consolidation_acts \(condition)", values: values
    ) { row -> ConsolidationEntry? in
      // Of a later version's act this one knows nothing.
      guard let act = row.text(2).flatMap(ConsolidationAct.init(rawValue:)) else { return nil }
      return ConsolidationEntry(
        seq: row.integer(0), item: row.text(1) ?? "",
        decision: ConsolidationDecision(
          act, substance: row.text(3) ?? "", until: row.isNull(4) ? nil : row.integer(4)),
        written: row.text(5).flatMap(ConsolidationWritten.init(stored:)))
    } ?? nil
  }
}

extension WriteSession {
  /// Notes what was done with an item, in the transaction in which it was done.
  package func note(
    _ decision: ConsolidationDecision, of item: String, writing written: ConsolidationWritten? = nil
  ) throws {
    try db.run(
      """
      INSERT INTO consolidation_acts (item, act, substance, until, written, at) VALUES (?, ?, ?, ?, ?, ?)
      """,
      values: [
        .text(item), .text(decision.act.rawValue), .text(decision.substance), .integer(decision.until),
        .text(written?.stored), .integer(now.milliseconds),
      ])
  }

  /// Takes the last act back, as far as it can be: what somebody has changed since stays.
  /// - Returns: whether what it wrote is as it was before.
  package mutating func takeBack(_ entry: ConsolidationEntry) throws -> Bool {
    try requireEditing()
    let isBack =
      switch entry.written {
      case nil: true
      case .link(let id): try endLink(id)
      case .manuscript: false
      case .lookAgain(let id, let set, let before): try lookAgain(at: id, on: before, insteadOf: set) != nil
      }
    try db.run("DELETE FROM consolidation_acts WHERE seq = ?", values: [.integer(entry.seq)])
    return isBack
  }

  private mutating func endLink(_ id: RecordID) throws -> Bool {
    guard let link = try db.record(id)?.decoded().flatMap({ CaseLink(LoopRecord($0)) }) else { return false }
    if link.isActive { try end([link]) }
    return true
  }

  /// Sets the day to look again at what is published, or whether what was done for a task holds.
  /// - Parameter expected: what stands there; nil: whatever does.
  /// - Returns: what stood there; nil: nothing was set.
  package mutating func lookAgain(
    at id: RecordID, on date: String, insteadOf expected: String? = nil
  ) throws -> String? {
    guard let row = try db.record(id) else { return nil }
    if row.kind == .task {
      guard let state = try row.decoded(), let root = try db.record(row.aggregate),
        let before = LoopRecord(state).text(TaskField.lookAgain), expected.map({ $0 == before }) ?? true
      else { return nil }
      try change(row, of: root, [FieldEdit(FieldID(TaskField.lookAgain.number), .text(date))])
      return before
    }
    let items = try KnowledgeForm.allCases.flatMap(reader.publishedKnowledge)
    guard let item = items.first(where: { $0.id == id }), let before = item.text(ManuscriptField.lookAgain),
      expected.map({ $0 == before }) ?? true
    else { return nil }
    _ = try edit(item, [FieldEdit(FieldID(ManuscriptField.lookAgain.number), .text(date))])
    return before
  }
}
