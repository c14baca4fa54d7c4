import Complaints
import Console
import FoundationEssentials
import Replica
import SyncClient
import Versioning

/// One changed case, synced, in a small and in a large store.
struct Editing {
  let small: ReplicaStore
  let large: ReplicaStore
  let folder: TemporaryFolder

  func measurements() throws -> [Measurement] {
    let (few, many, report) = try blocking { [small, large, folder] in
      let few = try await Site(cases: small.caseCount(), folder, "edit-small")
      let many = try await Site(cases: large.caseCount(), folder, "edit-large")
      var seconds: (few: [Double], many: [Double]) = ([], [])
      var report = SyncReport()
      // In turn, so that a bad moment of the machine hits both; the first round only warms up.
      for round in 0...40 {
        let (one, _) = try await few.change(round)
        let (other, last) = try await many.change(round)
        guard round > 0 else { continue }
        seconds.few.append(one)
        seconds.many.append(other)
        report = last
      }
      await few.stop()
      await many.stop()
      return (median(seconds.few), median(seconds.many), report)
    }
    return [
      Measurement(
        name: "one changed case: requests", unit: .count, figure: Double(report.traffic.requests), floor: nil,
        goal: .atMost(1)),
      Measurement(
        name: "one changed case: bodies", unit: .bytes,
        figure: Double(report.traffic.bytesUp + report.traffic.bytesDown), floor: nil, goal: .atMost(1023),
        detail: "both ways after gzip, 300 bytes of text"),
      Measurement(
        name: "one changed case: time", unit: .milliseconds, figure: many * 1000, floor: few * 1000,
        goal: .within(1.5),
        detail: "\(try large.caseCount()) cases present; floor: the same with \(try small.caseCount())"),
    ]
  }
}

/// A branch and its head office with so many cases, in sync.
private struct Site: Sendable {
  private let replica: ReplicaStore
  private let server: LoopbackServer
  private let transport: HTTPTransport
  private let record: RecordID

  init(cases: Int, _ folder: TemporaryFolder, _ name: String) async throws {
    let branch = try BranchCode(typed: "SH01")
    replica = try ReplicaStore.create(path: folder.file(name + "-replica.sqlite"), branch: branch)
    let office = try BenchOffice(path: folder.file(name + ".sqlite"))
    try office.add(branch)
    server = try await LoopbackServer.start(office.service)
    guard let transport = HTTPTransport(url: server.url) else {
      throw CheckFailed("\(server.url) is an address")
    }
    self.transport = transport
    _ = try replica.importAll(SampleCases.rows(cases), source: "bench")
    var random = SeededGenerator(seed: 3)
    let text = SampleCases.words(false, bytes: 300, using: &random)
    record = try replica.write { session in
      try session.newCase(CaseInput.newCase([("channel", "phone"), ("narrative", text)], now: session.here))
        .id
    }
    try await replica.enrol(at: office, url: server.url, over: transport)
    _ = try await replica.sync(over: transport)
  }

  /// Changes a field of one case and syncs.
  /// - Returns: the seconds of the sync alone.
  func change(_ round: Int) async throws -> (Double, SyncReport) {
    try replica.write { session in
      guard let row = try session.db.record(record) else { throw CheckFailed("the case is there") }
      let term = round % 2 == 0 ? "minor" : "moderate"
      _ = try session.editCase(row, [FieldEdit(FieldID(CaseField.severity.number), .text(term))])
    }
    let start = seconds()
    let report = try await replica.sync(over: transport)
    return (seconds() - start, report)
  }

  func stop() async {
    await transport.shutdown()
    await server.stop()
  }
}
