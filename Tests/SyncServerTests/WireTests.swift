import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import SyncServer
import Testing
import Versioning

/// Requests as anybody could send them.
@Suite struct WireTests {
  @Test(arguments: [
    (MessageFormat.protobuf, false, false), (.protobuf, true, true), (.json, false, false),
    (.json, true, true),
    (.json, true, false), (.protobuf, false, true),
  ])
  func `both forms, packed or not, say the same`(form: MessageFormat, packsRequest: Bool, packsAnswer: Bool)
    async throws
  {
    try await RunningServer.run { server in
      let (token, request) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
      let (other, _) = try server.enrolled()
      let body = try MessageFormat.protobuf.encode(request)
      let type = ("Content-Type", MessageFormat.protobuf.rawValue)
      for credentials in ["Bearer wrong", "Bearer ", "Basic \(token)", token] {
        let answer = try await server.send(
          "POST", "/v1/sync", [type, ("Authorization", credentials)], body: body)
        #expect(answer.status == 401 && answer.code == "unauthorized")
        #expect(answer.headers["www-authenticate"] == "Bearer")
      }
      #expect(try await server.send("POST", "/v1/sync", [type], body: body).code == "unauthorized")
      for scheme in ["bearer", "BEARER ", "beArer"] {
        let answer = try await server.send(
          "POST", "/v1/sync", [type, ("Authorization", "\(scheme) \(other)")], body: body)
        #expect(answer.code == "replica_mismatch", "the token is read")
      }
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
      let (token, _) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
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
      for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        for path in ["/v1/sync", "/v1/enrol", "/v1/history"] {
          let answer = try await server.send(method, path)
          #expect(
            answer.status == 405 && answer.code == "method_not_allowed" && answer.headers["allow"] == "POST")
        }
      }
      let health = try await server.send("GET", "/v1/health")
      #expect(health.status == 200 && health.body == Array("ok\n".utf8))
      let post = try await server.send("POST", "/v1/health")
      #expect(post.status == 405 && post.headers["allow"] == "GET, HEAD")
      // The head alone, also of a refusal.
      for (path, status) in [("/v1/health", 200), ("/v1/sync", 405), ("/v1/nothing", 404)] {
        let head = try await server.send("HEAD", path)
        #expect(head.status == status && head.body.isEmpty)
      }
    }
  }

  @Test func `a change that cannot be read is quarantined as it came, and those behind it are taken`()
    async throws
  {
    try await RunningServer.run { server in
      let (token, request) = try server.enrolled()
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
      let (token, request) = try server.enrolled()
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
            FieldWrite(
              FieldID(CaseField.number.number, "SH01-KT-20261122-001"), number == 1 ? .flag(true) : .none),
            FieldWrite(FieldID(1_000 + UInt32(number)), .text(String(repeating: "x", count: 1_000_000))),
          ].filter { $0.value != .none },
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
}
