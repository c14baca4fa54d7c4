import Glibc

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

  /// - Parameter limit: the most bytes that are read.
  package init(path: String, limit: Int = .max) throws(InterchangeError) {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw InterchangeError(unreadable: UnreadableFile(errno), path) }
    let file = Descriptor(number)
    var status = stat()
    guard fstat(number, &status) == 0 else { throw InterchangeError(unreadable: UnreadableFile(errno), path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw InterchangeError(unreadable: .isFolder, path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      self = ByteSource(try ByteSource.drain(file, path, limit: limit), name: path)
      return
    }
    guard status.st_size <= limit else {
      throw InterchangeError(unreadable: .tooLarge(limit: limit), path)
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
      guard count >= 0 else { throw InterchangeError(unreadable: UnreadableFile(errno), name) }
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

  private static func drain(
    _ file: Descriptor, _ path: String, limit: Int
  ) throws(InterchangeError) -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { Glibc.read(file.number, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw InterchangeError(unreadable: UnreadableFile(errno), path) }
      guard count > 0 else { return all }
      all.append(contentsOf: piece[..<count])
      guard all.count <= limit else { throw InterchangeError(unreadable: .tooLarge(limit: limit), path) }
    }
  }
}

/// An open file, closed with its last owner.
private final class Descriptor: Sendable {
  let number: Int32
  init(_ number: Int32) { self.number = number }
  deinit { close(number) }
}
