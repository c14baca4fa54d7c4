import Foundation
import TestSupport
import Testing

/// A branch with a home of its own, and the program as its people run it.
final class Shop: Sendable {
  let folder: TemporaryFolder
  var home: String { folder.path + "/data" }
  var program: String { Program.path }

  /// - Parameter initialised: `casebook init` was run, with Li Na as author.
  init(branch: String = "SH01", initialised: Bool = true) throws {
    folder = try TemporaryFolder()
    guard initialised else { return }
    let ran = try casebook("init", "--branch", branch, "--author", "Li Na")
    try #require(ran.status == 0, "\(ran.error)")
  }

  /// In English, in China's time zone, without anything of the machine's user.
  var environment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
      "CASEBOOK_HOME": home, "LANG": "C.UTF-8", "TZ": "Asia/Shanghai",
    ]
  }

  @discardableResult
  func casebook(_ arguments: String...) throws -> Program.Ran { try casebook(arguments) }

  @discardableResult
  func casebook(
    _ arguments: [String], environment more: [String: String] = [:], input: [UInt8] = [],
    output: String? = nil
  ) throws -> Program.Ran {
    try Program.run(
      arguments, environment: environment.merging(more) { $1 }, input: input, output: output)
  }

  /// One object of a command that must succeed.
  func json(_ arguments: String...) throws -> [String: Any] { try json(arguments) }

  func json(_ arguments: [String]) throws -> [String: Any] {
    try succeeding(arguments + ["--json"]).object()
  }

  /// An array of objects of a command that must succeed.
  func array(_ arguments: String...) throws -> [[String: Any]] {
    try succeeding(arguments + ["--json"]).array()
  }

  func found(_ words: String...) throws -> [[String: Any]] {
    try succeeding(["search"] + words + ["--json"]).hits()
  }

  /// Logs a case and returns its number.
  @discardableResult
  func new(_ arguments: String..., input: [UInt8] = []) throws -> String {
    try succeeding(["new"] + arguments, input: input).output.trimmingCharacters(in: .newlines)
  }

  func list(_ arguments: String...) throws -> [[String: Any]] {
    try succeeding(["list"] + arguments + ["--json"]).array()
  }

  func timeline(_ reference: String) throws -> [[String: Any]] {
    try #require(try json("show", reference)["timeline"] as? [[String: Any]])
  }

  /// What is in the home, by name; SQLite's files beside the store are left out.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home)
      .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }.sorted()
  }

  func permissions(_ suffix: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: home + suffix)[.posixPermissions] as? Int
  }

  /// A shell script that can be run by its path. A shell of its own writes it: a file that this process had open
  /// for writing cannot be run ("text file busy") while a child that another test starts still holds it.
  func script(_ name: String, _ body: String) throws -> String {
    let text = try file(name + ".text", "#!/bin/sh\n\(body)\n")
    let path = folder.path + "/" + name
    let wrote = try Child("/bin/sh", ["-c", "cat > \"$0\" && chmod 700 \"$0\"", path], input: text).wait()
    try #require(wrote == 0)
    return path
  }

  /// A file outside the home; its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = folder.path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  private func succeeding(_ arguments: [String], input: [UInt8] = []) throws -> Program.Ran {
    let ran = try casebook(arguments, input: input)
    try #require(ran.status == 0, "casebook \(arguments.joined(separator: " ")): \(ran.error)")
    return ran
  }
}
