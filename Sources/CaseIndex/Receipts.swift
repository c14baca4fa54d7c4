import Complaints
import GRDB
package import RecordStore
import Versioning

/// That somebody above saw an escalation or an emergency.
package struct Receipt: Sendable, Equatable {
  package let by: String
  /// Milliseconds since 1970, wrong clocks put right.
  package let at: Int64
}

extension CaseReading {
  /// Who saw it: those first to whom an open escalation went, then the others, each in the order in which they did.
  package func receipts(of row: RecordRow) throws -> [Receipt] {
    let sent = try caseFile(row)?.openEscalations.compactMap { $0.text(EscalationField.to) } ?? []
    let people = sent.isEmpty ? [] : try self.people()
    func isAddressee(_ receipt: Receipt) -> Bool { sent.contains { people.areSame($0, receipt.by) } }
    let all = try db.children(of: row.id, kind: .note).compactMap { child in
      try child.decoded().map { LoopRecord($0) }
    }.filter { $0.text(NoteField.kind) == "receipt" && !$0.flag(NoteField.withdrawn) }
      .compactMap { note in note.made.map { Receipt(by: $0.author.name, at: $0.at) } }
      .sorted { ($0.at, $0.by) < ($1.at, $1.by) }
    return all.filter(isAddressee) + all.filter { !isAddressee($0) }
  }
}
