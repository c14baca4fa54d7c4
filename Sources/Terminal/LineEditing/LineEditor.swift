import Glibc

/// How the typing of a line ended. What had been typed comes with it: it is never lost.
package enum TypedLine: Equatable, Sendable {
  case line(String)
  /// Ctrl-D on an empty line.
  case endOfInput
  /// Ctrl-C.
  case interrupted(String)
  /// The terminal has gone, or something wants the process to end.
  case ended(String)
}

/// Reads lines that a person types at a terminal, with a cursor.
///
/// A terminal's own line mode erases one column for each character, whatever its width (the kernel's n_tty knows the
/// bytes of UTF-8, IUTF8, but no widths): after a backspace half a Chinese character stays on the screen. So lines
/// are edited here, in raw mode. Where TERM says that a terminal can do nothing (`dumb`, or not set), its line mode
/// is used all the same.
package final class LineEditor {
  private let input: Int32
  private let output: Int32
  private let isPlain: Bool
  private var decoder = KeyDecoder()
  private var keys: [Key] = []
  private var isPasting = false
  private var saved: termios?

  /// - Parameters:
  ///   - input: a terminal.
  ///   - output: a terminal, where the line is drawn.
  package init(input: Int32, output: Int32, environment: [String: String]) {
    self.input = input
    self.output = output
    isPlain = ["", "dumb"].contains(environment["TERM"] ?? "")
    // Ended by these, it would leave the terminal as it is and forget what was typed last. A hangup is seen by
    // reading: the terminal gives nothing any more. The others are held back, and looked for while waiting for keys.
    if !isPlain { signal(SIGHUP, SIG_IGN) }
  }

  private func hold(_ how: Int32) {
    var held = Self.held
    sigprocmask(how, &held, nil)
  }

  private static var held: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    return signals
  }

  deinit { rest() }

  /// Gives the terminal its line mode back. A signal that was held back is let in then.
  package func rest() {
    defer { hold(SIG_UNBLOCK) }
    guard var saved else { return }
    write("\u{1B}[?2004l")
    tcsetattr(input, TCSANOW, &saved)
    self.saved = nil
  }

  /// Ends the process as the signal would have done it.
  package func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    rest()
    raise(number)
    exit(128 + number)
  }

  /// - Parameters:
  ///   - prompt: what stands before the line, sanitised, maybe with styles.
  ///   - shown: what the prompt looks like.
  ///   - text: what stands in the line to begin with.
  ///   - isHidden: a dot stands for each character.
  package func line(prompt: String, shown: String, text: String = "", isHidden: Bool = false) -> TypedLine {
    if isPlain { return plainLine(prompt: prompt, isHidden: isHidden) }
    guard makeRaw() else { return plainLine(prompt: prompt, isHidden: isHidden) }
    var buffer = LineBuffer(text)
    func drawn() -> LineBuffer {
      isHidden ? LineBuffer(String(repeating: "•", count: buffer.characters.count)) : buffer
    }
    var screen = LineScreen(columns: TerminalSize(fileDescriptor: output, environment: [:]).columns)
    func finish(_ line: TypedLine) -> TypedLine {
      write(screen.leave(drawn(), shown: shown))
      return line
    }
    write(screen.draw(prompt: prompt, shown: shown, drawn()))
    while true {
      var isChanged = false
      while !keys.isEmpty {
        let key = keys.removeFirst()
        switch key {
        case .pasteBegin: isPasting = true
        case .pasteEnd: isPasting = false
        case .interrupt: return finish(.interrupted(buffer.text))
        case .endOfInput where buffer.characters.isEmpty: return finish(.endOfInput)
        case .enter:
          if isChanged { write(screen.draw(prompt: prompt, shown: shown, drawn())) }
          return finish(.line(buffer.text))
        case .redraw: isChanged = true
        default: isChanged = buffer.apply(key) || isChanged
        }
      }
      if isChanged { write(screen.draw(prompt: prompt, shown: shown, drawn())) }
      guard let bytes = readSome() else { return finish(.ended(buffer.text)) }
      keys += decoder.keys(bytes)
    }
  }

  /// One key of those that are offered, without Enter: any other is passed over, and so is what is pasted. Where the terminal can
  /// do nothing, the first letter of a line.
  package func key(prompt: String, among choices: [Character]) -> TypedLine {
    guard !isPlain, makeRaw() else {
      while true {
        guard case .line(let typed) = plainLine(prompt: prompt) else { return .endOfInput }
        if let first = typed.lowercased().first, choices.contains(first) { return .line(String(first)) }
      }
    }
    write(prompt)
    while true {
      while !keys.isEmpty {
        switch keys.removeFirst() {
        case .pasteBegin: isPasting = true
        case .pasteEnd: isPasting = false
        case .interrupt:
          write("\n")
          return .interrupted("")
        case .endOfInput:
          write("\n")
          return .endOfInput
        case .text(let typed) where !isPasting:
          guard let key = typed.lowercased().first, choices.contains(key) else { continue }
          write("\(key)\n")
          return .line(String(key))
        default: continue
        }
      }
      guard let bytes = readSome() else { return .ended("") }
      keys += decoder.keys(bytes)
    }
  }

  /// Whether the line that was just read came out of a paste that goes on: the next one is not an answer that
  /// somebody has thought about.
  package var isInPaste: Bool { isPasting }

  private func makeRaw() -> Bool {
    guard saved == nil else { return true }
    var mode = termios()
    guard tcgetattr(input, &mode) == 0 else { return false }
    saved = mode
    hold(SIG_BLOCK)
    mode.c_iflag &= ~tcflag_t(ICRNL | IXON | ISTRIP | INLCR | IGNCR)
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    guard tcsetattr(input, TCSADRAIN, &mode) == 0 else {
      saved = nil
      hold(SIG_UNBLOCK)
      return false
    }
    // Bracketed paste (xterm): so that a line break in it can be told from the Enter key.
    write("\u{1B}[?2004h")
    return true
  }

  private func plainLine(prompt: String, isHidden: Bool = false) -> TypedLine {
    write(prompt)
    var usual = termios()
    let isQuiet = isHidden && tcgetattr(input, &usual) == 0
    if isQuiet {
      var quiet = usual
      quiet.c_lflag &= ~tcflag_t(ECHO)
      // A signal would leave the terminal without an echo.
      hold(SIG_BLOCK)
      tcsetattr(input, TCSAFLUSH, &quiet)
    }
    defer {
      if isQuiet {
        tcsetattr(input, TCSANOW, &usual)
        write("\n")
        hold(SIG_UNBLOCK)
      }
    }
    var bytes: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = read(input, &byte, 1)
      guard count > 0 else {
        let text = String(decoding: bytes, as: UTF8.self)
        return count == 0 && bytes.isEmpty ? .endOfInput : count == 0 ? .line(text) : .ended(text)
      }
      if byte == 0x0A { return .line(String(decoding: bytes, as: UTF8.self)) }
      bytes.append(byte)
    }
  }

  /// Nil where the terminal has gone, or a signal came.
  private func readSome() -> [UInt8]? {
    var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    // Not for ever: a signal that comes between looking for it and waiting would be seen with the next key only.
    while poll(&waiting, 1, 200) == 0 {
      var signals = sigset_t()
      sigpending(&signals)
      if sigismember(&signals, SIGTERM) == 1 || sigismember(&signals, SIGINT) == 1 { return nil }
    }
    var piece = [UInt8](repeating: 0, count: 4096)
    let count = piece.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
    return count > 0 ? Array(piece[..<count]) : nil
  }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
