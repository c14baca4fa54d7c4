import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// What a row of a file becomes: a record whose id the row tells.
protocol MadeOfRow {
  var id: RecordID { get }
  /// What it says.
  var edits: [FieldEdit] { get }
}

/// Why a row becomes nothing.
struct UnusableRow: Error {
  let reason: Label
}

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
  /// What columns may be called that are no field of it.
  var otherNames: [String: [String]] = [:]
  /// The columns of a file that names them as the fields are named.
  let standard: String

  /// One transaction for so many rows.
  private static let rows = 1000

  /// Reads all rows and says what became of them.
  /// - Parameters:
  ///   - judge: what a row from a source becomes; nil where it says nothing yet; it throws `UnusableRow`. It is asked while the file is read: a row that
  ///     cannot be used keeps none after it from having its key.
  ///   - save: saves what one became; false: it is here already.
  /// - Throws: `CommandFailure`; what was saved before stays saved.
  func run<Made: MadeOfRow>(
    in context: Context, judge: (ImportedRow, String, ReplicaReader) throws -> Made?,
    save: (Made, inout WriteSession) throws -> Bool
  ) throws {
    let given = try context.importMap(map, standard: standard) { id in
      others.contains(id) || Schema.field(kind, id) != nil ? .single : nil
    }
    let map = self.map == nil ? given.alsoNamed(columnNames(given)) : given
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
        var batch: [Made] = []
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
              do {
                guard let made = try judge(row, map.source, reader) else {
                  report.unanswered += 1
                  continue
                }
                try requireSame(made, reader, context)
                batch.append(made)
                report.take(row, fields: Schema.fields(of: kind), now: context.now)
              } catch let fault as UnusableRow {
                rows.refused(row)
                report.reject(row.line, fault.reason)
              }
            }
          }
        }
        guard !batch.isEmpty else { continue }
        let known =
          isDryRun
          ? try context.read { reader in try batch.count(where: { try reader.holds($0.id) }) }
          : try context.write { session in try batch.count(where: { try !save($0, &session) }) }
        report.unchanged += known
        report.imported += batch.count - known
      }
      report.look(at: rows)
    } catch {
      throw CommandFailure(explaining: error, home: context.home)
        .afterImporting(isDryRun ? 0 : report.imported)
    }
    try report.print(context, dryRun: isDryRun)
  }

  /// What the columns of a file may be called besides: as people see the fields.
  private func columnNames(_ map: ImportMap) -> [String: [String]] {
    var names = otherNames
    for rule in map.rules {
      guard let label = Schema.field(kind, rule.field)?.label else { continue }
      for column in rule.columns { names[column.name, default: []] += [label.en, label.zhHans] }
    }
    return names
  }

  /// A row that is here already and says something else now is no row that is here: that is told. (A time that nobody
  /// typed is that of the import.)
  private func requireSame(
    _ made: some MadeOfRow, _ reader: ReplicaReader, _ context: Context
  ) throws {
    guard try reader.holds(made.id), let row = try reader.db.record(made.id), let state = try row.decoded()
    else { return }
    for edit in made.edits where edit.value != .none {
      guard let field = Schema.field(row.kind, number: edit.field.number), field.type != .date,
        case let here = state.value(edit.field), here != edit.value
      else { continue }
      let (old, new) = (context.display(here, field), context.display(edit.value, field))
      throw UnusableRow(reason: Label(ImportReportMessage.saidOtherwise(field.label, old, new)))
    }
  }
}

extension ImportedRow {
  /// What a row says in the fields of a kind.
  /// - Throws: `UnusableRow` for the first that has not its form.
  func edits(
    of kind: RecordKind, _ terms: Terms, now: LocalClock
  ) throws(UnusableRow) -> [FieldEdit] {
    var edits: [FieldEdit] = []
    for (id, text) in fields {
      guard let field = Schema.field(kind, id) else { continue }
      do throws(FieldError) {
        let value = try FieldInput.parse(text, as: terms[field], now: now)
        try CaseInput.requirePossible(value, of: field, now: now, isImported: true)
        edits.append(FieldEdit(FieldID(field.number), value))
      } catch {
        throw UnusableRow(reason: error.message)
      }
    }
    return edits
  }
}
