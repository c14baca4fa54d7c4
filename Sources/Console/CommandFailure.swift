package import ArgumentParser
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
  /// The work is done, only what was to be printed of it could not be: to run the command again would do it twice.
  case doneUnseen = 10
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
  /// What was saved all the same; nil where nothing was.
  package var saved: Saved?

  /// What a command did before its output failed.
  package struct Saved: Sendable {
    /// Numbers of cases, a handful at most.
    package var cases: [String]
    /// What it would have printed, or the beginning of it.
    package var output: String
  }

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

  /// What to do next, where what was typed is refused and nothing says it: to read the help of the command.
  /// - Parameters:
  ///   - arguments: as they came, the command first.
  ///   - root: the program.
  package func pointing(_ arguments: [String], in root: any ParsableCommand.Type) -> CommandFailure {
    guard exit == .usage, hint == nil else { return self }
    let words = [root._commandName] + (CommandPath(arguments, in: root)?.words ?? []) + ["--help"]
    var pointing = self
    pointing.hint = Label(UsageFailureMessage.seeHint(command: words.joined(separator: " ")))
    return pointing
  }

  /// The work is done, but nobody saw what was printed of it.
  /// - Parameters:
  ///   - cases: the numbers of those that were written.
  ///   - output: what was to be printed.
  package static func doneUnseen(cases: [String], output: [UInt8]) -> CommandFailure {
    var failure = CommandFailure(
      "done_unseen", .doneUnseen, Label(CommandFailureMessage.doneUnseen(cases: cases)),
      hint: Label(CommandFailureMessage.notAgainHint))
    failure.saved = Saved(cases: cases, output: String(decoding: output, as: UTF8.self))
    return failure
  }

  package func json(_ language: Language) -> JSON {
    var members: [(String, JSON)] = [
      ("error", .string(code)), ("message", .string(message.text(language))),
      ("hint", .optional((hint?.text(language)).map(Invocation.inSameFolder))), ("retry", .bool(retry)),
    ]
    if !candidates.isEmpty { members.append(("candidates", .strings(candidates))) }
    if let saved {
      members += [("saved", .strings(saved.cases)), ("output", .string(saved.output))]
    }
    return .object(members)
  }

  /// Lines for people, made harmless.
  package func lines(_ language: Language, _ style: OutputStyle) -> String {
    let label = Label(CommandFailureMessage.errorHeading).text(language)
    let gap = language == .zhHans ? "" : " "
    var lines = [
      style.apply([.bold, .red], to: label) + gap + Self.shortened(message.text(language)).sanitised()
    ]
    lines += candidates.map { "  " + $0.sanitised(.joined) }
    lines += (saved?.output.sanitised() ?? "").split(separator: "\n").map { "  " + $0 }
    if let hint { lines.append(Invocation.inSameFolder(hint.text(language)).sanitised()) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Without the middle of a word that is too long to be read: nobody needs 3,000 letters that he typed to be told of them.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > 400 else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.count > 300 ? word.prefix(40) + "…" + word.suffix(10) : word
    }.joined(separator: " ")
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
  case doneUnseen(cases: [String])
  case notAgainHint

  var label: Label {
    switch self {
    case .doneUnseen(let cases) where cases.isEmpty:
      Label(en: "It is done and saved, but the answer could not be shown.", zhHans: "已完成并保存，但结果无法显示。")
    case .doneUnseen(let cases):
      Label(
        en: "It is saved: \(cases.joined(separator: ", ")). Only the answer could not be shown.",
        zhHans: "已保存：\(cases.joined(separator: "、"))，只是结果无法显示。")
    case .notAgainHint:
      Label(
        en: "Do not run the command again, or it may be done twice. (Exit code 10 says so to scripts.)",
        zhHans: "请勿再次运行，以免重复。（脚本可凭退出码 10 判断。）")
    case .errorHeading:
      Label(en: "Error:", zhHans: "错误：")
    }
  }
}
