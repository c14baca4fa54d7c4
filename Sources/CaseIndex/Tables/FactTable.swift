import Complaints
package import GRDB
import RecordStore
import Versioning
import Zones

/// One narrow row a case: what reports count. Derived, like the tables of `CaseTables`, and nothing in it names a
/// customer.
package struct FactTable: Sendable {
  let facts: [Fact]
  private let insertion: String
  private let update: String

  package static let standard = FactTable(Fact.all)

  package init(_ facts: [Fact]) {
    self.facts = facts
    let known = facts.filter { !$0.isOfWork }
    let marks = [String](repeating: "?", count: known.count + 1).joined(separator: ", ")
    insertion =
      "INSERT INTO facts (\((["rid"] + known.map(\.name)).joined(separator: ", "))) VALUES (\(marks))"
    update = "UPDATE facts SET \(facts.map { "\($0.name) = ?" }.joined(separator: ", ")) WHERE rid = ?"
  }

  /// The statements that make it. What it says is what the rows are filled by: where it changes, they are made anew.
  package var schema: String {
    """
    CREATE TABLE facts (
      rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
      visible INTEGER NOT NULL DEFAULT 1,
      \(facts.map { "\($0.name) \($0.declaration)" }.joined(separator: ",\n  "))) STRICT
    """
      + facts.filter(\.isRare).map {
        ";\nCREATE INDEX facts_\($0.name) ON facts (\($0.name)) WHERE \($0.name) > 0"
      }.joined()
      + ";\nCREATE INDEX facts_original ON facts (\(Fact.duplicateOf.name)) WHERE \(Fact.duplicate.name) > 0"
  }

  package var columns: [String] { ["rid", "visible"] + facts.map(\.name) }

  /// In place of whatever table there is.
  package func create(_ db: Database) throws {
    try db.execute(sql: "DROP TABLE IF EXISTS facts; \(schema)")
  }

  /// A case that has no row yet; what only work on a case brings is left to `rewrite`.
  func write(_ source: Fact.Source, rid: Int64, to db: Database) throws {
    try db.run(
      insertion, values: [.integer(rid)] + facts.lazy.filter { !$0.isOfWork }.map { $0.value(source) })
  }

  /// - Returns: whether there was a row.
  func rewrite(_ source: Fact.Source, rid: Int64, in db: Database) throws -> Bool {
    try db.run(update, values: facts.map { $0.value(source) } + [.integer(rid)])
    return db.changesCount > 0
  }
}

/// Writes rows of facts.
struct FactRows {
  let db: Database
  let table: FactTable
  let zone: Zone

  /// A case that has no row yet.
  func write(rid: Int64, _ file: CaseFile, branch: String) throws {
    let source = source(file, branch)
    try table.write(source, rid: rid, to: db)
    if file.hasRecords { _ = try table.rewrite(source, rid: rid, in: db) }
  }

  /// A case that has a row, or lost it with a state that could not be read.
  func rewrite(rid: Int64, _ file: CaseFile, branch: String) throws {
    let hasRow = try table.rewrite(source(file, branch), rid: rid, in: db)
    if !hasRow, file.root.state.kind == .case { try write(rid: rid, file, branch: branch) }
    try OwedTable(db: db).rewrite(rid: rid, file)
  }

  private func source(_ file: CaseFile, _ branch: String) -> Fact.Source {
    Fact.Source(branch: branch, file: file, facts: CaseFacts(file, zone: zone))
  }
}
