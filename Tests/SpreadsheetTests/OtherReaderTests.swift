import Foundation
import Spreadsheet
import Testing

/// Our files in openpyxl, and its files in ours. Skipped where no python3 has it.
@Suite(
  .enabled(
    if: OtherReader.python != nil,
    "no python3 with openpyxl on this machine: apt-get install python3-openpyxl"))
struct OtherReaderTests {
  private func run(_ script: String, _ arguments: String...) throws -> String {
    try OtherReader.run(#require(OtherReader.python), script, arguments)
  }

  @Test func `what we write is read there`() throws {
    let day = try #require(SerialDate.serial(year: 2026, month: 11, day: 22))
    let file = try written(
      ["文本", "数", "真", "日", "时"],
      [
        [.text("汤是凉的 <&> \"'"), .integer(-42), .flag(true), .day(day), .time(day, second: 55_815)],
        [.text("=1+1"), .empty, .flag(false), .empty, .time(day, second: 86_399)],
        [.text("  two\nlines\t"), .integer(9_007_199_254_740_991)],
        [.text("007"), .empty, .empty, .day(61)],
        [.text("😀 emoji"), .empty, .empty, .empty, .time(45_000, second: 1)],
      ])
    let path = OtherReader.temporary()
    try Data(file).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let script = """
      import openpyxl, sys
      w = openpyxl.load_workbook(sys.argv[1])
      s = w.active
      print(s.title, s.freeze_panes, s.max_row, s.max_column, s['A1'].font.bold)
      for row in s.iter_rows(min_row=2):
        print('|'.join(f'{c.data_type}:{c.value!r}' for c in row if c.value is not None))
      """
    let lines = try run(script, path).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "工单 A2 6 5 True",
        "s:'汤是凉的 <&> \"\\''|n:-42|b:True|d:datetime.datetime(2026, 11, 22, 0, 0)"
          + "|d:datetime.datetime(2026, 11, 22, 15, 30, 15)",
        "s:'=1+1'|b:False|d:datetime.datetime(2026, 11, 22, 23, 59, 59)",
        "s:'  two\\nlines\\t'|n:9007199254740991",
        "s:'007'|d:datetime.datetime(1900, 3, 1, 0, 0)",
        "s:'😀 emoji'|d:datetime.datetime(2023, 3, 15, 0, 0, 1)",
      ])
  }

  private static let maker = """
    import openpyxl, sys, datetime as d
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    w = openpyxl.Workbook()
    if sys.argv[2] == '1904': w.epoch = CALENDAR_MAC_1904
    s = w.active
    s.title = '三月 & more'
    s.append(['编号', 'text', 'n', 'date', 'time', 'clock', 'yes', 'zip'])
    s.append([1, 'naïve <b> & "q"', 0.1 + 0.2, d.date(2015, 4, 22), d.datetime(2015, 4, 22, 15, 53, 50), d.time(9, 5), True, 2139])
    s['H2'].number_format = '00000'
    s.append([2, '两行\\n文字', 1e21, d.date(1999, 12, 31), d.datetime(2000, 2, 29, 23, 59, 59), None, False])
    s.append([None, None, None])
    s.append([123456789012, '  spaces  ', -1.5, d.date(2024, 2, 29)])
    s['D5'].number_format = 'yyyy"年"m"月"d"日"'
    s['J5'] = 'beyond'
    s['A7'] = '#N/A'
    h = w.create_sheet('hidden', 0)
    h.sheet_state = 'hidden'
    h['A1'] = 'nobody sees this'
    w.create_sheet('第三')['B2'] = 'x'
    w.save(sys.argv[1])
    """

  @Test(arguments: ["1900", "1904"])
  func `what is written there we read`(epoch: String) throws {
    let path = OtherReader.temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try run(Self.maker, path, epoch)
    let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let book = try Workbook(Bytes(file))
    #expect(book.sheets.map(\.name) == ["hidden", "三月 & more", "第三"])
    #expect(book.sheets.map(\.isHidden) == [true, false, false])
    #expect(
      try table(file) == [
        1: ["编号", "text", "n", "date", "time", "clock", "yes", "zip"],
        2: [
          "1", "naïve <b> & \"q\"", "0.3", "2015-04-22", "2015-04-22 15:53:50", "09:05:00", "TRUE", "02139",
        ],
        3: ["2", "两行\n文字", "1e+21", "1999-12-31", "2000-02-29 23:59:59", "", "FALSE"],
        5: ["123456789012", "  spaces  ", "-1.5", "2024-02-29", "", "", "", "", "", "beyond"],
        7: ["#N/A"],
      ])
    #expect(try table(file, sheet: "第三") == [2: ["", "x"]])
    #expect(try table(file, piece: 1) == table(file))
  }
}
