package import ArgumentParser
import Complaints
import Messages
import Terminal

/// The parser's own English, told in the person's language.
package enum UsageFailure {
  /// - Parameters:
  ///   - root: the program.
  ///   - options: the command's options that the parser does not know of, and so does not suggest.
  package static func explain(
    _ error: any Error, in root: any ParsableCommand.Type, options: [String] = []
  ) -> CommandFailure {
    if let failure = error as? CommandFailure { return failure }
    let full = root.fullMessage(for: error)
    var message = root.message(for: error)
    if message.hasPrefix("Error: ") { message.removeFirst(7) }
    // "  See 'casebook list --help' for more information."
    let command = quoted(full.split(separator: "\n").last { $0.contains("for more information") } ?? "").first
    let help = command ?? "\(root._commandName) --help"
    let names = quoted(message[...])
    if message.hasPrefix("Unknown option"), names.count == 1,
      let option = nearest(names[0], options.map { "--\($0)" })
    {
      message += ". Did you mean '\(option)'?"
    }
    return .usage(
      Label(
        en: message.hasSuffix(".") || message.hasSuffix("?") ? message : message + ".",
        zhHans: told(message).zhHans),
      hint: Label(.usageFailureSee, ["help": .text(help)]))
  }

  /// The first argument names no command.
  package static func unknownCommand(_ name: String, in root: any ParsableCommand.Type) -> CommandFailure {
    let near = nearest(name, root.configuration.subcommands.map { $0._commandName })
    let help = "\(root._commandName) --help"
    return .usage(
      near.map {
        Label(.usageFailureThereIsNoCommandDid, ["name": .text(name), "value": .text($0)])
      } ?? Label(.usageFailureThereIsNoCommand, ["name": .text(name)]),
      hint: Label(.usageFailureSee, ["help": .text(help)]))
  }

  /// The name that is closest to what was typed, if one is close.
  private static func nearest(_ typed: String, _ names: [String]) -> String? {
    let close = names.map { (name: $0, distance: distance(Array(typed), Array($0))) }
    guard let best = close.min(by: { $0.distance < $1.distance }), best.distance <= 3,
      best.distance * 2 < typed.count
    else { return nil }
    return best.name
  }

  /// How many characters have to be added, removed or replaced (Levenshtein 1965; the two-row algorithm of
  /// Wagner and Fischer 1974).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() {
        next.append(min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1))
      }
      row = next
    }
    return row[b.count]
  }

  /// What the parser says of wrong arguments (swift-argument-parser, UsageGenerator.swift); else as it is.
  private static func told(_ message: String) -> Label {
    let names = quoted(message[...])
    guard let first = names.first else {
      return message.hasPrefix("Missing required subcommand")
        ? Label(.usageFailureASubcommandIsMissing) : Label(verbatim: message)
    }
    if message.hasPrefix("Unknown option") {
      return names.count > 1
        ? Label(.usageFailureUnknownOptionDidYouMean, ["first": .text(first), "names": .text(names[1])])
        : Label(.usageFailureUnknownOption, ["first": .text(first)])
    }
    if message.hasPrefix("Missing value for") {
      return Label(.usageFailureAValueIsMissingAfter, ["first": .text(first)])
    }
    if message.hasPrefix("Missing expected argument") {
      return Label(.usageFailureTheArgumentIsMissing, ["first": .text(first)])
    }
    if message.hasPrefix("Missing one of") {
      return Label(
        .usageFailureOneOfTheseIsNeeded, ["names": .list(names)])
    }
    if message.hasPrefix("Unexpected argument") || message.contains("unexpected arguments") {
      return Label(
        .usageFailureUnexpectedArguments, ["names": .list(names)])
    }
    if message.hasPrefix("The value"), names.count > 1 {
      return Label(.usageFailureIsNoValueFor, ["first": .text(first), "names": .text(names[1])])
    }
    if message.hasPrefix("The option") {
      return Label(.usageFailureTakesNoValue, ["first": .text(first)])
    }
    return Label(verbatim: message)
  }

  /// What stands between single quotation marks.
  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }
}

/// The headings of the parser's help in the person's language.
package enum HelpText {
  /// The parser's help, which it gives as an error, as wide as the window.
  package static func of(_ error: any Error, in root: any ParsableCommand.Type) -> String {
    let columns = TerminalSize(fileDescriptor: 1, environment: Invocation.environment).columns
    return translated(root.fullMessage(for: error, columns: columns)) + "\n"
  }

  private static func translated(_ help: String) -> String {
    guard Invocation.language == .zhHans else { return help }
    return help.split(separator: "\n", omittingEmptySubsequences: false)
      .map { translated(line: String($0)) }.joined(separator: "\n")
  }

  /// In English as the parser writes them.
  private static let headings = [
    Label(.usageFailureOverview), Label(.usageFailureUsage), Label(.usageFailureArguments),
    Label(.usageFailureOptions), Label(.usageFailureSubcommands),
  ]

  /// In English as the parser writes them.
  private static let phrases = [
    Label(.usageFailureShowTheVersion), Label(.usageFailureShowHelpInformation),
    Label(.usageFailureShowSubcommandHelpInformation), Label(.usageFailureDefault),
    Label(.usageFailureValues), Label(.usageFailureDefault2),
  ]

  private static func translated(line: String) -> String {
    for heading in headings where line.hasPrefix(heading.en) {
      let placeholder = Label(.usageFailureSubcommand)
      return heading.zhHans
        + line.dropFirst(heading.en.count).replacing(placeholder.en, with: placeholder.zhHans)
    }
    if line.hasPrefix("  See '"), line.hasSuffix("for detailed help.") {
      let command = line.split(separator: "'").dropFirst().prefix(1).joined()
      return text(.usageFailureSee2, ["command": .text(command)])
    }
    var line = line
    for phrase in phrases {
      guard line.contains(phrase.en) else { continue }
      line = line.replacing(phrase.en, with: phrase.zhHans)
      // Their brackets are opened in Chinese, and so closed.
      let end = Label(.usageFailureEndOfDefault)
      if line.hasSuffix(end.en) { line = line.dropLast(end.en.count) + end.zhHans }
    }
    return line
  }
}
