package import ArgumentParser
import Complaints
import Glibc
package import Language
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
    let see = Label(UsageFailureMessage.seeHint(command: help))
    // `--note -x`: a dash and one letter is an option wherever it stands.
    let option = names.first?.split(separator: " ").first.map(String.init) ?? ""
    let short =
      message.hasPrefix("Missing value for")
      ? Invocation.arguments.first { $0.hasPrefix("-") && DashedText.isShort($0) } : nil
    return .usage(
      Label(
        en: message.hasSuffix(".") || message.hasSuffix("?") ? message : message + ".",
        zhHans: Placeholders.translated(told(message).zhHans)),
      hint: short.map { .lines(Label(UsageFailureMessage.dashedValue(option: option, value: $0)), see) }
        ?? see)
  }

  /// Refuses what stands where a command should and names none: of the program, or of a group without one that its
  /// name alone stands for; also behind `help`.
  /// - Throws: `CommandFailure`.
  package static func requireCommands(_ arguments: [String], in root: any ParsableCommand.Type) throws {
    var (group, path) = (root, root._commandName)
    for name in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let commands = group.configuration.subcommands
      guard !name.hasPrefix("-"), name != "help", !commands.isEmpty else { return }
      guard let next = commands.first(where: { $0._commandName == name }) else {
        guard group.configuration.defaultSubcommand == nil || arguments.first == "help" else { return }
        throw unknownCommand(name, in: group, path: path)
      }
      (group, path) = (next, "\(path) \(name)")
    }
  }

  private static func unknownCommand(
    _ name: String, in group: any ParsableCommand.Type, path: String
  ) -> CommandFailure {
    let near = nearest(name, group.configuration.subcommands.map { $0._commandName })
    let help = "\(path) --help"
    return .usage(
      near.map {
        Label(UsageFailureMessage.unknownCommandSuggesting(name, suggestion: $0))
      } ?? Label(UsageFailureMessage.unknownCommand(name)),
      hint: Label(UsageFailureMessage.seeHint(command: help)))
  }

  /// The name that is closest to what was typed, if one is close.
  private static func nearest(_ typed: String, _ names: [String]) -> String? {
    let close = names.map { (name: $0, distance: distance(Array(typed), Array($0))) }
    guard let best = close.min(by: { $0.distance < $1.distance }), best.distance <= 3,
      best.distance * 2 < typed.count
    else { return nil }
    return best.name
  }

  /// How many characters have to be added, removed, replaced, or swapped with the next one (Damerau 1964, as optimal
  /// string alignment: no character is edited twice; the rows of Wagner and Fischer 1974, of which two are kept).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() {
        var least = min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, x == b[j - 1], y == a[i - 1] { least = min(least, before[j - 1] + 1) }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[b.count]
  }

  /// What the parser says of wrong arguments (swift-argument-parser, UsageGenerator.swift); else as it is.
  private static func told(_ message: String) -> Label {
    let names = quoted(message[...])
    guard let first = names.first else {
      return message.hasPrefix("Missing required subcommand")
        ? Label(UsageFailureMessage.subcommandMissing) : Label(verbatim: message)
    }
    if message.hasPrefix("Unknown option") {
      return names.count > 1
        ? Label(UsageFailureMessage.unknownOptionSuggesting(first, suggestion: names[1]))
        : Label(UsageFailureMessage.unknownOption(first))
    }
    if message.hasPrefix("Missing value for") {
      return Label(UsageFailureMessage.valueMissing(option: first))
    }
    if message.hasPrefix("Missing expected argument") {
      return Label(UsageFailureMessage.argumentMissing(first))
    }
    if message.hasPrefix("Missing one of") {
      return Label(UsageFailureMessage.oneOfMissing(.list(names)))
    }
    if message.hasPrefix("Unexpected argument") || message.contains("unexpected arguments") {
      return Label(UsageFailureMessage.unexpectedArguments(.list(names)))
    }
    if message.hasPrefix("The value"), names.count > 1 {
      return Label(
        UsageFailureMessage.invalidValue(value: first, option: names[1], allowed: Array(names.dropFirst(2))))
    }
    if message.hasPrefix("The option") {
      return Label(UsageFailureMessage.unexpectedValue(option: first))
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
  /// Not narrower than a terminal: the parser traps where its columns do not fit, and a command line that is broken cannot
  /// be copied.
  private static var columns: Int {
    max(80, TerminalSize(fileDescriptor: 1, environment: Invocation.environment).columns)
  }

  /// Has the parser write its help in as many columns, wherever it writes one: also to find out how a program ends.
  package static func fitParser() { setenv("COLUMNS", "\(columns)", 1) }

  /// The parser's help, which it gives as an error, as wide as the window.
  package static func of(_ error: any Error, in root: any ParsableCommand.Type) -> String {
    let help = root.fullMessage(for: error, columns: columns)
    // Whatever else the parser prints is for programs.
    guard help.hasPrefix("OVERVIEW:") || help.hasPrefix("USAGE:") else { return help + "\n" }
    return translated(help, columns) + "\n"
  }

  /// `drafts --help` asks for the help of the group, not of the command that the group's name alone stands for.
  package static func ofGroup(_ arguments: [String], in root: any ParsableCommand.Type) -> [String] {
    guard arguments.count > 1, ["-h", "--help"].contains(arguments[1]),
      root.configuration.subcommands.contains(where: {
        $0._commandName == arguments[0] && $0.configuration.defaultSubcommand != nil
      })
    else { return arguments }
    return ["help", arguments[0]]
  }

  private static func translated(_ help: String, _ columns: Int) -> String {
    help.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let line = withoutKind(String(line))
      let told = Invocation.language == .zhHans ? Placeholders.translated(translated(line: line)) : line
      return fitted(told, columns)
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
    return line.dropLast(kind.count) + text(UsageFailureMessage.groupEnd)
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

package enum UsageFailureMessage: Message {
  case groupEnd
  case subcommandMissing
  case valueMissing(option: String)
  case argumentsHeading
  case defaultOpening
  case defaultAfterValues
  case closingBracket
  case dashedValue(option: String, value: String)
  case standardSubcommand
  case invalidValue(value: String, option: String, allowed: [String])
  case oneOfMissing(Label)
  case optionsHeading
  case overviewHeading
  case seeHint(command: String)
  case detailedHelp(command: String)
  case helpFlag
  case helpSubcommand
  case versionFlag
  case subcommandsHeading
  case unexpectedValue(option: String)
  case argumentMissing(String)
  case unknownCommand(String)
  case unknownCommandSuggesting(String, suggestion: String)
  case unexpectedArguments(Label)
  case unknownOption(String)
  case unknownOptionSuggesting(String, suggestion: String)
  case usageHeading
  case valuesOpening

  package var label: Label {
    switch self {
    case .groupEnd: Label(en: ":", zhHans: "：")
    case .subcommandMissing:
      Label(en: "A subcommand is missing.", zhHans: "命令不完整，后面还要写具体的命令。")
    case .valueMissing(let first):
      Label(en: "A value is missing after \(first).", zhHans: "\(first) 后面缺少内容。")
    case .argumentsHeading:
      Label(en: "ARGUMENTS:", zhHans: "参数：")
    case .defaultOpening:
      Label(en: "(default: ", zhHans: "（默认：")
    case .defaultAfterValues:
      Label(en: "; default: ", zhHans: "；默认：")
    // A column wider, so that what comes after it stays in its column.
    case .standardSubcommand: Label(en: " (default) ", zhHans: " （默认）  ")
    case .dashedValue(let option, let value):
      Label(
        en: "If “\(value)” is the value, write \(option)=\(value).",
        zhHans: "如果“\(value)”就是要填的内容，请写成 \(option)=\(value)。")
    case .closingBracket:
      Label(en: ")", zhHans: "）")
    case .invalidValue(let first, let option, let allowed):
      Label(
        en: "“\(first)” is not a valid value for \(option)."
          + (allowed.isEmpty ? "" : " It is one of: \(allowed.joined(separator: ", "))."),
        zhHans: "“\(first)”不能用作 \(option) 的值。"
          + (allowed.isEmpty ? "" : "可填：\(allowed.joined(separator: "、"))。"))
    case .oneOfMissing(let names):
      Label(en: "One of these is needed: \(names.en).", zhHans: "以下参数至少要有一个：\(names.zhHans)。")
    case .optionsHeading:
      Label(en: "OPTIONS:", zhHans: "选项：")
    case .overviewHeading:
      Label(en: "OVERVIEW: ", zhHans: "说明：")
    case .seeHint(let help):
      Label(en: "See: \(help)", zhHans: "用法见：\(help)")
    case .detailedHelp(let command):
      Label(en: "  See: \(command)", zhHans: "  详细用法：\(command)")
    case .helpFlag:
      Label(en: "Show help information.", zhHans: "显示帮助。")
    case .helpSubcommand:
      Label(en: "Show subcommand help information.", zhHans: "显示某个命令的帮助。")
    case .versionFlag:
      Label(en: "Show the version.", zhHans: "显示版本。")
    case .subcommandsHeading:
      Label(en: "SUBCOMMANDS:", zhHans: "命令：")
    case .unexpectedValue(let first):
      Label(en: "\(first) takes no value.", zhHans: "\(first) 后面不需要内容。")
    case .argumentMissing(let first):
      Label(en: "The argument \(first) is missing.", zhHans: "缺少参数 \(first)。")
    case .unknownCommand(let name):
      Label(en: "There is no command “\(name)”.", zhHans: "没有“\(name)”这个命令。")
    case .unknownCommandSuggesting(let name, let value):
      Label(
        en: "There is no command “\(name)”. Did you mean “\(value)”?",
        zhHans: "没有“\(name)”这个命令。是否想用 \(value)？")
    case .unexpectedArguments(let names):
      Label(en: "Unexpected arguments: \(names.en).", zhHans: "多余的参数：\(names.zhHans)。")
    case .unknownOption(let first):
      Label(en: "Unknown option \(first).", zhHans: "没有 \(first) 这个选项。")
    case .unknownOptionSuggesting(let first, let names):
      Label(en: "Unknown option \(first). Did you mean \(names)?", zhHans: "没有 \(first) 这个选项。是否想用 \(names)？")
    case .usageHeading:
      Label(en: "USAGE: ", zhHans: "用法：")
    case .valuesOpening:
      Label(en: "(values: ", zhHans: "（可选：")
    }
  }
}
