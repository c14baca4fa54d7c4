import Complaints
import Glibc
import Messages

/// Standard output, collected and written at once: a command's few lines are one write(2).
package final class Output {
  private var bytes: [UInt8] = []
  /// Nobody reads any more (`casebook list | head`): the rest is dropped quietly.
  package private(set) var isClosed = false
  private static let limit = 1 << 20

  package init() {
    // A reader that has gone is told by EPIPE instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
    bytes.reserveCapacity(4096)
  }

  package func write(_ text: String) throws { try write(text.utf8) }

  package func write(_ more: some Sequence<UInt8>) throws {
    bytes.append(contentsOf: more)
    if bytes.count >= Self.limit { try flush() }
  }

  /// - Throws: `CommandFailure` where the output cannot be written.
  package func flush() throws {
    var rest = bytes[...]
    defer { bytes.removeAll(keepingCapacity: true) }
    while !rest.isEmpty, !isClosed {
      let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EPIPE {
        isClosed = true
      } else if errno == EAGAIN {
        var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        poll(&descriptor, 1, -1)
      } else if errno != EINTR {
        let why = String(cString: strerror(errno))
        throw CommandFailure(
          "output", .failed, Label(.commonTheOutputCannotBeWritten, ["why": .text(why)]))
      }
    }
  }
}
