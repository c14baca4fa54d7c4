import Foundation
import Glibc
import TestSupport
import Testing

/// The program at a pseudo-terminal of 80 by 24, as a person sits before it. Its standard output goes to a file, so
/// that data and talk are told apart.
final class Terminal {
  private let folder: TemporaryFolder
  private let master: Int32
  private var pid: pid_t = 0
  private(set) var status: Int32?
  /// Everything that was shown.
  private(set) var shown: [UInt8] = []
  /// Up to where a wait has looked.
  private var mark = 0

  /// - Parameter showsOutput: standard output is the terminal too.
  init(
    _ shop: Shop, _ arguments: [String], environment more: [String: String] = [:], showsOutput: Bool = false,
    columns: Int = 80
  ) throws {
    folder = try TemporaryFolder()
    // posix_openpt and what goes with it are not in Swift's Glibc: Linux' own calls (pty(7), ioctl_tty(2)).
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0, ioctl(master, 0x8004_5430, &number) == 0
    else {
      throw Program.Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    let slave = "/dev/pts/\(number)"
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opened by the leader of a new session, it is that session's terminal.
    posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
    if showsOutput {
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, folder.path + "/out", O_WRONLY | O_CREAT, 0o600)
    }
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(0x80))  // POSIX_SPAWN_SETSID
    let environment = shop.environment.merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 }.merging(more) { $1 }
    var argv = ([Program.path] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    let code = posix_spawn(&pid, Program.path, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw Program.Failure(description: String(cString: strerror(code))) }
  }

  convenience init(_ shop: Shop, _ arguments: String..., environment more: [String: String] = [:]) throws {
    try self.init(shop, arguments, environment: more)
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      var raw: Int32 = 0
      waitpid(pid, &raw, 0)
    }
    close(master)
  }

  var text: String { String(decoding: shown, as: UTF8.self) }

  /// What went to standard output.
  var output: String { (try? String(contentsOfFile: folder.path + "/out", encoding: .utf8)) ?? "" }

  /// Waits until some words are shown that were not looked at before.
  func wait(for words: String, within seconds: Double = 60) throws {
    let until = Date().addingTimeInterval(seconds)
    let wanted = Data(words.utf8)
    while true {
      if let found = Data(shown).range(of: wanted, in: mark..<shown.count) {
        mark = found.upperBound
        return
      }
      guard Date() < until, readSome() else {
        throw Program.Failure(description: "“\(words)” was not shown after: \(text.suffix(2000))")
      }
    }
  }

  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }

  /// Waits for a question, and answers it with a line.
  func answer(_ prompt: String, _ text: String) throws {
    try wait(for: prompt)
    type(text + "\r")
  }

  /// The exit code, or 128 and the signal that ended it.
  func ended(within seconds: Double = 60) throws -> Int32 {
    if let status { return status }
    let until = Date().addingTimeInterval(seconds)
    while Date() < until {
      _ = readSome()
      var raw: Int32 = 0
      guard waitpid(pid, &raw, WNOHANG) == pid else { continue }
      while readSome() {}
      let signal = raw & 0x7F
      let code = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
      status = code
      return code
    }
    throw Program.Failure(description: "it goes on: \(text.suffix(2000))")
  }

  func send(_ signal: Int32) { kill(pid, signal) }

  /// The window is closed: the terminal is gone.
  func hangUp() {
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    // Its number stays taken, for nobody else.
    dup2(null, master)
    close(null)
  }

  /// False where nothing more can come.
  private func readSome() -> Bool {
    var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 50) > 0 else { return status == nil }
    var piece = [UInt8](repeating: 0, count: 4096)
    let count = piece.withUnsafeMutableBytes { read(master, $0.baseAddress, $0.count) }
    guard count > 0 else { return false }
    shown += piece[..<count]
    return true
  }
}

extension StringProtocol {
  /// How many columns it takes on a terminal, of texts that hold ASCII, Han and their punctuation alone.
  var terminalColumns: Int {
    unicodeScalars.reduce(0) { sum, scalar in
      let isWide = (0x2E80...0x9FFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
      return sum + (isWide ? 2 : 1)
    }
  }
}
