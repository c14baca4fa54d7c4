import Complaints
import FoundationEssentials
import HeadOffice
import Replica
import SyncClient
import SyncProtocol
import SyncServer
import Synchronization
import Testing

/// `GET /v1/events`: a device hears which of its scopes moved, and nothing of others.
@Suite struct EventTests {
  private func replica(_ server: RunningServer, _ branch: String, _ name: String, _ role: Role = .branchStaff)
    async throws -> (store: ReplicaStore, token: String)
  {
    let store = try ReplicaStore.create(
      path: server.folder.appending(path: "\(name).sqlite").path, branch: BranchCode(typed: branch),
      name: name, author: "clerk")
    let transport = try #require(HTTPTransport(url: server.url))
    let identity = try await enrol(
      store, url: server.url, code: try server.code(branch, role), over: transport)
    await transport.shutdown()
    return (store, try #require(identity.headOffice?.token))
  }

  private func log(_ store: ReplicaStore, _ server: RunningServer) async throws {
    try store.write { session in
      _ = try session.newCase(
        try CaseInput.newCase(
          [(id: "channel", text: "phone"), (id: "narrative", text: "汤是凉的")], now: session.here))
    }
    let transport = try #require(HTTPTransport(url: server.url))
    let (_, failure) = await synchronise(store, over: transport)
    #expect(failure == nil)
    await transport.shutdown()
  }

  private func open(_ server: RunningServer, _ token: String) throws -> RawConnection {
    let connection = try RawConnection(port: server.port)
    connection.send(
      "GET /v1/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Bearer \(token)\r\n\r\n"
    )
    return connection
  }

  @Test func `each device hears of its own scopes alone`() async throws {
    try await RunningServer.run { server in
      let (one, oneToken) = try await replica(server, "SH01", "one")
      let (two, twoToken) = try await replica(server, "SH02", "two")
      let (_, auditorToken) = try await replica(server, "HQ", "auditor", .auditor)
      let streams = try [oneToken, twoToken, auditorToken].map { try open(server, $0) }
      for stream in streams {
        let (head, _) = await stream.read(seconds: 20) { $0.contains(": listening") }
        #expect(
          head.hasPrefix("HTTP/1.1 200 ") && head.lowercased().contains("content-type: text/event-stream"))
      }
      try await log(one, server)
      let (first, _) = await streams[0].read(seconds: 20) { $0.contains("data: SH01\n\n") }
      #expect(first.contains("event: scopes\ndata: SH01\n\n"))
      let (third, _) = await streams[2].read(seconds: 20) { $0.contains("data: SH01\n\n") }
      #expect(third.contains("event: scopes\ndata: SH01\n\n"))
      try await log(two, server)
      let (second, _) = await streams[1].read(seconds: 20) { $0.contains("data: SH02\n\n") }
      #expect(second.contains("data: SH02\n\n") && !second.contains("SH01"))
      #expect(await streams[0].read(seconds: 0.3).text.contains("SH02") == false)
    }
  }

  @Test func `without a token, or with a wrong method, it is refused`() async throws {
    try await RunningServer.run { server in
      let none = try await server.send("GET", "/v1/events")
      #expect(none.status == 401 && none.code == "unauthorized")
      let wrong = try await server.send("GET", "/v1/events", [("Authorization", "Bearer wrong")])
      #expect(wrong.status == 401)
      let method = try await server.send("POST", "/v1/events")
      #expect(method.status == 405 && method.headers["allow"] == "GET")
    }
  }

  @Test func `signs of life come, and a revoked device's stream ends with the next one`() async throws {
    var limits = ServerLimits()
    limits.eventKeepAliveSeconds = 1
    try await RunningServer.run(limits: limits) { server in
      let (store, token) = try await replica(server, "SH01", "one")
      let stream = try open(server, token)
      let (alive, isClosed) = await stream.read(seconds: 20) { $0.hasSuffix(":\n\n\r\n") }
      #expect(alive.contains(":\n\n") && !isClosed)
      _ = try server.office.revoke(
        try store.read { $0.identity.replica.description }, now: server.time)
      // The end of a chunked body (RFC 9112, section 7.1).
      let (end, _) = await stream.read(seconds: 20) { $0.hasSuffix("0\r\n\r\n") }
      #expect(end.hasSuffix("0\r\n\r\n"))
      #expect(server.service.events.listenerCount == 0)
    }
  }

  @Test func `a device's fourth stream ends its first`() async throws {
    try await RunningServer.run { server in
      let (_, token) = try await replica(server, "SH01", "one")
      var streams: [RawConnection] = []
      for _ in 0..<4 {
        let stream = try open(server, token)
        #expect(await stream.read(seconds: 20) { $0.contains(": listening") }.text.contains("200 OK"))
        streams.append(stream)
      }
      #expect(await streams[0].read(seconds: 20) { $0.hasSuffix("0\r\n\r\n") }.text.hasSuffix("0\r\n\r\n"))
      #expect(server.service.events.listenerCount == 3)
      #expect(await streams[3].read(seconds: 0.2).isClosed == false)
    }
  }
}
