import NIOCore

/// Who is at the other end, as far as limits go: an IPv4 address, or the /64 of an IPv6 one, which is what
/// one household or machine is given (RFC 6177).
struct Peer: Hashable, Sendable {
  let name: String
  let isLoopback: Bool

  /// Nil where the connection has no address any more.
  init?(_ address: SocketAddress?) {
    switch address {
    case .v4(let address):
      let bytes = withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
      self.init(v4: bytes)
    case .v6(let address):
      let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
      // ::ffff:a.b.c.d: IPv4 on a socket for both (RFC 4291, section 2.5.5.2).
      if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
        self.init(v4: Array(bytes[12...]))
      } else {
        self.init(
          name: Self.hexadecimal(bytes[..<8]) + "/64",
          isLoopback: bytes == [UInt8](repeating: 0, count: 15) + [1])
      }
    default: return nil
    }
  }

  private init(v4 bytes: [UInt8]) {
    self.init(name: bytes.map(String.init).joined(separator: "."), isLoopback: bytes[0] == 127)
  }

  private init(name: String, isLoopback: Bool) {
    self.name = name
    self.isLoopback = isLoopback
  }

  /// 20010db800000001 as 2001:db8:0:1.
  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    stride(from: 0, to: bytes.count, by: 2)
      .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
  }
}
