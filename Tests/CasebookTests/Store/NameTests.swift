import GRDB
import Testing

/// Names that stand in lists, and what other programs wrote into fields of one line.
@Suite struct NameTests {
  private static let bad = ["a\u{1B}[31m", "a\u{202E}b", "a\u{7F}", "a\u{9B}b", "\u{2066}a"]

  @Test(arguments: bad) func `a name with characters that are not seen is refused where it is typed`(
    name: String
  )
    throws
  {
    let shop = try Shop(initialised: false)
    #expect(try shop.casebook("init", "--branch", "SH01", "--name", name).status == 2)
    let office = try Office()
    let ran = try office.run(["branch", "add", "BJ01", "--name", name])
    #expect(ran.status == 2, "\(ran)")
    #expect(try office.run(["branch", "add", "BJ01", "--name", "北京 1 店"]).status == 0)
    #expect(try office.run(["branch", "add", "BJ02", "--name", "a\nb"]).status == 2)
  }

  @Test func `head office cleans the name that a device brings`() throws {
    let office = try Office()
    let shop = try Shop(branch: "SH01")
    let queue = try DatabaseQueue(path: shop.storePath)
    try queue.writeWithoutTransaction {
      try $0.execute(
        sql: "UPDATE meta SET value = ? WHERE key = 'device_name'",
        arguments: ["front\n\u{1B}[2Jdesk\u{202E}"])
    }
    try queue.close()
    #expect(try shop.casebook("enrol", office.url, office.administer("device", "enrol", "SH01")).status == 0)
    let devices = try office.run(["device", "list", "--json"])
    #expect(devices.output.contains("front [2Jdesk\""), "\(devices.output)")
  }

  @Test func `what is pasted into a field of one line is one line, and show keeps its layout`() throws {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "first\nsecond", "--handler", "Wang\nFang", "--product",
      "Soup\r\nTea",
      "--title", "a\tb", "--phone", "138 0013 8000\n139 0013 9000")
    let shown = try shop.json("show", "1")
    let fields = try #require(shown["fields"] as? [String: Any] ?? shown)
    #expect(fields["handler"] as? String == "Wang Fang" && fields["product"] as? String == "Soup Tea")
    #expect(fields["title"] as? String == "a b" && fields["narrative"] as? String == "first\nsecond")
    #expect(fields["phone"] as? String == "138 0013 8000, 139 0013 9000")
    #expect(try shop.casebook("edit", "1", "--owner", "x\ny").status != 1)
    let page = try shop.casebook("show", "1").output
    #expect(page.contains("Wang Fang") && page.contains("Soup Tea"))
  }
}
