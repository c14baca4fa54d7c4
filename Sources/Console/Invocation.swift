package import ArgumentParser
import Complaints
import FoundationEssentials
package import Language

/// What this process was started with. It never changes, and the argument parser's help texts are static,
/// so their language has to be known before anything is parsed.
package enum Invocation {
  /// Without the program's own name.
  package static let arguments = Array(CommandLine.arguments.dropFirst())

  /// Bytes that are no UTF-8 were replaced when the arguments were read: what was typed is lost, and is not to be kept.
  /// - Throws: `CommandFailure`.
  package static func requireText() throws {
    for index in 0..<Int(CommandLine.argc) {
      guard let bytes = CommandLine.unsafeArgv[index], String(validatingCString: bytes) == nil else {
        continue
      }
      throw CommandFailure.usage(
        Label(ConsoleMessage.argumentNotText(String(cString: bytes))), hint: Label(ConsoleMessage.localeHint))
    }
  }

  package static let environment = ProcessInfo.processInfo.environment

  /// The configuration file's values; where it cannot be used, why.
  package static let configuration = Result { try Configuration.load(environment: environment) }

  /// `--lang`, wherever it stands, then the configuration, then the locale.
  package static let language = Language(
    preference: option("--lang") ?? (try? configuration.get())?.language, environment: environment)

  /// Errors are JSON too. Looked for before parsing, because parsing may be what fails.
  package static let isJSON = arguments.prefix { $0 != "--" }.contains("--json")

  /// The value of the last such option before `--`.
  private static func option(_ name: String) -> String? {
    let given = Array(arguments.prefix { $0 != "--" })
    var value: String?
    for (index, argument) in given.enumerated() {
      if argument == name, index + 1 < given.count { value = given[index + 1] }
      if argument.hasPrefix(name + "=") { value = String(argument.dropFirst(name.utf8.count + 1)) }
    }
    return value
  }
}

/// A message in the language of this process: for what the argument parser prints.
package func text(_ message: some Message) -> String {
  message.text(Invocation.language)
}

/// Help for an argument.
package func help(_ message: some Message, _ valueName: String? = nil) -> ArgumentHelp {
  ArgumentHelp(text(message), valueName: valueName)
}
