import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal
import Versioning

struct Import: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: text("Brings in cases from a CSV file.", "从 CSV 文件导入工单。"),
    discussion: text(
      """
      casebook import cases.csv --map map.yaml --dry-run
      casebook import cases.csv --map map.yaml
      casebook import council.csv --map council.yaml --only account=NYCC34

      The map (YAML) says which column becomes which field. Importing a file again changes nothing: rows are
      told apart by the map's key. Rows that cannot be used are listed with their line, the others go on.
      """,
      """
      casebook import 工单.csv --map 映射.yaml --dry-run
      casebook import 工单.csv --map 映射.yaml

      映射文件（YAML）说明哪一列对应哪一项。同一文件重复导入不会产生重复工单（按映射中的 key 识别）。
      无法使用的行会列出行号和原因，其余照常导入。支持 UTF-8 和 GB 18030 编码。
      """))

  @Argument(
    help: help("The CSV file; - reads standard input.", "CSV 文件；- 表示标准输入。", "file"), completion: .file())
  var file: String

  @Option(
    help: help("The map from columns to fields (YAML).", "列与项目的映射文件（YAML）。", "file"), completion: .file())
  var map: String

  @Option(help: help("Only rows with this value in a column.", "只导入该列为此值的行。", "column=value"))
  var only: [String] = []

  @Flag(help: help("Says what would happen and saves nothing.", "只检查，不保存。"))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  /// Rows of one transaction: large enough that its fixed cost does not count, small enough that other
  /// commands need not wait.
  private static let batch = 4000

  /// Bytes of text, well below what one change may have: a larger one would stop all rows after it.
  private static let largestRow = 1 << 19

  func run(in context: Context) throws {
    let map = try readMap(context)
    let store = try context.openStore()
    let branch = try context.read(store) { reader in
      try reader.requireEditing()
      return reader.identity.branch
    }
    let source = try context.explaining {
      file == "-" ? ByteSource(readToEnd(0) ?? [], name: "-") : try ByteSource(path: file)
    }
    var rows = try context.explaining {
      try ImportReader(source, map: map, filters: try filters(), localOffset: context.now.offsetMinutes)
    }
    var report = ImportReport()
    var progress = Progress(
      context.text("Importing", "正在导入"), language: context.terminalLanguage,
      isTerminal: context.errorStyle.isTerminal, width: context.columns)
    var isAtEnd = false
    do {
      while !isAtEnd {
        var batch: [(draft: CaseDraft, key: String)] = []
        while batch.count < Self.batch {
          guard let outcome = try rows.next() else {
            isAtEnd = true
            break
          }
          report.read += 1
          switch outcome {
          case .rejected(let line, let reason):
            report.reject(line, Label(reason.en, reason.zhHans))
          case .row(let row) where row.size > Self.largestRow:
            report.reject(
              row.line,
              Label(
                "the row has \(row.size) bytes, at most \(Self.largestRow) fit",
                "这一行有 \(row.size) 字节，上限 \(Self.largestRow) 字节"))
          case .row(let row):
            do throws(FieldError) {
              batch.append((try CaseDraft(row, now: context.now), row.key))
            } catch {
              report.reject(row.line, Label(error.message(.en), error.message(.zhHans)))
            }
          }
          progress.update(report.read)
        }
        let ids = batch.map { ($0.draft, ImportedRecord.id(branch: branch, source: map.source, key: $0.key)) }
        let new = try save(ids, from: map.source, store, context)
        report.imported += new
        report.unchanged += batch.count - new
      }
    } catch {
      progress.clear()
      throw CommandFailure(explaining: error, home: context.home).afterImporting(dryRun ? 0 : report.imported)
    }
    progress.finish(report.read)
    report.filtered = rows.filtered
    try report.print(context, dryRun: dryRun)
  }

  /// - Returns: how many were new.
  private func save(
    _ batch: [(CaseDraft, RecordID)], from source: String, _ store: ReplicaStore, _ context: Context
  ) throws -> Int {
    guard !batch.isEmpty else { return 0 }
    if dryRun {
      return try context.read(store) { reader in
        try batch.reduce(0) { $0 + (try reader.holds($1.1) ? 0 : 1) }
      }
    }
    return try context.write(store) { session in
      var new = 0
      for (draft, id) in batch where try session.importCase(draft, id: id, from: source) { new += 1 }
      return new
    }
  }

  private func filters() throws -> [ImportMap.Filter] {
    var wanted: [(column: String, values: Set<String>)] = []
    for text in only {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw CommandFailure.usage(
          Label("--only needs a column and a value.", "--only 需要列名和值。"),
          hint: Label("For example: --only account=NYCC34", "例如：--only 门店=SH01"))
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

  private func readMap(_ context: Context) throws -> ImportMap {
    let bytes = try context.explaining { try ByteSource(path: map).readAll() }
    guard let yaml = TextEncoding.utf8.decode(bytes) else {
      throw CommandFailure(
        "bad_map", .usage, Label("The map \(map) is not UTF-8.", "映射文件 \(map) 不是 UTF-8 编码。"))
    }
    do throws(ImportMapError) {
      return try ImportMap(yaml: yaml) { id in
        guard let field = Schema.field(.case, id), field.type != .system else { return nil }
        return field.isSet ? .set : .single
      }
    } catch {
      throw CommandFailure(
        "bad_map", .usage,
        Label(
          "The map \(map) cannot be used:\n\(error.message(zh: false))",
          "映射文件 \(map) 无法使用：\n\(error.message(zh: true))"),
        hint: Label("Nothing was imported.", "未导入任何内容。"))
    }
  }
}

extension ImportedRow {
  fileprivate var size: Int {
    fields.reduce(0) { $0 + $1.text.utf8.count } + sets.reduce(0) { $0 + $1.element.utf8.count }
  }
}

extension CaseDraft {
  /// The fields of a row of a file. Nothing that the row does not say is filled in.
  fileprivate init(_ row: ImportedRow, now: LocalTime) throws(FieldError) {
    self.init(now: now)
    for (field, text) in row.fields { try set(field, text) }
    for (field, element) in row.sets { try add(element: element, to: field) }
  }
}

extension CommandFailure {
  /// The same failure, with what had been saved before it.
  fileprivate func afterImporting(_ count: Int) -> CommandFailure {
    guard count > 0 else { return self }
    var failure = self
    let saved = Label(
      "\(count) cases had been imported and are safe; run the import again to go on from there.",
      "此前已导入 \(count) 个工单，数据安全；重新运行即可继续导入。")
    failure.hint = hint.map { Label("\($0.en)\n\(saved.en)", "\($0.zhHans)\n\(saved.zhHans)") } ?? saved
    return failure
  }
}
