package import Complaints
package import RecordStore
package import Versioning
package import Zones

/// A complaint signal as it is held here.
package struct Signal: Sendable {
  package let row: RecordRow
  package let record: LoopRecord
  /// Whose it is.
  package let branch: String

  package var id: RecordID { record.id }
  package var name: String { String(id.description.suffix(6)) }
  package var text: String { record.text(SignalField.text) ?? "" }
  package var kind: String { record.text(SignalField.kind) ?? "" }
  package var channel: String? { record.text(SignalField.channel) }

  /// Of a published review: 1 to 5.
  package var stars: Int? { record.text(SignalField.stars).flatMap { Int($0) } }
  /// Answered in public.
  package var isReplied: Bool { record.state[FieldID(SignalField.reply.number)] != nil }

  package var owner: String? { record.text(SignalField.owner) }
  package var due: DateText? { record.date(SignalField.due) }
  /// Somebody said why nothing is made of it; the reason may have been erased since.
  package var isDismissed: Bool {
    record.text(SignalField.dismissed) != nil
      || record.state.erased.contains(SignalField.dismissed.number)
        && record.state[FieldID(SignalField.dismissed.number)] != nil
  }
  /// Neither a case nor dismissed, nor praise, which needs nobody.
  package var isOpen: Bool { cases.isEmpty && !isDismissed && kind != Self.praise }
  package static let praise = "praise"
  /// An answer to a survey that is about no case.
  package static let survey = "survey"
  /// - Parameters:
  ///   - zone: by whose clocks a day ends.
  ///   - now: milliseconds since 1970.
  package func isLate(zone: Zone, now: Int64) -> Bool {
    isOpen && due.map { $0.end(in: zone) < now } ?? false
  }

  /// The ids of the cases that it became.
  package var cases: [String] {
    record.state.elements(of: SignalField.cases.number).filter { $0.value == .flag(true) }
      .compactMap(\.field.element)
  }
}

extension ReplicaReader {
  /// Newest first.
  package func signals() throws -> [Signal] { try signals(db.records(of: .signal)) }

  /// Those that became a case, newest first.
  package func signals(of complaint: RecordID) throws -> [Signal] {
    let id = complaint.description
    return try signals(db.records(of: .signal, holding: id)).filter { $0.cases.contains(id) }
  }

  private func signals(_ rows: [RecordRow]) throws -> [Signal] {
    let scopes = Dictionary(
      try db.scopes().map { ($0.rid, $0.code) }, uniquingKeysWith: { first, _ in first })
    return try rows.compactMap { row in
      try row.decoded().map { Signal(row: row, record: LoopRecord($0), branch: scopes[row.scope] ?? "") }
    }.sorted { $0.id > $1.id }
  }
}

extension ReplicaReader {
  /// The signals that somebody is to look after by a time, and nothing was made of yet.
  /// - Parameter branch: of that branch only.
  package func signalDuties(branch: String? = nil) throws -> [(signal: Signal, deadline: Deadline)] {
    // Thousands of reviews may have been imported, and few of them have a date.
    var zones: [String: Zone] = [:]
    return try signals().compactMap { signal in
      guard signal.isOpen, signal.due != nil, branch.map({ signal.branch == $0 }) ?? true else { return nil }
      let place =
        try zones[signal.branch]
        ?? calendars(of: signal.branch).inForce(at: now.milliseconds).zone ?? zone
      zones[signal.branch] = place
      return Deadline(signal: signal.record, zone: place).map { (signal, $0) }
    }
  }
}

extension WriteSession {
  /// Notes a signal, in the branch's own scope.
  package mutating func newSignal(_ edits: [FieldEdit]) throws -> RecordID {
    let id = newRecordID()
    try addSignal(id, edits)
    return id
  }

  /// Notes a signal that was read somewhere, unless it is here already.
  /// - Returns: whether it was new.
  @discardableResult
  package mutating func addSignal(_ id: RecordID, _ edits: [FieldEdit]) throws -> Bool {
    try requireEditing()
    guard try !reader.holds(id) else { return false }
    create(id, kind: .signal, edits.filter { $0.value != .none })
    try endGroup()
    return true
  }

  /// Who looks after a signal and by when, or why nothing is made of it.
  package mutating func change(_ signal: RecordRow, _ edits: [FieldEdit]) throws {
    try requireEditing()
    try edit(signal, edits)
    try endGroup()
  }

  /// Adds to a signal that it became a case.
  package mutating func turn(_ signal: RecordRow, into record: RecordID) throws {
    try requireEditing()
    try edit(signal, [FieldEdit(FieldID(SignalField.cases.number, record.description), .flag(true))])
    try endGroup()
  }
}
