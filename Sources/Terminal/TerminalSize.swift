#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The window that an output stream is shown in.
package struct TerminalSize: Equatable, Sendable {
  /// Columns, at least 1.
  package let columns: Int

  package init(columns: Int) { self.columns = max(1, columns) }

  /// Asks the terminal (TIOCGWINSZ), then `COLUMNS`, then takes 80.
  package init(fileDescriptor: Int32, environment: [String: String]) {
    var size = winsize()
    if ioctl(fileDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      columns = Int(size.ws_col)
    } else if let told = environment["COLUMNS"].flatMap({ Int($0) }), (1...10_000).contains(told) {
      columns = told
    } else {
      columns = 80
    }
  }
}

/// Whether a file descriptor is a terminal.
package func isTerminal(_ fileDescriptor: Int32) -> Bool { isatty(fileDescriptor) == 1 }

/// Nanoseconds of a clock that never goes back (CLOCK_MONOTONIC), from an arbitrary start.
package func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  guard clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return 0 }
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Writes all of `text` to standard error at once, unbuffered; gives up silently where nobody reads it.
package func writeToStandardError(_ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if written > 0 {
      bytes = bytes.dropFirst(written)
    } else if written < 0, errno == EINTR {
      continue
    } else {
      return
    }
  }
}
