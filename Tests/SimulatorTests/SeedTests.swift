import Simulator
import Testing

/// What CI plays of the simulator. Long runs are made with `casebook-sim`.
@Suite("Seeds of the simulator")
struct SeedTests {
  @Test("2,000 seeds: every law holds in each")
  func seeds() async throws {
    let campaign = Campaign(Simulation(steps: 45), templates: try Templates(), jobs: 3)
    let tally = try await campaign.run(1...2000)
    for outcome in tally.failures {
      Issue.record("seed \(outcome.seed): \(outcome.violation?.description ?? "")")
    }
    #expect(tally.runs == 2000)
    #expect(tally.changes > 15_000, "these runs write much")
    #expect(tally.conflicts > 500, "these runs raise conflicts")
  }

  @Test("the same seed gives the same run, alone or beside others")
  func determinism() async throws {
    let templates = try Templates()
    let alone = Campaign(Simulation(), templates: templates, jobs: 1)
    let others = Campaign(Simulation(), templates: try Templates(), jobs: 4)
    var first: [UInt64: UInt64] = [:]
    var second: [UInt64: UInt64] = [:]
    _ = try await alone.run(1...40) { first[$0.seed] = $0.hash }
    _ = try await others.run((1...40).reversed()) { second[$0.seed] = $0.hash }
    #expect(first == second)
    #expect(Set(first.values).count == 40, "different seeds are different runs")
  }

  @Test("a run does not depend on whether its trace is kept")
  func trace() async throws {
    let templates = try Templates()
    let silent = try await Simulation().run(seed: 7, templates: templates)
    let told = try await Simulation(keepsTrace: true).run(seed: 7, templates: templates)
    #expect(silent.hash == told.hash)
    #expect(silent.trace.isEmpty)
    #expect(told.trace.count >= 50)
  }
}
