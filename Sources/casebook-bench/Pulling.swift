import Console
import GRDB
import Replica
import SyncClient
import Versioning

/// A new device's first download over HTTP, against a dump of the same store through gzip into another.
struct Pulling {
  let source: ReplicaStore
  let cases: Int
  let folder: TemporaryFolder

  func measurements() throws -> [Measurement] {
    let (firstSync, pull, report, path) = try blocking { [source, folder, cases] in
      let office = try BenchOffice(path: folder.file("pull-office.sqlite"))
      let branch = try source.read { $0.identity.branch }
      try office.add(branch)
      let server = try await LoopbackServer.start(office.service)
      guard let transport = HTTPTransport(url: server.url) else {
        throw CheckFailed("\(server.url) is an address")
      }
      try await source.enrol(at: office, url: server.url, over: transport)
      var start = seconds()
      _ = try await source.sync(over: transport)
      let firstSync = seconds() - start

      let path = folder.file("pulled.sqlite")
      let replica = try ReplicaStore.create(path: path, branch: branch)
      try await replica.enrol(at: office, url: server.url, over: transport)
      start = seconds()
      let report = try await replica.sync(over: transport)
      let pull = seconds() - start
      try check(try replica.caseCount() == source.caseCount(), "all cases came")
      try check(report.pulled >= cases, "\(report.pulled) records came")
      await transport.shutdown()
      await server.stop()
      return (firstSync, pull, report, path)
    }
    let copy = folder.file("copy.sqlite")
    let floor = try shell("sqlite3 \(quoted(path)) .dump | gzip -6 | gunzip | sqlite3 \(quoted(copy))")
    let copied = try DatabaseQueue(path: copy).read {
      try $0.value("SELECT count(*) FROM cases") as Int?
    }
    try check(try copied == source.caseCount(), "the dump holds all cases")
    return [
      Measurement(
        name: "first pull of \(cases) cases", unit: .seconds, figure: pull, floor: floor, goal: .within(2),
        detail: "HTTP; \(report.traffic.requests) requests, \(report.traffic.bytesDown / 1024) KiB; floor: "
          + "sqlite3 .dump | gzip -6 | gunzip | sqlite3"),
      Measurement(
        name: "first sync of \(cases) imported cases", unit: .seconds, figure: firstSync, floor: nil,
        goal: .none,
        detail: "all sent and taken back as head office has them"),
    ]
  }
}
