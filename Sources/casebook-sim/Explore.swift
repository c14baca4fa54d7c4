import ArgumentParser
import FoundationEssentials
import Simulator

/// Explores small worlds and tells what came of it, depth by depth.
struct Explore {
  let worlds: [SmallWorld]
  let depth: Int
  let repertoire: Repertoire
  let jobs: Int
  /// The folder for the paths that break a law.
  let fixtures: String

  func run(_ templates: Templates) async throws {
    var hasBroken = false
    for world in worlds {
      print("\(world.rawValue): \(depth) steps, \(jobs) at once")
      let clock = ContinuousClock()
      let start = clock.now
      var situations = 1
      var transitions = 0
      let exploration = Exploration(
        world, depth: depth, repertoire: repertoire, jobs: jobs, templates: templates)
      let (_, findings) = try await exploration.run { level in
        situations += level.situations
        transitions += level.transitions
        let seconds = Double((clock.now - start).components.seconds)
        print(
          "depth \(level.depth): \(level.transitions) transitions, \(level.situations) new situations, "
            + "\(level.violations) break a law, \(Int(seconds)) s")
      } found: { finding in
        print("after \(finding.steps.count) steps: \(finding.violation)")
        for step in finding.steps { print("  \(step)") }
      }
      print("\(world.rawValue): \(situations) situations, \(transitions) transitions")
      for finding in findings { try save(finding, in: world) }
      hasBroken = hasBroken || !findings.isEmpty
    }
    if hasBroken { throw ExitCode(1) }
  }

  private func save(_ finding: Exploration.Finding, in world: SmallWorld) throws {
    let fixture = Fixture(finding, in: world, repertoire: repertoire)
    let file = URL(filePath: fixtures).appending(path: fixture.name)
    try fixture.write(to: file)
    print("kept: \(file.path)")
  }
}
