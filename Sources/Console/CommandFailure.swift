import Complaints
import Glibc
package import Interchange
package import Language
package import Terminal

/// How a command ended: the process's exit code.
package enum ExitStatus: Int32, Sendable {
  case ok = 0
  case failed = 1
  case usage = 2
  case notFound = 3
  case notAllowed = 4
  case conflictOpen = 5
  case gateRefused = 6
  /// Head office cannot be reached; the work is safe and pending.
  case unreachable = 7
  case busy = 8
  case damaged = 9
}

/// Why a command did not do what it was asked: what failed, where and why; what to do next; whether the
/// same command may succeed later.
package struct CommandFailure: Error, Sendable {
  /// Stable, for programs: `not_found`.
  package var code: String
  package var exit: ExitStatus
  package var message: Label
  package var hint: Label?
  package var retry: Bool
  /// What may have been meant, where that can be listed.
  package var candidates: [String]

  package init(
    _ code: String, _ exit: ExitStatus, _ message: Label, hint: Label? = nil, retry: Bool = false,
    candidates: [String] = []
  ) {
    self.code = code
    self.exit = exit
    self.message = message
    self.hint = hint
    self.retry = retry
    self.candidates = candidates
  }

  /// A wrong option or value.
  package static func usage(_ message: Label, hint: Label? = nil) -> CommandFailure {
    CommandFailure("usage", .usage, message, hint: hint)
  }

  package func json(_ language: Language) -> JSON {
    var members: [(String, JSON)] = [
      ("error", .string(code)), ("message", .string(message.text(language))),
      ("hint", .optional(hint?.text(language))), ("retry", .bool(retry)),
    ]
    if !candidates.isEmpty { members.append(("candidates", .strings(candidates))) }
    return .object(members)
  }

  /// Lines for people, made harmless.
  package func lines(_ language: Language, _ style: OutputStyle) -> String {
    let label = Label(CommandFailureMessage.errorHeading).text(language)
    let gap = language == .zhHans ? "" : " "
    var lines = [style.apply([.bold, .red], to: label) + gap + message.text(language).sanitised()]
    lines += candidates.map { "  " + $0.sanitised(.joined) }
    if let hint { lines.append(hint.text(language).sanitised()) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Tells it on standard error, as JSON where that was asked for, and ends the process with its exit code.
  package func report() -> Never {
    if Invocation.isJSON {
      tellOnStandardError(json(Invocation.language).text() + "\n", as: .json)
    } else {
      let style = OutputStyle(isTerminal: isTerminal(2), environment: Invocation.environment)
      tellOnStandardError(lines(Invocation.language, style))
    }
    Glibc.exit(exit.rawValue)
  }
}

enum CommandFailureMessage: Message {
  case errorHeading

  var label: Label {
    switch self {
    case .errorHeading:
      Label(en: "Error:", zhHans: "错误：")
    }
  }
}
