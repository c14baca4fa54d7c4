package import ArgumentParser
import Glibc
import Language
import Terminal

/// The headings of the parser's help in the person's language.
package enum HelpText {
  /// Not narrower than a terminal: the parser traps where its columns do not fit, and a command line that is broken cannot
  /// be copied.
  private static var columns: Int {
    max(80, TerminalSize(fileDescriptor: 1, environment: Invocation.environment).columns)
  }

  /// The parser breaks a line that just fits.
  private static var parserColumns: Int { columns + 1 }

  /// Has the parser write its help in as many columns, wherever it writes one: also to find out how a program ends.
  package static func fitParser() { setenv("COLUMNS", "\(parserColumns)", 1) }

  /// The parser's help, which it gives as an error, as wide as the window.
  package static func of(_ error: any Error, in root: any ParsableCommand.Type) -> String {
    let help = root.fullMessage(for: error, columns: parserColumns)
    // Whatever else the parser prints is for programs.
    guard help.hasPrefix("OVERVIEW:") || help.hasPrefix("USAGE:") else { return help + "\n" }
    return translated(help, columns) + "\n"
  }

  /// A program that names no command of a group gets no help that it cannot read.
  /// - Throws: `CommandFailure`, where the parser would help somebody who asked for JSON and not for help.
  package static func requireAsked(_ error: any Error, in root: any ParsableCommand.Type) throws {
    let help = root.fullMessage(for: error)
    guard Invocation.isJSON, help.hasPrefix("OVERVIEW:") || help.hasPrefix("USAGE:"),
      !Invocation.arguments.contains(where: { ["-h", "--help", "help"].contains($0) })
    else { return }
    throw CommandFailure.usage(
      Label(UsageFailureMessage.subcommandMissing),
      hint: Label(
        UsageFailureMessage.seeHint(
          command: ([root._commandName] + Invocation.arguments.prefix { !$0.hasPrefix("-") } + ["--help"])
            .joined(separator: " "))))
  }

  /// `drafts --help` asks for the help of the group, not of the command that the group's name alone stands for.
  package static func ofGroup(_ arguments: [String], in root: any ParsableCommand.Type) -> [String] {
    guard let at = arguments.firstIndex(where: { ["-h", "--help"].contains($0) }), at > 0 else {
      return arguments
    }
    var group = root
    for name in arguments[..<at] {
      guard let next = group.configuration.subcommands.first(where: { $0._commandName == name }) else {
        return arguments
      }
      group = next
    }
    return group.configuration.defaultSubcommand == nil ? arguments : ["help"] + arguments[..<at]
  }

  private static func translated(_ help: String, _ columns: Int) -> String {
    // A command with a `--version` of its own asks for nothing else by it.
    let hasVersions = help.contains("--version <")
    return help.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !hasVersions || !$0.hasPrefix("  --version  ")
    }.flatMap { line in
      let line = withoutKind(String(line))
      let told = Invocation.language == .zhHans ? Placeholders.translated(translated(line: line)) : line
      return fitted(told.replacing(Placeholders.joiner, with: ""), columns)
    }.joined(separator: "\n")
  }

  /// The parser counts characters, of which many are two columns wide, and never breaks a line of usage.
  private static func fitted(_ line: String, _ columns: Int) -> [String] {
    guard line.displayWidth > columns else { return [line] }
    let usage = Label(UsageFailureMessage.usageHeading)
    if [usage.en, usage.zhHans].contains(where: line.hasPrefix) { return usageLines(line, columns) }
    // An option or command: its text goes on in its column. Examples and usage go on a little further in.
    let gap = line.hasPrefix("  ") ? line.dropFirst(2).firstRange(of: "  ") : nil
    guard let gap, let start = line[gap.lowerBound...].firstIndex(where: { $0 != " " }) else {
      return wrap(line, width: columns, indent: 4, firstIndent: 0)
    }
    let lead = String(line[..<start])
    let lines = wrap(String(line[start...]), width: columns, indent: lead.displayWidth)
    return [lead + lines[0].drop { $0 == " " }] + lines.dropFirst()
  }

  /// Broken between options, never within one: `[--lang <tag>]` stays together, so that no placeholder is cut.
  private static func usageLines(_ line: String, _ columns: Int) -> [String] {
    var parts: [String] = []
    var depth = 0
    for word in line.split(separator: " ").map(String.init) {
      if depth > 0, let last = parts.indices.last { parts[last] += " " + word } else { parts.append(word) }
      for character in word { depth += "[<(".contains(character) ? 1 : "]>)".contains(character) ? -1 : 0 }
    }
    var lines = [""]
    for part in parts {
      let last = lines[lines.count - 1]
      let isFirst = last.isEmpty || last == "    "
      if !isFirst, last.displayWidth + 1 + part.displayWidth > columns {
        lines.append("    " + part)
      } else {
        lines[lines.count - 1] = isFirst ? last + part : "\(last) \(part)"
      }
    }
    return lines.flatMap {
      $0.displayWidth > columns ? wrap($0, width: columns, indent: 4, firstIndent: 0) : [$0]
    }
  }

  /// The heading of a group of commands is its name alone.
  private static func withoutKind(_ line: String) -> String {
    let kind = " SUBCOMMANDS:"
    guard line.hasSuffix(kind), !line.hasPrefix(" ") else { return line }
    return line.dropLast(kind.count) + text(PunctuationMessage.headingColon)
  }

  /// In English as the parser writes them.
  private static let headings = [
    Label(UsageFailureMessage.overviewHeading), Label(UsageFailureMessage.usageHeading),
    Label(UsageFailureMessage.argumentsHeading),
    Label(UsageFailureMessage.optionsHeading), Label(UsageFailureMessage.subcommandsHeading),
  ]

  /// In English as the parser writes them.
  private static let phrases = [
    Label(UsageFailureMessage.versionFlag), Label(UsageFailureMessage.helpFlag),
    Label(UsageFailureMessage.helpSubcommand), Label(UsageFailureMessage.defaultOpening),
    Label(UsageFailureMessage.valuesOpening), Label(UsageFailureMessage.defaultAfterValues),
    Label(UsageFailureMessage.standardSubcommand),
  ]

  private static func translated(line: String) -> String {
    for heading in headings where line.hasPrefix(heading.en) {
      // The parser's own command has a phrase of its own behind it.
      return heading.zhHans + translated(phrases: String(line.dropFirst(heading.en.count)))
    }
    if line.hasPrefix("  See '"), line.hasSuffix("for detailed help.") {
      let command = line.split(separator: "'").dropFirst().prefix(1).joined()
      return text(UsageFailureMessage.detailedHelp(command: command))
    }
    return translated(phrases: line)
  }

  private static func translated(phrases line: String) -> String {
    var line = line
    for phrase in phrases {
      guard line.contains(phrase.en) else { continue }
      line = line.replacing(phrase.en, with: phrase.zhHans)
      // Their brackets are opened in Chinese, and so closed.
      let end = Label(UsageFailureMessage.closingBracket)
      if line.hasSuffix(end.en) { line = line.dropLast(end.en.count) + end.zhHans }
    }
    return line
  }
}
