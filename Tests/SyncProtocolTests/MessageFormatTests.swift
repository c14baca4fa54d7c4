import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import Testing

@Suite struct MessageFormatTests {
  @Test(arguments: [
    ("application/json", MessageFormat.json), ("application/json; charset=utf-8", .json),
    ("Application/JSON", .json), ("application/x-protobuf", .protobuf), ("application/protobuf", .protobuf),
    ("text/html, application/json", .json), ("application/x-protobuf, application/json", .protobuf),
    (" application/json ;q=0.5", .json),
  ])
  func `a media type names a form`(text: String, form: MessageFormat) {
    #expect(MessageFormat(mediaType: text) == form)
  }

  @Test(arguments: ["", "*/*", "text/plain", "application/jsonx", "application", ",", ";", "json"])
  func `other media types name none`(text: String) { #expect(MessageFormat(mediaType: text) == nil) }

  private var request: SyncRequest {
    var cursor = FeedCursor()
    cursor.scope = "SH01"
    cursor.position = .max
    cursor.token = Data(0..<8)
    var request = SyncRequest()
    request.protocol = 1
    request.replica = Data(0..<16)
    request.clock = -1
    request.changes = [Data(), Data([0, 255])]
    request.cursors = [cursor]
    return request
  }

  @Test(arguments: MessageFormat.allCases)
  func `a message comes back from each form as it was`(form: MessageFormat) throws {
    #expect(try form.decode(SyncRequest.self, from: form.encode(request)) == request)
    #expect(try form.decode(SyncRequest.self, from: form.encode(SyncRequest())) == SyncRequest())
  }

  @Test func `in JSON, bytes are base64 and 64-bit integers are strings, numbers are taken too`() throws {
    let text = String(decoding: try MessageFormat.json.encode(request), as: UTF8.self)
    #expect(text.contains(#""clock":"-1""#))
    #expect(text.contains(#""position":"18446744073709551615""#))
    #expect(text.contains(#""changes":["","AP8="]"#))
    let typed = try MessageFormat.json.decode(
      SyncRequest.self, from: Array(#"{"clock": 12, "page_bytes": 1}"#.utf8))
    #expect(typed.clock == 12 && typed.pageBytes == 1)
    let camel = try MessageFormat.json.decode(SyncRequest.self, from: Array(#"{"pageBytes": 1}"#.utf8))
    #expect(camel.pageBytes == 1)
  }

  @Test func `fields of a later version are skipped in both forms`() throws {
    let json = try MessageFormat.json.decode(
      SyncRequest.self, from: Array(#"{"clock":"5","later":{"deep":[1,2,{"x":null}]}}"#.utf8))
    #expect(json.clock == 5)
    // Field 500, length-delimited, 3 bytes; then clock = 5.
    let protobuf = try MessageFormat.protobuf.decode(
      SyncRequest.self, from: [0xA2, 0x1F, 3, 1, 2, 3, 0x18, 5])
    #expect(protobuf.clock == 5)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "\"x\"", "{\"clock\":\"x\"}", "{\"clock\":1.5}", "{\"replica\":\"no base64!\"}",
    "{\"protocol\":-1}", "{\"protocol\":4294967296}", "{\"clock\":\"9223372036854775808\"}",
    "{\"changes\":{}}",
    "{\"clock\":1}}", "{\"clock\":1,}", "{'clock':1}", "\u{FEFF}{}x",
  ])
  func `malformed JSON is refused`(text: String) {
    let refusal = #expect(throws: Refusal.self) {
      try MessageFormat.json.decode(SyncRequest.self, from: Array(text.utf8))
    }
    #expect(refusal?.code == .malformedRequest)
  }

  @Test func `depth costs nothing: objects beyond ten levels are refused, arrays and groups are counted`()
    throws
  {
    let objects = String(repeating: #"{"later":"#, count: 11) + "1" + String(repeating: "}", count: 11)
    #expect(throws: Refusal.self) {
      try MessageFormat.json.decode(SyncRequest.self, from: Array(objects.utf8))
    }
    let deep = 1_000_000
    let arrays =
      #"{"later":"# + String(repeating: "[", count: deep) + String(repeating: "]", count: deep) + "}"
    for bytes in [Array(arrays.utf8), Array(arrays.utf8.dropLast(2))] {
      #expect(throws: Refusal.self) { try MessageFormat.json.decode(SyncRequest.self, from: bytes) }
    }
    let few = #"{"later":"# + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000) + "}"
    #expect(try MessageFormat.json.decode(SyncRequest.self, from: Array(few.utf8)) == SyncRequest())
    // Groups (wire types 3 and 4) of an unknown field 100, a million deep, closed and not.
    let open = Array(repeatElement([0xA3, 0x06] as [UInt8], count: deep).joined())
    let closed = open + Array(repeatElement([0xA4, 0x06] as [UInt8], count: deep).joined())
    for bytes in [open, closed] {
      if let read = try? MessageFormat.protobuf.decode(SyncRequest.self, from: bytes) {
        #expect(read.changes.isEmpty)
      }
    }
  }

  @Test(
    arguments: [
      [0x08], [0x12, 0x10, 1], [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0F], [0x22, 5, 1, 2], [0xFF, 0xFF],
      [0x2A, 2, 0x0A, 5], [0x2A, 3, 0x0A, 1, 0xFF],
    ] as [[UInt8]])
  func `malformed protobuf is refused`(bytes: [UInt8]) {
    let refusal = #expect(throws: Refusal.self) {
      try MessageFormat.protobuf.decode(SyncRequest.self, from: bytes)
    }
    #expect(refusal?.code == .malformedRequest)
  }

  @Test func `a refusal keeps everything on its way`() throws {
    let refusal = Refusal(.clockOutOfTolerance, "ahead", hint: "set it", offset: 3_600_000, number: 7)
    for form in MessageFormat.allCases {
      let read = try form.decode(ErrorResponse.self, from: form.encode(ErrorResponse(refusal)))
      #expect(
        read.code == "clock_out_of_tolerance" && read.retry && read.offset == 3_600_000 && read.number == 7)
      #expect(read.message == "ahead" && read.hint == "set it")
    }
  }
}
