import Foundation
import Glibc
import Testing

/// The program while it runs on: `sync --watch`.
final class Background {
  private let process = Process()
  private let folder: TemporaryFolder

  init(_ shop: Shop, _ arguments: String...) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: shop.program)
    process.arguments = arguments
    process.environment = shop.environment
    process.standardInput = FileHandle.nullDevice
    for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: folder.path + "/" + name)) }
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/out")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/err")
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var isRunning: Bool { process.isRunning }

  func output() throws -> [String] { try lines("out") }
  func errors() throws -> [String] { try lines("err") }

  private func lines(_ name: String) throws -> [String] {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n").map(
      String.init)
  }

  /// The syncs that it told of with --json.
  func syncs() throws -> [[String: Any]] {
    try output().compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// - Returns: the exit code; nil where it did not end in time, or by a signal.
  func ended(within seconds: Double) -> Int32? {
    guard waitUntil(within: seconds, { !process.isRunning }) else { return nil }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
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
