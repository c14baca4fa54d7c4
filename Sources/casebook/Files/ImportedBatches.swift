import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// Files of rows that become records of one kind, a row each: answers of a survey, reviews.
struct ImportedBatches {
  /// Where the rows are.
  let file: String
  /// A map of the user's own; nil: the standard one.
  let map: String?
  /// As it was typed; nil: it is found out.
  let encoding: String?
  let isDryRun: Bool
  /// Of what the rows become.
  let kind: RecordKind
  /// What a map may name that is no field of it.
  var others: Set<String> = []
  /// The columns of a file that names them as the fields are named.
  let standard: String

  /// One transaction for so many rows.
  private static let rows = 1000

  /// Reads all rows and says what became of them.
  /// - Parameters:
  ///   - fault: why a row from a source cannot be used; nil: it can. It is asked while the file is read: a row that cannot be
  ///     used keeps none after it from having its key.
  ///   - save: takes a batch of rows, from a source, and counts what it did.
  /// - Throws: `CommandFailure`; what was saved before stays saved.
  func run(
    in context: Context, fault: (ImportedRow, String, ReplicaReader) throws -> Label?,
    _ save: ([ImportedRow], String, inout ImportReport) throws -> Void
  ) throws {
    let map = try context.importMap(map, standard: standard) { id in
      others.contains(id) || Schema.field(kind, id) != nil ? .single : nil
    }
    let encoding = try ImportReader.encoding(option: encoding)
    try context.read { try $0.requireEditing() }
    var report = ImportReport()
    do {
      let source = try context.explaining { try ByteSource(path: file) }
      var rows = try context.explaining {
        try ImportReader(
          source, map: map, filters: [], sheet: nil, encoding: encoding, localZone: context.zone)
      }
      var isAtEnd = false
      while !isAtEnd {
        var batch: [ImportedRow] = []
        try context.read { reader in
          while batch.count < Self.rows {
            guard let outcome = try context.explaining({ try rows.next() }) else {
              isAtEnd = true
              break
            }
            report.read += 1
            switch outcome {
            case .rejected(let line, let reason): report.reject(line, reason)
            case .row(let row):
              if let reason = try fault(row, map.source, reader) {
                rows.refused(row)
                report.reject(row.line, reason)
              } else {
                batch.append(row)
                report.take(row, fields: Schema.fields(of: kind), now: context.now)
              }
            }
          }
        }
        if !batch.isEmpty { try save(batch, map.source, &report) }
      }
      report.look(at: rows)
    } catch {
      throw CommandFailure(explaining: error, home: context.home)
        .afterImporting(isDryRun ? 0 : report.imported)
    }
    try report.print(context, dryRun: isDryRun)
  }
}

extension ImportedRow {
  /// What a row says in the fields of a kind.
  /// - Throws: `FieldError` of the first that has not its form.
  func edits(of kind: RecordKind, _ terms: Terms, now: LocalClock) throws(FieldError) -> [FieldEdit] {
    var edits: [FieldEdit] = []
    for (id, text) in fields {
      guard let field = Schema.field(kind, id) else { continue }
      edits.append(FieldEdit(FieldID(field.number), try FieldInput.parse(text, as: terms[field], now: now)))
    }
    return edits
  }
}
