import Foundation
import Testing

/// Complaints beside what was sold, by the real program.
@Suite struct RatesReportTests {
  private func rows(_ shop: Shop, _ file: String, by axes: String = "month,product") throws -> [[String: Any]]
  {
    let report = try shop.json("report", "rates", "--volumes", file, "--by", axes)
    return (report["parts"] as? [[String: Any]])?.first?["rows"] as? [[String: Any]] ?? []
  }

  @Test(arguments: ["month,product,count", "月份,产品,数量", "Month,Product,Sales", "月,商品,销量"])
  func `the columns of a file may be called as a report shows them, in either language`(header: String) throws
  {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的", "--product", "XR-2")
    let file = try shop.file("sales.csv", header + "\n2026-10,XR-2,\"1,280\"\n2026-10,Soup,１，０００\n")
    let found = try rows(shop, file)
    #expect(found.compactMap { $0["volume"] as? Int }.sorted() == [1000, 1280], "\(found)")
  }

  @Test(arguments: ["12,34", "1,5", ",5", "1 5", "1.000", "1000.5"])
  func `a count with decimals, or that can be read in two ways, is refused with its line`(count: String)
    throws
  {
    let shop = try Shop()
    let file = try shop.file("sales.csv", "month;count\n2026-09;10\n2026-10;\(count)\n")
    let ran = try shop.casebook("report", "rates", "--volumes", file)
    #expect(
      ran.status == 1 && ran.error.contains("line 3") && ran.error.contains("“\(count)”"), "\(ran.error)")
  }

  @Test func `decimals of nought make a whole number no hundred times as large`() throws {
    let shop = try Shop()
    let file = try shop.file("sales.csv", "month;count\n2026-09;1000,00\n")
    #expect(try rows(shop, file, by: "month").compactMap { $0["volume"] as? Int } == [1000])
  }

  @Test func `two columns that could both be meant are told`() throws {
    let shop = try Shop()
    let file = try shop.file("sales.csv", "月份,数量,销量\n2026-09,10,20\n")
    let ran = try shop.casebook("report", "rates", "--volumes", file)
    #expect(ran.status != 0 && ran.error.contains("more than one column “count”"), "\(ran.error)")
  }
}
