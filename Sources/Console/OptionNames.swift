import ArgumentParser
import FoundationEssentials
import Language

/// The options of one command, as the parser itself tells of them.
struct OptionNames {
  /// With their dashes.
  private var valued: Set<String> = []
  private var flags: Set<String> = ["--help", "-h", "--version"]
  /// What `=` can be written after, of a valued option.
  private var long: [String: String] = [:]
  private var takesTexts = false

  var all: Set<String> { valued.union(flags) }

  private struct Tool: Decodable { let command: Command }
  private struct Command: Decodable { let arguments: [Argument]? }
  private struct Argument: Decodable {
    let kind: String
    let names: [Name]?
  }
  private struct Name: Decodable {
    let kind: String
    let name: String
    var typed: String { kind == "long" ? "--\(name)" : "-\(name)" }
  }

  init?(of command: any ParsableCommand.Type) {
    guard let tool = try? JSONDecoder().decode(Tool.self, from: Data(command._dumpHelp().utf8)) else {
      return nil
    }
    for argument in tool.command.arguments ?? [] {
      let names = argument.names ?? []
      switch argument.kind {
      case "positional": takesTexts = true
      case "option":
        valued.formUnion(names.map(\.typed))
        guard let first = names.first(where: { $0.kind == "long" }) else { continue }
        for name in names { long[name.typed] = first.typed }
      default: flags.formUnion(names.map(\.typed))
      }
    }
  }

  func settled(_ arguments: ArraySlice<String>) throws -> [String] {
    var options: [String] = []
    var texts: [String] = []
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        texts += rest
        break
      }
      if valued.contains(argument), let value = rest.first, !isOption(value) {
        rest.removeFirst()
        options += long[argument].map { ["\($0)=\(value)"] } ?? [argument, value]
      } else if isOption(argument) || DashedText.isShort(argument) || DashedText.isLong(argument) {
        options.append(argument)
      } else if !argument.hasPrefix("-") || argument == "-" {
        texts.append(argument)
      } else if isOption("-" + argument) {
        // `-reason` for `--reason`. The parser would take it for letters, of which one may ask for help.
        throw CommandFailure.usage(
          Label(UsageFailureMessage.unknownOptionSuggesting(argument, suggestion: "-" + argument)))
      } else if takesTexts {
        texts.append(argument)
      } else {
        throw CommandFailure.usage(Label(UsageFailureMessage.unknownOption(argument)))
      }
    }
    return options + (texts.isEmpty ? [] : ["--"] + texts)
  }

  /// One of the command's own options.
  private func isOption(_ argument: String) -> Bool {
    let name = String(argument.prefix { $0 != "=" })
    return valued.contains(name) || flags.contains(name)
  }
}
