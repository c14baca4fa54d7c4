import Simulator
import Testing

/// Every sequence of a few steps in worlds of two replicas. More steps are explored with `casebook-sim`.
@Suite("Small worlds, explored whole")
struct ExplorationTests {
  @Test(arguments: SmallWorld.allCases)
  func `every law holds in every situation that two steps lead to`(world: SmallWorld) async throws {
    let exploration = Exploration(world, depth: 2, templates: try Templates())
    let (levels, findings) = try await exploration.run()
    let told = findings.map { "\($0.violation) after \($0.path.map(\.step))" }
    #expect(findings.isEmpty, "\(told.joined(separator: "\n"))")
    // Of the case that all know. A device writes one of two texts, deletes, moves or erases it where it may;
    // each syncs in six ways, is put away or copied; head office is put away, and changes the role of each.
    let first = [SmallWorld.pair: 25, .branches: 23, .office: 26]
    #expect(levels.map(\.depth) == [1, 2])
    #expect(levels.first?.transitions == first[world])
    // As many as it met when no law was broken: fewer, and something is left out or taken for the same.
    let met = [SmallWorld.pair: [13, 121], .branches: [12, 101], .office: [14, 147]]
    #expect(levels.map(\.situations) == met[world])
  }

  @Test func `what is explored does not hang on how many work at it`() async throws {
    func levels(jobs: Int) async throws -> [[Int]] {
      let exploration = Exploration(
        .pair, depth: 2, repertoire: [.network], jobs: jobs, templates: try Templates())
      return try await exploration.run().levels.map { [$0.transitions, $0.situations, $0.violations] }
    }
    let alone = try await levels(jobs: 1)
    #expect(try await levels(jobs: 4) == alone)
  }

  @Test func `two words stand for each other: a situation is met once`() async throws {
    let exploration = Exploration(.pair, depth: 1, repertoire: [], templates: try Templates())
    let level = try #require(try await exploration.run().levels.first)
    // Each of two devices: two texts, a deletion, a sync that brings nothing.
    #expect(level.transitions == 8)
    // A text and a deletion by the one that made the case, and by the one that did not.
    #expect(level.situations == 4)
  }
}
