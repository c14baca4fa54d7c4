import Simulator
import Testing

@Suite("Seeds")
struct SeedTests {
  @Test func one() async throws {
    let templates = try Templates()
    let outcome = try await Simulation(keepsTrace: true).run(seed: 1, templates: templates)
    #expect(outcome.violation == nil)
  }
}
