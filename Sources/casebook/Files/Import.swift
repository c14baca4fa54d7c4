import ArgumentParser
import Complaints
import Console
import Interchange
import Language
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
  var map: String

  @Option(help: help(ImportMessage.onlyHelp, "column=value"))
  var only: [String] = []

  @Option(help: help(ImportMessage.sheetHelp, "name"))
  var sheet: String?

  @Flag(help: help(ImportMessage.dryRunHelp))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  /// Rows of one transaction: large enough that its fixed cost does not count, small enough that other
  /// commands need not wait.
  private static let batch = 4000

  /// Bytes of text, well below what one change may have: a larger one would stop all rows after it.
  private static let largestRow = 1 << 19

  func run(in context: Context) throws {
    let map = try context.importMap(map) { id in
      guard let field = Schema.field(.case, id), field.type != .system else { return nil }
      return field.isSet ? .set : .single
    }
    let store = try context.openStore()
    let branch = try context.read(store) { reader in
      try reader.requireEditing()
      return reader.identity.branch
    }
    let source = try context.explaining {
      file == "-" ? ByteSource(readToEnd(0) ?? [], name: "-") : try ByteSource(path: file)
    }
    var rows = try context.explaining {
      try ImportReader(
        source, map: map, filters: try filters(), sheet: sheet, localZone: context.zone)
    }
    let now = map.zone.map(context.now.at) ?? context.now
    var report = ImportReport()
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
            report.reject(
              row.line,
              Label(ImportMessage.rowTooLarge(bytes: row.size, limit: Self.largestRow)))
          case .row(let row):
            do throws(FieldError) {
              batch.append(try Row(row, branch: branch, source: map.source, now: now))
            } catch {
              report.reject(row.line, error.message)
            }
          }
          progress.update(report.read)
        }
        let new = try save(batch, from: map.source, store, context)
        report.imported += new.cases
        report.notes += new.notes
        report.unchanged += batch.count - new.cases
      }
    } catch {
      progress.clear()
      throw CommandFailure(explaining: error, home: context.home).afterImporting(dryRun ? 0 : report.imported)
    }
    progress.finish(report.read)
    report.filtered = rows.filtered
    try report.print(context, dryRun: dryRun)
  }

  /// A row as it is to be saved.
  private struct Row {
    let id: RecordID
    let draft: CaseDraft
    let notes: [(id: RecordID, text: Value)]

    init(_ row: ImportedRow, branch: BranchCode, source: String, now: LocalClock) throws(FieldError) {
      id = ImportedRecord.id(branch: branch, source: source, key: row.key)
      draft = try CaseDraft(row, now: now)
      var notes: [(id: RecordID, text: Value)] = []
      for (rule, text) in row.notes.enumerated() {
        let value = try FieldInput.parse(text, as: NoteField.text, now: now)
        guard value != .none else { continue }
        notes.append((ImportedRecord.noteID(branch: branch, source: source, key: row.key, rule: rule), value))
      }
      self.notes = notes
    }
  }

  /// - Returns: how many were new.
  private func save(
    _ batch: [Row], from source: String, _ store: ReplicaStore, _ context: Context
  ) throws -> (cases: Int, notes: Int) {
    guard !batch.isEmpty else { return (0, 0) }
    func count(_ isNew: (Row) throws -> Bool) rethrows -> (cases: Int, notes: Int) {
      try batch.reduce((0, 0)) { try isNew($1) ? ($0.0 + 1, $0.1 + $1.notes.count) : $0 }
    }
    if dryRun {
      return try context.read(store) { reader in try count { try !reader.holds($0.id) } }
    }
    return try context.write(store) { session in
      try count { try session.importCase($0.draft, id: $0.id, notes: $0.notes, from: source) }
    }
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

extension CaseDraft {
  /// The fields of a row of a file. Nothing that the row does not say is filled in.
  fileprivate init(_ row: ImportedRow, now: LocalClock) throws(FieldError) {
    self.init(now: now)
    for (field, text) in row.fields { try set(field, text) }
    for (field, element) in row.sets { try add(element: element, to: field) }
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

enum ImportMessage: Message {
  case abstract
  case resumeHint(imported: Int)
  case discussion
  case onlyExampleHint
  case progress
  case onlyIncomplete
  case onlyHelp
  case dryRunHelp
  case fileHelp
  case mapHelp
  case rowTooLarge(bytes: Int, limit: Int)
  case sheetHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Imports cases from a CSV file or a workbook (.xlsx).", zhHans: "从 CSV 或 Excel 文件导入工单。")
    case .resumeHint(let count):
      Label(
        en:
          "\(count.of("case was imported before this and is safe", "cases were imported before this and are safe")); run the import again to continue from there.",
        zhHans: "此前已导入 \(count.grouped) 个工单，数据安全；重新运行即可继续导入。")
    case .discussion:
      Label(
        en: """
          casebook import cases.csv --map map.yaml --dry-run
          casebook import cases.csv --map map.yaml
          casebook import council.csv --map council.yaml --only account=NYCC34
          casebook import cases.xlsx --map map.yaml --sheet "March"

          The map (YAML) says which column becomes which field. Importing a file again
          changes nothing: rows are told apart by the map's key. Rows that cannot be used
          are listed with their line; the others are imported. CSV may be in UTF-8 or
          GB 18030. A damaged workbook is refused as a whole.
          """,
        zhHans: """
          casebook import 工单.csv --map 对照表.yaml --dry-run
          casebook import 工单.csv --map 对照表.yaml
          casebook import 工单.csv --map 对照表.yaml --only 门店=SH01
          casebook import 工单.xlsx --map 对照表.yaml --sheet 三月

          对照表（YAML）说明哪一列对应哪个字段。同一文件重复导入不会产生重复工单
          （按对照表中的 key 识别）。无法使用的行会列出行号和原因，其余照常导入。
          CSV 支持 UTF-8 和 GB 18030 编码。Excel 文件 (.xlsx) 若已损坏，则整个拒绝，
          不会只导入一半。
          """)
    case .onlyExampleHint:
      Label(en: "For example: --only account=NYCC34", zhHans: "例如：--only 门店=SH01")
    case .progress:
      Label(en: "Importing", zhHans: "正在导入")
    case .onlyIncomplete:
      Label(en: "--only needs a column and a value.", zhHans: "--only 需要列名和值。")
    case .onlyHelp:
      Label(en: "Only rows with this value in a column.", zhHans: "只导入该列为此值的行。")
    case .dryRunHelp:
      Label(en: "Shows what would happen and saves nothing.", zhHans: "只检查，不保存。")
    case .fileHelp:
      Label(
        en: "The CSV file or workbook (.xlsx); - reads standard input.",
        zhHans: "CSV 文件或 Excel 文件 (.xlsx)；- 表示标准输入。")
    case .mapHelp:
      Label(en: "The map from columns to fields (YAML).", zhHans: "列与字段的对照表（YAML）。")
    case .rowTooLarge(let size, let largestRow):
      Label(
        en: "the row has \(size.grouped) bytes; the limit is \(largestRow.grouped)",
        zhHans: "这一行有 \(size.grouped) 字节，上限 \(largestRow.grouped) 字节")
    case .sheetHelp:
      Label(en: "The sheet of a workbook (default: the first).", zhHans: "Excel 文件中的工作表；不填则为第一个。")
    }
  }
}
