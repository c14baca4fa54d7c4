import Foundation
import Testing

/// What handling takes, by person, by the real program.
@Suite struct HandlingReportTests {
  @Test func `each person's load, what was solved at the first go, and whether satisfaction rose`() throws {
    let shop = try Shop()
    let story = Story(shop: shop)
    func resolve(_ number: Int) throws {
      try story.does(
        "assess \(number) --class product_quality --severity minor --responsibility internal_process --need fact --restated"
      )
      try story.does(
        "propose \(number) --title Voucher --remedy voucher:20 --steps \"By hand\" --time \"1 min\" --pros Fast --cons None --guarantee Manager"
      )
      try story.does("accept \(number) --how phone")
      try story.does("execute \(number) --contact Li --commit Voucher --due today")
      try story.does("resolve \(number) --done")
    }
    for text in ["The soup was cold", "The box was crushed", "Nobody called"] {
      try shop.new("--channel", "phone", "--narrative", text)
    }
    try resolve(1)
    try story.does("callback 1 --solved yes --satisfaction 5")
    try resolve(2)
    try story.does("callback 2 --solved no --satisfaction 2 --commit \"Visit\" --due today")
    try story.does("resolve 2 --done")
    try story.does("callback 2 --solved yes --satisfaction 4")
    try story.does("assign 3 --to 王芳")
    let report = try shop.json("report", "handling")
    let rows = (report["parts"] as? [[String: Any]])?.first?["rows"] as? [[String: Any]] ?? []
    let byName = rows.reduce(into: [String: [String: Any]]()) { $0[$1["handler"] as? String ?? ""] = $1 }
    let li = try #require(byName["Li Na"])
    #expect(li["cases"] as? Int == 2 && li["at_first"] as? Int == 1 && li["at_first_share"] as? Double == 0.5)
    #expect(li["better"] as? Int == 1 && li["worse"] as? Int == 0)
    #expect(byName["王芳"]?["open"] as? Int == 1)
    let satisfaction = try shop.json("report", "satisfaction")["parts"] as? [[String: Any]] ?? []
    let changes = satisfaction.first { $0["part"] as? String == "changes" }?["rows"] as? [[String: Any]]
    #expect(changes?.first?["asked_twice"] as? Int == 1 && changes?.first?["better"] as? Int == 1)
    let told = try shop.casebook("report", "handling", "--lang", "zh-Hans").output
    #expect(told.contains("一次解决率"), "\(told)")
  }
}
