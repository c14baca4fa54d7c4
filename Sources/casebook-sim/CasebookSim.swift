import ArgumentParser
import Simulator

@main
struct CasebookSim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "casebook-sim", abstract: "Simulates.")

  @Option var seed: UInt64
  @Option var to: UInt64?
  @Option var steps = 60
  @Flag var trace = false

  func run() async throws {
    let templates = try Templates()
    let clock = ContinuousClock()
    let start = clock.now
    for seed in seed...(to ?? seed) {
      let outcome = try await Simulation(steps: steps, keepsTrace: true).run(seed: seed, templates: templates)
      if trace { for line in outcome.trace { print(line) } }
      print("seed \(seed) hash \(outcome.hash) changes \(outcome.changes) conflicts \(outcome.conflicts) \(outcome.violation?.description ?? "")")
    }
    print(clock.now - start)
  }
}
