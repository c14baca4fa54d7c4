package import GRDB
package import RecordStore
import Versioning

/// What is derived, as this program derives it. A store that another version filled is filled anew when it is opened.
package struct IndexLayout: Sendable {
  package let facts: FactTable

  package static let standard = IndexLayout(facts: .standard)

  package init(facts: FactTable) { self.facts = facts }

  /// Makes its tables, empty, in place of whatever there is.
  package func make(_ db: Database) throws {
    try facts.create(db)
    try CaseTables.addMoments(db)
  }

  /// Raised where old records are to be told otherwise in tables that have not changed.
  private static let edition = 2

  /// What stands in a store that was filled so.
  package var mark: String {
    hexadecimal(ContentHash(content: Array("\(Self.edition) \(facts.schema)".utf8)).bytes.prefix(8))
  }
}

extension TextRegister {
  /// What is derived, and how an erasure reaches it.
  package static let cases = TextRegister([
    "cases": columns(
      "rid number branch status title summary channel type problem_class severity handler customer_id "
        + "customer_name phone logged_at updated_at conflicts visible received_at logged_ms", .derived),
    "numbers": columns("reversed rid", .derived),
    "phones": columns("digits rid", .derived),
    "conflicts": columns("record field element kind aggregate place heads", .derived),
    "facts": columns(FactTable.standard.columns.joined(separator: " "), .derived),
    "sequences": columns("prefix last"),
    "news": columns("seq aggregate what record at"),
    "search": ["text": .index],
  ])
}
