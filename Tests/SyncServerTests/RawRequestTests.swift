import FoundationEssentials
import SyncProtocol
import SyncServer
import Testing

/// Bytes that no client sends, and more of them than anybody needs.
@Suite struct RawRequestTests {
  private func head(_ token: String, _ fields: String, path: String = "/v1/sync") -> String {
    "POST \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\n\(fields)\r\n\r\n"
  }

  @Test(arguments: [
    "zz\r\nabc\r\n0\r\n\r\n", "5\r\nabc\r\n0\r\n\r\n", "-1\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\nx\r\n",
  ])
  func `chunks that are none are the client's fault, and end its connection`(chunks: String) async throws {
    try await RunningServer.run { server in
      let (token, _) = try server.enrolled()
      let connection = try RawConnection(port: server.port)
      connection.send(head(token, "Transfer-Encoding: chunked") + chunks)
      let (answer, _) = await connection.read(seconds: 60) { $0.contains("malformed_request") }
      #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("malformed_request"))
      #expect(await connection.read(seconds: 60).isClosed)
      #expect(try await server.send("GET", "/v1/health").status == 200)
    }
  }

  /// Requests that were sent at once, before the first answer.
  @Test(arguments: ["200 200 200", "401 401 401", "200 401 200", "404 200 400", "400 405 200"])
  func `requests that come at once are all answered, in their order`(wanted: String) async throws {
    try await RunningServer.run { server in
      let (token, request) = try server.enrolled()
      var idle = request
      idle.changes = []
      let body = String(decoding: try MessageFormat.json.encode(idle), as: UTF8.self)
      let length = "Content-Length: \(body.utf8.count)"
      let requests = [
        "200": head(token, length) + body, "401": head("wrong", length) + body,
        "404": head(token, length, path: "/v1/nothing") + body, "400": head(token, "Content-Length: 1") + "{",
        "405": "GET /v1/sync HTTP/1.1\r\nHost: x\r\n\r\n",
      ]
      let codes = wanted.split(separator: " ").map(String.init)
      let connection = try RawConnection(port: server.port)
      connection.send(codes.compactMap { requests[$0] }.joined())
      func statuses(_ text: String) -> [String] {
        text.split(separator: "HTTP/1.1 ").map { String($0.prefix(3)) }
      }
      let (text, isClosed) = await connection.read(seconds: 60) { statuses($0).count == codes.count }
      #expect(statuses(text) == codes && !isClosed)
    }
  }

  @Test(arguments: ["", "Host: a\r\nHost: b\r\n"])
  func `a request for no host, or for two, is none`(fields: String) async throws {
    try await RunningServer.run { server in
      let (token, request) = try server.enrolled()
      let body = String(decoding: try MessageFormat.json.encode(request), as: UTF8.self)
      let connection = try RawConnection(port: server.port)
      connection.send(
        head(token, "Content-Length: \(body.utf8.count)").replacing("Host: x\r\n", with: fields) + body)
      let (answer, _) = await connection.read(seconds: 60) { $0.contains("malformed_request") }
      #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("malformed_request"))
      #expect(try server.office.devices().allSatisfy { $0.covered == 0 })
      // Whether it is there a load balancer asks in HTTP/1.0.
      let probe = try RawConnection(port: server.port)
      probe.send("GET /v1/health HTTP/1.0\r\n\r\n")
      #expect(await probe.read(seconds: 60) { $0.hasSuffix("ok\n") }.text.contains(" 200 "))
    }
  }

  @Test func `a body of more lists than a message may have is refused, whatever its size`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try server.enrolled()
      var idle = request
      idle.changes = []
      // Two bytes each: a cursor without anything in it.
      let start = try MessageFormat.protobuf.encode(idle)
      let body = start + Array(repeatElement([0x2A, 0] as [UInt8], count: 4_000_000).joined())
      let answer = try await server.send("POST", "/v1/sync", headers(token), body: body)
      #expect(answer.status == 413 && answer.code == "too_large")
      let packed = try Gzip.compress(body)
      #expect(packed.count < 10_000)
      let small = try await server.send(
        "POST", "/v1/sync", headers(token, .protobuf, [("Content-Encoding", "gzip")]), body: packed)
      #expect(small.status == 413 && small.code == "too_large")
    }
  }

  @Test func `one device's bodies leave room for those of others`() async throws {
    var limits = ServerLimits.patient
    limits.bodiesBytes = 64 << 20
    limits.bodiesBytesPerDevice = 16 << 20
    try await RunningServer.run(limits: limits) { server in
      let (token, _) = try server.enrolled()
      let (other, request) = try server.enrolled()
      // Bodies that are announced and do not come: two fill what one device has.
      var connections: [RawConnection] = []
      for _ in 0..<2 {
        let connection = try RawConnection(port: server.port)
        connection.send(head(token, "Content-Length: \(Limits.bodyBytes)"))
        connections.append(connection)
      }
      let probe = head(token, "Content-Length: 2") + "{}"
      var refused = ""
      for _ in 0..<600 where !refused.contains("busy") {
        let third = try RawConnection(port: server.port)
        third.send(probe)
        refused = await third.read(seconds: 60) { $0.hasSuffix("}") }.text
      }
      #expect(refused.hasPrefix("HTTP/1.1 503 ") && refused.contains("busy"))
      let answer = try await server.send(
        "POST", "/v1/sync", headers(other), body: try MessageFormat.protobuf.encode(request))
      #expect(answer.status == 200)
      withExtendedLifetime(connections) {}
    }
  }
}
