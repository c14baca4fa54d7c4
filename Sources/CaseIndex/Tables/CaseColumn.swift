import Complaints
import RecordStore
import Versioning

/// One column of `cases` that a case itself says: its name, and what stands in it. This is all that is said of it
/// where cases are written; the table is made by the steps of `CaseTables`.
struct CaseColumn: Sendable {
  /// What a column is taken from.
  struct Source {
    let state: RecordState
    let number: String
    let branch: String
    let logged: DateText
    /// When that is, in milliseconds since 1970.
    let start: Int64

    func text(_ field: FieldDefinition) -> String? {
      if case .text(let text) = state.value(FieldID(field.number)) { text } else { nil }
    }
  }

  let name: String
  let value: @Sendable (Source) -> SQLValue

  private init(_ name: String, _ value: @escaping @Sendable (Source) -> SQLValue) {
    self.name = name
    self.value = value
  }

  private init(_ name: String, _ field: FieldDefinition) {
    self.init(name) { .text($0.text(field)) }
  }

  static let all: [CaseColumn] = [
    CaseColumn("number") { .text($0.number) },
    CaseColumn("branch") { .text($0.branch) },
    CaseColumn("status", CaseField.status),
    CaseColumn("title", CaseField.title),
    CaseColumn("summary") { source in
      .text(
        (source.text(CaseField.title) ?? source.text(CaseField.narrative)).map { firstLine($0, limit: 60) })
    },
    CaseColumn("channel", CaseField.channel),
    CaseColumn("type", CaseField.type),
    CaseColumn("problem_class", CaseField.problemClass),
    CaseColumn("severity", CaseField.severity),
    CaseColumn("handler", CaseField.handler),
    CaseColumn("customer_id", CaseField.customerID),
    CaseColumn("customer_name", CaseField.customerName),
    CaseColumn("phone", CaseField.phone),
    CaseColumn("logged_at") { .text($0.logged.stored) },
    CaseColumn("logged_ms") { .integer($0.start) },
  ]

  // Not INSERT OR REPLACE, nor an upsert: SQLite opens a statement transaction for them, and at each of those FTS5
  // writes out what it has gathered. That makes a bulk import ten times slower.

  /// Of a case that is listed already: the values of all columns, then its row.
  static let update = "UPDATE cases SET \(all.map { "\($0.name) = ?" }.joined(separator: ", ")) WHERE rid = ?"

  /// Of a new one: the values of all columns, then its row, when it was last changed, and its row again.
  static let insertion = """
    INSERT INTO cases (\(all.map(\.name).joined(separator: ", ")), rid, updated_at, received_at)
    VALUES (\(all.map { _ in "?, " }.joined())?, ?, (SELECT received_at FROM records WHERE rid = ?))
    """

  /// The first line of a text, shortened to some characters.
  private static func firstLine(_ text: String, limit: Int) -> String {
    if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), text.utf8.first != 0x20 {
      return text
    }
    let line = text.drop { $0.isWhitespace }.prefix { $0 != "\n" }
    return line.count > limit ? line.prefix(limit - 1) + "…" : String(line)
  }
}
