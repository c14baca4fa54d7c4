package import Complaints
import GRDB
package import Language
import RecordStore
package import Versioning

/// What a case has to do with another one, seen from it.
package struct LinkedCase: Sendable {
  package let link: CaseLink
  /// It was said of the other case.
  package let isBack: Bool
  package let other: RecordID
  /// Nil: the other case is not here.
  package let summary: CaseSummary?

  package var label: Label { isBack ? link.kind.back : link.kind.label }
}

/// Cases that are one complaint.
package struct MergedCases: Sendable {
  package let group: MergeGroups.Group
  /// Of those that are here.
  package let summaries: [RecordID: CaseSummary]
}

extension CaseReading {
  /// The links of a case that hold, as far as they are here, in the order in which they were made.
  package func links(of id: RecordID) throws -> [LinkedCase] {
    let rids = try db.map(
      "SELECT rid FROM links WHERE aggregate = ?1 UNION SELECT rid FROM links WHERE other = ?1",
      values: [.id(id)]
    ) { $0.integer(0) }
    let found = try rids.compactMap { rid -> LinkedCase? in
      guard let row = try db.record(rid: rid), let state = try row.decoded(),
        let link = CaseLink(LoopRecord(state))
      else { return nil }
      let isBack = row.aggregate != id
      let other = isBack ? row.aggregate : link.other
      return LinkedCase(link: link, isBack: isBack, other: other, summary: try summary(other))
    }
    return found.sorted { a, b in
      (a.link.record.made?.at ?? 0, a.link.record.id) < (b.link.record.made?.at ?? 0, b.link.record.id)
    }
  }

  /// The cases that are one complaint with this one; nil: there is no other.
  package func merged(with id: RecordID) throws -> MergedCases? {
    guard let group = try Duplicates(db, around: id).groups[id], group.members.count > 1 else { return nil }
    var summaries: [RecordID: CaseSummary] = [:]
    for member in group.members { summaries[member] = try summary(member) }
    return MergedCases(group: group, summaries: summaries)
  }

  /// Cases that are one complaint with one of some, and say nothing by which it is known whose they are.
  package func unclaimed(mergedWith cases: [RecordID]) throws -> [CaseSummary] {
    let merges = KnownMerges(db)
    var found: [RecordID: CaseSummary] = [:]
    for member in try cases.flatMap({ try merges.group(of: $0)?.members ?? [] })
    where !cases.contains(member) && found[member] == nil {
      guard let state = try db.record(member)?.decoded(), contacts(of: state).isEmpty else { continue }
      found[member] = try summary(member)
    }
    return found.values.sorted { $0.number < $1.number }
  }

  private func summary(_ id: RecordID) throws -> CaseSummary? {
    try db.record(id).flatMap { $0.kind == .case ? try summary(rid: $0.rid) : nil }
  }
}
