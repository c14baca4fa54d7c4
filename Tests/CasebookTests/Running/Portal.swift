import Foundation
import Glibc
import Synchronization

/// Something on the way that answers whatever it is asked in its own words: a proxy, the login page of a network.
/// Or a proxy that lets through to whom it is asked to connect.
final class Portal: Sendable {
  let url: String
  private let listener: Int32
  private let state: Mutex<(answer: String, requests: [String], isOpen: Bool)>

  /// The first lines of what was asked.
  var requests: [String] { state.withLock { $0.requests } }

  /// - Parameter answer: with its head; empty: it connects to whom it is asked to.
  init(answering answer: String) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in(loopback: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard address.with({ bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else {
      throw Program.Failure(description: "no port")
    }
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(listener, $0, &length) }
    }
    self.listener = listener
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    state = Mutex((answer, [], true))
    let box = Box(self)
    Thread.detachNewThread {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { box.portal?.serve(client) }
      }
    }
  }

  private struct Box: Sendable {
    weak var portal: Portal?
    init(_ portal: Portal) { self.portal = portal }
  }

  func set(_ answer: String) { state.withLock { $0.answer = answer } }

  func close() {
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  static func page(_ status: String, _ headers: String = "", body: String = "<html>Log in</html>") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: text/html\r\n\(headers)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private func serve(_ client: Int32) {
    defer { Glibc.close(client) }
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let end = Array("\r\n\r\n".utf8)
    while head.firstRange(of: end) == nil {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      head += buffer[..<count]
    }
    let text = String(decoding: head.prefix { $0 != 0x0D }, as: UTF8.self)
    let answer = state.withLock { state in
      state.requests.append(text)
      return state.answer
    }
    guard answer.isEmpty else {
      send(client, Array(answer.utf8))
      // What was sent is read, or the answer is lost with the connection.
      shutdown(client, Int32(SHUT_WR))
      while recv(client, &buffer, buffer.count, 0) > 0 {}
      return
    }
    let parts = text.split(separator: " ")
    guard parts.count == 3, parts[0] == "CONNECT",
      let port = parts[1].split(separator: ":").last.flatMap({ UInt16($0) })
    else { return }
    send(client, Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8))
    relay(client, to: port)
  }

  private func relay(_ client: Int32, to port: UInt16) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(server) }
    var address = sockaddr_in(loopback: port)
    guard address.with({ connect(server, $0, $1) }) == 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var ends = [
      pollfd(fd: client, events: Int16(POLLIN), revents: 0),
      pollfd(fd: server, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&ends, 2, 10_000) > 0 {
      for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
        let count = recv(ends[from].fd, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        send(ends[to].fd, Array(buffer[..<count]))
      }
    }
  }

  private func send(_ socket: Int32, _ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }
}
