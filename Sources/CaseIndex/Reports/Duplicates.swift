package import Complaints
package import GRDB
import RecordStore
package import Versioning

/// Which cases are the same complaint, as far as it is known here: each complaint counts as one case (`MergeGroups`).
///
/// A case says so by its status and its field `duplicate_of`, or by a link that was not ended; both count alike. What is
/// a duplicate of a case that is not here is counted where that is.
package struct Duplicates {
  package let groups: MergeGroups
  private let db: Database
  /// The rows of the cases that were called duplicates.
  private let rows: [RecordID: Int64]

  package init(_ db: Database) throws {
    self.db = db
    var rows: [RecordID: Int64] = [:]
    var claims: [MergeGroups.Claim] = []
    try db.each(
      """
      SELECT r.id, f.rid, f.status, f.duplicate_of, l.other FROM facts f INDEXED BY facts_duplicate
      JOIN records r ON r.rid = f.rid LEFT JOIN links l ON l.aggregate = r.id AND l.kind = ?
      WHERE f.duplicate > 0
      """, values: [.text(LinkKind.duplicateOf.rawValue)]
    ) { row in
      guard let id = row.identifier(0) else { return true }
      rows[id] = row.integer(1)
      if row.text(2) == CaseStatus.duplicate.rawValue {
        claims.append(MergeGroups.Claim(id, of: row.text(3).flatMap { RecordID(text: $0) }))
      }
      if let other = row.identifier(4) { claims.append(MergeGroups.Claim(id, of: other)) }
      return true
    }
    self.rows = rows
    groups = try Self.groups(claims, db)
  }

  /// The one group that a case is in, and nothing else: it costs as much as the group is large.
  package init(_ db: Database, around id: RecordID) throws {
    self.db = db
    var rows: [RecordID: Int64] = [:]
    var claims: [MergeGroups.Claim] = []
    var (next, seen): ([RecordID], Set<RecordID>) = ([id], [id])
    while let one = next.popLast() {
      let (own, row) = try Self.claims(of: one, db)
      if let row { rows[one] = row }
      claims += own
      let others = try own.compactMap(\.original) + Self.duplicates(of: one, db)
      next += others.filter { seen.insert($0).inserted }
    }
    self.rows = rows
    groups = try Self.groups(claims, db)
  }

  private static func groups(_ claims: [MergeGroups.Claim], _ db: Database) throws -> MergeGroups {
    try MergeGroups(claims) { id in
      try db.first(
        "SELECT f.visible FROM records r JOIN facts f ON f.rid = r.rid WHERE r.id = ?", values: [.id(id)]
      ) { $0.integer(0) == 0 } ?? false
    }
  }

  /// What a case says that it is a duplicate of; its row where it says so.
  private static func claims(
    of id: RecordID, _ db: Database
  ) throws -> (claims: [MergeGroups.Claim], row: Int64?) {
    let said = try db.first(
      """
      SELECT f.rid, f.status, f.duplicate_of FROM records r JOIN facts f ON f.rid = r.rid
      WHERE r.id = ? AND f.duplicate > 0
      """, values: [.id(id)]
    ) { row in (row: row.integer(0), status: row.text(1), original: row.text(2)) }
    guard let said else { return ([], nil) }
    var claims = try db.map(
      "SELECT other FROM links WHERE aggregate = ? AND kind = ?",
      values: [.id(id), .text(LinkKind.duplicateOf.rawValue)]
    ) { row in row.identifier(0).map { MergeGroups.Claim(id, of: $0) } }.compactMap(\.self)
    if said.status == CaseStatus.duplicate.rawValue {
      claims.append(MergeGroups.Claim(id, of: said.original.flatMap { RecordID(text: $0) }))
    }
    return (claims, said.row)
  }

  /// The cases that are said to be duplicates of one.
  private static func duplicates(of id: RecordID, _ db: Database) throws -> [RecordID] {
    try db.map(
      """
      SELECT aggregate FROM links WHERE other = ?1 AND kind = ?2
      UNION ALL
      SELECT r.id FROM facts f INDEXED BY facts_original JOIN records r ON r.rid = f.rid
      WHERE f.duplicate > 0 AND f.duplicate_of = ?3 AND f.status = ?4
      """,
      values: [
        .id(id), .text(LinkKind.duplicateOf.rawValue), .text(id.description),
        .text(CaseStatus.duplicate.rawValue),
      ]
    ) { $0.identifier(0) }.compactMap(\.self)
  }

  /// The rows of those duplicates that stand for a complaint.
  package func standing() -> [Int64] {
    groups.groups.compactMap { $0.survivor.flatMap { rows[$0] } }.sorted()
  }

  /// The rows of those cases that nobody called duplicates, and that another one stands for all the same: one case was
  /// merged into both of them.
  package func joined() throws -> [Int64] {
    try groups.groups.flatMap { group in
      try group.duplicates.filter { group.survivor != nil && rows[$0] == nil }.compactMap { id in
        try db.first(
          "SELECT f.rid FROM records r JOIN facts f ON f.rid = r.rid WHERE r.id = ?", values: [.id(id)]
        ) { $0.integer(0) }
      }
    }.sorted()
  }
}

extension Duplicates {
  /// The rows of the duplicates that count as their complaint, and of the cases that do not though nobody called them
  /// duplicates: as JSON, for `isCounted`.
  func counted() throws -> SQLValue {
    func list(_ rows: [Int64]) -> String { rows.map(String.init).joined(separator: ",") }
    return .text("{\"standing\":[\(list(standing()))],\"joined\":[\(list(try joined()))]}")
  }
}

extension Database {
  /// See `Duplicates.counted`.
  func standingDuplicates() throws -> SQLValue { try Duplicates(self).counted() }
}

/// SQL: whether a case counts as one; `?standing` stands for `Database.standingDuplicates`.
/// - Parameters:
///   - duplicate: the column of that fact, where the statement reads facts.
///   - place: of that among the values.
func isCounted(rid: String, duplicate: String? = nil, standing place: Int) -> String {
  let isNone =
    duplicate.map { "\($0) = 0" } ?? "\(rid) NOT IN (SELECT rid FROM facts WHERE duplicate > 0)"
  return """
    (\(isNone) AND \(rid) NOT IN (SELECT value FROM json_each(?\(place), '$.joined'))
      OR \(rid) IN (SELECT value FROM json_each(?\(place), '$.standing')))
    """
}

extension CaseReading {
  /// Cases that are duplicates of one another, this one first; empty: it is not among such.
  package func duplicateRing(of id: RecordID) throws -> [RecordID] {
    try Duplicates(db, around: id).groups.circle(of: id)
  }

  /// Whether a case is the other one, or a duplicate of it, through however many others.
  package func isDuplicate(_ case: RecordID, of other: RecordID) throws -> Bool {
    var (next, seen): ([RecordID], Set<RecordID>) = ([`case`], [])
    while let id = next.popLast() {
      if id == other { return true }
      guard seen.insert(id).inserted, let row = try db.record(id), let file = try caseFile(row) else {
        continue
      }
      next += file.originals
    }
    return false
  }
}
