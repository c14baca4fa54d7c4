import ArgumentParser
import FoundationEssentials
import Simulator

/// Plays branches, head office, networks, clocks and disks from a seed, and holds them against the laws.
@main
struct CasebookSim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook-sim",
    abstract: "Simulates branches and head office from a seed, and checks the laws of sync.",
    discussion: """
      casebook-sim --seed 42 --trace          plays one seed and tells what happens in it
      casebook-sim --seeds 1..2000 --jobs 2   plays many
      casebook-sim --forever --resume FILE    plays on from where FILE says, until something breaks
      casebook-sim --shrink 42                finds a shorter list of steps that breaks the same law
      casebook-sim --explore 5                plays every sequence of five steps in worlds of two replicas

      It ends with 1 where a law does not hold.
      """)

  @Option(help: "The one seed to play.")
  var seed: UInt64?

  @Option(help: "The seeds to play: FROM..TO, both included.")
  var seeds: String?

  @Flag(help: "Plays seed after seed, from 1 or where --resume was.")
  var forever = false

  @Option(help: "Keeps how far a long run has come, and goes on from there.")
  var resume: String?

  @Option(help: "How many seeds are played at once.")
  var jobs = 2

  @Option(help: "How many steps a seed has.")
  var steps = 60

  @Option(help: "What may happen: standard, everything, or names like network,copies,transfers.")
  var repertoire = "everything"

  @Flag(help: "Tells each step.")
  var trace = false

  @Option(help: "The seed whose failing steps are to be made fewer.")
  var shrink: UInt64?

  @Option(help: "The folder for what --shrink and --explore find.")
  var fixtures = "Tests/SimulatorTests/Fixtures"

  @Option(help: "Plays a file that --shrink or --explore wrote.")
  var replay: String?

  @Option(help: "How many steps of a small world to play in every order that there is.")
  var explore: Int?

  @Option(help: "The small worlds to explore: pair, branches, office, with commas between.")
  var worlds = "pair,branches,office"

  func validate() throws {
    let chosen = [seed != nil, seeds != nil, forever, shrink != nil, replay != nil, explore != nil]
    guard chosen.count(where: { $0 }) == 1 else {
      throw ValidationError("One of --seed, --seeds, --forever, --shrink, --explore, --replay.")
    }
    guard explore.map({ $0 > 0 }) ?? true else { throw ValidationError("--explore: 1 step or more.") }
    guard smallWorlds != nil else { throw ValidationError("--worlds \(worlds): not known.") }
    guard Repertoire(named: repertoire) != nil else {
      throw ValidationError("--repertoire \(repertoire): not known.")
    }
  }

  private var smallWorlds: [SmallWorld]? {
    let named = worlds.split(separator: ",").map { SmallWorld(rawValue: String($0)) }
    return named.contains(nil) ? nil : named.compactMap { $0 }
  }

  private var simulation: Simulation {
    Simulation(steps: steps, repertoire: Repertoire(named: repertoire) ?? .everything, keepsTrace: trace)
  }

  func run() async throws {
    let templates = try Templates()
    if let seed {
      print("seed \(seed)")
      try await report(simulation.run(seed: seed, templates: templates))
    } else if let shrink {
      print("seed \(shrink)")
      try await shorten(shrink, templates)
    } else if let replay {
      let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: URL(filePath: replay)))
      print("seed \(fixture.seed)")
      let simulation = Simulation(steps: fixture.steps, repertoire: fixture.repertoire, keepsTrace: trace)
      try await report(
        simulation.run(
          seed: fixture.seed, events: fixture.events, in: fixture.world, templates: templates))
    } else if let explore {
      try await Explore(
        worlds: smallWorlds ?? [], depth: explore, repertoire: Repertoire(named: repertoire) ?? .everything,
        jobs: jobs, fixtures: fixtures
      ).run(templates)
    } else {
      try await Soak(
        campaign: Campaign(simulation, templates: templates, jobs: jobs), range: try range(), file: resume
      ).run()
    }
  }

  private func range() throws -> ClosedRange<UInt64> {
    guard let seeds else { return 1...UInt64.max - 1 }
    let parts = seeds.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
    guard parts.count == 2, let from = parts[0], let to = parts[1], from <= to else {
      throw ValidationError("--seeds FROM..TO, for example 1..2000.")
    }
    return from...to
  }

  private func report(_ outcome: Outcome) throws {
    for line in outcome.trace { print(line) }
    print("\(outcome.changes) changes, \(outcome.conflicts) open conflicts, outcome \(outcome.hash)")
    guard let violation = outcome.violation else { return }
    print(violation)
    throw ExitCode(1)
  }

  private func shorten(_ seed: UInt64, _ templates: Templates) async throws {
    let whole = try await simulation.run(seed: seed, templates: templates)
    guard let violation = whole.violation else { return print("No law is broken.") }
    print("\(whole.events.count) steps break \(violation)")
    var shrinker = Shrinker(simulation, seed: seed, law: violation.law, templates: templates)
    let events = try await shrinker.shrink(whole.events)
    var told = simulation
    told.keepsTrace = true
    let short = try await told.run(seed: seed, events: events, templates: templates)
    let fixture = Fixture(short.violation ?? violation, seed: seed, simulation, events: events)
    let file = URL(filePath: fixtures).appending(path: fixture.name)
    try fixture.write(to: file)
    print("\(events.count) steps are enough: \(file.path)")
    try report(short)
  }
}

extension Fixture {
  func write(to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: file)
  }
}
