import Foundation
import Glibc

/// The real program, built beside the tests.
enum Program {
  static let path: String = {
    // The test bundle is the running program itself, or was given to the one that runs.
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let bundles = [own] + CommandLine.arguments.filter { $0.contains(".xctest") }
    let programs = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/casebook" }
    return programs.first { FileManager.default.isExecutableFile(atPath: $0) }
      ?? "casebook is not beside the tests"
  }()

  /// How a run ended and what it wrote.
  struct Ran: Sendable {
    /// The exit code; 128 and more: the signal that ended it.
    let status: Int32
    let output: String
    let error: String

    /// Standard output as one JSON object.
    func object() throws -> [String: Any] { try Self.object(output) }
    /// Standard output as an array of JSON objects.
    func array() throws -> [[String: Any]] {
      guard let array = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]] else {
        throw Failure(description: "no array of objects: \(output)")
      }
      return array
    }
    /// What `--json` tells of an error: one line, and nothing else.
    func errorObject() throws -> [String: Any] { try Self.object(error) }

    private static func object(_ text: String) throws -> [String: Any] {
      guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
        throw Failure(description: "no object: \(text)")
      }
      return object
    }
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Runs it to its end. Its streams are files: nothing can fill up, and no other run can hold a pipe open.
  /// - Parameter output: where standard output goes instead, `/dev/full` for example.
  static func run(
    _ arguments: [String], environment: [String: String], input: [UInt8] = [], output: String? = nil,
    program: String = path
  ) throws -> Ran {
    let folder = try TemporaryFolder()
    let files = ["in", "out", "err"].map { folder.path + "/" + $0 }
    try Data(input).write(to: URL(fileURLWithPath: files[0]))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output ?? files[1], O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files[2], O_WRONLY | O_CREAT, 0o600)
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, nil, &argv, &envp)
    guard code == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(code)))") }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return Ran(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      output: output == nil ? try String(contentsOfFile: files[1], encoding: .utf8) : "",
      error: try String(contentsOfFile: files[2], encoding: .utf8))
  }
}

/// A folder that is gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "casebook-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
