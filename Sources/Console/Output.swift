import Complaints
import Glibc
package import Interchange
import Language
package import Terminal

/// Standard output, collected and written at once: a command's few lines are one write(2). All that a command
/// prints goes through here, so that nothing in anybody's data acts on a terminal.
package final class Output {
  private var bytes: [UInt8] = []
  /// Nobody reads any more (`casebook list | head`): the rest is dropped quietly.
  package private(set) var isClosed = false
  private static let limit = 1 << 20
  private let isTerminal = Terminal.isTerminal(STDOUT_FILENO)

  package init() {
    // A reader that has gone is told by EPIPE instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
    bytes.reserveCapacity(4096)
  }

  /// Lines for people; their texts must be `sanitised`.
  package func write(_ text: String) throws { try write(Array(text.utf8), as: .lines) }

  /// - Parameter more: whole characters.
  package func write(_ more: [UInt8], as form: OutputForm) throws {
    bytes.append(contentsOf: isTerminal ? visible(more, form) : more)
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
          "output", .failed, Label(ConsoleMessage.outputNotWritten(reason: why)))
      }
    }
  }
}

/// A line on standard output, from a command that prints few of them.
package func printLine(_ text: String, as form: OutputForm = .data) {
  let line =
    isTerminal(STDOUT_FILENO) ? String(decoding: visible(Array(text.utf8), form), as: UTF8.self) : text
  print(line)
}

/// A value for programs, on one line of standard output.
package func printLine(_ value: JSON) { printLine(value.text(), as: .json) }
