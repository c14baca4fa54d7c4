import FoundationEssentials
import HeadOffice
import SyncProtocol
import SyncServer
import Testing

/// What a stranger, or a broken client, can cost the server.
@Suite struct LimitTests {
  private static var quick: ServerLimits {
    var limits = ServerLimits()
    limits.headSeconds = 1
    limits.keepAliveSeconds = 1
    limits.bodyIdleSeconds = 1
    limits.bodySeconds = 2
    limits.drainSeconds = 1
    limits.drainBytes = 100_000
    return limits
  }

  private let start =
    "POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n"

  @Test func `who sends nothing, half a header or half a body is disconnected`() async throws {
    try await RunningServer.run(limits: Self.quick) { server in
      for text in ["", "POST /v1/en", start, start + "\r\n{"] {
        let began = ContinuousClock.now
        let connection = try RawConnection(port: server.port)
        connection.send(text)
        let (answer, isClosed) = await connection.read(seconds: 60)
        #expect(isClosed && answer.isEmpty, "\(text)")
        #expect(ContinuousClock.now - began > .milliseconds(500))
      }
    }
  }

  @Test func `who sends a byte now and then is disconnected all the same`() async throws {
    try await RunningServer.run(limits: Self.quick) { server in
      for text in ["POST /v1/enrol HTTP/1.1\r\nHost: x\r\nX-A: ", start + "\r\n"] {
        let connection = try RawConnection(port: server.port)
        connection.send(text)
        let began = ContinuousClock.now
        var isClosed = false
        while !isClosed, ContinuousClock.now - began < .seconds(30) {
          connection.send("a")
          isClosed = await connection.read(seconds: 0.2).isClosed
        }
        #expect(isClosed)
      }
    }
  }

  @Test func `a connection that asks in time can ask again, and ends when it rests`() async throws {
    var limits = Self.quick
    limits.headSeconds = 15
    limits.keepAliveSeconds = 15
    try await RunningServer.run(limits: limits) { server in
      let connection = try RawConnection(port: server.port)
      for _ in 0..<3 {
        connection.send("GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        let (answer, isClosed) = await connection.read(seconds: 60) { $0.hasSuffix("ok\n") }
        #expect(answer.hasPrefix("HTTP/1.1 200 ") && !isClosed)
        try await Task.sleep(for: .milliseconds(500))
      }
      #expect(await connection.read(seconds: 60).isClosed)
    }
  }

  @Test func `headers that are too many or too long are refused`() async throws {
    try await RunningServer.run { server in
      let many = (0..<100).map { "X-\($0): a\r\n" }.joined()
      for fields in [many, "X-Long: " + String(repeating: "a", count: 20_000) + "\r\n"] {
        let connection = try RawConnection(port: server.port)
        connection.send("GET /v1/health HTTP/1.1\r\nHost: x\r\n\(fields)\r\n")
        let (answer, isClosed) = await connection.read(seconds: 60)
        #expect(isClosed && !answer.contains("200 OK"))
      }
      let connection = try RawConnection(port: server.port)
      connection.send("GET /" + String(repeating: "a", count: 1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await connection.read(seconds: 60).text.contains("200 OK") == false)
    }
  }

  @Test func `a body is not waited for where the token is not known`() async throws {
    var limits = Self.quick
    // It is the answer that is waited for here, on a machine that may have much else to do.
    limits.headSeconds = 60
    limits.bodyIdleSeconds = 60
    limits.bodySeconds = 60
    try await RunningServer.run(limits: limits) { server in
      let connection = try RawConnection(port: server.port)
      connection.send(
        "POST /v1/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\nContent-Type: application/json\r\n"
          + "Content-Length: 8000000\r\n\r\n")
      let (answer, _) = await connection.read(seconds: 60) { $0.contains("unauthorized") }
      #expect(answer.hasPrefix("HTTP/1.1 401 "))
      // Nor is it taken for ever.
      var isClosed = false
      let began = ContinuousClock.now
      while !isClosed, ContinuousClock.now - began < .seconds(30) {
        connection.send(String(repeating: " ", count: 20_000))
        isClosed = await connection.read(seconds: 0.05).isClosed
      }
      #expect(isClosed)
    }
  }

  @Test func `a code's body is small, packed or not`() async throws {
    try await RunningServer.run { server in
      let body = Array("{\"code\":\"\(String(repeating: "A", count: 70_000))\"}".utf8)
      let plain = try await server.send(
        "POST", "/v1/enrol", [("Content-Type", "application/json")], body: body)
      #expect(plain.status == 413 && plain.code == "too_large")
      let packed = try Gzip.compress(body)
      let unpacked = try await server.send(
        "POST", "/v1/enrol", [("Content-Type", "application/json"), ("Content-Encoding", "gzip")],
        body: packed)
      #expect(packed.count < 1000 && unpacked.status == 413 && unpacked.code == "too_large")
    }
  }

  /// What is repeated, after what.
  @Test(arguments: [
    ("", "["), ("{\"x\":", "["), ("", "{\"x\":"),
    // Groups within groups, of a field that nobody knows (number 15, wire type 3).
    ("", "{"),
  ])
  func `nested a thousandfold is refused, and costs no stack`(start: String, repeated: String) async throws {
    let body = Array((start + String(repeating: repeated, count: 50_000 / repeated.utf8.count)).utf8)
    try await RunningServer.run { server in
      for form in MessageFormat.allCases {
        let answer = try await server.send(
          "POST", "/v1/enrol", [("Content-Type", form.rawValue)], body: body)
        #expect(answer.status == 400 && answer.code == "malformed_request")
      }
      #expect(try await server.send("GET", "/v1/health").status == 200)
    }
  }

  @Test func `who tries codes is made to wait, and is told how long; a right one does not count`()
    async throws
  {
    var limits = ServerLimits()
    limits.codeAttemptsPerAddress = (burst: 3, seconds: 40)
    try await RunningServer.run(limits: limits) { server in
      func attempt(_ code: String) async throws -> Answer {
        var random = SystemRandomNumberGenerator()
        var request = EnrolRequest()
        request.protocol = Limits.protocolVersion
        request.replica = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        request.branch = "SH01"
        request.tag = "KT"
        request.code = code
        return try await server.send(
          "POST", "/v1/enrol", [("Content-Type", MessageFormat.protobuf.rawValue)],
          body: try MessageFormat.protobuf.encode(request))
      }
      for _ in 0..<10 { #expect(try await attempt(server.code("SH01")).status == 200) }
      for _ in 0..<3 { #expect(try await attempt("AAAA-AAAA").code == "code_invalid") }
      let refused = try await attempt("AAAA-AAAA")
      #expect(refused.status == 429 && refused.code == "too_many_requests")
      let wait = try #require(refused.headers["retry-after"].flatMap { Int($0) })
      #expect((1...40).contains(wait))
      // Whoever guesses right now learns nothing of it.
      #expect(try await attempt(server.code("SH01")).status == 429)
    }
  }
}
