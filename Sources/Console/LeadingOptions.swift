/// Options before the command: `casebook --lang zh-Hans list`, as an alias of the program writes them.
package enum LeadingOptions {
  /// The same arguments with those options after the command, where the parser wants them; what stands there
  /// already comes after them, and so counts. Without a command they are dropped: the help asked for has the
  /// language already.
  /// - Parameters:
  ///   - valued: options that take a value.
  ///   - flags: options that take none.
  ///   - groups: commands that have commands of their own.
  package static func moved(
    _ arguments: [String], valued: Set<String>, flags: Set<String>, groups: Set<String>
  ) -> [String] {
    var count = 0
    while count < arguments.count {
      let name = String(arguments[count].prefix { $0 != "=" })
      let isWhole = name.utf8.count == arguments[count].utf8.count
      if valued.contains(name), isWhole, count + 1 < arguments.count {
        count += 2
      } else if isWhole ? flags.contains(name) : valued.contains(name) {
        count += 1
      } else {
        break
      }
    }
    let rest = arguments[count...]
    guard let command = rest.first, !command.hasPrefix("-"), command != "help" else { return Array(rest) }
    let words = groups.contains(command) && rest.dropFirst().first?.hasPrefix("-") == false ? 2 : 1
    return Array(rest.prefix(words) + arguments[..<count] + rest.dropFirst(words))
  }
}
