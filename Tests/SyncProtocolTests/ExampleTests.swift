import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import Testing
import Versioning

/// Every example of Protocol.md is what it says.
@Suite struct ExampleTests {
  private let document: ProtocolDocument
  init() throws { document = try ProtocolDocument() }

  private func encodings(_ what: String) throws -> [(name: String, bytes: [UInt8])] {
    try document.blocks("hex").filter { $0.subject.what == what }.map { block in
      (block.subject.name, try #require(bytes(hexadecimal: block.text), "\(block)"))
    }
  }

  @Test func `no block is left unread`() {
    let read: Set = ["hex", "json", "http", "merge", "hashes", "import", "proto", "sh", "text"]
    for block in document.blocks { #expect(read.contains(block.language), "\(block)") }
    for block in document.blocks("hex") {
      #expect(["change", "state", "message"].contains(block.subject.what), "\(block)")
    }
  }

  @Test func `every encoded change is read, and written again as it was`() throws {
    let examples = try encodings("change")
    #expect(examples.count >= 3)
    for example in examples {
      #expect(try Change(decoding: example.bytes).encoded() == example.bytes, "\(example.name)")
    }
  }

  @Test func `every encoded state is read, and written again as it was`() throws {
    let examples = try encodings("state")
    #expect(examples.count >= 3)
    for example in examples {
      #expect(try RecordState(decoding: example.bytes).encoded() == example.bytes, "\(example.name)")
    }
  }

  @Test func `the encodings are those of the vectors for other programs`() throws {
    struct Vector: Codable {
      var name: String
      var hex: String
    }
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "VersioningTests/Vectors/encoding.json")
    let vectors = try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
    let hex = Dictionary(uniqueKeysWithValues: vectors.map { ($0.name, $0.hex) })
    for what in ["change", "state"] {
      for example in try encodings(what) {
        #expect(hex["\(what)_\(example.name)"] == hexadecimal(example.bytes), "\(what) \(example.name)")
      }
    }
  }

  @Test func `the state of an example is what its changes add up to`() throws {
    let logged = try #require(try encodings("change").first { $0.name == "logged" })
    let state = try #require(try encodings("state").first { $0.name == "logged" })
    #expect(apply(try Change(decoding: logged.bytes), to: nil).state.encoded() == state.bytes)
  }

  @Test func `the messages in hexadecimal are read, and written again as they were`() throws {
    let examples = try encodings("message")
    #expect(!examples.isEmpty)
    for example in examples {
      #expect(try roundTrip(example.name, .protobuf, example.bytes) == example.bytes, "\(example.name)")
    }
  }

  @Test func `the messages in JSON have no field that is not one, and lose nothing`() throws {
    let examples = document.blocks("json")
    #expect(!examples.isEmpty)
    for block in examples {
      let again = try roundTrip(block.subject.name, .json, Array(block.text.utf8))
      #expect(try JSONValue(again) == JSONValue(Array(block.text.utf8)), "\(block)")
    }
  }

  @Test func `the hashes are those of the examples`() throws {
    let changes = Dictionary(uniqueKeysWithValues: try encodings("change").map { ($0.name, $0.bytes) })
    let states = Dictionary(uniqueKeysWithValues: try encodings("state").map { ($0.name, $0.bytes) })
    var lines = 0
    for block in document.blocks("hashes") {
      for line in block.text.split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        let names = Array(words.dropFirst().prefix { $0 != "=" })
        let found: [UInt8]
        switch words[0] {
        case "content":
          found = try ContentHash(encodedChange: try #require(changes[names[0]])).bytes
        case "chain":
          found = try names.reduce(ContentHash.chainStart) { chain, name in
            chain.chained(try ContentHash(encodedChange: try #require(changes[name])))
          }.bytes
        case "digest":
          var digest = ScopeDigest()
          for name in names {
            let bytes = try #require(states[name])
            digest.add(record: try RecordState(decoding: bytes).record, state: bytes)
          }
          found = digest.bytes
        default:
          Issue.record("unknown line: \(line)")
          continue
        }
        #expect(words.last == hexadecimal(found), "\(line)")
        lines += 1
      }
    }
    #expect(lines >= 4)
  }

  @Test func `the id of an imported row is derived as described`() throws {
    let block = try #require(document.blocks("import").first)
    var parts: [String] = []
    var wanted = ""
    for line in block.text.split(separator: "\n") {
      let words = line.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
      if words[0] == "id" { wanted = words[1] } else { parts.append(words[1]) }
    }
    var content: [UInt8] = []
    for part in ["casebook import"] + parts {
      let count = UInt32(part.utf8.count)
      for shift: UInt32 in [24, 16, 8, 0] { content.append(UInt8(truncatingIfNeeded: count >> shift)) }
      content += part.utf8
    }
    var id = Array(ContentHash(content: content).bytes.prefix(16))
    id[6] = id[6] & 0x0F | 0x80
    id[8] = id[8] & 0x3F | 0x80
    #expect(RecordID(bytes: id)?.description == wanted)
  }

  private func roundTrip(_ name: String, _ form: MessageFormat, _ bytes: [UInt8]) throws -> [UInt8] {
    func again<M: SwiftProtobuf.Message>(_ type: M.Type) throws -> [UInt8] {
      try form.encode(form == .json ? type.init(jsonUTF8Bytes: bytes) : type.init(serializedBytes: bytes))
    }
    switch name {
    case "SyncRequest": return try again(SyncRequest.self)
    case "SyncResponse": return try again(SyncResponse.self)
    case "EnrolRequest": return try again(EnrolRequest.self)
    case "EnrolResponse": return try again(EnrolResponse.self)
    case "HistoryRequest": return try again(HistoryRequest.self)
    case "HistoryResponse": return try again(HistoryResponse.self)
    case "ErrorResponse": return try again(ErrorResponse.self)
    case "IncarnationRequest": return try again(IncarnationRequest.self)
    default: throw ProtocolDocument.Unreadable("no message \(name)")
    }
  }
}

extension String {
  var trimmingSpaces: String {
    String(trimmingPrefix { $0 == " " }.reversed().trimmingPrefix { $0 == " " }.reversed())
  }
}

/// JSON for comparison, whatever its layout.
indirect enum JSONValue: Hashable, Decodable {
  case object([String: JSONValue])
  case array([JSONValue])
  case text(String)
  case number(Double)
  case flag(Bool)
  case null

  init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
