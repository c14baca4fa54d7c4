import Complaints
import Glibc
import Interchange
package import Language
import RecordStore

/// A file that takes its name only when it is whole: written beside it, then renamed over it. Readable by its
/// owner alone, since customers' data is in it.
package final class WholeFile {
  private let path: String
  /// Where it lies until it is whole.
  package let partial: String
  private var descriptor: Int32

  /// - Throws: `CommandFailure`.
  package init(path: String) throws {
    self.path = path
    guard path != "-" else { throw CommandFailure.usage(Label(WholeFileMessage.dash)) }
    Self.removeAbandoned(path)
    guard Replaceable.isFile(path) else {
      throw CommandFailure(
        "not_a_file", .failed, Label(WholeFileMessage.notAFile(path)),
        hint: Label(WholeFileMessage.otherNameHint))
    }
    guard !Replaceable.isOfStore(path) else {
      throw CommandFailure(
        "is_a_store", .failed, Label(WholeFileMessage.isOfStore(path)),
        hint: Label(WholeFileMessage.otherNameHint))
    }
    partial = "\(path).part-\(getpid())"
    descriptor = open(partial, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw Self.failure(path, errno) }
  }

  /// Takes away what a process that was ended had begun to write for the same place: customers' data is in it.
  private static func removeAbandoned(_ path: String) {
    let cut = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let (folder, name) = (String(path[..<cut]), path[cut...] + ".part-")
    for found in StoreFolder.names(in: folder.isEmpty ? "." : folder) where found.hasPrefix(name) {
      guard let process = pid_t(found.dropFirst(name.count)), kill(process, 0) != 0, errno == ESRCH else {
        continue
      }
      unlink(folder + found)
    }
  }

  package func write(_ bytes: [UInt8]) throws {
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

  package func finish() throws {
    guard fsync(descriptor) == 0 || errno == EINVAL, close(descriptor) == 0 else {
      throw Self.failure(path, errno)
    }
    descriptor = -1
    guard rename(partial, path) == 0 else { throw Self.failure(path, errno) }
  }

  /// Takes away what was written so far.
  package func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    unlink(partial)
  }

  private static func failure(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(
      code == ENOSPC ? "disk_full" : "not_writable", .failed,
      Label(WholeFileMessage.notWritten(path: path, reason: SystemReason.label(code))),
      hint: Label(WholeFileMessage.otherPlaceHint))
  }

  /// Writes some bytes as a whole file.
  /// - Throws: `CommandFailure`.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try WholeFile(path: path)
    do {
      try file.write(bytes)
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }

  /// Reads a file that may have at most so many bytes.
  /// - Throws: `CommandFailure`.
  package static func read(_ path: String, limit: Int) throws -> [UInt8] {
    do throws(InterchangeError) {
      return try ByteSource(path: path, limit: limit).readAll()
    } catch {
      throw CommandFailure(unreadable: error.unreadable ?? .diskError, path)
    }
  }
}

package enum WholeFileMessage: Message {
  case otherPlaceHint
  case dash
  case isOfStore(String)
  case notAFile(String)
  case otherNameHint
  case notWritten(path: String, reason: Label)

  package var label: Label {
    switch self {
    case .dash:
      Label(
        en: "“-” is not a file name here. What is written without a file goes to standard output.",
        zhHans: "“-”不能用作文件名；不指定文件时，内容写到标准输出。")
    case .isOfStore(let path):
      Label(
        en: "\(path) is a database, or belongs to one; it was not replaced.",
        zhHans: "\(path) 是数据库或其附属文件，未被替换。")
    case .notAFile(let path):
      Label(
        en: "\(path) is a device, a pipe, a folder or a link; it was not replaced.",
        zhHans: "\(path) 是设备、管道、目录或链接，不是普通文件，未被替换。")
    case .otherNameHint:
      Label(en: "Give the name of an ordinary file, or a new one.", zhHans: "请改用普通文件的文件名，或换一个新文件名。")
    case .otherPlaceHint:
      Label(en: "Choose another place for the file.", zhHans: "请换一个位置保存文件。")
    case .notWritten(let path, let why):
      Label(en: "\(path) could not be written: \(why.en).", zhHans: "无法写入 \(path)：\(why.zhHans)。")
    }
  }
}
