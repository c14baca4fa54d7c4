import ArgumentParser
import CaseIndex
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Spreadsheet
import Terminal
import Versioning

struct Export: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: text(ExportMessage.abstract),
    discussion: text(ExportMessage.discussion))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, jsonl, xlsx
  }

  @Option(
    help: help(ExportMessage.formatHelp, "format"),
    completion: .list(["csv", "jsonl", "xlsx"]))
  var format: Format
  @Option(help: help(ExportMessage.outputHelp, "file"), completion: .file())
  var output: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if format == .xlsx, output == nil, context.style.isTerminal {
      throw CommandFailure.usage(
        Label(ExportMessage.workbookOnTerminal),
        hint: Label(ExportMessage.outputHint))
    }
    var progress = Progress(
      context.text(ExportMessage.progress), language: context.language,
      isTerminal: context.errorStyle.isTerminal, width: context.columns)
    let target = try output.map { try WholeFile(path: $0) }
    if let target {
      StagedExports(context.home).sweep()
      StagedExports(context.home).note(target.partial)
    }
    var count = 0
    var cut = 0
    do {
      try context.read { reader in
        let total = try reader.visibleCases()
        var buffer: [UInt8] = []
        let form: OutputForm = format == .jsonl ? .json : .data
        func drain() throws {
          if let target { try target.write(buffer) } else { try context.output.write(buffer, as: form) }
          buffer.removeAll(keepingCapacity: true)
        }
        let rows = CSVRows(context, withMark: target != nil)
        var sheet = WorkbookRows(context)
        if format == .csv { rows.begin(to: &buffer) }
        if format == .xlsx { try sheet.begin(to: &buffer) }
        let signals = try SignalsOfCases(reader)
        try reader.eachVisibleCase { summary, row, state in
          switch format {
          case .csv: rows.write(summary, state, to: &buffer)
          case .xlsx: try sheet.write(summary, state, to: &buffer)
          case .jsonl:
            let timeline = try reader.detail(row)?.timeline ?? []
            let members = context.json(summary, row, state, deletion: .present, isExported: true)
            JSONLinesWriter().write(
              .object(
                members
                  + [("merged_into", .optional(summary.mergedInto?.description))]
                  + context.members(signals[row.id], number: summary.number)
                  + [("timeline", .array(timeline.map(context.json)))]), to: &buffer)
          }
          count += 1
          if buffer.count > 1 << 18 { try drain() }
          if count % 64 == 0 { progress.update(count, of: total) }
          return !context.output.isClosed
        }
        if format == .xlsx { try sheet.end(to: &buffer) }
        try drain()
        cut = sheet.cutTexts
      }
      try target?.finish()
    } catch {
      progress.clear()
      target?.discard()
      throw error
    }
    progress.finish(count)
    if cut > 0 {
      context.err(Label(ExportMessage.textsCut(cut)))
    }
    guard let output else { return }
    guard !context.json else {
      return try context.emit([
        "file": .string(output), "format": .string(format.rawValue), "cases": .integer(Int64(count)),
        "texts_cut": .integer(Int64(cut)),
      ])
    }
    context.err(Label(ExportMessage.exported(count, to: output)))
  }
}

/// Cases as rows of a table: one column a field.
private struct CSVRows {
  private let context: Context
  private let writer: CSVWriter
  private let fields = Schema.fields(of: .case).filter { $0.type != .system }

  /// - Parameter withMark: begin with a byte order mark; a stream that programs read has none.
  init(_ context: Context, withMark: Bool) {
    self.context = context
    writer = CSVWriter(byteOrderMark: withMark)
  }

  func begin(to output: inout [UInt8]) {
    writer.begin(to: &output)
    writer.write(["id", "number", "branch"] + fields.map(\.id) + ["merged_into", "updated_at"], to: &output)
  }

  func write(_ summary: CaseSummary, _ state: RecordState, to output: inout [UInt8]) {
    var cells = [summary.id.description, summary.number, summary.branch]
    for field in fields {
      if field.isSet {
        cells.append(SetText.joined(context.elements(state, field)))
        continue
      }
      switch FieldDisplay.json(state.shown(field), field) {
      case .string(let text): cells.append(text)
      case .integer(let number): cells.append("\(number)")
      case .bool(let flag): cells.append(flag ? "yes" : "no")
      case .null: cells.append("")
      }
    }
    writer.write(
      cells + [summary.mergedInto?.description ?? "", context.time(summary.updatedAt).rfc3339], to: &output)
  }
}

enum ExportMessage: Message {
  case workbookOnTerminal
  case abstract
  case exported(Int, to: String)
  case formatHelp
  case discussion
  case progress
  case outputHint
  case textsCut(Int)
  case outputHelp

  var label: Label {
    switch self {
    case .workbookOnTerminal:
      Label(en: "A workbook cannot be shown at the terminal.", zhHans: "Excel 文件不能输出到命令行窗口。")
    case .abstract:
      Label(en: "Writes all cases to a file or to standard output.", zhHans: "导出全部工单。")
    case .exported(let count, let output):
      Label(
        en: "\(count.of("case is", "cases are")) in \(output).",
        zhHans: "已导出 \(count.grouped) 个工单到 \(output)。")
    case .formatHelp:
      Label(en: "What kind of file.", zhHans: "文件格式。")
    case .discussion:
      Label(
        en: """
            casebook export --format csv --output cases.csv     for a spreadsheet
            casebook export --format xlsx --output cases.xlsx   workbook with real dates
            casebook export --format jsonl                      JSON, with timelines

          Deleted cases are left out. merged_into is the id of the case that stands for a
          merged one; an import of the file does not merge them again. A file that exists
          is replaced only when the whole export is written.
          """,
        zhHans: """
            casebook export --format csv --output 工单.csv      供 Excel 等表格软件
            casebook export --format xlsx --output 工单.xlsx    Excel 文件，含日期格式
            casebook export --format jsonl                      供程序使用，含处理记录

          不含已删除的工单。merged_into 是并入的那一单的 id，导入该文件时不会重新合并。
          已有同名文件时，全部写完后才会替换。
          """)
    case .progress:
      Label(en: "Exporting cases", zhHans: "正在导出工单")
    case .outputHint:
      Label(en: "Name a file: --output cases.xlsx", zhHans: "请指定文件：--output 工单.xlsx")
    case .textsCut(let cut):
      Label(
        en:
          "\(cut.of("text is longer than a cell can hold; it goes", "texts are longer than a cell can hold; they go")) on in the sheet “\(LongTexts.sheet)”.",
        zhHans: "有 \(cut.grouped) 处内容超过单元格上限，其余部分在工作表“\(LongTexts.sheet)”中。")
    case .outputHelp:
      Label(en: "The file; without it, standard output.", zhHans: "文件；不填则输出到标准输出。")
    }
  }
}
