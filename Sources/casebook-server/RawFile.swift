import Complaints
import Glibc

/// Looks for bytes in a file of any size.
final class RawFile {
  private let descriptor: Int32

  init?(path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// - Parameter most: no more spellings are looked for.
  /// - Returns: each spelling of a text, and where it stands first.
  func spellings(of needle: SpelledBytes, most: Int = 20) -> [(spelling: [UInt8], offset: Int)] {
    let size = 1 << 20
    var buffer = [UInt8](repeating: 0, count: size + needle.longest)
    var found: [(spelling: [UInt8], offset: Int)] = []
    var kept = 0
    var offset = 0
    while found.count < most {
      let read = buffer.withUnsafeMutableBytes { space in
        pread(descriptor, space.baseAddress.map { $0 + kept }, size, off_t(offset + kept))
      }
      let count = kept + max(read, 0)
      // What may go on in the next part is looked at with that.
      let end = read > 0 ? max(count - needle.longest + 1, 0) : count
      var at = 0
      while at < end, found.count < most {
        if needle.mayBegin(with: buffer[at]), let behind = needle.end(in: buffer[at..<count]) {
          let spelling = Array(buffer[at..<behind])
          if !found.contains(where: { $0.spelling == spelling }) { found.append((spelling, offset + at)) }
        }
        at += 1
      }
      guard read > 0 else { break }
      kept = count - end
      buffer.replaceSubrange(0..<kept, with: Array(buffer[end..<count]))
      offset += end
    }
    return found
  }
}
