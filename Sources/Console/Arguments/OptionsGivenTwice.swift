package import ArgumentParser
import Language

/// An option that takes one value and is given two: the parser would take the last, and the first would be lost
/// without a word (`list --status received --status assessed`).
package enum OptionsGivenTwice {
  /// - Parameters:
  ///   - arguments: as they came, the command first.
  ///   - root: the program.
  ///   - leading: options whose last value counts, as where an alias of the program gives the first.
  /// - Throws: `CommandFailure` where one is given twice with different values.
  package static func refuse(
    _ arguments: [String], in root: any ParsableCommand.Type, except leading: [String]
  ) throws {
    guard hasTwoOfOne(arguments, except: leading), let path = CommandPath(arguments, in: root),
      let option = OptionNames(of: path.command)?
        .contradicted(arguments.dropFirst(path.count), except: leading)
    else { return }
    throw CommandFailure.usage(Label(UsageFailureMessage.optionTwice(option)))
  }

  /// Whether an option may stand there twice: under one name, or a letter that may be short for another. The parser's
  /// tables need not be asked otherwise.
  private static func hasTwoOfOne(_ arguments: [String], except leading: [String]) -> Bool {
    var seen: Set<Substring> = []
    return arguments.prefix { $0 != "--" }.contains { argument in
      let name = argument.prefix { $0 != "=" }
      return name.hasPrefix("-") && name.utf8.count > 1 && !leading.contains(String(name))
        && (DashedText.isShort(argument) || !seen.insert(name).inserted)
    }
  }
}
