import Glibc
import Testing

/// A connection on which a test sends what no proper client would.
final class RawConnection {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
  }

  deinit { close(descriptor) }

  /// - Returns: whether all of it could be sent.
  @discardableResult
  func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// Reads what comes.
  /// - Parameter isEnough: whether to stop before the other side closes.
  /// - Returns: what came, and whether the other side closed the connection within that time.
  func read(seconds: Double, until isEnough: (String) -> Bool = { _ in false }) async -> (
    text: String, isClosed: Bool
  ) {
    var bytes: [UInt8] = []
    let end = ContinuousClock.now + .seconds(seconds)
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      // What came in time is read also where this task was woken late.
      let isLast = ContinuousClock.now >= end
      let count = recv(descriptor, &part, part.count, Int32(MSG_DONTWAIT))
      if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) {
        return (String(decoding: bytes, as: UTF8.self), true)
      }
      if count > 0 { bytes += part[..<count] }
      let text = String(decoding: bytes, as: UTF8.self)
      if isEnough(text) || isLast { return (text, false) }
      if count < 0 { try? await Task.sleep(for: .milliseconds(10)) }
    }
  }
}
