import Testing

/// A case that was given to another branch, on the computer that it has left.
@Suite struct DepartedCaseTests {
  @Test func `the case used last has left: it is told where to, and no other case is taken for it`() throws {
    let office = try Office()
    let (one, two) = (try office.shop("SH01"), try office.shop("SH01"))
    let number = try one.new("--channel", "phone", "--narrative", "汤是凉的")
    _ = try one.json("sync")
    _ = try one.json("transfer", number, "--to", "SH02", "--reason", "她去的是二店")
    _ = try one.json("sync")
    #expect(try one.list().isEmpty)
    for reference in [number, "@last", "@LAST"] {
      let ran = try one.casebook("show", reference, "--json")
      #expect(ran.status == 3 && ran.error.contains("moved") && ran.error.contains("SH02"), "\(ran.error)")
    }
    // What comes next may get the row that it had.
    try two.new("--channel", "phone", "--narrative", "面是坨的")
    for shop in [two, one] { _ = try shop.json("sync") }
    #expect(try one.list().count == 1)
    #expect(try one.casebook("note", "@last", "x").status == 3)
    #expect(try one.casebook("show", "@last", "--lang", "zh-Hans").error.contains("SH02"))
  }
}
