import Complaints
import Replica
import Testing

@Suite struct ImportedRecordTests {
  /// Computed by another program from the words of the documentation: these ids are for ever.
  @Test func `ids of imported rows`() throws {
    let branch = try #require(BranchCode("SH01"))
    func id(_ source: String, _ key: String) -> String {
      ImportedRecord.id(branch: branch, source: source, key: key).description
    }
    #expect(id("letters", "A-1") == "41e84197-ca9e-882a-ad5d-6da6a25d186b")
    #expect(id("letters", "信件 7") == "694f8676-9c64-8018-89af-e3a2ef0dd154")
    // Lengths are part of it: what moves from one part to the next makes another id.
    #expect(id("lettersA", "-1") == "ce509377-b15b-8103-b396-67b4d1046020")
  }
}
