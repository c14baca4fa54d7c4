import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

struct Import: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: text(ImportMessage.abstract),
    discussion: text(ImportMessage.discussion))

  @Argument(
    help: help(ImportMessage.fileHelp, "file"),
    completion: .file())
  var file: String

  @Option(
    help: help(ImportMessage.mapHelp, "file"), completion: .file())
  var map: String?

  @Option(help: help(ImportMessage.onlyHelp, "column=value"))
  var only: [String] = []

  @Option(help: help(ImportMessage.sheetHelp, "sheet"))
  var sheet: String?

  @Option(help: help(ImportMessage.encodingHelp, "encoding"))
  var encoding: String?

  @Flag(help: help(ImportMessage.updateHelp))
  var update = false

  @Flag(help: help(ImportMessage.everyRowHelp))
  var everyRow = false

  @Flag(help: help(ImportMessage.dryRunHelp))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  /// Rows of one transaction: large enough that its fixed cost does not count, small enough that other
  /// commands need not wait.
  private static let batch = 4000

  /// Bytes of text, well below what one change may have: a larger one would stop all rows after it.
  private static let largestRow = 1 << 19

  /// Fields whose numbers tell people and things apart: one that a spreadsheet has rounded stands for many others.
  static let exactFields: Set<String> = [
    CaseField.phone.id, CaseField.orderReference.id, CaseField.externalID.id, CaseField.customerID.id,
    CaseField.batch.id, CaseField.contact.id,
  ]

  /// Fields whose numbers say nothing without what they count.
  static let amountFields: Set<String> = [CaseField.amount.id]

  func run(in context: Context) throws {
    let encoding = try ImportReader.encoding(option: encoding)
    let map = try importMap(context)
    let store = try context.openStore()
    let (branch, looksBack) = try context.read(store) { reader in
      try reader.requireEditing()
      return (reader.identity.branch, try reader.holdsImports())
    }
    let source = try context.explaining {
      file == "-" ? ByteSource(readToEnd(0) ?? [], name: "-") : try ByteSource(path: file)
    }
    var rows = try opened(source, map, encoding, context)
    let now = map.zone.map(context.now.at) ?? context.now
    // What a case of ours holds was accepted once.
    let terms = map.isOwn ? context.terms.withRetired : context.terms
    var report = ImportReport(isUpdate: update)
    var progress = Progress(
      context.text(ImportMessage.progress), language: context.language,
      isTerminal: context.errorStyle.isTerminal, width: context.columns)
    var isAtEnd = false
    do {
      while !isAtEnd {
        var batch: [Row] = []
        while batch.count < Self.batch {
          guard let outcome = try rows.next() else {
            isAtEnd = true
            break
          }
          report.read += 1
          switch outcome {
          case .rejected(let line, let reason):
            report.reject(line, reason)
          case .row(let row) where row.size > Self.largestRow:
            rows.refused(row)
            report.reject(
              row.line,
              Label(ImportMessage.rowTooLarge(bytes: row.size, limit: Self.largestRow)))
          case .row(let row):
            do throws(FieldError) {
              batch.append(
                try Row(
                  row, branch: branch, source: map.source, isOwn: map.isOwn, looksBack: looksBack, now: now,
                  terms: terms))
              report.take(row, fields: Schema.fields(of: .case), now: now)
            } catch {
              rows.refused(row)
              report.reject(row.line, error.message)
            }
          }
          progress.update(report.read)
        }
        report = try save(batch, from: map.source, store, context, report)
      }
    } catch {
      progress.clear()
      throw CommandFailure(explaining: error, home: context.home)
        .afterImporting(dryRun ? 0 : report.imported + report.updated)
    }
    progress.finish(report.read)
    report.look(at: rows)
    try report.print(context, dryRun: dryRun)
  }

  private func importMap(_ context: Context) throws -> ImportMap {
    func shape(_ id: String) -> ImportMap.FieldShape? {
      guard let field = Schema.field(.case, id), field.type != .system else { return nil }
      return field.isSet ? .set : .single
    }
    guard let map else {
      let fields = Schema.fields(of: .case).filter { $0.type != .system }
      return .ownExport(fields: fields.map { ($0.id, $0.isSet ? .set : .single) })
    }
    return try context.importMap(map, shape: shape)
  }

  private func opened(
    _ source: ByteSource, _ map: ImportMap, _ encoding: TextEncoding?, _ context: Context
  ) throws -> ImportReader {
    let filters = try filters()
    return try context.explaining {
      do throws(InterchangeError) {
        return try ImportReader(
          source, map: map, filters: filters, sheet: sheet, encoding: encoding, everyRow: everyRow,
          exact: Self.exactFields, amounts: Self.amountFields, localZone: context.zone)
      } catch {
        guard map.isOwn, error.isOfColumns else { throw error }
        var failure = CommandFailure(explaining: error, home: context.home)
        let advice = Label.lines(Label(ImportMessage.mapNeeded), Label(ImportMessage.mapNeededHint))
        failure.hint = failure.hint.map { .lines($0, advice) } ?? advice
        throw failure
      }
    }
  }

  /// A row as it is to be saved.
  private struct Row {
    let line: Int
    /// The case that the row was exported from, where it may be here.
    let original: RecordID?
    private(set) var draft: CaseInput
    /// What the row says it is a duplicate of, in the store that it was exported from.
    private let duplicated: RecordID?
    private let branch: BranchCode
    private let source: String
    /// Under which it may be here: none where the store held nothing of any file before.
    private let keys: [String]
    private let comparedKey: String
    /// With the number of the rule that makes each.
    private let notes: [(rule: Int, text: String, value: Value)]

    init(
      _ row: ImportedRow, branch: BranchCode, source: String, isOwn: Bool, looksBack: Bool, now: LocalClock,
      terms: Terms
    ) throws(FieldError) {
      line = row.line
      (self.branch, self.source) = (branch, source)
      (keys, comparedKey) = (looksBack ? row.keys : [], row.comparedKey)
      original = isOwn ? RecordID(text: row.key.replacing("-", with: "")) : nil
      let draft = try CaseInput(row, isOwn: isOwn, now: now, terms: terms)
      // What a case of ours holds it holds.
      if !isOwn { try draft.requireTagsNameNobody() }
      duplicated = isOwn ? draft[CaseField.duplicateOf]?.text.flatMap { RecordID(text: $0) } : nil
      self.draft = draft
      var notes: [(rule: Int, text: String, value: Value)] = []
      for (rule, text) in row.notes.enumerated() {
        let value = try FieldInput.parse(text, as: NoteField.text, now: now)
        if value != .none { notes.append((rule, text, value)) }
      }
      self.notes = notes
    }

    /// The case that the row is, with its notes: the one that is here or was, however its key was written when it was
    /// imported; else the one that its key as it is compared makes.
    func record(_ reader: ReplicaReader) throws -> (id: RecordID, notes: [ImportedNote]) {
      func isKnown(_ id: RecordID) throws -> Bool { try reader.holds(id) || reader.hasLeft(id) }
      if let original, try isKnown(original) { return (original, notes(of: comparedKey)) }
      for key in keys {
        let id = ImportedRecord.id(branch: branch, source: source, key: key)
        if try isKnown(id) { return (id, notes(of: key)) }
      }
      return (
        ImportedRecord.id(branch: branch, source: source, key: comparedKey), notes(of: comparedKey)
      )
    }

    /// The same row, whose duplicate is the case here: the one that was exported where that is known, else what its row makes.
    func linked(_ reader: ReplicaReader) throws -> Row {
      guard let duplicated, try !reader.holds(duplicated), try !reader.hasLeft(duplicated) else {
        return self
      }
      var linked = self
      let key = duplicated.description.foldedKey
      linked.draft.refer(
        CaseField.duplicateOf, to: ImportedRecord.id(branch: branch, source: source, key: key))
      return linked
    }

    /// The case that it repeats, as it says.
    var repeated: RecordID? { draft[CaseField.duplicateOf]?.text.flatMap { RecordID(text: $0) } }

    private func notes(of key: String) -> [ImportedNote] {
      notes.map { note in
        ImportedNote(
          id: ImportedRecord.noteID(branch: branch, source: source, key: key, rule: note.rule),
          laterID: ImportedRecord.laterNoteID(
            branch: branch, source: source, key: key, rule: note.rule, text: note.text),
          text: note.value)
      }
    }
  }

  /// Saves what is new, and with `--update` what is different, in one transaction.
  /// - Returns: the report with what became of the rows.
  private func save(
    _ batch: [Row], from source: String, _ store: ReplicaStore, _ context: Context, _ report: ImportReport
  ) throws -> ImportReport {
    guard !batch.isEmpty else { return report }
    var report = report
    /// What a row that is here already says otherwise, told; nil where nothing is to be done.
    func difference(
      _ row: Row, _ record: (id: RecordID, notes: [ImportedNote]), _ reader: ReplicaReader
    ) throws -> ImportDifference? {
      guard let difference = try reader.difference(record.id, row.draft.edits, notes: record.notes) else {
        if let here = try reader.db.record(record.id), try reader.deletion(of: here) == .deleted {
          report.deleted.append((row.line, try reader.number(of: here)))
        } else {
          report.unchanged += 1
        }
        return nil
      }
      if update, let field = difference.fields.first(where: \.isConflicted) {
        report.reject(
          row.line,
          Label(ImportMessage.conflictOpen(case: difference.number, field: field.definition.label)))
        return nil
      }
      if update, difference.fields.contains(where: { $0.definition == CaseField.duplicateOf }),
        let original = row.repeated, try reader.isDuplicate(original, of: record.id)
      {
        report.reject(row.line, Label(DuplicateMessage.rowOfRing))
        return nil
      }
      report.differ(row.line, difference)
      return difference
    }
    /// A case that is to be made is no duplicate of itself.
    func isOfItself(_ row: Row, _ id: RecordID) -> Bool {
      guard row.repeated == id else { return false }
      report.reject(row.line, Label(DuplicateMessage.rowOfRing))
      return true
    }
    if dryRun {
      try context.read(store) { reader in
        for row in batch {
          let row = try row.linked(reader)
          let record = try row.record(reader)
          if try reader.holds(record.id) || reader.hasLeft(record.id) {
            if try difference(row, record, reader) != nil, update { report.updated += 1 }
          } else if !isOfItself(row, record.id) {
            report.imported += 1
            report.notes += record.notes.count
          }
        }
      }
      return report
    }
    let before = report
    try context.write(store) { session in
      report = before
      for row in batch {
        let row = try row.linked(session.reader)
        let record = try row.record(session.reader)
        if try !session.reader.holds(record.id), isOfItself(row, record.id) { continue }
        if try session.importCase(row.draft, id: record.id, notes: record.notes, from: source) {
          report.imported += 1
          report.notes += record.notes.count
        } else if let difference = try difference(row, record, session.reader), update {
          try session.updateCase(difference, from: source)
          report.updated += 1
          report.notes += difference.notes.count
        }
      }
    }
    return report
  }

  private func filters() throws -> [ImportMap.Filter] {
    var wanted: [(column: String, values: Set<String>)] = []
    for text in only {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw CommandFailure.usage(
          Label(ImportMessage.onlyIncomplete),
          hint: Label(ImportMessage.onlyExampleHint))
      }
      let (column, value) = (String(text[..<sign]), String(text[sign...].dropFirst()))
      if let known = wanted.firstIndex(where: { $0.column == column }) {
        wanted[known].values.insert(value)
      } else {
        wanted.append((column, [value]))
      }
    }
    return wanted.map { ImportMap.Filter(column: $0.column, wanted: $0.values) }
  }
}

extension ImportedRow {
  fileprivate var size: Int {
    fields.reduce(0) { $0 + $1.text.utf8.count } + sets.reduce(0) { $0 + $1.element.utf8.count }
      + notes.reduce(0) { $0 + $1.utf8.count }
  }
}

extension ImportReader {
  /// The encoding that an option names.
  static func encoding(option name: String?) throws -> TextEncoding? {
    guard let name, name.lowercased() != "auto" else { return nil }
    guard let encoding = TextEncoding(named: name) else {
      guard !TextEncoding.isAmbiguous(name: name) else {
        throw CommandFailure.usage(
          Label(ImportMessage.ambiguousEncoding(name)), hint: Label(ImportMessage.codePagesHint))
      }
      throw CommandFailure.usage(
        Label(ImportMessage.unknownEncoding(name)),
        hint: Label(verbatim: TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    return encoding
  }
}

extension CaseInput {
  /// The fields of a row of a file. Nothing that the row does not say is filled in.
  fileprivate init(_ row: ImportedRow, isOwn: Bool, now: LocalClock, terms: Terms) throws(FieldError) {
    self.init(now: now, terms: terms)
    for (field, text) in row.fields {
      switch Schema.field(.case, field)?.type {
      case .money: try set(field, AmountText.pointed(text))
      case .flag: try set(field, FlagText.plain(text))
      // What people put where there is no number (无, n/a, -) is none.
      case .phone where PhoneNumber.normalised(text) == nil && !CustomerName.identifies(text): continue
      default: try set(field, text)
      }
    }
    for (field, element) in row.sets { try add(element: element, to: field) }
    try requirePossibleTimes(isImported: true, isOwn: isOwn)
  }
}

extension CommandFailure {
  /// The same failure, with what had been saved before it.
  func afterImporting(_ count: Int) -> CommandFailure {
    guard count > 0 else { return self }
    var failure = self
    let saved = Label(ImportMessage.resumeHint(imported: count))
    failure.hint = hint.map { .lines($0, saved) } ?? saved
    return failure
  }
}
