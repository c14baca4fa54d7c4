import TestSupport
import Testing

/// An option of one value that is given two is refused: the first would be lost without a word.
@Suite struct OptionsGivenTwiceTests {
  @Test(arguments: [
    ["list", "--status", "received", "--status", "assessed"],
    ["list", "--since=2026-01-01", "--since", "yesterday"],
    ["task", "add", "1", "x", "--owner", "Li", "--owner=Wang"],
    ["note", "1", "x", "--reason", "a", "--reason", "b"],
    ["import", "x.csv", "--map", "a.yaml", "--map", "b.yaml"], ["edit", "1", "--title", "a", "--title", "b"],
    ["new", "-F", "a", "--narrative-file", "b"],
  ])
  func `two values for an option of one are refused, and nothing is saved`(typed: [String]) throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "soup")
    let ran = try shop.casebook(typed)
    #expect(ran.status == 2 && ran.output.isEmpty && ran.error.contains("given twice"), "\(ran.error)")
    #expect(try shop.list().count == 1 && shop.timeline("1").isEmpty)
  }

  @Test func `the same value twice is one value, and what takes many takes them`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "soup", "--tag", "a", "--tag", "b")
    #expect(try shop.json("show", number)["tags"] as? [String] == ["a", "b"])
    #expect(try shop.casebook("list", "--status", "received", "--status=received").status == 0)
    // After two dashes, or as the value of another option, it is a text.
    #expect(
      try shop.casebook("note", number, "--reason", "x", "--", "--reason", "y").error.contains("twice")
        == false)
    #expect(try shop.casebook("list", "--lang", "zh-Hans", "--lang", "en").error.isEmpty)
  }
}
