import Console
import FoundationEssentials
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// What a branch sends after a long outage, into an empty head office.
struct Pushing {
  let store: ReplicaStore
  /// Rows a second through SQLite's C API.
  let floor: Double
  let folder: TemporaryFolder

  func measurements() throws -> [Measurement] {
    let batches = try batches()
    let count = batches.reduce(0) { $0 + $1.count }
    let (direct, http) = try blocking { [store, folder] in
      var rates: [Double] = []
      for isHTTP in [false, true] {
        let office = try BenchOffice(path: folder.file(isHTTP ? "push-http.sqlite" : "push.sqlite"))
        let identity = try store.read { $0.identity }
        try office.add(identity.branch)
        var enrolment = try store.enrolRequest(code: office.code(identity.branch))
        enrolment.headOffice = Data()
        let token = try office.service.enrol(enrolment).token
        let server = isHTTP ? try await LoopbackServer.start(office.service) : nil
        let start = seconds()
        if let server, let transport = HTTPTransport(url: server.url) {
          for batch in batches {
            let body = try MessageFormat.protobuf.encode(request(identity.replica, batch))
            _ = try await transport.send(body, to: .sync, token: token)
          }
          await transport.shutdown()
        } else {
          for batch in batches {
            _ = try await office.service.exchange(request(identity.replica, batch), token: token)
          }
        }
        rates.append(Double(count) / (seconds() - start))
        await server?.stop()
        try check(
          try office.caseCounts()[identity.branch.rawValue] == store.caseCount(), "head office has all cases")
      }
      return (rates[0], rates[1])
    }
    return [
      Measurement(
        name: "push, in process", unit: .perSecond, figure: direct, floor: floor, goal: .atLeast(0.4),
        detail: "log, merge, state and feed position, \(count) changes in \(batches.count) requests"),
      Measurement(
        name: "push, HTTP", unit: .perSecond, figure: http, floor: floor, goal: .atLeast(0.4),
        detail: "the same with gzip and HTTP on one machine"),
    ]
  }

  /// The changes as a client sends them.
  private func batches() throws -> [[Data]] {
    try store.read { reader in
      let replica = try reader.db.replicaRid(reader.identity.replica)
      var batches: [[Data]] = []
      var last: UInt64 = 0
      while true {
        let rows = try reader.db.changes(replica: replica, after: last, limit: Limits.batchChanges)
        var bytes = 0
        let batch = rows.prefix { row in
          bytes += row.encoded.count
          return bytes <= Limits.batchBytes
        }
        guard let end = batch.last else { return batches }
        last = end.number
        batches.append(batch.map { Data($0.encoded) })
      }
    }
  }
}

/// A push that asks for as little as possible of the feed.
private func request(_ replica: ReplicaID, _ changes: [Data]) -> SyncRequest {
  var request = SyncRequest()
  request.protocol = Limits.protocolVersion
  request.replica = replica.data
  request.clock = wallMilliseconds()
  request.changes = changes
  request.pageBytes = 1
  return request
}
