package import GRDB
package import RecordStore
import Versioning

/// What is derived, as this program derives it. A store that another version filled is filled anew when it is opened.
package struct IndexLayout: Sendable {
  package let facts: FactTable

  package static let standard = IndexLayout(facts: .standard)

  package init(facts: FactTable) { self.facts = facts }

  /// Raised where old records are to be told otherwise in tables that have not changed.
  private static let edition = 7

  /// Raised where the search has other words of old records, or other columns for them.
  package static let searchEdition: Int64 = 4

  /// What stands in a store that was filled so.
  package var mark: String {
    hexadecimal(
      ContentHash(
        content: Array(
          "\(Self.edition) \(facts.schema) \(Spelling.schema) \(SearchColumn.schema) \(OwedTable.schema) \(OpinionTable.schema) \(LinkTables.schema) \(AttendanceTable.schema)"
            .utf8)
      ).bytes.prefix(8))
  }

  /// Makes the tables that go by it, empty, in place of whatever there is. Where others were lost, all that is derived is
  /// made anew: what was lost is not in the way of a newer program.
  package func make(_ db: Database) throws {
    let remade = Set(
      ["facts", "spellings", "phones", "owed", "opinions", AttendanceTable.name] + LinkTables.names)
    guard try remade.isSuperset(of: DerivedTables.missing(in: db)) else {
      try DerivedTables().make(db)
      return try db.setMeta(.searchEdition, nil)
    }
    let search = try db.first(
      "SELECT sql FROM sqlite_schema WHERE name = ?", values: [.text(DerivedTables.search)]
    ) { $0.text(0) }
    if search != SearchColumn.schema {
      try DerivedTables.dropSearch(db)
      try db.execute(sql: SearchColumn.schema)
    }
    try facts.create(db)
    try CaseTables.addMoments(db)
    try db.execute(sql: "DROP TABLE IF EXISTS spellings; DROP TABLE IF EXISTS phones; \(Spelling.schema)")
    try db.execute(sql: "DROP TABLE IF EXISTS owed; \(OwedTable.schema)")
    try db.execute(sql: "DROP TABLE IF EXISTS opinions; \(OpinionTable.schema)")
    try db.execute(sql: "\(LinkTables.drop) \(LinkTables.schema)")
    try db.execute(sql: "DROP TABLE IF EXISTS \(AttendanceTable.name); \(AttendanceTable.schema)")
  }
}

extension TextRegister {
  /// What is derived, and how an erasure reaches it.
  package static let cases = TextRegister([
    "cases": columns(
      "rid number branch status title summary channel type problem_class severity handler customer_id "
        + "customer_name phone logged_at updated_at conflicts visible received_at logged_ms", .derived),
    "numbers": columns("reversed rid", .derived),
    "phones": columns("reversed digits extension rid", .derived),
    "spellings": columns("kind folded rid", .derived),
    "conflicts": columns("record field element kind aggregate place heads", .derived),
    "links": columns("rid aggregate kind other", .derived),
    "sketches": columns("key rid", .derived),
    AttendanceTable.name: columns(AttendanceTable.columns, .derived),
    "facts": columns(FactTable.standard.columns.joined(separator: " "), .derived),
    "opinions": columns("kind rid aggregate"),
    "owed": columns("kind root place owner purpose due done made released", .derived),
    "sequences": columns("prefix last"),
    "news": columns("seq aggregate what record at"),
    "search": columns(SearchColumn.allCases.map(\.rawValue).joined(separator: " "), .index),
  ])
}

extension MetaKey<Int64> {
  /// The `searchEdition` by which the search index was filled.
  package static var searchEdition: MetaKey<Int64> { MetaKey("search_edition") }
}
