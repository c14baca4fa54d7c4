import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import SyncServer
import Testing
import Versioning

/// Requests as anybody could send them.
@Suite struct WireTests {
  /// A device that is enrolled, and what it sends first.
  private func enrolled(_ server: RunningServer, branch: String = "SH01") throws -> (
    token: String, request: SyncRequest
  ) {
    var random = SystemRandomNumberGenerator()
    let replica = Identifier.random(using: &random)
    var enrol = EnrolRequest()
    enrol.protocol = Limits.protocolVersion
    enrol.replica = Data(replica.bytes)
    enrol.code = try server.code(branch)
    enrol.branch = branch
    enrol.tag = "KT"
    enrol.name = "device"
    let token = try server.service.enrol(enrol).token
    let record = Identifier.random(using: &random)
    let change = Change(
      dot: Dot(replica, 1), record: record, kind: .case, aggregate: record, scope: branch,
      author: Author(name: "clerk", branch: branch), group: Group(first: 1, count: 1), salt: 1,
      writes: [
        FieldWrite(FieldID(CaseField.narrative.number), .text(String(repeating: "汤是凉的。", count: 100)))
      ],
      times: Times(stamp: HybridTime(milliseconds: server.time), wall: server.time))
    var request = SyncRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.clock = server.time
    request.changes = [Data(change.encoded())]
    return (token, request)
  }

  private func headers(_ token: String, _ form: MessageFormat = .protobuf, _ more: [(String, String)] = [])
    -> [(String, String)]
  {
    [("Authorization", "Bearer \(token)"), ("Content-Type", form.rawValue)] + more
  }

  @Test(arguments: [
    (MessageFormat.protobuf, false, false), (.protobuf, true, true), (.json, false, false),
    (.json, true, true),
    (.json, true, false), (.protobuf, false, true),
  ])
  func `both forms, packed or not, say the same`(form: MessageFormat, packsRequest: Bool, packsAnswer: Bool)
    async throws
  {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      var body = try form.encode(request)
      var more: [(String, String)] = []
      if packsRequest {
        body = try Gzip.compress(body)
        more.append(("Content-Encoding", "gzip"))
      }
      if packsAnswer { more.append(("Accept-Encoding", "gzip")) }
      let answer = try await server.send("POST", "/v1/sync", headers(token, form, more), body: body)
      #expect(answer.status == 200 && answer.headers["content-type"] == form.rawValue)
      #expect(answer.wasPacked == packsAnswer)
      let response = try form.decode(SyncResponse.self, from: answer.body)
      #expect(response.covered == 1 && response.verdicts.map(\.outcome) == [.applied])
      let state = try #require(response.pages.first?.entries.first?.state)
      #expect(try RecordState(decoding: [UInt8](state)).applied.dots.count == 1)
    }
  }

  @Test func `Accept chooses the form of the answer, refusals included`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      let body = try MessageFormat.protobuf.encode(request)
      let json = try await server.send(
        "POST", "/v1/sync", headers(token, .protobuf, [("Accept", "application/json")]), body: body)
      #expect(json.headers["content-type"] == "application/json")
      #expect(try SyncResponse(jsonUTF8Bytes: json.body).covered == 1)
      let any = try await server.send(
        "POST", "/v1/sync", headers(token, .protobuf, [("Accept", "*/*")]), body: body)
      #expect(any.headers["content-type"] == "application/x-protobuf")
      let refused = try await server.send("POST", "/v1/sync", headers("wrong", .protobuf), body: body)
      #expect(refused.headers["content-type"] == "application/x-protobuf" && refused.code == "unauthorized")
    }
  }

  @Test func `a token that is wrong, missing, another replica's or revoked is refused each in its way`()
    async throws
  {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      let (other, _) = try enrolled(server)
      let body = try MessageFormat.protobuf.encode(request)
      let type = ("Content-Type", MessageFormat.protobuf.rawValue)
      for credentials in ["Bearer wrong", "Bearer ", "Basic \(token)", token] {
        let answer = try await server.send(
          "POST", "/v1/sync", [type, ("Authorization", credentials)], body: body)
        #expect(answer.status == 401 && answer.code == "unauthorized")
        #expect(answer.headers["www-authenticate"] == "Bearer")
      }
      #expect(try await server.send("POST", "/v1/sync", [type], body: body).code == "unauthorized")
      #expect(
        try await server.send("POST", "/v1/sync", headers(other), body: body).code == "replica_mismatch")
      let replica = try #require(Identifier(bytes: [UInt8](request.replica)))
      _ = try server.office.revoke(replica.description, now: server.time)
      let revoked = try await server.send("POST", "/v1/sync", headers(token), body: body)
      #expect(revoked.status == 403 && revoked.code == "device_revoked")
      #expect(try server.office.devices().allSatisfy { $0.covered == 0 })
    }
  }

  @Test(arguments: ["/v1/sync", "/v1/enrol", "/v1/history"])
  func `bodies that are no message are refused at every address`(path: String) async throws {
    try await RunningServer.run { server in
      let (token, _) = try enrolled(server)
      for (form, body) in [
        (MessageFormat.json, Array("{".utf8)), (.json, []), (.json, Array("[1]".utf8)), (.protobuf, [0x0A]),
        (.protobuf, Array("{}".utf8)),
      ] {
        let answer = try await server.send("POST", path, headers(token, form), body: body)
        #expect(answer.status == 400 && answer.code == "malformed_request", "\(form) \(body)")
      }
    }
  }

  @Test func `another version of the messages is refused`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      for version: UInt32 in [0, 2, .max] {
        var other = request
        other.protocol = version
        let answer = try await server.send(
          "POST", "/v1/sync", headers(token), body: try MessageFormat.protobuf.encode(other))
        #expect(answer.status == 400 && answer.code == "unsupported_protocol")
      }
    }
  }

  @Test(arguments: [false, true])
  func `a body beyond the limit is refused, announced or not`(chunked: Bool) async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      let body = [UInt8](repeating: 0x20, count: Limits.bodyBytes + 1)
      do {
        let answer = try await server.send(
          "POST", "/v1/sync", headers(token, .json), body: body, chunked: chunked)
        #expect(answer.status == 413 && answer.code == "too_large")
      } catch is Refusal { Issue.record("no refusal of the client's") }
      // The server goes on.
      let next = try await server.send(
        "POST", "/v1/sync", headers(token), body: try MessageFormat.protobuf.encode(request))
      #expect(next.status == 200)
    }
  }

  @Test func `a body of exactly the limit is read`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      var body = try MessageFormat.json.encode(request)
      body += [UInt8](repeating: 0x20, count: Limits.bodyBytes - body.count)
      #expect(try await server.send("POST", "/v1/sync", headers(token, .json), body: body).status == 200)
      let packed = try Gzip.compress(body, level: 1)
      let again = try await server.send(
        "POST", "/v1/sync", headers(token, .json, [("Content-Encoding", "gzip")]), body: packed)
      #expect(again.status == 200)
    }
  }

  @Test func `gzip that is a bomb, cut, damaged or none is refused`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      let packed = try Gzip.compress(try MessageFormat.protobuf.encode(request))
      let bomb = try Gzip.compress([UInt8](repeating: 0x20, count: 64 << 20), level: 9)
      for (body, status, code) in [
        (bomb, 413, "too_large"), (Array(packed.dropLast(9)), 400, "malformed_request"),
        (packed + [0], 400, "malformed_request"), (Array("plain".utf8), 400, "malformed_request"),
        ([], 400, "malformed_request"),
      ] {
        let answer = try await server.send(
          "POST", "/v1/sync", headers(token, .protobuf, [("Content-Encoding", "gzip")]), body: body)
        #expect(answer.status == status && answer.code == code)
      }
      let brotli = try await server.send(
        "POST", "/v1/sync", headers(token, .protobuf, [("Content-Encoding", "br")]), body: packed)
      #expect(brotli.status == 415 && brotli.code == "unsupported_media_type")
    }
  }

  @Test func `other media types, addresses and methods are refused`() async throws {
    try await RunningServer.run { server in
      for type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let answer = try await server.send(
          "POST", "/v1/sync", [("Content-Type", type)], body: Array("{}".utf8))
        #expect(answer.status == 415 && answer.code == "unsupported_media_type")
      }
      for path in ["/", "/v1", "/v1/sync/x", "/v2/sync", "/v1/../v1/nothing", "/favicon.ico"] {
        let answer = try await server.send("GET", path)
        #expect(answer.status == 404 && answer.code == "not_found")
      }
      for method in ["GET", "PUT", "DELETE", "PATCH"] {
        for path in ["/v1/sync", "/v1/enrol", "/v1/history"] {
          let answer = try await server.send(method, path)
          #expect(
            answer.status == 405 && answer.code == "method_not_allowed" && answer.headers["allow"] == "POST")
        }
      }
      let health = try await server.send("GET", "/v1/health")
      #expect(health.status == 200 && health.body == Array("ok\n".utf8))
    }
  }

  @Test func `a change that cannot be read is quarantined as it came, and those behind it are taken`()
    async throws
  {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      let good = [UInt8](request.changes[0])
      var covered: UInt64 = 0
      for bytes in [Array(good.dropLast()), [], [0], [UInt8](repeating: 0xFF, count: 300)] {
        var other = request
        other.changes = [Data(bytes)]
        let answer = try await server.send(
          "POST", "/v1/sync", headers(token, .json), body: try MessageFormat.json.encode(other))
        #expect(answer.status == 200)
        let response = try SyncResponse(jsonUTF8Bytes: answer.body)
        covered += 1
        #expect(response.covered == covered && response.verdicts.map(\.outcome) == [.quarantined])
        #expect(response.verdicts.first?.reason == "malformed")
      }
      var large = request
      large.changes = [Data(count: Limits.changeBytes + 1)]
      let answer = try await server.send(
        "POST", "/v1/sync", headers(token), body: try MessageFormat.protobuf.encode(large))
      #expect(answer.status == 200)
      let response = try MessageFormat.protobuf.decode(SyncResponse.self, from: answer.body)
      #expect(response.quarantined.map(\.reason).last == "oversized" && response.covered == covered + 1)
      #expect(try server.office.quarantine().count == Int(covered) + 1)
    }
  }

  @Test func `a state that would no longer fit into an answer is not made`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
      let first = try Change(decoding: [UInt8](request.changes[0]))
      // Five changes of nearly a megabyte to five fields of one record.
      var covered: UInt64 = 0
      var reasons: [String] = []
      for number in 1...5 {
        var change = Change(
          dot: Dot(first.dot.replica, UInt64(number)), record: first.record, kind: .case,
          aggregate: first.record,
          scope: "SH01", author: first.author, group: Group(first: UInt64(number), count: 1), salt: 1,
          writes: [
            FieldWrite(FieldID(1_000 + UInt32(number)), .text(String(repeating: "x", count: 1_000_000)))
          ],
          times: first.times)
        change.times.stamp = HybridTime(milliseconds: server.time, counter: UInt16(number))
        var push = request
        push.changes = [Data(change.encoded())]
        let answer = try await server.send(
          "POST", "/v1/sync", headers(token), body: try MessageFormat.protobuf.encode(push))
        #expect(answer.status == 200)
        let response = try MessageFormat.protobuf.decode(SyncResponse.self, from: answer.body)
        covered = response.covered
        reasons = response.quarantined.map(\.reason)
      }
      #expect(covered == 5 && reasons == ["oversized"])
      // What was taken can be read.
      var pull = request
      pull.changes = []
      let answer = try await server.send(
        "POST", "/v1/sync", headers(token), body: try MessageFormat.protobuf.encode(pull))
      #expect(answer.status == 200 && answer.body.count < Limits.bodyBytes)
    }
  }

  // MARK: Bytes that no client sends

  private func head(_ token: String, _ fields: String, path: String = "/v1/sync") -> String {
    "POST \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\n\(fields)\r\n\r\n"
  }

  @Test(arguments: [
    "zz\r\nabc\r\n0\r\n\r\n", "5\r\nabc\r\n0\r\n\r\n", "-1\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\nx\r\n",
  ])
  func `chunks that are none are the client's fault, and end its connection`(chunks: String) async throws {
    try await RunningServer.run { server in
      let (token, _) = try enrolled(server)
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
      let (token, request) = try enrolled(server)
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

  @Test func `a body of more lists than a message may have is refused, whatever its size`() async throws {
    try await RunningServer.run { server in
      let (token, request) = try enrolled(server)
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
      let (token, _) = try enrolled(server)
      let (other, request) = try enrolled(server)
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
