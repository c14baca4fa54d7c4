import Foundation
import Glibc
import Testing

/// Head office with the real server, which can be killed and started again at the same address.
final class Office {
  let folder: TemporaryFolder
  private(set) var url = ""
  private var process: Process?
  var data: String { folder.path + "/office" }
  /// Further options of `serve`.
  private let options: [String]

  static var program: String { Program.path + "-server" }

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
    let server = Process()
    server.executableURL = URL(fileURLWithPath: Self.program)
    let listen = url.isEmpty ? "127.0.0.1:0" : "127.0.0.1:\(port)"
    server.arguments = ["serve", "--listen", listen, "--data", data, "--log-level", "error"] + options
    let output = Pipe()
    server.standardOutput = output
    try Data().write(to: URL(fileURLWithPath: folder.path + "/log"))
    server.standardError = FileHandle(forWritingAtPath: folder.path + "/log")
    try server.run()
    process = server
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    try #require(line.hasPrefix("listening on http"), "the server did not start: \(line)")
    url = String(line.dropFirst("listening on ".count)).trimmingCharacters(in: .newlines)
  }

  var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

  /// What the server wrote to standard error since it was started.
  func log() throws -> String { try String(contentsOfFile: folder.path + "/log", encoding: .utf8) }

  func send(_ signal: Int32) { if let process { kill(process.processIdentifier, signal) } }

  /// Ends the server by a signal and waits until it is gone.
  /// - Returns: its exit code; nil where a signal ended it.
  @discardableResult
  func stop(_ signal: Int32) -> Int32? {
    guard let process, process.isRunning else { return nil }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
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
