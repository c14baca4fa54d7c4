/// Many seeds, some at a time.
package struct Campaign: Sendable {
  package let simulation: Simulation
  package let templates: Templates
  /// How many runs go on at once.
  package let jobs: Int

  package init(_ simulation: Simulation, templates: Templates, jobs: Int) {
    self.simulation = simulation
    self.templates = templates
    self.jobs = max(jobs, 1)
  }

  package struct Tally: Sendable {
    package var runs = 0
    package var changes = 0
    package var conflicts = 0
    package var failures: [Outcome] = []
  }

  /// - Parameter ended: told of each run as it ends.
  /// - Throws: what keeps the simulator from going on.
  package func run(_ seeds: some Sequence<UInt64>, ended: (Outcome) -> Void = { _ in }) async throws -> Tally
  {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      var tally = Tally()
      var left = seeds.makeIterator()
      func begin() {
        guard let seed = left.next() else { return }
        group.addTask { try await simulation.run(seed: seed, templates: templates) }
      }
      for _ in 0..<jobs { begin() }
      while let outcome = try await group.next() {
        begin()
        tally.runs += 1
        tally.changes += outcome.changes
        tally.conflicts += outcome.conflicts
        if outcome.violation != nil { tally.failures.append(outcome) }
        ended(outcome)
      }
      tally.failures.sort { $0.seed < $1.seed }
      return tally
    }
  }
}
