import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Messages
import RecordStore
import Replica
import Terminal
import Versioning

struct Export: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: text(.exportAbstract),
    discussion: text(
      .exportDiscussion))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, jsonl, xlsx
  }

  @Option(
    help: help(.exportCsvJsonlOrXlsx, "format"),
    completion: .list(["csv", "jsonl", "xlsx"]))
  var format: Format
  @Option(help: help(.exportTheFileWithoutItStandard, "file"), completion: .file())
  var output: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if format == .xlsx, output == nil, context.style.isTerminal {
      throw CommandFailure.usage(
        Label(.exportAWorkbookIsNotFor),
        hint: Label(.exportNameAFileOutputCases))
    }
    var progress = Progress(
      context.text(.exportExportingCases), language: context.language,
      isTerminal: context.errorStyle.isTerminal, width: context.columns)
    let target = try output.map { try WholeFile(path: $0) }
    if let target { StagedExports(context.home).note(target.partial) }
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
        try reader.eachVisibleCase { summary, row, state in
          switch format {
          case .csv: rows.write(summary, state, to: &buffer)
          case .xlsx: try sheet.write(summary, state, to: &buffer)
          case .jsonl:
            let timeline = try reader.detail(row)?.timeline ?? []
            let members = context.json(summary, row, state, deletion: .present)
            JSONLinesWriter().write(
              .object(members + [("timeline", .array(timeline.map(context.json)))]), to: &buffer)
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
      context.err(
        Label(
          .exportTextsAreLongerThanA, ["cut": .number(cut)]))
    }
    if let output {
      context.err(Label(.exportCasesAreIn, ["count": .number(count), "output": .text(output)]))
    }
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
    writer.write(["id", "number", "branch"] + fields.map(\.id) + ["updated_at"], to: &output)
  }

  func write(_ summary: CaseSummary, _ state: RecordState, to output: inout [UInt8]) {
    var cells = [summary.id.description, summary.number, summary.branch]
    for field in fields {
      if field.isSet {
        cells.append(context.elements(state, field).joined(separator: ";"))
        continue
      }
      switch FieldDisplay.json(state.shown(field), field) {
      case .string(let text): cells.append(text)
      case .integer(let number): cells.append("\(number)")
      case .bool(let flag): cells.append(flag ? "yes" : "no")
      case .null: cells.append("")
      }
    }
    writer.write(cells + [context.time(summary.updatedAt).rfc3339], to: &output)
  }
}
