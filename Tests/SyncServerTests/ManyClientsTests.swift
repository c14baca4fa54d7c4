import Complaints
import FoundationEssentials
import Glibc
import HeadOffice
import Replica
import SyncClient
import SyncProtocol
import Testing
import Versioning

/// Real replicas over real connections.
@Suite struct ManyClientsTests {
  private func replica(_ server: RunningServer, _ branch: String, _ name: String) throws -> ReplicaStore {
    try ReplicaStore.create(
      path: server.folder.appending(path: "\(name).sqlite").path, branch: BranchCode(typed: branch),
      name: name,
      author: "clerk")
  }

  private func log(_ count: Int, in store: ReplicaStore) throws {
    try store.write { session in
      for index in 0..<count {
        _ = try session.newCase(
          try CaseInput.newCase(
            [(id: "channel", text: "phone"), (id: "narrative", text: "case \(index)")], now: session.here))
      }
    }
  }

  @Test func `a replica enrols, syncs, goes on, and another one of its branch has the same`() async throws {
    try await RunningServer.run { server in
      let transport = try #require(HTTPTransport(url: server.url))
      let a = try replica(server, "SH01", "a")
      let b = try replica(server, "SH01", "b")
      let other = try replica(server, "SH02", "other")
      _ = try await enrol(a, url: server.url, code: try server.code("SH01"), over: transport)
      _ = try await enrol(b, url: server.url, code: try server.code("SH01"), over: transport)
      _ = try await enrol(other, url: server.url, code: try server.code("SH02"), over: transport)
      try log(25, in: a)
      let (pushed, pushFailure) = await synchronise(a, over: transport)
      #expect(
        pushFailure == nil && pushed.pushed == 25 && pushed.pulled == 25 && pushed.traffic.requests == 1)
      let (pulled, pullFailure) = await synchronise(b, over: transport)
      #expect(pullFailure == nil && pulled.pulled == 25 && pulled.digestMismatches.isEmpty)
      let (foreign, foreignFailure) = await synchronise(other, over: transport)
      #expect(foreignFailure == nil && foreign.pulled == 0)
      let (idle, _) = await synchronise(b, over: transport)
      #expect(idle.traffic.requests == 1 && idle.pulled == 0 && idle.pushed == 0)
      await transport.shutdown()
    }
  }

  /// Each device of its own branch, all at the same time.
  @Test func `fifty clients push at once and none is refused`() async throws {
    let (clients, cases) = (50, 20)
    let branches = (0..<clients).map { "B\($0 + 10)" }
    try await RunningServer.run(branches: branches) { server in
      let transport = try #require(HTTPTransport(url: server.url))
      var stores: [ReplicaStore] = []
      for branch in branches {
        let store = try replica(server, branch, branch)
        _ = try await enrol(store, url: server.url, code: try server.code(branch), over: transport)
        try log(cases, in: store)
        stores.append(store)
      }
      let failures = await withTaskGroup(of: String?.self) { group in
        for store in stores {
          group.addTask {
            let (report, failure) = await synchronise(store, over: transport)
            if let failure { return "\(failure)" }
            return report.pushed == cases && report.digestMismatches.isEmpty ? nil : "\(report)"
          }
        }
        return await group.reduce(into: [String]()) { if let failure = $1 { $0.append(failure) } }
      }
      #expect(failures.isEmpty)
      #expect(try server.office.branches().filter { $0.code != "HQ" }.allSatisfy { $0.records == cases })
      await transport.shutdown()
    }
  }

  @Test func `clients that send nothing hold up nobody`() async throws {
    try await RunningServer.run { server in
      // Twenty connections that begin a request and stop.
      var sockets: [Int32] = []
      for _ in 0..<20 {
        let socket = try #require(connected(to: server.port))
        sockets.append(socket)
        let part =
          "POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
        #expect(
          part.utf8CString.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, part.utf8.count, 0) }
            == part.utf8.count)
      }
      defer { for socket in sockets { close(socket) } }
      let transport = try #require(HTTPTransport(url: server.url))
      let store = try replica(server, "SH01", "a")
      _ = try await enrol(store, url: server.url, code: try server.code("SH01"), over: transport)
      try log(5, in: store)
      let start = ContinuousClock.now
      let (report, failure) = await synchronise(store, over: transport)
      #expect(failure == nil && report.pushed == 5)
      #expect(ContinuousClock.now - start < .seconds(20))
      await transport.shutdown()
    }
  }

  private func connected(to port: Int) -> Int32? {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return status == 0 ? descriptor : nil
  }

  @Test func `a server that is gone is told as unreachable, and the work stays`() async throws {
    let (store, folder) = try await RunningServer.run { server in
      let transport = try #require(HTTPTransport(url: server.url))
      let folder = FileManager.default.temporaryDirectory.appending(
        path: "casebook-gone-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let store = try ReplicaStore.create(
        path: folder.appending(path: "a.sqlite").path, branch: BranchCode(typed: "SH01"), name: "a",
        author: "clerk")
      _ = try await enrol(store, url: server.url, code: try server.code("SH01"), over: transport)
      await transport.shutdown()
      return (store, folder)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    try log(3, in: store)
    let url = try #require(try store.read { $0.identity.headOffice?.url })
    let transport = try #require(HTTPTransport(url: url))
    let (_, failure) = await synchronise(store, over: transport)
    guard case .transport(.unreachable) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(try store.read { try $0.pending() } == 3)
    await transport.shutdown()
  }
}
