import Complaints
import Console
import Glibc

/// A file that takes its name only when it is whole: written beside it, then renamed over it. Readable by its
/// owner alone, since customers' data is in it.
final class ExportFile {
  private let path: String
  private let partial: String
  private var descriptor: Int32

  /// - Throws: `CommandFailure`.
  init(path: String) throws {
    self.path = path
    partial = "\(path).part-\(getpid())"
    descriptor = open(partial, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw Self.failure(path, errno) }
  }

  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw Self.failure(path, errno)
      }
    }
  }

  func finish() throws {
    guard fsync(descriptor) == 0 || errno == EINVAL, close(descriptor) == 0 else {
      throw Self.failure(path, errno)
    }
    descriptor = -1
    guard rename(partial, path) == 0 else { throw Self.failure(path, errno) }
  }

  /// Takes away what was written so far.
  func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    unlink(partial)
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    let why = String(cString: strerror(code))
    return CommandFailure(
      code == ENOSPC ? "disk_full" : "not_writable", .failed,
      Label("\(path) could not be written: \(why).", "无法写入 \(path)：\(why)。"),
      hint: Label("Choose another place with --output FILE.", "请用 --output 文件 换一个位置。"))
  }
}
