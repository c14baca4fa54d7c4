import Foundation

/// The programs that were built beside the tests.
package enum BuiltProgram {
  package static func path(_ name: String) -> String {
    // The test bundle is the running program itself, or was given to the one that runs.
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let bundles = [own] + CommandLine.arguments.filter { $0.contains(".xctest") }
    let programs = bundles.map { URL(filePath: $0).deletingLastPathComponent().path + "/" + name }
    return programs.first { FileManager.default.isExecutableFile(atPath: $0) }
      ?? "\(name) is not beside the tests"
  }
}
