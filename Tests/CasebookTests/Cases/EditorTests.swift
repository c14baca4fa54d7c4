import Foundation
import Testing

/// `edit --editor`, with scripts for editors.
@Suite struct EditorTests {
  @Test func `what the editor leaves is saved`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    let editor = try shop.script("editor", "sed -i s/cold/warm/ \"$1\"; echo 'second line' >> \"$1\"")
    #expect(try shop.casebook(["edit", "1", "--editor"], environment: ["EDITOR": editor]).status == 0)
    #expect(try shop.json("show", "1")["narrative"] as? String == "The soup was warm\nsecond line")
    // VISUAL goes before EDITOR; the field may be named; an empty one is filled.
    let ran = try shop.casebook(
      ["edit", "1", "--editor", "expectation"], environment: ["VISUAL": editor, "EDITOR": "false"])
    #expect(ran.status == 0)
    #expect(try shop.json("show", "1")["expectation"] as? String == "second line")
    #expect(try shop.files() == ["casebook.sqlite"])
  }

  @Test func `an editor that changes nothing makes no version`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let ran = try shop.casebook(["edit", "1", "--editor", "--json"], environment: ["EDITOR": "true"])
    #expect(ran.status == 0)
    #expect(try ran.object()["changed"] as? Bool == false)
  }

  @Test func `what is written while the editor is open is not replaced`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    // A colleague edits the same text meanwhile, and another field.
    let editor = try shop.script(
      "editor",
      "\(shop.program) edit 1 --narrative 'The soup was sour' --severity minor --author Colleague >&2 && echo 'The soup was hot' > \"$1\""
    )
    #expect(try shop.casebook(["edit", "1", "--editor"], environment: ["EDITOR": editor]).status == 0)
    let shown = try shop.json("show", "1")
    #expect(shown["severity"] as? String == "minor")
    let conflicts = try shop.array("conflict", "list")
    try #require(conflicts.count == 1)
    let heads = try #require(conflicts[0]["heads"] as? [[String: Any]])
    #expect(Set(heads.compactMap { $0["value"] as? String }) == ["The soup was sour", "The soup was hot"])
    #expect(Set(heads.compactMap { $0["author"] as? String }) == ["Colleague", "Li Na"])
  }

  @Test func `a failing editor saves nothing`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    for editor in ["false", "/nonexistent/editor"] {
      #expect(try shop.casebook(["edit", "1", "--editor"], environment: ["EDITOR": editor]).status == 1)
    }
    #expect(try shop.json("show", "1")["narrative"] as? String == "x")
    #expect(try shop.files() == ["casebook.sqlite"])
  }

  @Test func `a text that cannot be saved is kept`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let editor = try shop.script("editor", "printf 'half an hour of work \\007' > \"$1\"")
    let ran = try shop.casebook(["edit", "1", "--editor"], environment: ["EDITOR": editor])
    #expect(ran.status == 2)
    let kept = try shop.files().filter { $0.hasSuffix(".txt") }
    try #require(kept.count == 1)
    #expect(ran.error.contains(kept[0]))
    #expect(
      try String(contentsOfFile: shop.home + "/" + kept[0], encoding: .utf8).hasPrefix("half an hour of work")
    )
  }

  @Test func `without an editor nothing hangs`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    #expect(
      try shop.casebook(["edit", "1", "--editor"], environment: ["EDITOR": "", "VISUAL": ""]).status == 2)
    #expect(
      try shop.casebook(["edit", "1", "--editor", "severity"], environment: ["EDITOR": "true"]).status == 2)
    #expect(
      try shop.casebook(["edit", "1", "--editor", "nosuch"], environment: ["EDITOR": "true"]).status == 2)
  }
}
