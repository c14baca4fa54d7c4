import Foundation
import Glibc
import Synchronization

/// A bad network: takes connections on a port of its own and passes them on to another, late, and cut off after
/// some bytes. Plain sockets and threads.
final class Proxy: Sendable {
  struct Weather: Sendable {
    /// Milliseconds that every piece is held up.
    var delay = 0
    /// A connection is cut after so many bytes, up and down together; nil: never.
    var cutAfter: Int?
  }

  let url: String
  /// Connections that were cut so far.
  var cuts: Int { state.withLock { $0.cuts } }
  private let listener: Int32
  private let state: Mutex<(weather: Weather, cuts: Int, isOpen: Bool)>

  /// - Parameter target: `http://127.0.0.1:PORT`
  init(to target: String) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in(loopback: 0)
    guard address.with({ bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0,
      let port = UInt16(target.split(separator: ":").last ?? "")
    else { throw Program.Failure(description: "no port for the proxy") }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(listener, $0, &length) }
    }
    self.listener = listener
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    state = Mutex((Weather(), 0, true))
    let state = StateBox(self)
    Thread.detachNewThread {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { Proxy.serve(client, port: port, state.proxy) }
      }
    }
  }

  /// Ends taking connections.
  func close() {
    state.withLock { $0.isOpen = false }
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  func set(_ weather: Weather) { state.withLock { $0.weather = weather } }

  private struct StateBox: Sendable {
    weak var proxy: Proxy?
    init(_ proxy: Proxy) { self.proxy = proxy }
  }

  private static func serve(_ client: Int32, port: UInt16, _ proxy: Proxy?) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in(loopback: port)
    defer {
      Glibc.close(client)
      Glibc.close(server)
    }
    guard let weather = proxy?.state.withLock({ $0.weather }),
      address.with({ connect(server, $0, $1) }) == 0
    else { return }
    var room = weather.cutAfter
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var ends = [
      pollfd(fd: client, events: Int16(POLLIN), revents: 0),
      pollfd(fd: server, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&ends, 2, 20_000) > 0 {
      for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
        var count = recv(ends[from].fd, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        if weather.delay > 0 { usleep(UInt32(weather.delay) * 1000) }
        if let left = room {
          count = min(count, left)
          room = left - count
        }
        var sent = 0
        while sent < count {
          let wrote = buffer.withUnsafeBytes {
            send(ends[to].fd, $0.baseAddress.map { $0 + sent }, count - sent, Int32(MSG_NOSIGNAL))
          }
          guard wrote > 0 else { return }
          sent += wrote
        }
        if room == 0 {
          proxy?.state.withLock { $0.cuts += 1 }
          return
        }
      }
    }
  }
}
