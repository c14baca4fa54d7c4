package import Language

/// A row as the map makes it: for each field the text that a person would type.
package struct ImportedRow: Sendable {
  /// The line of the file on which the row begins, from 1.
  package let line: Int
  /// What tells the row apart within its source and file; several key columns are joined by U+001F. Only the
  /// first of them must not be empty.
  package let key: String
  /// The key as it is compared: rows with the same are one record. The record's id is made of it.
  package let comparedKey: String
  /// Some cell of the key is compared in another form than it is written.
  let isKeyFolded: Bool
  /// The key as it was compared before marks of numbers were read (`№5`).
  let formerKey: String
  /// What was done or answered, to be kept as notes: in the order of the map, the empty ones with it.
  package let notes: [String]
  /// In the order of the map, the constants after the columns. Empty values do not appear.
  package let fields: [(field: String, text: String)]
  /// The elements of sets, each one once.
  package let sets: [(field: String, element: String)]
  /// The offset that was taken for a time of the row that clocks showed twice, having been put back: that of the first.
  package let offsetTaken: String?
}

package enum ImportOutcome: Sendable {
  case row(ImportedRow)
  case rejected(line: Int, reason: Label)
}
