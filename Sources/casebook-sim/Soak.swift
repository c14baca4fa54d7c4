import ArgumentParser
import FoundationEssentials
import Simulator

/// A long run, in chunks. After each the file says how far it has come: a run that was ended goes on with the
/// chunk that it was in.
struct Soak {
  let campaign: Campaign
  let range: ClosedRange<UInt64>
  let file: String?
  private let chunk: UInt64 = 500

  /// What the file holds.
  private struct Progress: Codable {
    /// Where the run began: the file of one is not the file of another.
    var first: UInt64?
    var next: UInt64
    var runs = 0
    var changes = 0
    var conflicts = 0
    var seconds = 0.0
    var failed: [UInt64] = []
  }

  init(campaign: Campaign, range: ClosedRange<UInt64>, file: String?) {
    self.campaign = campaign
    self.range = range
    self.file = file
  }

  func run() async throws {
    var progress = try read() ?? Progress(first: range.lowerBound, next: range.lowerBound)
    guard progress.first ?? range.lowerBound == range.lowerBound else {
      throw ValidationError("\(file ?? "") is of a run from seed \(progress.first ?? 0).")
    }
    print("seeds from \(progress.next), \(campaign.jobs) at once, \(campaign.simulation.steps) steps each")
    let clock = ContinuousClock()
    while progress.next <= range.upperBound {
      let last = min(range.upperBound, progress.next + (chunk - 1))
      let start = clock.now
      let tally = try await campaign.run(progress.next...last) { outcome in
        if let violation = outcome.violation { print("seed \(outcome.seed): \(violation)") }
      }
      progress.next = last + 1
      progress.runs += tally.runs
      progress.changes += tally.changes
      progress.conflicts += tally.conflicts
      progress.failed += tally.failures.map(\.seed)
      progress.seconds += (clock.now - start) / .seconds(1)
      try write(progress)
      print(
        "to seed \(last): \(progress.runs) runs, \(progress.changes) changes, \(progress.conflicts) conflicts, "
          + "\(progress.failed.count) failed, \(Int(progress.seconds)) s, "
          + "\(Int(Double(progress.runs) / max(progress.seconds, 0.001))) seeds/s")
    }
    guard let first = progress.failed.first else { return }
    // What led to it, so that nothing has to be played again to see it.
    var told = campaign.simulation
    told.keepsTrace = true
    let outcome = try await told.run(seed: first, templates: campaign.templates)
    for line in outcome.trace { print(line) }
    print("seed \(first): \(outcome.violation.map { "\($0)" } ?? "holds when it is played alone")")
    print("failed: \(progress.failed.map(String.init).joined(separator: " "))")
    throw ExitCode(1)
  }

  private func read() throws -> Progress? {
    guard let file, FileManager.default.fileExists(atPath: file) else { return nil }
    return try JSONDecoder().decode(Progress.self, from: Data(contentsOf: URL(filePath: file)))
  }

  private func write(_ progress: Progress) throws {
    guard let file else { return }
    try JSONEncoder().encode(progress).write(to: URL(filePath: file), options: .atomic)
  }
}
