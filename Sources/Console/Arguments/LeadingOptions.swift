package import ArgumentParser

/// Options before the command: `casebook --lang zh-Hans list`, as an alias of the program writes them.
package enum LeadingOptions {
  /// The same arguments with those options after the command, where the parser wants them; what stands there
  /// already comes after them, and so counts. Where none is named that takes them, of the program or of a group, they
  /// are dropped: the help that is given then has the language already.
  /// - Parameters:
  ///   - valued: options that take a value.
  ///   - flags: options that take none.
  ///   - root: the program, which says what its commands are.
  package static func moved(
    _ arguments: [String], valued: Set<String>, flags: Set<String>, in root: any ParsableCommand.Type
  ) -> [String] {
    var rest = arguments[...]
    var options: [String] = []
    func takeOptions() {
      while let first = rest.first {
        let name = String(first.prefix { $0 != "=" })
        let isWhole = name.utf8.count == first.utf8.count
        if valued.contains(name), isWhole, rest.count > 1 {
          options += rest.prefix(2)
          rest.removeFirst(2)
        } else if isWhole ? flags.contains(name) : valued.contains(name) {
          options.append(rest.removeFirst())
        } else {
          break
        }
      }
    }
    takeOptions()
    guard let command = rest.first, !command.hasPrefix("-") else { return Array(rest) }
    guard command != "help" else {
      var words: [String] = []
      while !rest.isEmpty {
        takeOptions()
        if let word = rest.popFirst() { words.append(word) }
      }
      return words
    }
    var words = [rest.removeFirst()]
    var named = root.configuration.subcommands.first { $0._commandName == command }
    while let group = named?.configuration, !group.subcommands.isEmpty {
      takeOptions()
      guard let name = rest.first, !name.hasPrefix("-") else {
        if group.defaultSubcommand == nil || rest.first.map({ ["-h", "--help"].contains($0) }) ?? false {
          options = []
        }
        break
      }
      named = group.subcommands.first { $0._commandName == name }
      // What names none is the text of the command that the group's name alone stands for.
      words.append(rest.removeFirst())
    }
    return words + options + rest
  }
}
