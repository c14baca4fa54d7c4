import Glibc

/// Runs other programs as a shell would: a new process, waited for.
struct Program {
  let path: String
  var environment: [(String, String)] = []

  init(_ path: String, environment: [(String, String)] = []) {
    self.path = path
    self.environment = environment
  }

  /// - Parameter output: where standard output goes; thrown away otherwise.
  /// - Returns: seconds from the start of the process to its end.
  /// - Throws: `CheckFailed` where it cannot be started or does not end with 0.
  @discardableResult
  func run(_ arguments: [String], output: String = "/dev/null") throws -> Double {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let argv = strings([path] + arguments)
    let environ = strings(inherited() + environment.map { "\($0.0)=\($0.1)" })
    defer { for pointer in argv + environ { free(pointer) } }
    var process: pid_t = 0
    let start = seconds()
    let code = posix_spawnp(&process, path, &actions, nil, argv, environ)
    guard code == 0 else {
      throw CheckFailed("\(path) cannot be started: \(String(cString: strerror(code)))")
    }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let elapsed = seconds() - start
    guard status == 0 else {
      throw CheckFailed("\(path) \(arguments.joined(separator: " ")) ended with status \(status >> 8 & 0xFF)")
    }
    return elapsed
  }

  /// What it prints.
  func output(_ arguments: [String], in folder: TemporaryFolder) throws -> String {
    let file = folder.file("output")
    try run(arguments, output: file)
    return try text(of: file)
  }

  private func inherited() -> [String] {
    var kept = ["LC_ALL=C.UTF-8"]
    for name in ["PATH", "HOME", "TMPDIR"] {
      if let value = getenv(name) { kept.append("\(name)=\(String(cString: value))") }
    }
    return kept
  }

  private func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}

/// - Returns: seconds.
@discardableResult
func shell(_ command: String) throws -> Double { try Program("/bin/sh").run(["-ec", command]) }

/// For a shell.
func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

/// A small file's text, without line ends at its end.
func text(of path: String) throws -> String {
  guard let file = fopen(path, "r") else { throw CheckFailed("cannot read \(path)") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&piece, 1, piece.count, file)
    guard count > 0 else { break }
    bytes += piece[..<count]
  }
  while bytes.last == 0x0A { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}
