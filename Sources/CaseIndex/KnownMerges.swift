package import Complaints
package import GRDB
import RecordStore
package import Versioning

/// Which cases are one complaint, for whoever reads many of them: each when the first of its cases comes
/// by. A case that has no part in a merge costs a lookup by its id, or less.
package final class KnownMerges {
  private let db: Database
  private var duplicates: Duplicates?
  /// Those that were looked up for one case.
  private var groups: [RecordID: MergeGroups.Group] = [:]
  /// Nobody merged anything.
  private var isNone = false

  package init(_ db: Database) { self.db = db }

  /// Looks now, where anything was merged: then nothing more is looked up for each case.
  package func load() throws {
    guard duplicates == nil, !isNone else { return }
    isNone =
      try db.first(
        "SELECT EXISTS (SELECT 1 FROM links WHERE kind = ?)", values: [.text(LinkKind.duplicateOf.rawValue)]
      ) { $0.integer(0) == 0 } ?? true
    if !isNone { duplicates = try Duplicates(db) }
  }

  /// Nil: it has no part in a merge.
  package func group(of id: RecordID) throws -> MergeGroups.Group? {
    if let duplicates { return duplicates.groups[id] }
    if let known = groups[id] { return known }
    guard try isLinked(id), let group = try Duplicates(db, around: id).groups[id] else { return nil }
    for member in group.members { groups[member] = group }
    return group
  }

  private func isLinked(_ id: RecordID) throws -> Bool {
    guard !isNone else { return false }
    return try db.first(
      """
      SELECT EXISTS (SELECT 1 FROM links WHERE aggregate = ?1 AND kind = ?2)
        OR EXISTS (SELECT 1 FROM links WHERE other = ?1 AND kind = ?2)
      """, values: [.id(id), .text(LinkKind.duplicateOf.rawValue)]
    ) { $0.integer(0) != 0 } ?? false
  }

  /// What a case is among those that are one complaint with it; nil: there is none.
  package func place(of id: RecordID) throws -> CaseFile.Place? {
    guard let group = try group(of: id), let survivor = group.survivor else { return nil }
    return survivor == id ? .standing : .merged(at: try joined(group))
  }

  /// When the last word was said by which the cases of a group are one.
  private func joined(_ group: MergeGroups.Group) throws -> Int64? {
    try group.members.flatMap { member in
      try db.map(
        "SELECT rid FROM links WHERE aggregate = ? AND kind = ?",
        values: [.id(member), .text(LinkKind.duplicateOf.rawValue)]
      ) { $0.integer(0) }
    }.compactMap { rid in
      try db.record(rid: rid)?.decoded().flatMap { LoopRecord($0).made?.at }
    }.max()
  }

  /// Whether one of the cases that are one complaint with this one is an open emergency, or waits for an answer from above.
  package func urgency(of id: RecordID) throws -> (isEmergency: Bool, isEscalated: Bool) {
    var found = (isEmergency: false, isEscalated: false)
    for member in try group(of: id)?.members ?? [] {
      let own = try db.first(
        """
        SELECT f.emergency, f.open_escalations FROM records r JOIN facts f ON f.rid = r.rid
        WHERE r.id = ? AND f.visible = 1 AND coalesce(f.status IN (\(StatusSet.closed.literals)), 0) = 0
        """, values: [.id(member)]
      ) { (isEmergency: $0.integer(0) > 0, isEscalated: $0.integer(1) > 0) }
      found.isEmergency = found.isEmergency || own?.isEmergency ?? false
      found.isEscalated = found.isEscalated || own?.isEscalated ?? false
    }
    return found
  }
}
