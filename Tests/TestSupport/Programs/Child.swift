import Foundation
package import Glibc

/// A program that runs beside a test, its streams files: nothing can fill up, and no other run can hold a pipe
/// open.
///
/// Foundation's `Process` is not used: it looks for its highest descriptor by copying 256 bytes for each entry
/// of `/proc/self/fd`, past the end of what was read; with some 1,350 open descriptors, which tests that run
/// side by side have, that is past the end of memory.
package final class Child {
  package let processIdentifier: pid_t
  private var ended: Int32?

  /// - Parameters:
  ///   - environment: nil: the test's own.
  ///   - input: the file that it reads.
  ///   - output: where its standard output goes; `/dev/full` for example.
  ///   - error: where its standard error goes.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil,
    input: String = "/dev/null", output: String = "/dev/null", error: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    // Both may be one file.
    for (stream, path) in [(Int32(1), output), (2, error)] {
      posix_spawn_file_actions_addopen(&actions, stream, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    let environment = environment ?? ProcessInfo.processInfo.environment
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, program, &actions, nil, &argv, &envp)
    guard code == 0 else { throw NotStarted(program: program, code: code) }
    processIdentifier = id
  }

  deinit { if ended == nil { killNow() } }

  package var isRunning: Bool {
    look(WNOHANG)
    return ended == nil
  }

  /// Waits until it has ended.
  /// - Returns: the exit code; 128 and more: the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    while true {
      look(0)
      if let ended { return ended }
    }
  }

  // Its id is its own until it is waited for.
  package func send(_ signal: Int32) { if ended == nil { kill(processIdentifier, signal) } }

  /// Ends it by SIGKILL and waits until it is gone.
  /// - Returns: whether that ended it; it may have been done already.
  @discardableResult
  package func killNow() -> Bool {
    send(SIGKILL)
    return wait() == 128 + SIGKILL
  }

  private func look(_ options: Int32) {
    guard ended == nil else { return }
    var raw: Int32 = 0
    guard waitpid(processIdentifier, &raw, options) == processIdentifier else { return }
    let signal = raw & 0x7F
    ended = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
  }

  package struct NotStarted: Error, CustomStringConvertible {
    let program: String
    let code: Int32
    package var description: String { "\(program): \(String(cString: strerror(code)))" }
  }
}
