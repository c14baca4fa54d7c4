import Foundation
import Glibc

/// A run of the program that goes on beside the test, and can be ended at any moment.
final class Spawned {
  private let folder: TemporaryFolder
  private var pid: pid_t = 0
  /// What ended it: an exit code, or 128 and the signal.
  private(set) var status: Int32?

  init(_ arguments: [String], environment: [String: String], program: String = Program.path) throws {
    folder = try TemporaryFolder()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder.path + "/out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder.path + "/err", O_WRONLY | O_CREAT, 0o600)
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    let code = posix_spawn(&pid, program, &actions, nil, &argv, &envp)
    guard code == 0 else {
      throw Program.Failure(description: "\(program): \(String(cString: strerror(code)))")
    }
  }

  deinit { if status == nil { killNow() } }

  /// Ends it by SIGKILL and waits until it is gone.
  /// - Returns: whether that ended it; it may have been done already.
  @discardableResult
  func killNow() -> Bool {
    // Its id is its own until it is waited for.
    kill(pid, SIGKILL)
    return wait() == 128 + SIGKILL
  }

  @discardableResult
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
    let signal = raw & 0x7F
    let ended = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
    status = ended
    return ended
  }

  var output: String { (try? String(contentsOfFile: folder.path + "/out", encoding: .utf8)) ?? "" }
  var error: String { (try? String(contentsOfFile: folder.path + "/err", encoding: .utf8)) ?? "" }
}

extension Shop {
  func spawn(_ arguments: String...) throws -> Spawned { try Spawned(arguments, environment: environment) }

  var storePath: String { home + "/casebook.sqlite" }

  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: storePath))) }

  /// Everything into the one file, as it lies on a disk after a while.
  func settle() throws {
    let copy = folder.path + "/settled-\(UUID().uuidString)"
    let ran = try casebook("backup", copy)
    guard ran.status == 0 else { throw Program.Failure(description: ran.error) }
    for suffix in ["", "-wal", "-shm"] { unlink(storePath + suffix) }
    guard rename(copy, storePath) == 0 else { throw Program.Failure(description: "rename") }
  }

  /// Writes the store's file anew, for its owner alone.
  func replaceStore(_ bytes: [UInt8]) throws {
    for suffix in ["-wal", "-shm"] { unlink(storePath + suffix) }
    try Data(bytes).write(to: URL(fileURLWithPath: storePath))
    chmod(storePath, 0o600)
  }
}
