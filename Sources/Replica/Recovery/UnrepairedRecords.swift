import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
package import Versioning

/// A record that is held here and that head office does not have, or not all of it.
package struct UnrepairedRecord: Hashable, Sendable {
  package let record: RecordID
  package let aggregate: RecordID
  /// The kind of its aggregate; nil where that is not here.
  package let kind: RecordKind?
  /// The number of its case, or the key of what head office publishes; nil where the case is not here.
  package let number: String?
}

/// Law 12: what a comparison could not repair is kept, told, and offered again, until both sides agree.
///
/// `unrepaired` has few rows, mostly none: CROSS JOIN tells SQLite to begin there, and not to go through all records
/// (sqlite.org/optoverview.html, section 8.2).
extension Absorber {
  /// Holds a scope, whose feed was followed to its end, against head office's digest. What was compared and has
  /// not come since is not at head office: after a restoration it is kept as unrepaired; else head office's word
  /// stands, and only what was made here and waits stays of it.
  mutating func agree(_ scope: inout ScopeRow, with page: ScopePage) throws {
    let records = try number(page.records)
    func agrees(_ digest: ScopeDigest, _ count: Int64) -> Bool {
      digest.bytes == Array(page.digest) && count == records
    }
    var isAgreed: Bool { agrees(scope.digest, scope.records) }
    try db.forgetRepaired()
    if !arrival.isLate, let compared = try db.compared(scope.rid) {
      if !isAgreed {
        for row in try db.unsent(in: scope.rid) {
          if compared.token == nil {
            try drop(row, from: &scope)
          } else {
            outcome.unrepaired += 1
            try db.run(
              """
              INSERT INTO unrepaired (record, scope, position, token) VALUES (?, ?, ?, ?)
              ON CONFLICT (record) DO UPDATE SET
                scope = excluded.scope, position = excluded.position, token = excluded.token
              """,
              values: [
                .id(row.id), .integer(scope.rid), .integer(compared.position), .blob(compared.token),
              ])
          }
        }
      }
      try db.run("DELETE FROM compared WHERE scope = ?", values: [.integer(scope.rid)])
    }
    try db.run("DELETE FROM differing WHERE scope = ?", values: [.integer(scope.rid)])
    if isAgreed { return }
    // What is known to differ is told already: anything beyond it is found by another comparison.
    var (digest, count) = (scope.digest, scope.records)
    try db.each(
      """
      SELECT r.id, r.state FROM unrepaired u CROSS JOIN records r ON r.id = u.record
      WHERE r.scope = ? AND r.position IS NULL AND r.state IS NOT NULL
      """, values: [.integer(scope.rid)]
    ) { row in
      if let id = row.identifier(0), let state = row.bytes(1) {
        digest.remove(record: id, state: state)
        count -= 1
      }
      return true
    }
    guard !agrees(digest, count) else { return }
    outcome.digestMismatches.append(scope.code)
    try db.run("INSERT INTO differing (scope) VALUES (?)", values: [.integer(scope.rid)])
  }

  /// Head office sends no page of a scope in which it has nothing: what was compared there ends with the feed.
  mutating func agreeOnEmptyScopes() throws {
    for var scope in try db.scopes() where scope.position == 0 {
      guard try db.compared(scope.rid) != nil else { continue }
      var page = ScopePage()
      page.digest = Data(ScopeDigest().bytes)
      try agree(&scope, with: page)
      try db.update(scope)
    }
  }

  /// Head office does not have the record: its state goes. What waits here is applied to nothing.
  private mutating func drop(_ row: RecordRow, from scope: inout ScopeRow) throws {
    try noteLeaving(row)
    var row = row
    scope.count(nil, insteadOf: row.state, of: row.id)
    let old = try records.shownState(of: row)
    var shown: RecordState?
    for change in try records.waiting(row.id) { shown = apply(change, to: shown).state }
    row.state = nil
    row.current = shown?.encoded()
    if let shown {
      try db.update(row)
      return try records.projection.project(row, old: old, new: shown, branch: scope.code)
    }
    if let old { try records.projection.remove(row, old: old) }
    try db.run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
  }

  /// Nor will it have it again: nothing of it stays but what was made here, in its log.
  mutating func letGo(_ row: RecordRow, from scope: inout ScopeRow) throws {
    try drop(row, from: &scope)
    for table in ["unrepaired WHERE record", "news WHERE aggregate"] {
      try db.run("DELETE FROM \(table) = ?", values: [.id(row.id)])
    }
    try db.run(
      "DELETE FROM changes WHERE record = ? AND status = ?",
      values: [.id(row.id), .status(.history)])
    try db.setMeta(.scrubPending, 1)
  }

  /// Takes an erasure to what head office cannot name, because it does not have it.
  ///
  /// A whole case of the customer is emptied when it has come to head office: only there all that belongs to it is
  /// known, in quarantine and elsewhere.
  /// - Parameters:
  ///   - named: the records that the notice names.
  ///   - customer: the customer's hash; empty where head office does not tell it.
  /// - Returns: false where something is held here that is meant, or may be: then nothing is acknowledged.
  mutating func eraseUnrepaired(_ named: Set<RecordID>, of customer: Data) throws -> Bool {
    var isDone = true
    let held = try db.map("SELECT record FROM unrepaired", values: []) { $0.identifier(0) }.compactMap { $0 }
    for id in held {
      if try !eraseKept(id, named, of: customer) { isDone = false }
      guard var row = try db.record(id), row.position == nil, let bytes = row.state,
        var scope = try db.scopes().first(where: { $0.rid == row.scope })
      else { continue }
      guard named.contains(id) || named.contains(row.aggregate) else {
        let root = row.aggregate == id ? row : try db.record(row.aggregate)
        if try root?.position == nil && !isOfAnother(root, than: customer) { isDone = false }
        continue
      }
      guard var state = try? RecordState(decoding: bytes) else {
        isDone = false
        continue
      }
      let fields = PersonalFields.numbers(in: state, ofSubject: isAbout(state, customer))
      let old = try records.shownState(of: row)
      state.erase(fields)
      let erased = state.encoded()
      guard erased != bytes else { continue }
      scope.count(erased, insteadOf: bytes, of: id)
      try db.update(scope)
      row.state = erased
      var shown = state
      let waiting = try records.waiting(id)
      for change in waiting { shown = apply(change, to: shown).state }
      row.current = waiting.isEmpty ? nil : shown.encoded()
      try db.update(row)
      try records.projection.project(row, old: old, new: shown, branch: scope.code)
      try db.setMeta(.scrubPending, 1)
      if try !scrub(id, Set(fields)) { isDone = false }
    }
    return isDone
  }
}

extension Absorber {
  /// Whether a case is none of a customer's, by the rule that head office goes by: no open version of its customer's
  /// id has his hash.
  private func isOfAnother(_ root: RecordRow?, than customer: Data) throws -> Bool {
    guard let root, root.kind.subjectField != nil, identity.headOffice != nil, customer.count == 32,
      let state = root.state.flatMap({ try? RecordState(decoding: $0) })
    else { return false }
    return !isAbout(state, customer)
  }
}

extension ReplicaStore {
  /// What head office did not take is offered again, with the proof that it lost it: by now it may have what was
  /// missing then.
  package func unrepairedOffers() throws -> [OfferRequest] {
    try read { reader in try reader.db.unrepairedOffers(identity: reader.identity) }
  }
}

extension ReplicaReader {
  /// What is held here and head office does not have, since it was restored.
  package func unrepaired() throws -> [UnrepairedRecord] {
    try db.map(
      """
      SELECT u.record FROM unrepaired u CROSS JOIN records r ON r.id = u.record
      WHERE r.position IS NULL OR u.state IS NOT NULL
      """, values: []
    ) { $0.identifier(0) }.compactMap { $0 }.compactMap { id in
      guard let row = try db.record(id) else { return nil }
      let root = try db.record(row.aggregate)
      return UnrepairedRecord(
        record: id, aggregate: row.aggregate, kind: root?.kind,
        number: try root.flatMap { try summary(rid: $0.rid)?.number ?? sharedName($0) })
    }
  }

  /// Scopes in which this replica and head office differ beyond that: a fault of a program, which the next sync
  /// puts right by comparing them.
  package func differingScopes() throws -> [String] {
    try db.map(
      "SELECT s.code FROM differing d JOIN scopes s ON s.rid = d.scope ORDER BY s.code", values: []
    ) { $0.text(0) ?? "" }
  }

  package func unrepairedCount() throws -> Int {
    try db.first(
      """
      SELECT count(*) FROM unrepaired u CROSS JOIN records r ON r.id = u.record
      WHERE r.position IS NULL OR u.state IS NOT NULL
      """, values: []
    ) { Int($0.integer(0)) } ?? 0
  }
}

extension Database {
  /// How a scope was last compared, where its feed was not read to the end since. A token: after a restoration,
  /// the commit that head office had lost.
  func compared(_ scope: Int64) throws -> (position: Int64, token: [UInt8]?)? {
    try first(
      "SELECT position, token FROM compared WHERE scope = ?", values: [.integer(scope)]
    ) { ($0.integer(0), $0.bytes(1)) }
  }

  /// Whether a departure that comes in a scope which was compared after a restoration was read here before. What is held
  /// came back since, by what head office lost. That was offered: had any of it been taken, head office would say anew
  /// that it is elsewhere.
  func wasReadBefore(departureAt position: Int64, in scope: Int64) throws -> Bool {
    try first(
      "SELECT 1 FROM compared WHERE scope = ? AND token IS NOT NULL AND position >= ? AND ended >= ?",
      values: [.integer(scope), .integer(position), .integer(position)]
    ) { _ in true } ?? false
  }

  /// Notes that a comparison has ended. One after a restoration counts until the feed's end, whatever comes
  /// in between.
  func noteCompared(_ scope: Int64) throws {
    try run(
      """
      INSERT INTO compared (scope, position, token, ended)
      SELECT scope, position, token, ended FROM comparisons WHERE scope = ?1
      ON CONFLICT (scope) DO UPDATE SET
        position = coalesce(excluded.position, position), token = coalesce(excluded.token, token),
        ended = coalesce(excluded.ended, ended)
      """, values: [.integer(scope)])
  }

  /// What has come, or has left, is unrepaired no more. What waited for it in quarantine is judged again.
  fileprivate func forgetRepaired() throws {
    let repaired =
      try map(
        """
        SELECT record FROM unrepaired u WHERE NOT EXISTS
          (SELECT 1 FROM records r WHERE r.id = u.record AND (r.position IS NULL OR u.state IS NOT NULL))
        """, values: []
      ) { $0.identifier(0) }.compactMap { $0 } + takenRecords()
    for record in repaired { try run("DELETE FROM unrepaired WHERE record = ?", values: [.id(record)]) }
    if !repaired.isEmpty { try retryQuarantined() }
  }

  /// Records of a scope that head office did not send from the beginning of its feed to the end.
  fileprivate func unsent(in scope: Int64) throws -> [RecordRow] {
    try map(
      """
      SELECT id FROM records WHERE scope = ? AND position IS NULL AND state IS NOT NULL
        AND id NOT IN (SELECT record FROM unrepaired WHERE state IS NULL)
      """, values: [.integer(scope)]
    ) { $0.identifier(0) }.compactMap { id in try id.flatMap { try record($0) } }
  }

  func unrepairedOffers(identity: ReplicaIdentity) throws -> [OfferRequest] {
    let rows = try map(
      """
      SELECT s.code, u.position, u.token, coalesce(u.state, r.state), r.number FROM unrepaired u
      CROSS JOIN records r ON r.id = u.record CROSS JOIN scopes s ON s.rid = coalesce(u.scope, r.scope)
      WHERE u.token IS NOT NULL AND (r.position IS NULL AND r.state IS NOT NULL OR u.state IS NOT NULL)
        AND s.rid NOT IN (SELECT scope FROM comparisons)
      ORDER BY s.code, u.position, r.aggregate IS NOT NULL, r.id
      """, values: []
    ) { row in
      var cursor = FeedCursor()
      cursor.scope = row.text(0) ?? ""
      cursor.position = UInt64(bitPattern: row.integer(1))
      cursor.token = Data(row.bytes(2) ?? [])
      var state = OfferedState()
      state.state = Data(row.bytes(3) ?? [])
      state.number = row.text(4) ?? ""
      return (cursor, state)
    }
    var offers: [OfferRequest] = []
    var start = rows.startIndex
    while start < rows.endIndex {
      let cursor = rows[start].0
      let end = rows[start...].firstIndex { $0.0 != cursor } ?? rows.endIndex
      var packed = rows[start..<end].map(\.1).packed(scope: cursor.scope, replica: identity.replica)
      for at in packed.indices { packed[at].cursor = cursor }
      offers += packed
      start = end
    }
    return offers
  }
}
