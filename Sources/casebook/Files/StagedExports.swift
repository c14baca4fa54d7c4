import Console
import Glibc

/// Exports that are being written, named in a file of the home. One whose process was killed left a part of
/// the cases behind, wherever it was to go: the next sync takes it away, so that no erasure misses it.
struct StagedExports {
  private let path: String

  init(_ home: Home) { path = home.directory + "/staged" }

  /// A home that cannot be written keeps no list; what is exported from there is the exporter's own.
  func note(_ partial: String) {
    guard let absolute = Self.absolute(partial) else { return }
    append(Array("\(absolute)\n".utf8))
  }

  /// Removes what killed exports left, and forgets those that ended.
  func sweep() {
    guard let bytes = try? WholeFile.read(path, limit: 1 << 20) else { return }
    let running = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { line in
      guard access(String(line), F_OK) == 0,
        let process = line.split(separator: "-").last.flatMap({ pid_t($0) })
      else { return false }
      if kill(process, 0) == 0 || errno == EPERM { return true }
      unlink(String(line))
      return false
    }
    if running.isEmpty {
      unlink(path)
    } else {
      try? WholeFile.write(Array((running.joined(separator: "\n") + "\n").utf8), to: path)
    }
  }

  private func append(_ bytes: [UInt8]) {
    let file = open(path, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
  }

  private static func absolute(_ path: String) -> String? {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }
}
