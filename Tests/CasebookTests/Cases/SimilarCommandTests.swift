import Foundation
import Testing

/// `casebook similar`, as people ask it.
@Suite("Cases like one, at the command line")
struct SimilarCommandTests {
  private func numbers(_ shop: Shop, _ arguments: String...) throws -> [String] {
    let ran = try shop.casebook(["similar"] + arguments + ["--json"])
    try #require(ran.status == 0, "\(ran.error)")
    return try ran.array().compactMap { $0["number"] as? String }
  }

  @Test func `a case, a text and a file find the same; the case itself is not among them`() throws {
    let shop = try Shop()
    let noise = try shop.new("--channel", "phone", "--narrative", "空调噪音太大，整晚睡不着")
    let again = try shop.new("--channel", "phone", "--narrative", "房间空调噪音大，睡不着觉")
    _ = try shop.new("--channel", "phone", "--narrative", "早餐的汤是凉的")
    #expect(try numbers(shop, noise) == [again])
    #expect(Set(try numbers(shop, "--text", "空调噪音睡不着")) == [noise, again])
    let file = shop.folder.path + "/letter.txt"
    try "空调噪音，睡不着".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(Set(try numbers(shop, "-F", file)) == [noise, again])
    #expect(try numbers(shop, "--text", "空调噪音睡不着", "--limit", "1").count == 1)
    let cut = try shop.casebook("similar", "--text", "空调噪音睡不着", "--limit", "1")
    #expect(cut.error.contains("1 is shown, 1 more is not: --limit 0 shows all"))
    #expect(try shop.casebook("similar", "--text", "空调噪音").output.contains("both say 空调噪音"))
    #expect(
      try shop.casebook("similar", "--text", "空调噪音", "--lang", "zh-Hans").output.contains("都提到 空调噪音"))
  }

  @Test func `what was done there and how it ended is told`() throws {
    let shop = try Shop()
    let number = try shop.new(
      "--channel", "phone", "--narrative", "the air conditioner is too loud to sleep", "--class",
      "product_quality", "--severity", "minor")
    let found = try #require(
      try shop.array("similar", "--text", "loud air conditioner, no sleep").first)
    #expect(found["number"] as? String == number)
    #expect((found["why"] as? [String: Any])?["words"] as? [String] != nil)
    #expect((found["outcome"] as? [String: Any])?["open"] as? Bool == true)
  }

  @Test func `a duplicate and a deleted case are not told`() throws {
    let shop = try Shop()
    let first = try shop.new("--channel", "phone", "--narrative", "空调噪音太大，整晚睡不着")
    let copy = try shop.new("--channel", "phone", "--narrative", "空调噪音太大，整晚睡不着觉")
    let wrong = try shop.new("--channel", "phone", "--narrative", "空调噪音太大，睡不着")
    let merged = try shop.new("--channel", "phone", "--narrative", "空调噪音大，睡不着觉")
    for arguments in [
      ["withdraw", copy, "--as", "duplicate", "--of", first, "--reason", "twice"],
      ["delete", wrong, "--reason", "typed by mistake"], ["merge", merged, "into", first],
    ] {
      let ran = try shop.casebook(arguments)
      try #require(ran.status == 0, "\(ran.error)")
    }
    #expect(try numbers(shop, "--text", "空调噪音睡不着") == [first])
  }

  @Test func `one of three ways is asked for, and words that can be compared`() throws {
    let shop = try Shop()
    _ = try shop.new("--channel", "phone", "--narrative", "soup")
    for arguments in [["similar"], ["similar", "1", "--text", "soup"], ["similar", "--text", "，。"]] {
      #expect(try shop.casebook(arguments).status == 2, "\(arguments)")
    }
    #expect(try shop.casebook("similar", "99").status == 3)
    _ = try shop.new("--channel", "phone", "--narrative", "the soup was the worst")
    #expect(try numbers(shop, "--text", "the").isEmpty, "words of every complaint are no reason")
    let none = try shop.casebook("similar", "--text", "zebra")
    #expect(none.status == 0 && none.output.isEmpty && none.error.contains("No case here is like it"))
  }
}
