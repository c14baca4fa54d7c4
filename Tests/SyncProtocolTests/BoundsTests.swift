import Foundation
import SwiftProtobuf
import SyncProtocol
import Testing

/// Nothing that a message lists is without a bound, and bounds are looked at before anything is decoded.
@Suite struct BoundsTests {
  /// Every message that is sent by itself, and its bounds.
  private static let messages: [(name: String, bounds: MessageBounds)] = [
    ("SyncRequest", SyncRequest.bounds), ("SyncResponse", SyncResponse.bounds),
    ("EnrolRequest", EnrolRequest.bounds), ("EnrolResponse", EnrolResponse.bounds),
    ("IncarnationRequest", IncarnationRequest.bounds), ("CompareRequest", CompareRequest.bounds),
    ("CompareResponse", CompareResponse.bounds), ("OfferRequest", OfferRequest.bounds),
    ("OfferResponse", OfferResponse.bounds), ("ErasureStatusRequest", ErasureStatusRequest.bounds),
    ("ErasureStatusResponse", ErasureStatusResponse.bounds), ("HistoryRequest", HistoryRequest.bounds),
    ("HistoryResponse", HistoryResponse.bounds), ("ErrorResponse", ErrorResponse.bounds),
    ("BundleRequest", BundleRequest.bounds), ("BundleAnswer", BundleAnswer.bounds),
  ]

  private struct Field {
    let number: Int
    let type: String
    let isRepeated: Bool
  }

  /// The fields of each message of sync.proto.
  private static func definition() throws -> [String: [Field]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/SyncProtocol/sync.proto")
    var fields: [String: [Field]] = [:]
    var message: String?
    for line in String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.first == "message" {
        message = words[1]
        fields[words[1]] = []
      } else if words.first == "}" {
        message = nil
      } else if let message, let equals = words.firstIndex(of: "="), equals >= 2,
        let number = Int(words[equals + 1].filter { $0 != ";" })
      {
        fields[message]?.append(
          Field(number: number, type: words[equals - 2], isRepeated: words[0] == "repeated"))
      }
    }
    return fields
  }

  @Test func `every list of every message has a bound, also in messages within messages`() throws {
    let definition = try Self.definition()
    func check(_ name: String, _ bounds: MessageBounds, path: String) throws {
      for field in try #require(definition[name]) {
        let bound = bounds.fields[field.number]
        if field.isRepeated {
          switch bound {
          case .ids?, .numbers?, .strings?: #expect(definition[field.type] == nil, "\(path).\(field.number)")
          case .messages(_, let inner)?:
            try check(field.type, inner, path: "\(path).\(field.number)")
          default: Issue.record("\(path).\(field.number) is a list without a bound")
          }
        } else if let inner = definition[field.type], inner.contains(where: { $0.isRepeated }) {
          guard case .message(let bounds)? = bound else {
            Issue.record("\(path).\(field.number) has lists without a bound")
            continue
          }
          try check(field.type, bounds, path: "\(path).\(field.number)")
        }
      }
    }
    for (name, bounds) in Self.messages { try check(name, bounds, path: name) }
    // None was forgotten: all others are parts of these.
    let parts = Set(definition.values.joined().map(\.type))
    #expect(Set(Self.messages.map(\.name)).union(parts).isSuperset(of: definition.keys))
  }

  private static func field(_ number: UInt8, _ content: [UInt8] = []) -> [UInt8] {
    [number << 3 | 2, UInt8(content.count)] + content
  }

  private func refusal(_ work: () throws -> Void) -> ErrorCode? {
    do {
      try work()
      return nil
    } catch { return (error as? Refusal)?.code }
  }

  @Test func `a body of very many empty messages, or of one number again and again, is refused unread`()
    throws
  {
    let cursors = Array(repeatElement(Self.field(5), count: Limits.cursors + 1).joined())
    #expect(
      refusal { _ = try MessageFormat.protobuf.decode(SyncRequest.self, from: cursors) } == .tooLarge)
    let fitting = Array(repeatElement(Self.field(5), count: Limits.cursors).joined())
    #expect(
      try MessageFormat.protobuf.decode(SyncRequest.self, from: fitting).cursors.count == Limits.cursors)
    // Packed, and one field each.
    let numbers = [UInt8](repeating: 1, count: 127)
    let packed = Array(repeatElement(Self.field(12, numbers), count: Limits.wishes / 127 + 1).joined())
    #expect(refusal { _ = try MessageFormat.protobuf.decode(SyncRequest.self, from: packed) } == .tooLarge)
    let single = Array(repeatElement([12 << 3, 1] as [UInt8], count: Limits.wishes + 1).joined())
    #expect(refusal { _ = try MessageFormat.protobuf.decode(SyncRequest.self, from: single) } == .tooLarge)
    // Within a bundle too, and over all of its parts together.
    let requests = Array(repeatElement(Self.field(5), count: Limits.bundleMessages + 1).joined())
    #expect(
      refusal { _ = try MessageFormat.protobuf.decode(BundleRequest.self, from: requests) } == .tooLarge)
    var inner = BundleRequest()
    inner.requests = [try SyncRequest(serializedBytes: cursors)]
    let bundle: [UInt8] = try inner.serializedBytes()
    #expect(refusal { _ = try MessageFormat.protobuf.decode(BundleRequest.self, from: bundle) } == .tooLarge)
  }

  @Test func `the same in JSON`() throws {
    let cursors =
      "{\"cursors\":[" + repeatElement("{}", count: Limits.jsonValues).joined(separator: ",") + "]}"
    #expect(
      refusal { _ = try MessageFormat.json.decode(SyncRequest.self, from: Array(cursors.utf8)) } == .tooLarge)
    // Commas and brackets within a text are no values.
    let text = "{\"role\":\"" + String(repeating: ",[{\\\"", count: Limits.jsonValues) + "\"}"
    #expect(try !MessageFormat.json.decode(SyncResponse.self, from: Array(text.utf8)).role.isEmpty)
  }

  @Test func `a message that was not read from bytes is held to the same`() throws {
    var request = SyncRequest()
    request.cursors = [FeedCursor](repeating: FeedCursor(), count: Limits.cursors + 1)
    #expect(refusal { try request.checkBounds() } == .tooLarge)
    request.cursors.removeLast()
    #expect(refusal { try request.checkBounds() } == nil)
    request.retries = [UInt64](repeating: 7, count: Limits.wishes + 1)
    #expect(refusal { try request.checkBounds() } == .tooLarge)
    request.retries = []
    request.erased = [Data(count: 15)]
    #expect(refusal { try request.checkBounds() } == .malformedRequest)
    var history = HistoryRequest()
    history.records = [Data(count: 3)]
    #expect(refusal { try history.checkBounds() } == .malformedRequest)
    history.records = [Data](repeating: Data(count: 16), count: Limits.historyRecords + 1)
    #expect(refusal { try history.checkBounds() } == .tooLarge)
    var bundle = BundleRequest()
    bundle.requests = [request]
    bundle.requests[0].erased = []
    bundle.requests[0].changes = [Data](repeating: Data(), count: Limits.batchChanges + 1)
    #expect(refusal { try bundle.checkBounds() } == .tooLarge)
  }

  @Test func `what is said twice is said once, in the order in which it was said`() {
    var request = SyncRequest()
    request.retries = [3, 1, 3, 3, 2, 1]
    request.discards = [5, 5]
    request.erased = [Data([2]), Data([1]), Data([2])]
    request.cursors = ["b", "a", "b"].enumerated().map { at, scope in
      var cursor = FeedCursor()
      cursor.scope = scope
      cursor.position = UInt64(at)
      return cursor
    }
    let once = request.withoutRepeats()
    #expect(once.retries == [3, 1, 2] && once.discards == [5] && once.erased == [Data([2]), Data([1])])
    #expect(once.cursors.map(\.position) == [0, 1])
  }
}
