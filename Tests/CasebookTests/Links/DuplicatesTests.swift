import Foundation
import Testing

/// `casebook duplicates` as people run it.
@Suite("Likely duplicates at the command line")
struct DuplicatesTests {
  private static let story =
    "The soup was cold when it came, the waiter was rude about it and nobody said sorry before we left"
  private static let told = "中午在店里吃饭，汤端上来是凉的，服务员一直打断我说话，没有人道歉，等了四十分钟才上菜"

  private func shop() throws -> (shop: Shop, cases: [String]) {
    let shop = try Shop()
    return (
      shop,
      [
        try shop.new(
          "--channel", "phone", "--narrative", Self.story, "--order", "A-77", "--phone", "13800138000"),
        try shop.new("--channel", "email", "--narrative", "Cold soup!", "--order", "a/77"),
        try shop.new("--channel", "phone", "--narrative", "I call again", "--phone", "138 0013 8000"),
        try shop.new("--channel", "email", "--narrative", Self.story + " again"),
        try shop.new("--channel", "phone", "--narrative", Self.told),
        try shop.new("--channel", "email", "--narrative", Self.told + "。"),
        try shop.new("--channel", "phone", "--narrative", "Somebody took my parking space on Sunday"),
      ]
    )
  }

  private func pairs(_ shop: Shop, _ arguments: String...) throws -> [Set<String>] {
    let ran = try shop.casebook(["duplicates"] + arguments + ["--json"])
    try #require(ran.status == 0, "\(ran.error)")
    let pairs = try #require(try ran.object()["pairs"] as? [[String: Any]])
    return pairs.map { pair in
      Set(["later", "earlier"].compactMap { (pair[$0] as? [String: Any])?["number"] as? String })
    }
  }

  @Test func `the same order, the same contact or nearly the same story is a pair, and says why`() throws {
    let (shop, cases) = try shop()
    let all: Set<Set<String>> = [
      [cases[0], cases[1]], [cases[0], cases[2]], [cases[0], cases[3]], [cases[4], cases[5]],
    ]
    #expect(Set(try pairs(shop)) == all)
    let found = try shop.json("duplicates")
    #expect(found["looked_at"] as? Int == 7 && found["total"] as? Int == 4)
    #expect(found["crowded"] as? Int == 0)
    let told = try #require(found["pairs"] as? [[String: Any]])
    let order = try #require(told.first)
    #expect(order["order"] as? String == "a/77" || order["order"] as? String == "A-77")
    #expect(order["contact_days"] is NSNull && order["likeness"] is NSNull)
    #expect((order["later"] as? [String: Any])?["number"] as? String == cases[1])
    let said = try shop.casebook("duplicates")
    for why in ["same order", "same contact on one day", "% alike"] {
      #expect(said.output.contains(why), "\(said.output)")
    }
    #expect(said.error.contains("casebook merge \(cases[1]) into \(cases[0])"), "\(said.error)")
    let zh = try shop.casebook("duplicates", "--lang", "zh-Hans")
    #expect(zh.output.contains("同一联系方式，同一天") && zh.error.contains("有 4 对"), "\(zh.output)\(zh.error)")
  }

  @Test func `one case, a few of them or those of a branch are asked for`() throws {
    let (shop, cases) = try shop()
    #expect(try Set(pairs(shop, cases[4])) == [[cases[4], cases[5]]])
    // The newest two are looked at, against all others.
    #expect(try Set(pairs(shop, "--newest", "2")) == [[cases[4], cases[5]]])
    #expect(try pairs(shop, "--newest", "0", "--limit", "0").count == 4)
    #expect(try pairs(shop, "--limit", "1").count == 1)
    #expect(try pairs(shop, "--branch", "XX99").isEmpty)
    #expect(try shop.casebook("duplicates", "--newest", "-1").status == 2)
    #expect(try shop.casebook("duplicates", "99").status == 3)
  }

  @Test func `what was merged, or called two complaints, is not proposed again; what is unmerged is`() throws
  {
    let (shop, cases) = try shop()
    for arguments in [
      ["link", cases[0], "不重复于", cases[2], "--lang", "zh-Hans"], ["merge", cases[1], "into", cases[0]],
      ["withdraw", cases[5], "--as", "duplicate", "--of", cases[4]],
    ] {
      let ran = try shop.casebook(arguments)
      try #require(ran.status == 0, "\(arguments): \(ran.error)")
    }
    #expect(try Set(pairs(shop)) == [[cases[0], cases[3]]])
    #expect(try shop.casebook("unmerge", cases[1]).status == 0)
    #expect(try Set(pairs(shop)) == [[cases[0], cases[3]], [cases[0], cases[1]]])
  }

  @Test func `a case is warned of as it is logged where its story was told before`() throws {
    let (shop, cases) = try shop()
    let ran = try shop.casebook("new", "--channel", "in_store", "--narrative", Self.told + "！", "--json")
    let similar = try #require(try ran.object()["similar"] as? [[String: Any]])
    #expect(Set(similar.compactMap { $0["number"] as? String }).isSuperset(of: [cases[4], cases[5]]))
    #expect(similar.allSatisfy { $0["why"] as? String == "narrative" })
  }
}
