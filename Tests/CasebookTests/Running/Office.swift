import Foundation
import Glibc
import TestSupport
import Testing

/// Head office with the real server, which can be killed and started again at the same address.
final class Office {
  let folder: TemporaryFolder
  private(set) var url = ""
  private var server: Child?
  var data: String { folder.path + "/office" }
  /// Further options of `serve`.
  private let options: [String]

  static let program = BuiltProgram.path("casebook-server")

  init(branches: [String] = ["SH01", "SH02"], serving options: [String] = []) throws {
    self.options = options
    folder = try TemporaryFolder()
    try administer("init")
    for branch in branches { try administer("branch", "add", branch) }
    try start()
  }

  deinit { stop(SIGKILL) }

  /// Runs an administrator's command and returns what it printed.
  @discardableResult
  func administer(_ arguments: String...) throws -> String {
    let ran = try run(arguments)
    try #require(ran.status == 0, "casebook-server \(arguments.joined(separator: " ")): \(ran.error)")
    return ran.output.trimmingCharacters(in: .newlines)
  }

  /// The same, however it ends.
  func run(_ arguments: [String]) throws -> Program.Ran {
    try Program.run(arguments + ["--data", data], environment: ["LANG": "C.UTF-8"], program: Self.program)
  }

  func start() throws {
    let listen = url.isEmpty ? "127.0.0.1:0" : "127.0.0.1:\(port)"
    let files = ["out", "log"].map { folder.path + "/" + $0 }
    for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
    let server = try Child(
      Self.program,
      ["serve", "--listen", listen, "--data", data] + options
        + (options.contains("--log-level") ? [] : ["--log-level", "error"]),
      output: files[0], error: files[1])
    self.server = server
    var line = ""
    _ = try waitUntil(within: 120) {
      line = try String(contentsOfFile: files[0], encoding: .utf8)
      return line.hasSuffix("\n") || !server.isRunning
    }
    try #require(line.hasPrefix("listening on http"), "the server did not start: \(line)")
    url = String(line.dropFirst("listening on ".count)).trimmingCharacters(in: .newlines)
  }

  var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

  /// What the server wrote to standard error since it was started.
  func log() throws -> String { try String(contentsOfFile: folder.path + "/log", encoding: .utf8) }

  func send(_ signal: Int32) { server?.send(signal) }

  /// Ends the server by a signal and waits until it is gone.
  /// - Returns: its exit code, or 128 and the signal; nil where it had ended before.
  @discardableResult
  func stop(_ signal: Int32) -> Int32? {
    guard let server, server.isRunning else { return nil }
    server.send(signal)
    return server.wait()
  }

  /// A branch's device that has joined.
  func shop(_ branch: String = "SH01", role: String = "branch_staff") throws -> Shop {
    let shop = try Shop(branch: branch)
    try enrol(shop, branch, role: role)
    return shop
  }

  /// - Parameter address: where it finds the server, if not directly.
  func enrol(_ shop: Shop, _ branch: String, role: String = "branch_staff", at address: String? = nil) throws
  {
    let ran = try shop.casebook(
      "enrol", address ?? url, administer("device", "enrol", branch, "--role", role))
    try #require(ran.status == 0, "\(ran.error)")
  }

  /// How many cases of a branch it holds.
  func cases(_ branch: String) throws -> Int {
    let rows =
      try JSONSerialization.jsonObject(with: Data(administer("branch", "list", "--json").utf8))
      as? [[String: Any]]
    return try #require(rows?.first { $0["code"] as? String == branch }?["cases"] as? Int)
  }
}
