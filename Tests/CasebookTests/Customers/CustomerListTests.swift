import Foundation
import Testing

/// Whom to call: a bad batch, a long silence. By the real program.
@Suite struct CustomerListTests {
  private func shop() throws -> Shop {
    let shop = try Shop()
    for (phone, batch, supplier) in [
      ("138 0013 8000", "L-12", "Acme Boxes"), ("+86 13800138000", "l12", "acme boxes"),
      ("13911112222", "L-12", "Other"), ("13911113333", "L-13", "Acme Boxes"),
    ] {
      try shop.new(
        "--channel", "phone", "--narrative", "Crushed", "--phone", phone, "--batch", batch, "--supplier",
        supplier)
    }
    try shop.new("--channel", "email", "--narrative", "Crushed too", "--batch", "L-12")
    return shop
  }

  @Test func `those whom a bad batch reached are listed once each, and who cannot be reached is told`() throws
  {
    let shop = try shop()
    let found = try shop.array("customer", "list", "--batch", "Ｌ１２")
    #expect(found.map { ($0["cases"] as? [String])?.count } == [1, 2])
    let told = try shop.casebook("customer", "list", "--batch", "L-12", "--lang", "zh-Hans")
    #expect(told.output.contains("13911112222") && told.error.contains("没有联系方式"), "\(told)")
    #expect(try shop.array("customer", "list", "--batch", "L-12", "--supplier", "ACME boxes").count == 1)
    #expect(try shop.list("--supplier", "acme boxes").count == 3 && shop.list("--batch", "L-13").count == 1)
    #expect(try shop.array("customer", "list", "--quiet", "1").isEmpty)
    #expect(try shop.array("customer", "list", "--quiet", "0").count == 3)
    for wrong in [[], ["--quiet", "-1"], ["--batch", ""], ["--batch", "x", "--owner", "Li"]] {
      #expect(try shop.casebook(["customer", "list"] + wrong).status == 2, "\(wrong)")
    }
  }

  @Test func `how long a customer was quiet counts from what was said, not from when it was typed in`() throws
  {
    let shop = try Shop()
    _ = try shop.imported(
      "id,text,when,phone\n1,Cold,2025-01-10 10:00,13911112222\n2,Late,2025-02-10 10:00,13911113333\n",
      map:
        "source: s\nkey: id\nzone: Asia/Shanghai\ncolumns: {id: external_id, text: narrative, when: logged_at, phone: phone}\n"
    )
    func quiet() throws -> [[String: Any]] { try shop.array("customer", "list", "--quiet", "90") }
    #expect(try quiet().count == 2, "old complaints that came in with a file")
    let number = try #require(
      try shop.list().first { $0["external_id"] as? String == "2" }?["number"] as? String)
    let story = Story(shop: shop)
    try story.does("edit \(number) --preferences \"no chili\"")
    #expect(try quiet().count == 2, "what is written down about somebody is no contact")
    try story.does("note \(number) --told \"We have changed the supplier\"")
    let left = try quiet()
    #expect(left.map { $0["phones"] as? [String] } == [["13911112222"]], "\(left)")
    #expect((left.first?["last_contact"] as? String)?.hasPrefix("2025-01-10") ?? false, "\(left)")
  }

  @Test func `a call is planned for each of them once, and what was said stands with the customer`() throws {
    let shop = try shop()
    let story = Story(shop: shop)
    try story.refuses("customer list --batch L-12 --call \"Do not eat it\"", saying: "--owner", status: 2)
    let plan = [
      "customer", "list", "--batch", "L-12", "--call", "请勿食用", "--owner", "李娜", "--due", "tomorrow",
    ]
    let first = try shop.casebook(plan + ["--json"]).object()
    #expect(first["planned"] as? Int == 2 && (first["unknown"] as? [String])?.count == 1)
    #expect(try shop.casebook(plan + ["--json"]).object()["planned"] as? Int == 0, "nobody is called twice")
    let calls = try shop.array("task", "list", "--purpose", "call")
    #expect(calls.count == 2 && calls.allSatisfy { $0["owner"] as? String == "李娜" })
    let number = try #require(calls.first?["case"] as? String)
    try story.does("task done \(number) 1 --answer \"Had eaten it, is well\"")
    let told = try shop.casebook("customer", "list", "--batch", "L-12").output
    #expect(told.contains("Had eaten it, is well") && told.contains("李娜"), "\(told)")
  }
}
