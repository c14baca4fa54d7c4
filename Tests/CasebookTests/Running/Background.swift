import Foundation
import Glibc
import Testing

/// The program while it runs on: `sync --watch`.
final class Background {
  private let run: Spawned

  init(_ shop: Shop, _ arguments: String...) throws {
    run = try Spawned(arguments, environment: shop.environment)
  }

  var isRunning: Bool { run.child.isRunning }

  func output() -> [String] { lines(run.output) }
  func errors() -> [String] { lines(run.error) }

  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  /// The syncs that it told of with --json.
  func syncs() throws -> [[String: Any]] {
    try output().compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
  }

  func send(_ signal: Int32) { run.child.send(signal) }

  /// - Returns: the exit code, or 128 and the signal; nil where it did not end in time.
  func ended(within seconds: Double) -> Int32? {
    waitUntil(within: seconds) { !isRunning } ? run.child.wait() : nil
  }
}

/// Waits for something that another process does.
/// - Returns: whether it came true in time.
func waitUntil(within seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
  let end = Date(timeIntervalSinceNow: seconds)
  while try !condition() {
    guard Date() < end else { return false }
    usleep(20_000)
  }
  return true
}
