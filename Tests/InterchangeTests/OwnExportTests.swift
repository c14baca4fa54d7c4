import Interchange
import Language
import Testing

/// What this program exported, as it comes back: as it was, or as another program saved it.
@Suite struct OwnExportTests {
  private static let id = "01a229b1-0d2a-7c5e-8f11-00000000007f"

  private func own(_ text: String) throws -> [ImportedRow] {
    try ownOutcomes(Array(text.utf8)).compactMap { outcome -> ImportedRow? in
      if case .row(let row) = outcome { return row }
      return nil
    }
  }

  private func ownOutcomes(_ bytes: [UInt8]) throws -> [ImportOutcome] {
    var reader = try ImportReader(
      ByteSource(bytes, name: "file.csv"),
      map: .ownExport(fields: [(id: "title", shape: .single), (id: "tags", shape: .set)]),
      exact: ["title"], localZone: .utc)
    var outcomes: [ImportOutcome] = []
    while let outcome = try reader.next() { outcomes.append(outcome) }
    return outcomes
  }

  /// The title of the first row, or why it is rejected.
  private func ownTitle(_ bytes: [UInt8]) throws -> String {
    switch try ownOutcomes(bytes).first {
    case .row(let row)?: row.fields.first?.text ?? ""
    case .rejected(_, let reason)?: reason.en
    case nil: "no row"
    }
  }

  private static let changed = ["8.6138E+12", "2.02611E+17", "202611280000120000", "#NAME?", "#N/A", "####"]

  @Test(arguments: changed)
  func `what a spreadsheet put into an export of ours is refused, and what was exported so is taken`(
    text: String
  ) throws {
    let header = "id,number,branch,title\n\(Self.id),SH01-1,SH01,"
    let refused = try ownTitle(Array("\(header)\(text)\n".utf8))
    #expect(refused.contains("“\(text)” in column “title” is not what was exported"), "\(refused)")
    var written = Array("id,number,branch,title\n".utf8)
    CSVWriter().write([Self.id, "SH01-1", "SH01", text], to: &written)
    #expect(try ownTitle(written) == text)
    let json = "{\"id\":\"\(Self.id)\",\"number\":\"SH01-1\",\"branch\":\"SH01\",\"title\":\"\(text)\"}"
    #expect(try ownTitle(Array(json.utf8)) == text)
  }

  @Test(arguments: ["2.0261123456789012e17", "1.38e10", "13800138000"])
  func `a number where an export of ours has a text is refused`(number: String) throws {
    let json = "{\"id\":\"\(Self.id)\",\"number\":\"SH01-1\",\"branch\":\"SH01\",\"title\":\(number)}"
    #expect(try ownTitle(Array(json.utf8)).contains("is not what was exported"))
  }

  @Test func `a row of an export of ours that lacks its last cells is cut short`() throws {
    let whole = "id,number,branch,title,updated_at\n\(Self.id),SH01-1,SH01,soup,2026-11-28T10:00:00+08:00\n"
    #expect(try ownTitle(Array(whole.utf8)) == "soup")
    for cut in ["\(Self.id),SH01-1,SH01,so", "\(Self.id),SH01-1", Self.id] {
      let text = "id,number,branch,title,updated_at\n\(cut)"
      #expect(try ownTitle(Array(text.utf8)).contains("cut short"), "\(cut)")
    }
    let capitals = "ID,Number,BRANCH,Title,UPDATED_AT\n\(Self.id),SH01-1,SH01,so"
    #expect(try ownTitle(Array(capitals.utf8)).contains("cut short"))
    // Where the last column may be empty, spreadsheets drop it.
    #expect(try ownTitle(Array("id,number,branch,title,tags\n\(Self.id),SH01-1,SH01,soup\n".utf8)) == "soup")
  }

  @Test func `an amount without its currency and a time without its offset are not what was exported`() throws
  {
    func outcome(_ amount: String, _ at: String, _ header: String) throws -> ImportOutcome? {
      var reader = try ImportReader(
        ByteSource(Array("\(header)\n\(Self.id),SH01-1,SH01,\(amount),\(at)\n".utf8), name: "f"),
        map: .ownExport(fields: [(id: "amount", shape: .single), (id: "logged_at", shape: .single)]),
        localZone: .utc)
      return try reader.next()
    }
    for (amount, at, isTaken) in [
      ("12.50 EUR", "2026-11-28T10:00:00+01:00", true), ("12.50 EUR", "2026-11-28", true), ("", "", true),
      ("12.50", "2026-11-28", false), ("12.50 EUR", "2026-11-28 10:00", false),
    ] {
      for header in ["id,number,branch,amount,logged_at", "ID,NUMBER,Branch,AMOUNT,Logged_At"] {
        if case .row = try outcome(amount, at, header) {
          #expect(isTaken, "\(amount) \(at) \(header)")
        } else {
          #expect(!isTaken, "\(amount) \(at) \(header)")
        }
      }
    }
  }

  @Test(arguments: ["Total,,,", "合计：2,,,", "4 rows,,,", "4,,,", "hello,,,"])
  func `what stands below an export of ours is no case`(row: String) throws {
    let outcomes = try ownOutcomes(
      Array("id,number,branch,title\n\(Self.id),SH01-1,SH01,soup\n\(row)\n".utf8))
    #expect(outcomes.count == 2)
    guard case .rejected(3, _) = outcomes[1] else {
      Issue.record("\(outcomes[1])")
      return
    }
  }

  @Test func `an export is told by its ids, and a semicolon within an element stays in it`() throws {
    let rows = try own("id,number,branch,tags\n\(Self.id),SH01-1,SH01,a\\;b;c\n")
    #expect(rows.map(\.key) == [Self.id])
    #expect(rows.first?.sets.map(\.element) == ["a;b", "c"])
  }

  @Test(arguments: ["id", "number", "branch"])
  func `a file without the columns that every export has is none`(missing: String) throws {
    let names = ["id", "number", "branch", "title"].filter { $0 != missing }
    let error = try #require(throws: InterchangeError.self) {
      try own(names.joined(separator: ",") + "\n1,2,3\n")
    }
    #expect(error.message(.en) == "file.csv has no column “\(missing)”")
  }
}
