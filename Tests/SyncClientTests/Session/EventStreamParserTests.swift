import SyncProtocol
import Testing

@testable import SyncClient

/// Server-sent events, however they are cut.
@Suite struct EventStreamParserTests {
  private static let stream =
    "\u{FEFF}: listening\n\nevent: scopes\ndata: SH01 shared\n\n:\n\nevent: other\ndata: x\n\n"
    + "id: 7\r\nevent:scopes\r\ndata: SH02\r\ndata: SH03\r\n\r\nevent: scopes\rdata: SH04\r\rdata: no kind\n\n"
    + "event: scopes\n\nevent: scopes\ndata: cut"

  private static let expected = [["SH01", "shared"], ["SH02", "SH03"], ["SH04"]]

  @Test(arguments: [1, 2, 3, 7, 1000]) func `in parts of any size`(size: Int) throws {
    var parser = EventStreamParser()
    let bytes = Array(Self.stream.utf8)
    var events: [[String]] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      events += try parser.read(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(events == Self.expected)
  }

  @Test func `a line without an end is not kept for ever`() throws {
    var parser = EventStreamParser()
    let part = [UInt8](repeating: 0x61, count: 1 << 19)
    #expect(try parser.read(part).isEmpty)
    #expect(throws: EventStreamParser.TooLong.self) {
      for _ in 0..<3 { _ = try parser.read(part) }
    }
  }

  @Test func `Retry-After in seconds, as a date, and as nonsense`() {
    #expect(RetryAfter.seconds("120") == 120 && RetryAfter.seconds("0") == 0)
    #expect(RetryAfter.seconds("99999999999999999999") == 86_400)
    #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:49:37 GMT", now: 784_111_747) == 30)
    #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:49:37 GMT", now: 784_200_000) == 0)
    for text in ["", "-1", "1.5", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 99 Nov 1994 08:49:37 GMT"] {
      #expect(RetryAfter.seconds(text) == nil, "\(text)")
    }
  }
}
