import FoundationEssentials
import SyncServer
import Testing

/// The second table of Protocol.md's limits says what a server bears.
@Suite struct ServerLimitsDocumentTests {
  @Test func `the table of the server's limits has every number`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol.md")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let start = try #require(text.range(of: "(`ServerLimits`)"))
    var shown: [String: String] = [:]
    for line in text[start.upperBound...].split(separator: "\n").drop(while: { !$0.hasPrefix("|") })
      .dropFirst(2)
    {
      guard line.hasPrefix("|") else { break }
      let cells = line.split(separator: "|").map { cell in
        cell.filter { $0 != "`" && $0 != "," }.split(separator: " ").joined(separator: " ")
      }
      shown[cells[0]] = cells[1]
    }
    var wanted: [String: String] = [:]
    for child in Mirror(reflecting: ServerLimits()).children {
      guard let name = child.label else { continue }
      wanted[name] =
        if let bucket = child.value as? (burst: Int, seconds: Int) {
          "\(bucket.burst) then 1 in \(bucket.seconds) s"
        } else {
          "\(child.value)"
        }
    }
    #expect(shown == wanted)
  }
}
