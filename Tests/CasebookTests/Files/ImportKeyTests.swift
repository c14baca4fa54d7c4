import Testing

/// Keys of rows, with the real program: files that spell them in two ways are about one case.
@Suite struct ImportKeyTests {
  private static let map = """
    source: tickets
    key: id
    columns: {id: external_id, text: narrative}
    notes:
      - {text: reply}
    """

  private static let rows = "id,text,reply\n1,cold soup,sorry\nAB1,late,\n12345,wrong bill,\n信件 7,rude,\n"
  private static let otherwise =
    "id,text,reply\n1.0,cold soup,sorry\nＡＢ１,late,\n12345.0,wrong bill,\n 信件７,rude,\n"

  @Test func `two files that spell the keys in two ways make one case of a row`() throws {
    for files in [[Self.rows, Self.otherwise], [Self.otherwise, Self.rows]] {
      let shop = try Shop()
      #expect(try shop.imported(files[0], map: Self.map)["imported"] as? Int == 4)
      let again = try shop.imported(files[1], map: Self.map)
      // Nor does the case differ by how its number is spelt.
      #expect(again["imported"] as? Int == 0 && again["unchanged"] as? Int == 4, "\(again)")
      #expect(try shop.list().count == 4)
      #expect(
        try shop.list().contains { $0["external_id"] as? String == (files[0] == Self.rows ? "AB1" : "ＡＢ１") },
        "what was written is kept")
    }
  }

  /// Keys were once compared as they are written, which `exact` still does.
  @Test func `cases that were imported when keys were compared by their bytes are found again`() throws {
    let exact = Self.map + "\nexact: [id]"
    let rows = "id,text,reply\n1,cold soup,sorry\nAB1,late,\nab-2,wrong bill,\n"
    let otherwise = "id,text,reply\n1.0,cold soup,sorry\nＡＢ１,late,\nAB–2,wrong bill,\n"
    let spaced = "id,text,reply\n信件 7,cold soup,sorry\nＡ b,late,\nx–y,wrong bill,\n"
    for files in [[rows, otherwise], [rows, rows], [otherwise, otherwise], [spaced, spaced]] {
      let shop = try Shop()
      #expect(try shop.imported(files[0], map: exact)["imported"] as? Int == 3)
      let again = try shop.imported(files[1], map: Self.map)
      #expect(again["imported"] as? Int == 0 && again["unchanged"] as? Int == 3, "\(again)")
      let notes = try shop.list().compactMap { $0["number"] as? String }.map { number in
        try shop.json("show", number)["timeline"] as? [[String: Any]] ?? []
      }.joined().count { $0["kind"] as? String == "note" }
      #expect(notes == 1, "the note of the row is not made twice")
    }
  }

  @Test func `a row whose key another row of the file spells otherwise is told and changes nothing`() throws {
    let shop = try Shop()
    let report = try shop.imported("id,text,reply\nab-1,cold soup,\nAB–1,another complaint,\n", map: Self.map)
    #expect(report["imported"] as? Int == 1)
    let rejected = try #require(report["rejected"] as? [[String: Any]])
    #expect(rejected.count == 1 && rejected[0]["line"] as? Int == 3)
    let apart = try shop.imported(
      "id,text,reply\nab-1,cold soup,\nAB–1,another complaint,\n", map: Self.map + "\nexact: [id]")
    #expect(apart["imported"] as? Int == 1 && apart["unchanged"] as? Int == 1, "\(apart)")
  }
}
