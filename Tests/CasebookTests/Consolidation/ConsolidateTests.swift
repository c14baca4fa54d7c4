import Foundation
import Testing

/// `casebook consolidate` as people and programs run it.
@Suite("Consolidation")
struct ConsolidateTests {
  private func does(_ shop: Shop, _ arguments: String...) throws {
    let ran = try shop.casebook(arguments)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
  }

  private func items(_ shop: Shop, _ arguments: String...) throws -> [[String: Any]] {
    let ran = try shop.casebook(["consolidate"] + arguments + ["--json"])
    try #require(ran.status == 0, "\(arguments): \(ran.error)")
    return try #require(try ran.object()["items"] as? [[String: Any]])
  }

  private func ids(_ items: [[String: Any]]) -> [String] { items.compactMap { $0["id"] as? String } }

  private func ids(_ shop: Shop) throws -> Set<String> { Set(ids(try items(shop))) }

  /// A device of head office with pairs of cases that have an order in common, the earlier first.
  private func head(pairs: Int) throws -> (office: Office, shop: Shop, cases: [[String]]) {
    let office = try Office(branches: [])
    let shop = try office.shop("HQ", role: "head_office")
    let cases = try (1...pairs).map { pair in
      try ["first told", "told again"].map {
        try shop.new("--channel", "phone", "--narrative", $0, "--order", "A-7\(pair)")
      }
    }
    return (office, shop, cases)
  }

  @Test func `each act by id is done at once, settles its item, and is taken back one after the other`()
    throws
  {
    let (office, shop, cases) = try head(pairs: 4)
    defer { withExtendedLifetime(office) {} }
    let found = try items(shop)
    #expect(found.count == 4 && found.allSatisfy { $0["kind"] as? String == "duplicates" })
    #expect(found.allSatisfy { $0["why"] as? [String] == ["order"] })
    let all = Set(ids(found))
    #expect(try ids(shop) == all, "the same in every run")
    var byOrder: [String: String] = [:]
    for item in found {
      let pair = try #require(item["pair"] as? [String: Any])
      byOrder[try #require(pair["order"] as? String)] = item["id"] as? String
    }
    let wanted = try (1...4).map { try #require(byOrder["A-7\($0)"]) }
    try does(
      shop, "consolidate", "--do", "\(wanted[0])=merge", "--do", "\(wanted[1].prefix(8))=相关", "--do",
      "\(wanted[2])=distinct", "--do", "\(wanted[3])=later")
    #expect(try items(shop).isEmpty)
    let merged = try #require(try shop.json("show", cases[0][1])["merged"] as? [String: Any])
    #expect(merged["survivor"] as? String == cases[0][0], "the later goes into the earlier")
    let kinds = try cases.dropFirst().map { pair in
      try #require(try shop.json("show", pair[1])["links"] as? [[String: Any]]).map { $0["link"] as? String }
    }
    #expect(kinds == [["related"], ["not_duplicate_of"], []])
    // Every device knows it by the links; what was put off is this one's alone.
    #expect(try shop.json("duplicates")["total"] as? Int == 1)
    let again = try items(shop, "--again")
    #expect(ids(again) == [wanted[3]] && again.first?["decided"] as? String == "later")
    for (left, act) in [(1, "later"), (2, "distinct"), (3, "related"), (4, "merge")] {
      #expect(try shop.json("consolidate", "--undo")["undone"] as? String == act)
      #expect(try items(shop).count == left)
    }
    #expect(try ids(shop) == all)
    #expect(try shop.json("show", cases[0][1])["merged"] == nil)
    let nothing = try shop.casebook("consolidate", "--undo", "--lang", "zh-Hans")
    #expect(nothing.status == 3 && nothing.error.contains("没有可撤销的处理"), "\(nothing.error)")
  }

  @Test func `of two the heavier stands, and where each weighs more in something a person says which`() throws
  {
    let (office, shop, cases) = try head(pairs: 2)
    defer { withExtendedLifetime(office) {} }
    try does(shop, "edit", cases[0][1], "--severity", "severe")
    try does(shop, "edit", cases[1][1], "--severity", "severe")
    try does(shop, "edit", cases[1][0], "--emergency", "yes")
    let found = try items(shop).map { item in
      (id: item["id"] as? String ?? "", order: (item["pair"] as? [String: Any])?["order"] as? String)
    }
    let first = try #require(found.first { $0.order == "A-71" }).id
    let second = try #require(found.first { $0.order == "A-72" }).id
    try does(shop, "consolidate", "--do", "\(first)=merge")
    let merged = try #require(try shop.json("show", cases[0][0])["merged"] as? [String: Any])
    #expect(merged["survivor"] as? String == cases[0][1], "the severe one stands, though it came later")
    let refused = try shop.casebook("consolidate", "--do", "\(second)=merge", "--json")
    #expect(refused.status == 6)
    #expect(try refused.errorObject()["error"] as? String == "more_serious")
    #expect(try shop.json("show", cases[1][0])["merged"] == nil)
  }

  @Test func `what is asked for is understood before any of it is done, and what is wrong is said`() throws {
    let (office, shop, _) = try head(pairs: 2)
    defer { withExtendedLifetime(office) {} }
    let found = ids(try items(shop))
    let first = try #require(found.first)
    for (arguments, status, words) in [
      (["--do", "\(first)=merge", "--do", "ffffffffff=later"], 3, "no item"),
      (["--do", "\(first)=promote"], 2, "distinct"), (["--do", first], 2, "names no act"),
      (["--do", "\(first)=merge", "--undo"], 2, "either"), (["--kind", "spokes"], 2, "look_again"),
      (["--months", "0"], 2, "120"),
    ] as [([String], Int32, String)] {
      let ran = try shop.casebook(["consolidate"] + arguments)
      #expect(ran.status == status && ran.error.contains(words), "\(arguments): \(ran)")
    }
    #expect(try ids(shop) == Set(found), "nothing was done")
    let told = try shop.casebook("consolidate")
    #expect(told.output.contains(first) && told.output.contains("same order"), "\(told.output)")
    #expect(told.error.contains("2 items"), "\(told.error)")
    let one = try shop.casebook("consolidate", "--lang", "zh-Hans", "--limit", "1")
    #expect(one.output.contains("疑似重复") && one.error.contains("共 2 项"), "\(one)")
    #expect(try items(shop, "--kind", "overdue,待审稿件").isEmpty)
    #expect(try items(shop, "--since", "2099-01-01").isEmpty)
  }

  @Test func `at a terminal one key does it, undoes it, opens it or stops, and the next run goes on there`()
    throws
  {
    let (office, shop, cases) = try head(pairs: 3)
    defer { withExtendedLifetime(office) {} }
    let first = try Terminal(shop, "consolidate")
    try first.wait(for: "stop › ")
    // No key that is offered.
    first.type("xn")
    try first.wait(for: "No duplicate of")
    try first.wait(for: "stop › ")
    first.type("u")
    try first.wait(for: "Taken back")
    try first.wait(for: "stop › ")
    first.type("o")
    try first.wait(for: "stop › ")
    first.type("n")
    try first.wait(for: "No duplicate of")
    try first.wait(for: "stop › ")
    first.type("q")
    #expect(try first.ended() == 0, "\(first.text)")
    #expect(first.text.contains("2 items are left"), "\(first.text)")
    #expect(first.output.contains("1/3") && first.output.contains("2/3"), "\(first.output)")
    #expect(first.output.contains("first told"), "what was opened is shown: \(first.output)")
    #expect(try items(shop).count == 2)
    let second = try Terminal(shop, "consolidate", "--lang", "zh-Hans")
    try second.wait(for: "退出 › ")
    second.type("m")
    try second.wait(for: "退出 › ")
    second.type("s")
    try second.wait(for: "全部处理完毕")
    #expect(try second.ended() == 0)
    #expect(try items(shop).isEmpty)
    let merges = try cases.filter { try shop.json("show", $0[1])["merged"] != nil }
    #expect(merges.count == 1)
    let third = try Terminal(shop, "consolidate")
    try third.wait(for: "nothing to decide about")
    #expect(try third.ended() == 0)
  }

  @Test
  func `cases of two branches are head office's, a manager's are the own, clerks and auditors have none`()
    throws
  {
    let office = try Office()
    let (manager, there) = (try office.shop("SH01", role: "duty_manager"), try office.shop("SH02"))
    let (head, auditor) = (try office.shop("HQ", role: "admin"), try office.shop("HQ", role: "auditor"))
    for (shop, count) in [(manager, 2), (there, 1)] {
      for _ in 0..<count {
        try shop.new("--channel", "phone", "--narrative", "told", "--order", "A-77")
      }
      try does(shop, "sync")
    }
    for shop in [head, auditor] { try does(shop, "sync") }
    #expect(try items(head).count == 3 && items(manager).count == 1)
    for (shop, arguments) in [
      (there, []), (auditor, []), (manager, ["--kind", "promotions"]), (manager, ["--kind", "manuscripts"]),
    ] as [(Shop, [String])] {
      let refused = try shop.casebook(["consolidate"] + arguments)
      #expect(refused.status == 4, "\(arguments): \(refused)")
    }
    // What one says of a pair, every device knows.
    let own = try #require(ids(try items(manager)).first)
    try does(manager, "consolidate", "--do", "\(own)=distinct")
    for shop in [manager, head] { try does(shop, "sync") }
    let left = ids(try items(head))
    #expect(left.count == 2 && !left.contains(own))
  }

  @Test func `a case that is told more of later comes up then, and one that was deleted does not`() throws {
    let office = try Office(branches: [])
    let shop = try office.shop("HQ", role: "head_office")
    let cases = try ["one", "other"].map { try shop.new("--channel", "phone", "--narrative", $0) }
    #expect(try items(shop).isEmpty)
    for number in cases { try does(shop, "edit", number, "--phone", "13800138000") }
    #expect(try items(shop).first?["why"] as? [String] == ["contact"])
    try does(shop, "delete", cases[1], "--reason", "typed twice")
    #expect(try items(shop).isEmpty)
    try does(shop, "restore", cases[1])
    #expect(try items(shop).count == 1)
  }
}
