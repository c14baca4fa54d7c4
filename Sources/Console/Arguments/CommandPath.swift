import ArgumentParser

/// The command that arguments name, and how many of them name it.
struct CommandPath {
  let command: any ParsableCommand.Type
  /// How many arguments are words of the command.
  let count: Int
  /// The words of the command; with that of the one that stands for a group, where the group alone was named.
  let words: [String]

  /// Nil where they name no command, or a group that is none.
  init?(_ arguments: [String], in root: any ParsableCommand.Type) {
    var command = root
    var count = 0
    while count < arguments.count,
      let next = command.configuration.subcommands.first(where: { $0._commandName == arguments[count] })
    {
      command = next
      count += 1
    }
    var words = Array(arguments.prefix(count))
    if let standard = command.configuration.defaultSubcommand {
      command = standard
      words.append(standard._commandName)
    }
    guard count > 0, command.configuration.subcommands.isEmpty else { return nil }
    self.command = command
    self.count = count
    self.words = words
  }
}
