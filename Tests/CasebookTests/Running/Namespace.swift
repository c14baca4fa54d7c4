import Foundation

/// A mount namespace of its own for a shell script: file systems that are full or read-only, seen by nobody else
/// and gone with it. Root can make one; others where the kernel lets them make a user namespace.
enum Namespace {
  private static let command: [String]? = [["unshare", "-m"], ["unshare", "-rm"]].first { command in
    let shop = try? Shop(initialised: false)
    guard let folder = shop?.folder.path else { return false }
    let probe = command + ["mount", "-t", "tmpfs", "tmpfs", folder]
    return (try? run(probe, environment: [:]))?.status == 0
  }

  static var isAvailable: Bool { command != nil }

  static func run(_ script: String, environment: [String: String]) throws -> Program.Ran {
    try run((command ?? []) + ["sh", "-c", script], environment: environment)
  }

  private static func run(_ command: [String], environment: [String: String]) throws -> Program.Ran {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Program.run(
      command, environment: environment.merging(["PATH": path]) { $1 }, program: "/usr/bin/env")
  }
}
