import Glibc

/// Everything that can be read from a file descriptor; nil where reading fails.
/// - Parameter limit: in bytes: of what has more, a little more is read, so that the caller sees it.
package func readToEnd(_ file: Int32, limit: Int = .max) -> [UInt8]? {
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = piece.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return nil }
    guard count > 0 else { return all }
    all.append(contentsOf: piece[..<count])
    if all.count > limit { return all }
  }
}
