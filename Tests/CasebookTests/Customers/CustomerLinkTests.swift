import Foundation
import Testing

/// Whose cases are by what a customer is called in a chat, and what linking and unlinking take along, by the real program.
@Suite struct CustomerLinkTests {
  @Test func `a customer is found by what they are called in a chat, as by phone and by name`() throws {
    let shop = try Shop()
    let number = try shop.new(
      "--channel", "chat", "--narrative", "汤凉", "--customer-name", "陈女士", "--contact", "微信 Chen_88")
    try shop.new("--channel", "chat", "--narrative", "Late", "--contact", "ｃｈｅｎ_88")
    try shop.new("--channel", "phone", "--narrative", "Bill", "--phone", "13800000001")
    #expect(try shop.json("customer", "show", "chen_88")["count"] as? Int == 2)
    #expect(try shop.json("customer", "show", "1")["count"] as? Int == 2, "nor does its case say more")
    for (typed, count) in [("chen_88", 2), ("138 0000 0001", 1), ("陈", 2)] {
      let found = try shop.array("customer", "find", typed)
      #expect(found.map { $0["count"] as? Int } == [count], "\(typed): \(found)")
    }
    #expect(try shop.casebook("customer", "show", "chen_8").status == 3, "a part of an account is none")
    #expect(try shop.array("customer", "find", "Nobody").isEmpty)
    let linked = try shop.json("customer", "link", "chen_88", "3")
    #expect(linked["customer_id"] as? String == "C-" + number && (linked["cases"] as? [String])?.count == 3)
  }

  @Test func `a case whose number made the id gets another one when it is told apart`() throws {
    let shop = try Shop()
    let first = try shop.new("--channel", "phone", "--narrative", "A", "--phone", "13800138000")
    try shop.new("--channel", "phone", "--narrative", "B", "--phone", "13800138000")
    #expect(try shop.json("customer", "link", "13800138000", "2")["customer_id"] as? String == "C-\(first)")
    let told = try shop.json("customer", "unlink", "1")
    #expect(told["customer_id"] as? String == "C-\(first)-2")
    #expect(try shop.json("show", "1")["customer_id"] as? String == "C-\(first)-2")
    #expect(try shop.json("customer", "show", "C-\(first)")["count"] as? Int == 1, "the other alone")
    let again = try shop.json("customer", "unlink", "1")
    #expect(again["customer_id"] as? String == "C-\(first)-2", "told apart it keeps its own")
  }

  @Test func `linking takes along what is one customer's already, and says which; --only leaves it`() throws {
    let shop = try Shop()
    var numbers: [String] = []
    for words in [
      ["--phone", "13800138000", "--customer-id", "C-9"], ["--customer-id", "C-5"],
      ["--customer-id", "C-5", "--phone", "13911112222"], ["--phone", "13911112222"],
    ] {
      let ran = try shop.casebook(["new", "--channel", "phone", "--narrative", "x"] + words)
      numbers.append(ran.output.trimmingCharacters(in: .newlines))
    }
    let some = try shop.json("customer", "link", "C-9", "2", "--only")
    #expect(some["cases"] as? [String] == [numbers[1]] && some["along"] as? [String] == [])
    #expect(try shop.casebook("edit", "2", "--customer-id", "C-5").status == 0)
    let told = try shop.casebook("customer", "link", "C-9", "2", "--lang", "zh-Hans")
    #expect(told.status == 0 && told.error.contains("一并归入的"), "\(told.error)")
    for number in numbers[2...] { #expect(told.error.contains(number)) }
    #expect(try shop.json("customer", "show", "C-9")["count"] as? Int == 4)
    try shop.new("--channel", "phone", "--narrative", "y", "--customer-id", "C-7", "--phone", "13800138000")
    let several = try shop.casebook("customer", "link", "13800138000", "1")
    #expect(several.status == 2 && several.error.contains("C-7"), "\(several.error)")
    #expect(!several.error.contains("rased"), "nobody spoke of erasing: \(several.error)")
  }
}
