import Foundation
import TestSupport

/// The program `casebook-sim`, built beside the tests.
enum SimulatorProgram {
  /// Runs it at a low priority, to its end.
  /// - Returns: its exit code and the lines that it wrote.
  static func run(_ arguments: [String]) async throws -> (status: Int32, lines: [String]) {
    let folder = try TemporaryFolder()
    let file = folder.path + "/out"
    let status = try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: the tests' few are not held up.
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try Child(
              "/usr/bin/env", ["nice", "-n", "15", BuiltProgram.path("casebook-sim")] + arguments,
              output: file, error: file
            ).wait()
          })
      }
    }
    return (
      status, try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
    )
  }
}
