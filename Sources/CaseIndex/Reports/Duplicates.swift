import Complaints
package import GRDB
import RecordStore
package import Versioning

/// Which duplicate stands for its complaint, so that each complaint counts as one case.
///
/// A duplicate stands for nothing while the case that it repeats is counted, through however many others it repeats that.
/// Where that one was deleted, or the duplicates repeat each other in a ring (each was closed without sight of the
/// other), the one with the lowest id that is not deleted stands for them: the same for everybody who has them. One that
/// says of no case that it repeats it, which no command makes, is a case of its own. What repeats a case that is not here
/// is counted where that is.
package struct Duplicates {
  private struct Case {
    let id: RecordID
    let rid: Int64
    let isVisible: Bool
    let original: RecordID?
  }

  private let db: Database
  private let cases: [RecordID: Case]

  package init(_ db: Database) throws {
    self.db = db
    let found = try db.map(
      """
      SELECT r.id, f.rid, f.visible, f.duplicate_of FROM facts f INDEXED BY facts_duplicate
      JOIN records r ON r.rid = f.rid WHERE f.duplicate > 0
      """, values: []
    ) { row in
      row.identifier(0).map {
        Case(
          id: $0, rid: row.integer(1), isVisible: row.integer(2) > 0,
          original: row.text(3).flatMap { RecordID(text: $0) })
      }
    }
    cases = Dictionary(found.compactMap { $0 }.map { ($0.id, $0) }) { first, _ in first }
  }

  /// The rows of those that stand for a complaint.
  package func standing() throws -> [Int64] {
    var ends: [RecordID: RecordID] = [:]
    var groups: [RecordID: Case] = [:]
    var deleted: [RecordID: Bool] = [:]
    for one in cases.values where one.isVisible {
      let end = end(of: one.id, known: &ends)
      if cases[end] == nil {
        if deleted[end] == nil { deleted[end] = try isDeleted(end) }
        guard deleted[end] == true else { continue }
      }
      groups[end] = groups[end].map { $0.id < one.id ? $0 : one } ?? one
    }
    return groups.values.map(\.rid).sorted()
  }

  /// What a duplicate repeats in the end: a case that is none, one that names none, or the first of a ring.
  private func end(of id: RecordID, known: inout [RecordID: RecordID]) -> RecordID {
    var way: [RecordID] = []
    var places: [RecordID: Int] = [:]
    var here = id
    let end: RecordID
    while true {
      if let found = known[here] {
        end = found
        break
      }
      if let ring = places[here] {
        end = way[ring...].min() ?? here
        break
      }
      guard let one = cases[here] else {
        end = here
        break
      }
      places[here] = way.count
      way.append(here)
      guard let original = one.original else {
        end = here
        break
      }
      here = original
    }
    for one in way { known[one] = end }
    return end
  }

  /// Whether a case is here and deleted.
  private func isDeleted(_ id: RecordID) throws -> Bool {
    try db.first(
      "SELECT f.visible FROM records r JOIN facts f ON f.rid = r.rid WHERE r.id = ?", values: [.id(id)]
    ) { $0.integer(0) == 0 } ?? false
  }

  /// The cases that repeat each other with this one, itself first; empty where it is in no ring.
  package func ring(of id: RecordID) -> [RecordID] {
    var way: [RecordID] = []
    var next: RecordID? = id
    while let here = next, let one = cases[here] {
      if here == id, !way.isEmpty { return way }
      guard !way.contains(here) else { return [] }
      way.append(here)
      next = one.original
    }
    return []
  }
}

extension Database {
  /// The rows of the duplicates that count as their complaint, as JSON, for `isCounted`.
  func standingDuplicates() throws -> SQLValue {
    .text("[" + (try Duplicates(self).standing().map(String.init)).joined(separator: ",") + "]")
  }
}

/// SQL: whether a case counts as one; `?standing` stands for `Database.standingDuplicates`.
/// - Parameter place: of that among the values.
func isCounted(status: String, rid: String, standing place: Int) -> String {
  """
  (\(status) IS NOT \(CaseStatus.duplicate.literal) OR \(rid) IN (SELECT value FROM json_each(?\(place))))
  """
}

extension CaseReading {
  /// Cases that are duplicates of one another, this one first; empty: it is not among such.
  package func duplicateRing(of id: RecordID) throws -> [RecordID] { try Duplicates(db).ring(of: id) }

  /// Whether a case is the other one, or a duplicate of it, through however many others.
  package func isDuplicate(_ case: RecordID, of other: RecordID) throws -> Bool {
    var (next, seen): (RecordID?, Set<RecordID>) = (`case`, [])
    while let id = next, seen.insert(id).inserted {
      if id == other { return true }
      guard let row = try db.record(id), let file = try caseFile(row), file.status == .duplicate else {
        return false
      }
      next = file.root.text(CaseField.duplicateOf).flatMap { RecordID(text: $0) }
    }
    return false
  }
}
