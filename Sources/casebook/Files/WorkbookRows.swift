import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Spreadsheet
import Versioning

/// Cases as rows of a workbook: the columns of the CSV export, with days, times, numbers and truth values as
/// such. A time is shown by the clocks that it was written by, and its format says their offset: so it comes in again as
/// the same.
struct WorkbookRows {
  private let context: Context
  private let fields = Schema.fields(of: .case).filter { $0.type != .system }
  private var writer: WorkbookWriter

  /// Texts that did not fit into a cell.
  var cutTexts: Int { writer.cutTexts }

  init(_ context: Context) {
    self.context = context
    let widths = fields.map { field in
      switch field.type {
      case .longText: 60
      case .text: 24
      case .date: 19
      default: 14
      }
    }
    writer = WorkbookWriter(
      sheet: context.text(ProgramMessage.cases), widths: [36, 22, 10] + widths + [36, 19])
  }

  mutating func begin(to output: inout [UInt8]) throws {
    try explaining {
      try writer.begin(
        header: ["id", "number", "branch"] + fields.map(\.id) + ["merged_into", "updated_at"], to: &output)
    }
  }

  mutating func write(_ summary: CaseSummary, _ state: RecordState, to output: inout [UInt8]) throws {
    var cells: [WorkbookWriter.Cell] = [
      .text(summary.id.description), .text(summary.number), .text(summary.branch),
    ]
    for field in fields {
      if field.isSet {
        cells.append(.text(SetText.joined(context.elements(state, field))))
        continue
      }
      switch FieldDisplay.json(state.shown(field), field) {
      case .string(let text): cells.append(field.type == .date ? date(text) : .text(text))
      case .integer(let number): cells.append(.integer(number))
      case .bool(let flag): cells.append(.flag(flag))
      case .null: cells.append(.empty)
      }
    }
    cells.append(summary.mergedInto.map { .text($0.description) } ?? .empty)
    cells.append(cell(context.time(summary.updatedAt / 1000 * 1000)))
    try explaining { try writer.write(cells, to: &output) }
  }

  mutating func end(to output: inout [UInt8]) throws { try explaining { try writer.end(to: &output) } }

  /// What a record stores as a date; as text where a workbook cannot count it.
  private func date(_ text: String) -> WorkbookWriter.Cell {
    switch DateText(stored: text) {
    case .day(let day): serial(day).map(WorkbookWriter.Cell.day) ?? .text(text)
    case .time(let time): cell(time)
    case nil: .text(text)
    }
  }

  private func cell(_ time: LocalTime) -> WorkbookWriter.Cell {
    // A cell counts whole seconds here.
    guard let day = serial(time.date), time.millisecond == 0 else { return .text(time.rfc3339) }
    return .time(
      day, second: (time.hour * 60 + time.minute) * 60 + time.second, offset: time.offsetMinutes)
  }

  private func serial(_ day: CivilDate) -> Int? {
    SerialDate.serial(year: day.year, month: day.month, day: day.day)
  }

  private func explaining(_ body: () throws -> Void) throws {
    do { try body() } catch is SpreadsheetError {
      throw CommandFailure(
        "too_large", .failed,
        Label(WorkbookRowsMessage.tooManyCases),
        hint: Label(WorkbookRowsMessage.tooManyCasesHint))
    }
  }
}

enum WorkbookRowsMessage: Message {
  case tooManyCases
  case tooManyCasesHint

  var label: Label {
    switch self {
    case .tooManyCases:
      Label(en: "There are more cases than one workbook can hold.", zhHans: "工单数量超过一个 Excel 文件的上限。")
    case .tooManyCasesHint:
      Label(en: "Use --format csv.", zhHans: "请改用 --format csv。")
    }
  }
}
