import Simulator
import Testing

/// What CI plays of the simulator. Long runs are made with `casebook-sim`.
@Suite("Seeds of the simulator")
struct SeedTests {
  @Test func `2,000 seeds: every law holds in each`() async throws {
    // By the program, and with what the other tests leave of the machine: they have clocks to keep.
    let (status, lines) = try await SimulatorProgram.run([
      "--seeds", "1..2000", "--jobs", "2", "--steps", "45",
    ])
    #expect(status == 0, "\(lines.joined(separator: "\n"))")
    let tally = try #require(lines.last { $0.hasPrefix("to seed 2000: ") })
    let numbers = tally.split { !$0.isNumber }.compactMap { Int($0) }
    #expect(numbers[1] == 2000)
    #expect(numbers[2] > 15_000, "these runs write much")
    #expect(numbers[3] > 500, "these runs raise conflicts")
  }

  @Test func `200 seeds in which people speak of employees: no device of branch staff holds a byte of it`()
    async throws
  {
    let (status, lines) = try await SimulatorProgram.run([
      "--seeds", "1..200", "--jobs", "2", "--steps", "45", "--repertoire", "everything,remarks",
    ])
    #expect(status == 0, "\(lines.joined(separator: "\n"))")
  }

  @Test
  func `60 seeds with people, tasks and terms: each is written by whom it may be, and held where it belongs`()
    async throws
  {
    let (status, lines) = try await SimulatorProgram.run([
      "--seeds", "1..60", "--jobs", "2", "--steps", "40", "--repertoire", "everything,office",
    ])
    #expect(status == 0, "\(lines.joined(separator: "\n"))")
  }

  @Test func `60 seeds with manuscripts: head office publishes, an erasure leaves what is published`()
    async throws
  {
    let (status, lines) = try await SimulatorProgram.run([
      "--seeds", "1..60", "--jobs", "2", "--steps", "40", "--repertoire", "everything,office,knowledge",
    ])
    #expect(status == 0, "\(lines.joined(separator: "\n"))")
  }

  @Test
  func `60 seeds with links: every store tells which cases are one complaint by what it holds, and alike`()
    async throws
  {
    let (status, lines) = try await SimulatorProgram.run([
      "--seeds", "1..60", "--jobs", "2", "--steps", "40", "--repertoire", "everything,links",
    ])
    #expect(status == 0, "\(lines.joined(separator: "\n"))")
  }

  @Test func `the same seed gives the same run, alone or beside others`() async throws {
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

  @Test func `a run does not depend on whether its trace is kept`() async throws {
    let templates = try Templates()
    let silent = try await Simulation().run(seed: 9, templates: templates)
    let told = try await Simulation(keepsTrace: true).run(seed: 9, templates: templates)
    #expect(silent.hash == told.hash)
    #expect(silent.trace.isEmpty)
    #expect(told.trace.count >= 50)
  }
}
