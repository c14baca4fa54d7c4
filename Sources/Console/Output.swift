import Complaints
import Glibc
package import Interchange
import Language
import Synchronization
package import Terminal

/// Standard output, collected and written at once: a command's few lines are one write(2). All that a command
/// prints goes through here, so that nothing in anybody's data acts on a terminal.
package final class Output {
  private var bytes: [UInt8] = []
  /// What reached nobody, or its beginning.
  package private(set) var undelivered: [UInt8] = []
  /// Nobody reads any more (`casebook list | head`): the rest is dropped quietly.
  package private(set) var isClosed = false
  private static let limit = 1 << 20
  /// As much of what reached nobody is kept.
  private static let told = 4096
  private let isTerminal = Terminal.isTerminal(STDOUT_FILENO)

  package init() {
    // A reader that has gone is told by EPIPE instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files ends nobody: the write fails, and that is told.
    signal(SIGXFSZ, SIG_IGN)
    Self.holdStreams()
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
    defer {
      undelivered += rest.prefix(max(Self.told - undelivered.count, 0))
      bytes.removeAll(keepingCapacity: true)
    }
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
        throw CommandFailure(
          "output", .failed, Label(ConsoleMessage.outputNotWritten(reason: SystemReason.label(errno))))
      }
    }
  }
}

extension Output {
  /// A stream that was closed when the program began would be the next file that it opens: what is printed would go
  /// into the store. In its place stands one that takes and gives nothing.
  package static func holdStreams() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) == -1 && errno == EBADF {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}

/// A line on standard output, from a command that prints few of them.
package func printLine(_ text: String, as form: OutputForm = .data) {
  let line =
    isTerminal(STDOUT_FILENO) ? String(decoding: visible(Array(text.utf8), form), as: UTF8.self) : text
  printed.withLock { $0 += Array((line + "\n").utf8).prefix(max(4096 - $0.count, 0)) }
  print(line)
}

/// The beginning of what was printed by lines, should it reach nobody.
private let printed = Mutex<[UInt8]>([])

/// Ends a command that prints by lines.
/// - Parameter hasDone: it did something that another run would do again.
/// - Throws: `CommandFailure` where what was printed could not be written.
package func finishLines(hasDone: Bool) throws {
  guard fflush(nil) != 0 else { return }
  let code = errno
  if hasDone { throw CommandFailure.doneUnseen(cases: [], output: printed.withLock { $0 }) }
  guard code != EPIPE else { return }
  throw CommandFailure(
    "output", .failed, Label(ConsoleMessage.outputNotWritten(reason: SystemReason.label(code))))
}

/// A value for programs, on one line of standard output.
package func printLine(_ value: JSON) { printLine(value.text(), as: .json) }
