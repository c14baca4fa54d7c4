/// Finds a shorter list of steps that breaks the same law.
///
/// Delta debugging: leave out ever smaller parts for as long as the failure stays (Zeller, Hildebrandt:
/// "Simplifying and Isolating Failure-Inducing Input", 2002, ddmin). Then what stands within single steps is
/// made simpler, one thing at a time.
package struct Shrinker: Sendable {
  /// How many more runs may be spent.
  private var budget: Int
  private let breaks: @Sendable ([Event]) async throws -> Bool

  /// - Parameter breaks: whether the law is still broken by these steps.
  package init(budget: Int = 2000, breaks: @escaping @Sendable ([Event]) async throws -> Bool) {
    self.budget = budget
    self.breaks = breaks
  }

  package init(_ simulation: Simulation, seed: UInt64, law: Law, templates: Templates) {
    self.init { events in
      try await simulation.run(seed: seed, events: events, templates: templates).violation?.law == law
    }
  }

  package mutating func shrink(_ events: [Event]) async throws -> [Event] {
    var best = try await minimise(events)
    while budget > 0 {
      var isSimpler = false
      for index in best.indices {
        for simpler in simpler(best[index]) {
          var candidate = best
          candidate[index] = simpler
          if try await fails(candidate) {
            best = candidate
            isSimpler = true
            break
          }
        }
      }
      guard isSimpler else { break }
      best = try await minimise(best)
    }
    return best
  }

  private mutating func minimise(_ events: [Event]) async throws -> [Event] {
    var best = events
    var parts = 2
    while best.count > 1, budget > 0 {
      let size = (best.count + parts - 1) / parts
      var isShorter = false
      for start in stride(from: 0, to: best.count, by: size) {
        var candidate = best
        candidate.removeSubrange(start..<min(start + size, best.count))
        if try await fails(candidate) {
          best = candidate
          parts = max(parts - 1, 2)
          isShorter = true
          break
        }
      }
      if isShorter { continue }
      guard parts < best.count else { break }
      parts = min(parts * 2, best.count)
    }
    return best
  }

  private mutating func fails(_ events: [Event]) async throws -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    return try await breaks(events)
  }

  /// The same step with less in it.
  private func simpler(_ event: Event) -> [Event] {
    var found: [Event] = []
    func add(_ step: Step) { found.append(Event(event.number, after: event.after, step)) }
    if event.after > 0 { found.append(Event(event.number, event.step)) }
    switch event.step {
    case .sync(let device, let deliveries):
      for shorter in simpler(deliveries) { add(.sync(device: device, shorter)) }
    case .enrol(let device, let deliveries):
      for shorter in simpler(deliveries) { add(.enrol(device: device, shorter)) }
    case .act(let device, .edit(let label, let fields)) where fields.count > 1:
      for field in fields { add(.act(device: device, .edit(case: label, [field]))) }
    default: break
    }
    return found
  }

  private func simpler(_ deliveries: [Delivery]) -> [[Delivery]] {
    var found: [[Delivery]] = deliveries.isEmpty ? [] : [[], Array(deliveries.dropLast())]
    for (index, delivery) in deliveries.enumerated() {
      func add(_ simpler: Delivery) {
        var copy = deliveries
        copy[index] = simpler
        found.append(copy)
      }
      if delivery.fate != .arrives {
        add(Delivery(.arrives, before: delivery.before, after: delivery.after))
      }
      for place in delivery.before.indices {
        var copy = delivery
        copy.before.remove(at: place)
        add(copy)
      }
      for place in delivery.after.indices {
        var copy = delivery
        copy.after.remove(at: place)
        add(copy)
      }
    }
    return found
  }
}

/// A failing run that is kept: the steps, and what they once broke.
package struct Fixture: Codable, Sendable {
  package var law: Law
  package var message: String
  package var seed: UInt64
  /// What gives the world of the seed: who is there, and how much an answer brings.
  package var steps: Int
  package var repertoire: Repertoire
  package var events: [Event]
  /// The small world that it was found in; nil: the one that the seed gives.
  package var world: SmallWorld?

  package init(_ violation: Violation, seed: UInt64, _ simulation: Simulation, events: [Event]) {
    law = violation.law
    message = violation.message
    self.seed = seed
    steps = simulation.steps
    repertoire = simulation.repertoire
    self.events = events
  }

  /// A path that an exploration found.
  package init(_ finding: Exploration.Finding, in world: SmallWorld, repertoire: Repertoire) {
    self.init(
      finding.violation, seed: 0, Simulation(repertoire: world.repertoire(of: repertoire)),
      events: finding.path)
    self.world = world
  }

  package var name: String {
    guard let world else { return "\(law.name)-\(seed).json" }
    // Of all that is played, so that two ways to break a law are two files.
    var trace = Trace(keepsLines: false)
    trace.add("\(events)")
    return "\(law.name)-\(world.rawValue)-\(trace.hash % 100_000).json"
  }
}
