import Glibc
import Language

/// The bytes of a file or of memory, readable in pieces and more than once.
///
/// A pipe cannot be read twice (and the encoding is found by a first reading), so it is taken into memory.
package struct ByteSource: Sendable {
  private enum Storage: Sendable {
    case memory([UInt8])
    case file(Descriptor)
  }

  private let storage: Storage
  /// The size in bytes, when it was opened.
  package let size: Int
  /// What messages call it.
  package let name: String

  package init(_ bytes: [UInt8], name: String = "-") {
    storage = .memory(bytes)
    size = bytes.count
    self.name = name
  }

  package init(path: String) throws(InterchangeError) {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw .cannotRead(path, errno) }
    let file = Descriptor(number)
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .cannotRead(path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .cannotRead(path, EISDIR) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      self = ByteSource(try ByteSource.drain(file, path), name: path)
      return
    }
    storage = .file(file)
    size = Int(status.st_size)
    name = path
  }

  /// Fills `buffer` with up to `limit` bytes from `offset` on. Empty at the end.
  package func read(_ limit: Int, at offset: Int, into buffer: inout [UInt8]) throws(InterchangeError) {
    buffer.removeAll(keepingCapacity: true)
    switch storage {
    case .memory(let bytes):
      guard offset < bytes.count else { return }
      buffer.append(contentsOf: bytes[offset..<min(bytes.count, offset + limit)])
    case .file(let file):
      buffer.append(contentsOf: repeatElement(0, count: limit))
      var count = 0
      repeat {
        count = buffer.withUnsafeMutableBytes { pread(file.number, $0.baseAddress, limit, off_t(offset)) }
      } while count < 0 && errno == EINTR
      guard count >= 0 else { throw .cannotRead(name, errno) }
      buffer.removeLast(limit - count)
    }
  }

  /// Everything at once, for small files.
  package func readAll() throws(InterchangeError) -> [UInt8] {
    var all: [UInt8] = []
    var piece: [UInt8] = []
    repeat {
      try read(1 << 18, at: all.count, into: &piece)
      all.append(contentsOf: piece)
    } while !piece.isEmpty
    return all
  }

  private static func drain(_ file: Descriptor, _ path: String) throws(InterchangeError) -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { Glibc.read(file.number, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path, errno) }
      guard count > 0 else { return all }
      all.append(contentsOf: piece[..<count])
    }
  }
}

/// An open file, closed with its last owner.
private final class Descriptor: Sendable {
  let number: Int32
  init(_ number: Int32) { self.number = number }
  deinit { close(number) }
}

extension InterchangeError {
  fileprivate static func cannotRead(_ path: String, _ code: Int32) -> InterchangeError {
    let reason =
      switch code {
      case ENOENT: Label(ByteSourceMessage.fileMissing)
      case EACCES: Label(ByteSourceMessage.permissionDenied)
      case EISDIR: Label(ByteSourceMessage.isFolder)
      case EIO: Label(ByteSourceMessage.diskError)
      default: Label(ByteSourceMessage.systemError(code: Int(code)))
      }
    return InterchangeError(Label(ByteSourceMessage.unreadable(path: path, reason: reason)))
  }
}

enum ByteSourceMessage: Message {
  case unreadable(path: String, reason: Label)
  case systemError(code: Int)
  case isFolder
  case permissionDenied
  case diskError
  case fileMissing

  var label: Label {
    switch self {
    case .unreadable(let path, let reason):
      Label(en: "cannot read \(path): \(reason.en)", zhHans: "无法读取 \(path)：\(reason.zhHans)")
    case .systemError(let code):
      Label(en: "system error \(code)", zhHans: "系统错误 \(code)")
    case .isFolder:
      Label(en: "it is a directory", zhHans: "这是一个文件夹")
    case .permissionDenied:
      Label(en: "permission denied", zhHans: "没有读取权限")
    case .diskError:
      Label(en: "the disk reports an error", zhHans: "磁盘读取出错")
    case .fileMissing:
      Label(en: "there is no such file", zhHans: "没有这个文件")
    }
  }
}
