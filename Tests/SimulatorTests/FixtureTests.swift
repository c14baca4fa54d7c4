import FoundationEssentials
import Simulator
import Testing

/// Every failure that the simulator ever found, made short and kept: none of them comes back.
@Suite("Kept failures")
struct FixtureTests {
  @Test(arguments: try fixtures())
  func `each holds now`(fixture: URL) async throws {
    let kept = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: fixture))
    let simulation = Simulation(steps: kept.steps, repertoire: kept.repertoire, keepsTrace: true)
    let outcome = try await simulation.run(
      seed: kept.seed, events: kept.events, in: kept.world, templates: try Templates())
    let told = outcome.trace.joined(separator: "\n")
    #expect(outcome.violation == nil, "\(fixture.lastPathComponent): \(told)")
  }

  static func fixtures() throws -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
  }
}
