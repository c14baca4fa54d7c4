import Foundation
import Testing

/// What nothing but reading the source can hold: a value that is shown by the terms that are built in looks right until head
/// office renames one.
@Suite("Terms in the source") struct ShownTermsTests {
  /// Files whose fields come with the terms of today, or have none.
  private static let others: Set<String> = ["IntakeQuestion.swift", "Note.swift"]

  @Test func `every command shows the value of a field by the terms of today`() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/casebook")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var (seen, wrong): (Int, [String]) = (0, [])
    for case let file as URL in files where file.pathExtension == "swift" {
      guard !Self.others.contains(file.lastPathComponent) else { continue }
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      for call in text.matches(of: /FieldDisplay\.(text|line|element)\(/) {
        seen += 1
        if !text[call.range.upperBound...].prefix(120).contains("terms") {
          wrong.append(file.lastPathComponent)
        }
      }
    }
    #expect(seen > 12 && wrong.isEmpty, "\(wrong)")
  }
}
