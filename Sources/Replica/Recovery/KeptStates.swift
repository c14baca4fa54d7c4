import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What head office has of a record goes over what is held here, also after a restoration. What it would not take of
/// this is kept beside it, told, and offered again: it never goes in silence.
extension Absorber {
  /// It may come in another scope than the one it was held in: a device that sees every branch holds both, and the
  /// transfer may be what head office lost.
  /// - Parameter received: head office's state, which is about to take the place of the row's.
  mutating func keepUntaken(_ row: RecordRow, insteadOf received: RecordState) throws {
    guard row.position == nil, !arrival.isLate, let bytes = row.state,
      let proof = try db.lostCommit(of: row), try mayOffer(proof.scope),
      let ours = try? RecordState(decoding: bytes), !received.has(allOf: ours)
    else { return }
    let kept = try db.keptState(of: row.id).flatMap { try? RecordState(decoding: $0) }.flatMap {
      join($0, ours)
    }
    outcome.unrepaired += 1
    try db.run(
      """
      INSERT INTO unrepaired (record, scope, position, token, state) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (record) DO UPDATE SET scope = ?2, position = ?3, token = ?4, state = ?5
      """,
      values: [
        .id(row.id), .integer(proof.scope), .integer(proof.position), .blob(proof.token),
        .blob((kept ?? ours).encoded()),
      ])
  }

  /// What head office publishes only its own devices offer: it is published anew.
  private func mayOffer(_ scope: Int64) throws -> Bool {
    try identity.branch == BranchCode.headOffice || db.scope(RecordTables.sharedScope)?.rid != scope
  }

  /// Takes an erasure to what is kept so.
  /// - Returns: false where it names the customer, and head office cannot say so.
  func eraseKept(_ id: RecordID, _ named: Set<RecordID>, of customer: Data) throws -> Bool {
    guard let bytes = try db.keptState(of: id), let state = try? RecordState(decoding: bytes) else {
      return true
    }
    guard named.contains(id) || named.contains(state.aggregate) else {
      return !isAbout(state, customer)
    }
    if try db.emptyKept(id, ofSubject: { _ in isAbout(state, customer) }) { try db.setMeta(.scrubPending, 1) }
    return true
  }

  /// Whether a record is about whom an erasure is of: a customer's case, what was said of an employee.
  func isAbout(_ state: RecordState, _ customer: Data) -> Bool {
    guard let headOffice = identity.headOffice?.id, customer.count == 32 else { return false }
    let traces = CustomerTraces(hash: Array(customer), headOffice: headOffice)
    return state.subjects.contains { traces.isHashed($0.id) }
  }
}

extension Database {
  /// What is kept of a record that head office has without it.
  func keptState(of record: RecordID) throws -> [UInt8]? {
    try first("SELECT state FROM unrepaired WHERE record = ?", values: [.id(record)]) { $0.bytes(0) } ?? nil
  }

  /// Erases what is kept so of a record.
  /// - Returns: whether there was anything to erase.
  func emptyKept(_ record: RecordID, ofSubject: (RecordKind) -> Bool) throws -> Bool {
    guard let bytes = try keptState(of: record), var state = try? RecordState(decoding: bytes) else {
      return false
    }
    state.erase(PersonalFields.numbers(in: state, ofSubject: ofSubject(state.kind)))
    let erased = state.encoded()
    guard erased != bytes else { return false }
    try run("UPDATE unrepaired SET state = ? WHERE record = ?", values: [.blob(erased), .id(record)])
    return true
  }

  /// The records of which head office's state has all by now that was kept beside it.
  func takenRecords() throws -> [RecordID] {
    try map("SELECT record, state FROM unrepaired WHERE state IS NOT NULL", values: []) { row in
      (row.identifier(0), row.bytes(1) ?? [])
    }.compactMap { id, bytes in
      guard let id, let held = try record(id)?.state, let theirs = try? RecordState(decoding: held),
        let kept = try? RecordState(decoding: bytes)
      else { return nil }
      return theirs.has(allOf: kept) ? id : nil
    }
  }

  /// The commit that head office lost of the scope in which a record was held: nil where its word stands.
  fileprivate func lostCommit(of row: RecordRow) throws -> (scope: Int64, position: Int64, token: [UInt8])? {
    if let compared = try compared(row.scope), let token = compared.token {
      return (row.scope, compared.position, token)
    }
    return try first(
      "SELECT coalesce(scope, ?2), position, token FROM unrepaired WHERE record = ?1 AND token IS NOT NULL",
      values: [.id(row.id), .integer(row.scope)]
    ) { ($0.integer(0), $0.integer(1), $0.bytes(2) ?? []) }
  }
}
