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

  @Option(help: help(ImportMessage.sheetHelp, "name"))
  var sheet: String?

  @Option(help: help(ImportMessage.encodingHelp, "name"))
  var encoding: String?

  @Flag(help: help(ImportMessage.updateHelp))
  var update = false

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
  ]

  func run(in context: Context) throws {
    let encoding = try ImportReader.encoding(option: encoding)
    let map = try importMap(context)
    let store = try context.openStore()
    let branch = try context.read(store) { reader in
      try reader.requireEditing()
      return reader.identity.branch
    }
    let source = try context.explaining {
      file == "-" ? ByteSource(readToEnd(0) ?? [], name: "-") : try ByteSource(path: file)
    }
    var rows = try opened(source, map, encoding, context)
    let now = map.zone.map(context.now.at) ?? context.now
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
            report.reject(
              row.line,
              Label(ImportMessage.rowTooLarge(bytes: row.size, limit: Self.largestRow)))
          case .row(let row):
            do throws(FieldError) {
              batch.append(
                try Row(row, branch: branch, source: map.source, isOwn: map.isOwn, now: now))
            } catch {
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
    do {
      return try context.explaining {
        try ImportReader(
          source, map: map, filters: filters, sheet: sheet, encoding: encoding,
          exact: map.isOwn ? [] : Self.exactFields, localZone: context.zone)
      }
    } catch let failure as CommandFailure where map.isOwn && failure.exit == .failed {
      throw CommandFailure.usage(
        Label(ImportMessage.mapNeeded(why: failure.message)), hint: Label(ImportMessage.mapNeededHint))
    }
  }

  /// A row as it is to be saved.
  private struct Row {
    let line: Int
    let id: RecordID
    /// The case that the row was exported from, where it may be here.
    let original: RecordID?
    let draft: CaseInput
    let notes: [ImportedNote]

    init(
      _ row: ImportedRow, branch: BranchCode, source: String, isOwn: Bool, now: LocalClock
    ) throws(FieldError) {
      line = row.line
      id = ImportedRecord.id(branch: branch, source: source, key: row.key)
      original = isOwn ? RecordID(text: row.key.replacing("-", with: "")) : nil
      draft = try CaseInput(row, now: now)
      var notes: [ImportedNote] = []
      for (rule, text) in row.notes.enumerated() {
        let value = try FieldInput.parse(text, as: NoteField.text, now: now)
        guard value != .none else { continue }
        notes.append(
          ImportedNote(
            id: ImportedRecord.noteID(branch: branch, source: source, key: row.key, rule: rule),
            laterID: ImportedRecord.laterNoteID(
              branch: branch, source: source, key: row.key, rule: rule, text: text),
            text: value))
      }
      self.notes = notes
    }

    /// The case that the row is, where it is here or was.
    func record(_ reader: ReplicaReader) throws -> RecordID {
      if let original, try reader.holds(original) || reader.hasLeft(original) { return original }
      return id
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
    func difference(_ row: Row, _ record: RecordID, _ reader: ReplicaReader) throws -> ImportDifference? {
      guard let difference = try reader.difference(record, row.draft.edits, notes: row.notes) else {
        report.unchanged += 1
        return nil
      }
      if update, let field = difference.fields.first(where: \.isConflicted) {
        report.reject(
          row.line,
          Label(ImportMessage.conflictOpen(case: difference.number, field: field.definition.label)))
        return nil
      }
      report.differ(row.line, difference)
      return difference
    }
    if dryRun {
      try context.read(store) { reader in
        for row in batch {
          let record = try row.record(reader)
          if try reader.holds(record) || reader.hasLeft(record) {
            if try difference(row, record, reader) != nil, update { report.updated += 1 }
          } else {
            report.imported += 1
            report.notes += row.notes.count
          }
        }
      }
      return report
    }
    let before = report
    try context.write(store) { session in
      report = before
      for row in batch {
        let record = try row.record(session.reader)
        if try session.importCase(row.draft, id: record, notes: row.notes, from: source) {
          report.imported += 1
          report.notes += row.notes.count
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
      throw CommandFailure.usage(
        Label(ImportMessage.unknownEncoding(name)),
        hint: Label(verbatim: TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    return encoding
  }
}

extension CaseInput {
  /// The fields of a row of a file. Nothing that the row does not say is filled in.
  fileprivate init(_ row: ImportedRow, now: LocalClock) throws(FieldError) {
    self.init(now: now)
    for (field, text) in row.fields {
      let isAmount = Schema.field(.case, field)?.type == .money
      try set(field, isAmount ? AmountText.pointed(text) : text)
    }
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
  case unknownEncoding(String)
  case mapNeeded(why: Label)
  case mapNeededHint
  case conflictOpen(case: String, field: Label)
  case encodingHelp
  case updateHelp
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
    case .unknownEncoding(let name):
      Label(en: "There is no encoding “\(name)”. Known are:", zhHans: "没有编码“\(name)”。可用：")
    case .mapNeeded(let why):
      Label(
        en: "This is no export of casebook, and no map says what its columns are: \(why.en)",
        zhHans: "这不是本程序导出的文件，也没有给出对照表：\(why.zhHans)")
    case .mapNeededHint:
      Label(en: "Name a map: --map map.yaml", zhHans: "请指定对照表：--map 对照表.yaml")
    case .conflictOpen(let number, let field):
      Label(
        en: "\(number) has an open conflict in “\(field.en)”: decide it first (casebook conflict list)",
        zhHans: "工单 \(number) 的“\(field.zhHans)”有冲突待处理，请先处理（casebook conflict list）")
    case .encodingHelp:
      Label(
        en: "The encoding of a CSV file, such as windows-1252 or big5 (default: told by the file).",
        zhHans: "CSV 文件的编码，如 gb18030、big5、windows-1252（不填则自动识别）。")
    case .updateHelp:
      Label(
        en: "Changes cases that are here already where the file says otherwise.",
        zhHans: "对已存在的工单，按文件中的不同内容修改。")
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
          casebook import corrected.csv --map map.yaml --update
          casebook import exported.csv

          The map (YAML) says which column becomes which field; what casebook export wrote
          (csv, xlsx, jsonl) needs none. Rows are told apart by the map's key: importing a
          file again changes nothing. A row that says otherwise than its case is listed
          (“differs”), and changes it with --update: as an ordinary edit, an empty cell and
          the status excepted. What people here changed since stays as it is as long as the
          file says the same as before.

          Rows that cannot be used are listed with their line; the others are imported, and
          the last line says so. Where every row was rejected the exit code is 1. Numbers
          that a spreadsheet has rounded are no keys, phones or order numbers.

          CSV may be in UTF-8, UTF-16 or GB 18030; others are named with --encoding. The
          delimiter, a first line sep=; and lines above the header are found out. --dry-run
          shows the first ten rows as they were read. A damaged workbook is refused as a
          whole.
          """,
        zhHans: """
          casebook import 工单.csv --map 对照表.yaml --dry-run
          casebook import 工单.csv --map 对照表.yaml
          casebook import 工单.csv --map 对照表.yaml --only 门店=SH01
          casebook import 工单.xlsx --map 对照表.yaml --sheet 三月
          casebook import 更正.csv --map 对照表.yaml --update
          casebook import 导出的文件.csv

          对照表（YAML）说明哪一列对应哪个字段；本程序导出的文件（csv、xlsx、jsonl）
          不需要对照表。各行按对照表中的 key 识别，同一文件重复导入不会产生重复工单。
          内容与已有工单不同的行会列出（“有差异”），加上 --update 才会修改：等同于
          普通修改，空单元格和状态除外。如果文件内容没变，只是本机后来改过，则保持不变。

          无法使用的行会列出行号和原因，其余照常导入，最后一行会说明。所有行都无法
          导入时，退出码为 1。被表格软件四舍五入的数字不能用作编号、电话或订单号。

          CSV 支持 UTF-8、UTF-16 和 GB 18030 编码，其他编码用 --encoding 指定。分隔符、
          首行 sep=; 和表头上方的行会自动识别。--dry-run 会显示读到的前十行。Excel 文件
          (.xlsx) 若已损坏，则整个拒绝，不会只导入一半。
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
        en: "The CSV file, workbook (.xlsx) or JSON lines; - reads standard input.",
        zhHans: "CSV 文件、Excel 文件 (.xlsx) 或 JSON 行；- 表示标准输入。")
    case .mapHelp:
      Label(
        en: "The map from columns to fields (YAML); not needed for what casebook exported.",
        zhHans: "列与字段的对照表（YAML）；本程序导出的文件不需要。")
    case .rowTooLarge(let size, let largestRow):
      Label(
        en: "the row has \(size.grouped) bytes; the limit is \(largestRow.grouped)",
        zhHans: "这一行有 \(size.grouped) 字节，上限 \(largestRow.grouped) 字节")
    case .sheetHelp:
      Label(en: "The sheet of a workbook (default: the first).", zhHans: "Excel 文件中的工作表；不填则为第一个。")
    }
  }
}
