package import ArgumentParser
import Language

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
    let see = Label(UsageFailureMessage.seeHint(command: help))
    let names = known(to: help, in: root).union(options.map { "--\($0)" })
    // `---` is named without quotation marks.
    var unknown =
      message.hasPrefix("Unknown option") || message.hasPrefix("Invalid option")
      ? quoted(message[...]).first ?? String(message.split(separator: " ").last ?? "") : nil
    if unknown == nil, message.hasPrefix("Missing expected argument"), !names.isEmpty {
      // What is missing may be what was mistyped.
      unknown = Invocation.arguments.prefix { $0 != "--" }.lazy
        .filter { DashedText.isLong($0) }.map { String($0.prefix { $0 != "=" }) }.first {
          !names.contains($0)
        }
    }
    if let typed = unknown {
      let near = NearestName.of(typed, among: names.sorted())
      return .usage(
        near.map { Label(UsageFailureMessage.unknownOptionSuggesting(typed, suggestion: $0)) }
          ?? Label(UsageFailureMessage.unknownOption(typed)),
        hint: DashedText.isShort(typed) ? .lines(Label(UsageFailureMessage.dashedText(typed)), see) : see)
    }
    // `--note -x`: a dash and one letter is an option wherever it stands, and so are two dashes and a word.
    let option = quoted(message[...]).first?.split(separator: " ").first.map(String.init) ?? ""
    let dashed =
      message.hasPrefix("Missing value for")
      ? Invocation.arguments.drop { $0 != option }.dropFirst().first.flatMap {
        ($0.hasPrefix("-") && DashedText.isShort($0)) || (DashedText.isLong($0) && !names.contains($0))
          ? $0 : nil
      } : nil
    return .usage(
      Label(
        en: message.hasSuffix(".") || message.hasSuffix("?") ? message : message + ".",
        zhHans: Placeholders.translated(told(message).zhHans)),
      hint: dashed.map { .lines(Label(UsageFailureMessage.dashedValue(option: option, value: $0)), see) }
        ?? see)
  }

  /// Refuses what stands where a command should and names none: of the program, or of a group without one that its
  /// name alone stands for; also behind `help`. Where a group's name alone stands for a command that takes a text, one
  /// slip from another command's name is refused too: `signal lst` would be saved.
  /// - Throws: `CommandFailure`.
  package static func requireCommands(_ arguments: [String], in root: any ParsableCommand.Type) throws {
    var (group, path) = (root, root._commandName)
    for name in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
      let commands = group.configuration.subcommands
      guard !name.hasPrefix("-"), name != "help", !commands.isEmpty else { return }
      guard let next = commands.first(where: { $0._commandName == name }) else {
        let standard = arguments.first == "help" ? nil : group.configuration.defaultSubcommand
        let names = commands.map { $0._commandName }
        let near =
          standard == nil ? NearestName.of(name, among: names) : NearestName.slip(name, among: names)
        guard standard == nil || near != nil else { return }
        throw unknownCommand(name, near: near, standard: standard, path: path)
      }
      (group, path) = (next, "\(path) \(name)")
    }
  }

  private static func unknownCommand(
    _ name: String, near: String?, standard: (any ParsableCommand.Type)?, path: String
  ) -> CommandFailure {
    let see = Label(UsageFailureMessage.seeHint(command: "\(path) --help"))
    return .usage(
      near.map {
        Label(UsageFailureMessage.unknownCommandSuggesting(name, suggestion: $0))
      } ?? Label(UsageFailureMessage.unknownCommand(name)),
      hint: standard.flatMap { $0.helpMessage().contains("\nARGUMENTS:") ? $0 : nil }.map {
        .lines(
          Label(UsageFailureMessage.meantAsItStands(name, command: "\(path) \($0._commandName) \(name)")), see
        )
      } ?? see)
  }

  /// The options of the command that is named in `casebook list --help`.
  private static func known(to help: String, in root: any ParsableCommand.Type) -> Set<String> {
    var command = root
    for name in help.split(separator: " ").dropFirst() {
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == name }) else {
        break
      }
      command = next
    }
    return OptionNames(of: command.configuration.defaultSubcommand ?? command)?.all ?? []
  }

  /// What the parser says of wrong arguments (swift-argument-parser, UsageGenerator.swift); else as it is.
  private static func told(_ message: String) -> Label {
    let names = quoted(message[...])
    // Before it looks for the first quotation mark: there may be none.
    if message.hasPrefix("Can't generate completion") || message.hasPrefix("Can't autodetect") {
      return Label(UsageFailureMessage.unknownShell)
    }
    guard let first = names.first else {
      return message.hasPrefix("Missing required subcommand")
        ? Label(UsageFailureMessage.subcommandMissing) : Label(verbatim: message)
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
    if message.hasPrefix("Value to be set with") {
      return Label(UsageFailureMessage.exclusive(.list(names)))
    }
    return Label(verbatim: message)
  }

  /// What stands between single quotation marks.
  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }
}
