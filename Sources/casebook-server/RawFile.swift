import Glibc

/// Looks for bytes in a file of any size.
final class RawFile {
  private let descriptor: Int32

  init?(path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// - Returns: where the bytes stand first; nil where they do not.
  func firstOffset(of needle: [UInt8]) throws -> Int? {
    guard let first = needle.first else { return nil }
    let size = 1 << 20
    var buffer = [UInt8](repeating: 0, count: size + needle.count)
    var kept = 0
    var offset = 0
    while true {
      let read = buffer.withUnsafeMutableBytes { space in
        pread(descriptor, space.baseAddress.map { $0 + kept }, size, off_t(offset + kept))
      }
      guard read > 0 else { return nil }
      let count = kept + read
      var at = 0
      while at + needle.count <= count {
        if buffer[at] == first, buffer[at..<at + needle.count].elementsEqual(needle) { return offset + at }
        at += 1
      }
      // What may be the beginning of it stays for the next part.
      kept = min(needle.count - 1, count)
      buffer.replaceSubrange(0..<kept, with: Array(buffer[(count - kept)..<count]))
      offset += count - kept
    }
  }
}
