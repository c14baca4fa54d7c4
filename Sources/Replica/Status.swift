import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
package import RecordStore
package import Versioning

/// How a replica stands.
package struct ReplicaStatus: Sendable {
  package let identity: ReplicaIdentity
  /// Changes that head office does not have.
  package let pending: Int
  /// When the oldest of them was made, in milliseconds since 1970.
  package let pendingSince: Int64?
  package let conflicts: Int
  package let cases: Int
  package let lastSync: Int64?
  package let clockOffset: Int64?
  package let clockDoubt: ClockDoubt?
  package let notices: [NewsEntry]
  package let scopes: [ScopeRow]
  package let quarantined: Int
  /// What is held here and head office does not have, since it was restored.
  package let unrepaired: [UnrepairedRecord]
  /// Scopes in which head office differs beyond that.
  package let differing: [String]
  /// A file beside the store that an erasure could not reach: head office is told that it is not done.
  package let erasureTrouble: String?
}

/// Something that others did.
package struct NewsEntry: Sendable {
  package enum What: String, Sendable {
    /// A case of somebody else's.
    case new
    case changed
    /// Somebody else asked for something, answered, did it or gave it up: a task, as it stands.
    case task
    /// Somebody else allowed an option, or did not.
    case approval
    /// A conflict came up.
    case conflict
    /// A conflict was settled.
    case settled
    /// A conflict was settled, and a value of this branch was not kept.
    case overruled
    /// Head office could not take a change that was made here.
    case quarantined
    /// A change that was made here came without its values of fields that were erased.
    case stripped
    /// The case was transferred to another branch.
    case departed
  }

  package let seq: Int64
  package let what: What
  package let aggregate: RecordID
  /// Of the aggregate; nil where it is not here.
  package let kind: RecordKind?
  /// Its case number, or the key of what head office publishes; empty where it has none.
  package let number: String
  package let summary: String?
  /// The decision, for `settled` and `overruled`; the task or approval, for those.
  package let record: RecordID?
  package let at: Int64
}

extension ReplicaReader {
  package func status() throws -> ReplicaStatus {
    ReplicaStatus(
      identity: identity, pending: try pending(), pendingSince: try pendingSince(),
      conflicts: try conflictCount(),
      cases: try db.value("SELECT count(*) FROM cases WHERE visible = 1") ?? 0,
      lastSync: try db.meta(.lastSync), clockOffset: try clockOffset(), clockDoubt: try clockDoubt(),
      notices: try news(what: .overruled),
      scopes: try db.scopes().filter { seesEmployeeRecords || Scope($0.code)?.isOfManagers != true },
      quarantined: try quarantineCount(),
      unrepaired: try unrepaired(), differing: try differingScopes(),
      erasureTrouble: try db.meta(.erasureTrouble))
  }

  /// By how much this machine's clock is ahead of head office's: as it was measured, unless it was put right since.
  private func clockOffset() throws -> Int64? {
    guard let measured = try db.meta(.clockOffset) else { return nil }
    guard measured.magnitude > ClockReference.noise.magnitude else { return measured }
    let time = try db.correctedTime(surroundings)
    let (offset, overflow) = time.wall.subtractingReportingOverflow(time.milliseconds)
    return overflow ? measured : offset
  }

  package func pending() throws -> Int {
    Int((try db.meta(.lastNumber) ?? 0) - (try db.meta(.covered) ?? 0))
  }

  /// Changes with every commit of another connection to this store.
  package func dataVersion() throws -> Int64 { try db.value("PRAGMA data_version") ?? 0 }

  /// When the oldest change was made that head office does not have.
  package func pendingSince() throws -> Int64? {
    try db.first(
      "SELECT at FROM changes WHERE status \(ChangeSet.waiting) AND status = ? ORDER BY seq LIMIT 1",
      values: [.status(.pending)]
    ) { $0.integer(0) }
  }

  /// Up to where whoever reads has looked at the news. Somebody who signed in and never did finds those of the last week.
  private func newsSeen() throws -> Int64 {
    guard let person = identity.person else { return try db.meta(.newsSeen) ?? 0 }
    if let seen = try db.meta(.newsSeen(by: person.id)) { return seen }
    let week = surroundings.wall() - 7 * 86_400_000
    return try db.value("SELECT max(seq) FROM news WHERE at < ?", [week]) ?? 0
  }

  /// What others did since it was last looked at, oldest first.
  package func news(what: NewsEntry.What? = nil, limit: Int = -1) throws -> [NewsEntry] {
    try db.rows(
      """
      SELECT n.seq, n.what, n.aggregate, coalesce(c.number, s.number, ''), c.summary, n.record, n.at
      FROM news n LEFT JOIN records r ON r.id = n.aggregate LEFT JOIN cases c ON c.rid = r.rid
      LEFT JOIN stubs s ON s.record = n.aggregate
      WHERE n.seq > ? AND (?2 IS NULL OR n.what = ?2) ORDER BY n.seq LIMIT ?
      """, [try newsSeen(), what?.rawValue, limit]
    ).compactMap { row in
      guard let what = NewsEntry.What(rawValue: row[1]), let aggregate = row.identifier(2) else { return nil }
      var number: String = row[3]
      let root = number.isEmpty ? try db.record(aggregate) : nil
      if let root {
        guard !root.kind.isOfEmployees || seesEmployeeRecords else { return nil }
        let person = root.kind == .person ? try root.decoded().flatMap { Person($0, branch: "")?.name } : nil
        let employee = try db.scopeCode(root.scope).flatMap { scope in
          try root.decoded().flatMap { Remark($0, scope: scope)?.employee }
        }
        let manuscript = root.kind == .manuscript ? String(root.id.description.suffix(6)) : nil
        let notice = root.kind == .acknowledgement ? try acknowledgedNotice(root) : nil
        number = try sharedName(root) ?? person ?? employee ?? manuscript ?? notice ?? ""
      }
      return NewsEntry(
        seq: row[0], what: what, aggregate: aggregate, kind: root?.kind, number: number, summary: row[4],
        record: row.identifier(5), at: row[6])
    }
  }

  /// The key of the notice that an acknowledgement is of.
  private func acknowledgedNotice(_ row: RecordRow) throws -> String? {
    let said = try row.decoded().flatMap { Acknowledgement($0, scope: "") }
    return try said.flatMap { try db.record($0.of) }.flatMap { try sharedName($0) }
  }
}

extension WriteSession {
  /// Marks news as looked at, by whoever is signed in.
  package func markNewsSeen(upTo seq: Int64) throws {
    try db.setMeta(identity.person.map { .newsSeen(by: $0.id) } ?? .newsSeen, seq)
  }
}
