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

  private struct Outcome: Sendable {
    var seconds: [Double] = []
    var requests = 0
    var bytes = 0
  }

  func measurements() throws -> [Measurement] {
    let few = try syncs(small, "edit-small")
    let many = try syncs(large, "edit-large")
    return [
      Measurement(
        name: "one changed case: requests", unit: .count, figure: Double(many.requests), floor: nil, goal: .atMost(1)),
      Measurement(
        name: "one changed case: bodies", unit: .bytes, figure: Double(many.bytes), floor: nil, goal: .atMost(1023),
        detail: "both ways after gzip, 300 bytes of text"),
      Measurement(
        name: "one changed case: time", unit: .milliseconds, figure: median(many.seconds) * 1000,
        floor: median(few.seconds) * 1000, goal: .within(1.5),
        detail: "\(try large.caseCount()) cases present; floor: the same with \(try small.caseCount())"),
    ]
  }

  private func syncs(_ store: ReplicaStore, _ name: String) throws -> Outcome {
    try blocking { [folder] in
      // A copy of its own, so that it does not matter where the store was enrolled before.
      let replica = try ReplicaStore.create(path: folder.file(name + "-replica.sqlite"), branch: store.read { $0.identity.branch })
      let office = try Office(path: folder.file(name + ".sqlite"))
      try office.add(try replica.read { $0.identity.branch })
      let server = try await LoopbackServer.start(office.service)
      guard let transport = HTTPTransport(url: server.url) else { throw CheckFailed("\(server.url) is an address") }
      _ = try replica.importAll(SampleCases.rows(try store.caseCount()), source: "bench")
      try await replica.enrol(at: office, url: server.url, over: transport)
      _ = try await replica.sync(over: transport)
      var random = SeededGenerator(seed: 3)
      let text = SampleCases.words(false, bytes: 300, using: &random)
      let id = try replica.write { session in
        try session.newCase(
          CaseDraft.newCase([("channel", "phone"), ("narrative", text)], now: session.now)
        ).id
      }
      _ = try await replica.sync(over: transport)
      var outcome = Outcome()
      for round in 0..<31 {
        try replica.write { session in
          guard let row = try session.db.record(id) else { throw CheckFailed("the case is there") }
          let edit = FieldEdit(FieldID(CaseField.severity.number), .text(round % 2 == 0 ? "minor" : "moderate"))
          _ = try session.editCase(row, [edit])
        }
        let start = seconds()
        let report = try await replica.sync(over: transport)
        if round > 0 { outcome.seconds.append(seconds() - start) }
        outcome.requests = max(outcome.requests, report.traffic.requests)
        outcome.bytes = max(outcome.bytes, report.traffic.bytesUp + report.traffic.bytesDown)
      }
      await transport.shutdown()
      await server.stop()
      return outcome
    }
  }
}
