import Foundation

/// The program `casebook-sim`, built beside the tests.
enum SimulatorProgram {
  /// Runs it at a low priority, to its end.
  /// - Returns: its exit code and the lines that it wrote.
  static func run(_ arguments: [String]) async throws -> (status: Int32, lines: [String]) {
    let file = FileManager.default.temporaryDirectory.appending(path: "casebook-sim-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["nice", "-n", "15", path] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return (status, try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init))
  }

  private static var path: String {
    // The test bundle is the running program itself, or was given to the one that runs.
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let bundles = [own] + CommandLine.arguments.filter { $0.contains(".xctest") }
    let programs = bundles.map { URL(filePath: $0).deletingLastPathComponent().path + "/casebook-sim" }
    return programs.first { FileManager.default.isExecutableFile(atPath: $0) }
      ?? "casebook-sim is not beside the tests"
  }
}
