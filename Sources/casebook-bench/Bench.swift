import ArgumentParser
import Terminal

/// Measures the product and plays the two large runs on real data. Figures of one run are compared with a
/// floor measured in the same run: machines differ and are noisy, ratios less so.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook-bench",
    abstract: "Measures casebook against its goals, and replays real data through branches and head office.",
    subcommands: [Speed.self, Council.self, Incidents.self, SimilarTrial.self, DuplicateTrial.self])
}

/// A run whose checks did not hold.
struct CheckFailed: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Ends the run with an error unless something holds.
func check(_ holds: Bool, _ what: @autoclosure () -> String) throws {
  guard holds else { throw CheckFailed("check failed: " + what()) }
}

/// A line of progress on standard error: standard output is for results.
func note(_ line: String) { writeToStandardError(line + "\n") }
