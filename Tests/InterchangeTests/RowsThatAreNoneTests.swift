import Interchange
import Language
import Testing

/// What stands in and below tables, and is no record.
@Suite struct RowsThatAreNoneTests {
  private static let map = "source: s\nkey: id\ncolumns: {text: title, amount: place}"

  private func read(_ rows: String) throws -> [(line: Int, row: [String], reason: Label?)] {
    try importAll("id,text,amount\nA-1,soup,3\n\(rows)\n", Self.map)
  }

  @Test(arguments: [
    "Total: 2,,", "合计：2,,7", "合 计,,", "Summe,,7", "\"Total\",,", "总计,,", "总计：,2,", "TOTAL,2", "Total 3,,7",
    "Grand total (7.00 EUR),,", "Sous-total : 3,,", "共 2 条,,", "合计2件,,", "Ｔｏｔａｌ：２,,", "Gesamtergebnis,,7",
    "Average,,3.5",
    "SH01 Total,,7", "SH01 汇总,,7", "=Total=,,", "小计,,7", "**Total**,,7",
  ]) func `a sum is no record`(row: String) throws {
    let rows = try read(row)
    #expect(rows.map(\.line) == [2, 3] && rows[0].reason == nil)
    let reason = try #require(rows[1].reason)
    #expect(reason.en.contains("adds up") && reason.en.contains("--every-row"))
    #expect(reason.zhHans.contains("合计行"))
  }

  @Test(arguments: [
    "(2 rows affected),,", "2 rows,,", "2 条记录,,", "制表人：,王芳,", "制表人：王芳,审核人：李四,", "导出时间：2026-11-28 10:00,,",
    "-----,-----,---",
    "***,,", "End of report,,", "以下空白,,", "Exported on: 2026-11-28,,", "- end -,,",
  ]) func `what stands below a table is no record`(row: String) throws {
    let rows = try read(row)
    #expect(rows.map(\.line) == [2, 3] && rows[0].reason == nil)
    let reason = try #require(rows[1].reason)
    #expect(reason.en.contains("not a case") && reason.zhHans.contains("不是工单"))
  }

  @Test(arguments: [
    "Total 3,the sum on the bill is wrong,3", "Totals are wrong,bill,", "Sum2,soup,", "合计店,soup,3",
    "SH01 Total,soup,3",
    "2 rows,of dirty plates,", "3,,", "A-,soup,", "7,soup,-", "End,soup,", "B-2,,", "制表,soup,",
    "Counter,soup,3",
    "共享单车,soup,", "共3,soup,",
  ]) func `a row that says something is a record, whatever its key`(row: String) throws {
    let rows = try read(row)
    #expect(rows.map { $0.reason == nil } == [true, true], "\(rows)")
  }

  @Test func `with every row asked for they all are records`() throws {
    var reader = try ImportReader(
      ByteSource(Array("id,text\nTotal: 2,\n共 2 条,\n-----,---\n".utf8)),
      map: Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"), everyRow: true, localZone: .utc)
    var count = 0
    while case .row? = try reader.next() { count += 1 }
    #expect(count == 3)
  }
}
