import Complaints
import Console
import Replica
import SyncClient

/// Fifty devices of fifty branches that come back at once after an outage.
struct Clients {
  let folder: TemporaryFolder

  func measurements() throws -> [Measurement] {
    let (count, cases) = (50, 100)
    let (elapsed, refused, arrived) = try blocking { [folder] in
      let office = try BenchOffice(path: folder.file("clients.sqlite"))
      let server = try await LoopbackServer.start(office.service)
      guard let transport = HTTPTransport(url: server.url) else {
        throw CheckFailed("\(server.url) is an address")
      }
      var stores: [ReplicaStore] = []
      for index in 0..<count {
        let branch = try BranchCode(typed: "B\(index)")
        try office.add(branch)
        let store = try ReplicaStore.create(path: folder.file("client-\(index).sqlite"), branch: branch)
        _ = try store.importAll(SampleCases.rows(cases, from: index * cases), source: "bench")
        try await store.enrol(at: office, url: server.url, over: transport)
        stores.append(store)
      }
      let start = seconds()
      let refused = await withTaskGroup(of: Bool.self) { group in
        for store in stores {
          group.addTask { await synchronise(store, over: transport).1 != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      let elapsed = seconds() - start
      await transport.shutdown()
      await server.stop()
      return (elapsed, refused, try office.caseCounts().values.reduce(0, +))
    }
    try check(arrived == count * cases, "\(arrived) of \(count * cases) cases arrived")
    return [
      Measurement(
        name: "50 clients at once: refused", unit: .count, figure: Double(refused), floor: nil,
        goal: .atMost(0),
        detail: "100 cases each, all in \(fixed(elapsed, 2)) s")
    ]
  }
}
