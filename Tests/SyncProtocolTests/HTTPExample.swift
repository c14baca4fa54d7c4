import FoundationEssentials
import SyncProtocol

/// An exchange over HTTP as Protocol.md shows it: two blocks of the language `http`, `request NAME` and
/// `response NAME`.
struct HTTPExample {
  struct Message {
    /// `POST /v1/sync HTTP/1.1` or `HTTP/1.1 200 OK`.
    var start: [String]
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    init(_ text: String) throws {
      let halves = text.split(separator: "\n\n", maxSplits: 1).map(String.init)
      let lines = (halves.first ?? "").split(separator: "\n").map(String.init)
      start = (lines.first ?? "").split(separator: " ", maxSplits: 2).map(String.init)
      headers = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
        guard parts.count == 2 else { throw ProtocolDocument.Unreadable("header “\(line)”") }
        headers[parts[0].lowercased()] = parts[1]
      }
      body = halves.count > 1 ? Array(halves[1].utf8) : []
      guard start.count == 3 else { throw ProtocolDocument.Unreadable(text) }
    }
  }

  let name: String
  /// None where only the answer is shown.
  let request: Message?
  let response: Message

  var path: String { request?.start[1] ?? "" }
  var status: Int { Int(response.start[1]) ?? 0 }

  static func all(in document: ProtocolDocument) throws -> [HTTPExample] {
    var open: (name: String, message: Message)?
    var examples: [HTTPExample] = []
    for block in document.blocks("http") {
      guard block.words.count == 2 else { throw ProtocolDocument.Unreadable("\(block)") }
      let message = try Message(block.text)
      if block.words[0] == "request" {
        guard open == nil else { throw ProtocolDocument.Unreadable("\(block): a request without its answer") }
        open = (block.words[1], message)
      } else {
        guard open.map({ $0.name == block.words[1] }) ?? true else {
          throw ProtocolDocument.Unreadable("\(block): the answer to another request")
        }
        examples.append(HTTPExample(name: block.words[1], request: open?.message, response: message))
        open = nil
      }
    }
    return examples
  }
}
