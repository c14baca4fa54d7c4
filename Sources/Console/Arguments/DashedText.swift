package import ArgumentParser
import FoundationEssentials
import Language

/// Free text that begins with a dash is text: `note 7 "-5 yuan"`, `--reason "- as agreed"`, `--since -1d`.
///
/// The parser takes whatever begins with a dash for an option, a letter each. So where such an argument stands, what
/// belongs to what is settled before it looks: a value is tied to its option by `=`, texts come after `--`. What is
/// written like a long option stays one, so that a mistyped option is still told of.
package enum DashedText {
  /// - Parameters:
  ///   - arguments: as they came, the command first.
  ///   - root: the program.
  /// - Returns: the same for the parser; unchanged where nothing in them could be mistaken.
  /// - Throws: `CommandFailure` for what is neither an option nor, in this command, a text.
  package static func settled(_ arguments: [String], in root: any ParsableCommand.Type) throws -> [String] {
    guard isDoubtful(arguments) else { return arguments }
    guard let path = CommandPath(arguments, in: root), let options = OptionNames(of: path.command) else {
      return arguments
    }
    return path.words + (try options.settled(arguments.dropFirst(path.count)))
  }

  /// Whether one of them begins with a dash and is not written like an option; the parser's tables need not be asked
  /// otherwise.
  private static func isDoubtful(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { argument in
      argument.hasPrefix("-") && argument != "-" && !isShort(argument) && !isLong(argument)
    }
  }

  /// `-F`: a letter alone.
  static func isShort(_ argument: String) -> Bool {
    argument.utf8.count == 2 && isLetter(argument.utf8.last ?? 0)
  }

  /// `--since`, `--since=…`.
  package static func isLong(_ argument: String) -> Bool {
    guard argument.hasPrefix("--") else { return false }
    let name = argument.utf8.dropFirst(2).prefix { $0 != UInt8(ascii: "=") }
    guard let first = name.first, isLetter(first) else { return false }
    return name.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
