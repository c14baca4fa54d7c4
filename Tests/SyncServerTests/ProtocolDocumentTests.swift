import FoundationEssentials
import Glibc
import Testing

/// Head office answers what Protocol.md says that it answers.
///
/// After a change of the protocol, `CASEBOOK_RECORD_PROTOCOL=1 swift test --filter ProtocolDocumentTests`
/// writes the exchanges anew into the blocks of the same names; the difference is then for a person to judge.
@Suite struct ProtocolDocumentTests {
  @Test func `the exchanges of Protocol.md are those of a real server`() async throws {
    let shown = try await RunningServer.run(time: ProtocolScript.clock) { server in
      try await ProtocolScript(server: server).play()
    }
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol.md")
    var text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let isRecording = getenv("CASEBOOK_RECORD_PROTOCOL") != nil
    var blocks = 0
    for exchange in shown {
      for (side, wanted) in [("request", exchange.request), ("response", exchange.response)] {
        guard let wanted else { continue }
        let head = "```http \(side) \(exchange.name)\n"
        let start = try #require(text.range(of: head), "Protocol.md does not show \(side) \(exchange.name)")
          .upperBound
        let end = try #require(text[start...].range(of: "\n```\n")).lowerBound
        if isRecording {
          text.replaceSubrange(start..<end, with: wanted)
        } else {
          #expect(String(text[start..<end]) == wanted)
        }
        blocks += 1
      }
    }
    if isRecording { try Data(text.utf8).write(to: file) }
    #expect(text.split(separator: "\n```http ").count - 1 == blocks)
  }
}
