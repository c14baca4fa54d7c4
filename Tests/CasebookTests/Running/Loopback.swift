import Glibc

/// An address of this computer alone, for sockets.
extension sockaddr_in {
  /// - Parameter port: 0: whichever is free.
  init(loopback port: UInt16) {
    self.init()
    sin_family = sa_family_t(AF_INET)
    sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    sin_port = port.bigEndian
  }

  /// Calls what takes an address of any kind: `bind`, `connect`.
  mutating func with(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    withUnsafePointer(to: &self) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
