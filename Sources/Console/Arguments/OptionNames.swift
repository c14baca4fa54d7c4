import ArgumentParser
import FoundationEssentials
import Language

/// The options of one command, as the parser itself tells of them.
struct OptionNames {
  /// With their dashes.
  private var valued: Set<String> = []
  private var flags: Set<String> = ["--help", "-h", "--version"]
  /// Of those that take a value, those that can be given many times.
  private var repeating: Set<String> = []
  /// What `=` can be written after, of a valued option.
  private var long: [String: String] = [:]
  /// How many arguments are texts; of those that repeat, one.
  private var texts = 0

  var all: Set<String> { valued.union(flags) }

  private struct Tool: Decodable { let command: Command }
  private struct Command: Decodable { let arguments: [Argument]? }
  private struct Argument: Decodable {
    let kind: String
    let names: [Name]?
    let isRepeating: Bool
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
      case "positional": texts += 1
      case "option":
        valued.formUnion(names.map(\.typed))
        if argument.isRepeating { repeating.formUnion(names.map(\.typed)) }
        guard let first = names.first(where: { $0.kind == "long" }) else { continue }
        for name in names { long[name.typed] = first.typed }
      default: flags.formUnion(names.map(\.typed))
      }
    }
  }

  func settled(_ arguments: ArraySlice<String>) throws -> [String] {
    var options: [String] = []
    var found: [String] = []
    // `-told`, where `--told` is an option: a text where one is still to come, else a slip for the option.
    var slips: [Int] = []
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        found += rest
        break
      }
      if valued.contains(argument), let value = rest.first, !isOption(value) {
        rest.removeFirst()
        options += long[argument].map { ["\($0)=\(value)"] } ?? [argument, value]
      } else if isOption(argument) || DashedText.isShort(argument) || DashedText.isLong(argument) {
        options.append(argument)
      } else if !argument.hasPrefix("-") || argument == "-" {
        found.append(argument)
      } else if isOption("-" + argument) {
        slips.append(found.count)
        found.append(argument)
      } else if texts > 0 {
        found.append(argument)
      } else {
        throw CommandFailure.usage(Label(UsageFailureMessage.unknownOption(argument)))
      }
    }
    if let slip = slips.first, found.count > texts {
      // `-reason` for `--reason`. The parser would take it for letters, of which one may ask for help.
      throw CommandFailure.usage(
        Label(UsageFailureMessage.unknownOptionSuggesting(found[slip], suggestion: "-" + found[slip])))
    }
    return options + (found.isEmpty ? [] : ["--"] + found)
  }

  /// The first option that is given again with another value, of those that take one alone.
  func contradicted(_ arguments: ArraySlice<String>, except leading: [String]) -> String? {
    var given: [String: String] = [:]
    var rest = arguments.prefix { $0 != "--" }
    while let argument = rest.popFirst() {
      let name = String(argument.prefix { $0 != "=" })
      guard valued.contains(name) else { continue }
      let tied = name.utf8.count < argument.utf8.count ? String(argument.dropFirst(name.count + 1)) : nil
      guard let value = tied ?? rest.popFirst(), !repeating.contains(name), !leading.contains(name) else {
        continue
      }
      if let first = given.updateValue(value, forKey: long[name] ?? name), first != value { return name }
    }
    return nil
  }

  /// One of the command's own options.
  private func isOption(_ argument: String) -> Bool {
    let name = String(argument.prefix { $0 != "=" })
    return valued.contains(name) || flags.contains(name)
  }
}
