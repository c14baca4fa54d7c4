import Foundation
import Testing

/// Looking for what can match nothing, or two things, is told.
@Suite struct LookUpTests {
  private func shop() throws -> Shop {
    let shop = try Shop()
    try shop.new(
      "--channel", "phone", "--narrative", "soup", "--customer-id", "1", "--handler", "Wang Fang", "--tag",
      "🔥")
    try shop.new("--channel", "phone", "--narrative", "bread", "--customer-id", "2", "--phone", "8012")
    try shop.new("--channel", "phone", "--narrative", "tea", "--customer-id", "C-9", "--phone", "110")
    return shop
  }

  @Test(arguments: [
    ["--phone", "12"], ["--phone", "abc"], ["--handler", "™"], ["--customer", "★"], ["--customer", "&&"],
    ["--order", "♥ ♥"], ["--product", "★"], ["--batch", "±"], ["--tag", "&"],
  ]) func `what can match nothing is a usage error that says why`(arguments: [String]) throws {
    let shop = try shop()
    for language in ["en", "zh-Hans"] {
      let ran = try shop.casebook(["list", "--lang", language] + arguments)
      #expect(ran.status == 2 && ran.error.contains(arguments[1]), "\(ran)")
    }
  }

  @Test func `a short number that is somebody's whole one, four digits and a sign that is a tag are found`()
    throws
  {
    let shop = try shop()
    #expect(try shop.list("--phone", "110").count == 1)
    #expect(try shop.list("--phone", "8012").count == 1)
    #expect(try shop.list("--tag", "🔥").count == 1)
  }

  @Test func `an id that no case has points to looking by name`() throws {
    let shop = try shop()
    let ran = try shop.casebook("list", "--customer", "Wang")
    #expect(ran.status == 0 && ran.error.contains("customer find"), "\(ran)")
    #expect(try !shop.casebook("list", "--severity", "severe").error.contains("customer find"))
  }

  @Test func `what is a customer's id and the number of another's case is the id, and the other is told`()
    throws
  {
    let shop = try shop()
    let both = try shop.casebook("customer", "show", "2")
    #expect(both.status == 0 && both.output.contains("8012"), "\(both)")
    // The second case is this customer's own.
    #expect(!both.error.contains("somebody else"), "\(both.error)")
    try shop.new("--channel", "phone", "--narrative", "cake", "--customer-id", "3")
    let third = try #require(try shop.json("show", "3")["number"] as? String)
    let other = try shop.casebook("customer", "show", "3")
    #expect(other.status == 0 && other.output.contains("cake") && !other.output.contains("tea"), "\(other)")
    #expect(other.error.contains(third) && other.error.contains("somebody else"), "\(other.error)")
  }

  @Test func `nothing is suggested that a command does not take`() throws {
    let shop = try shop()
    let new = try shop.casebook("new", "--severity")
    #expect(new.status == 2 && new.error.contains("--severity=<") && !new.error.contains("empties"), "\(new)")
    #expect(try shop.casebook("edit", "1", "--severity").error.contains("empties"))
    #expect(try !shop.casebook("edit", "1", "--status").error.contains("empties"))
  }
}
