package import ArgumentParser
import Complaints
import FoundationEssentials
package import Language

/// What this process was started with. It never changes, and the argument parser's help texts are static,
/// so their language has to be known before anything is parsed.
package enum Invocation {
  /// Without the program's own name.
  package static let arguments = Array(CommandLine.arguments.dropFirst())

  /// Refuses arguments that are no UTF-8: `arguments` has them with their bytes replaced, and so they would be saved.
  /// - Throws: `CommandFailure`.
  package static func requireText() throws {
    for (place, argument) in CommandLine.arguments.enumerated().dropFirst() {
      // Only a text that was repaired has this character, or one that somebody typed.
      guard argument.unicodeScalars.contains("\u{FFFD}"), let raw = CommandLine.unsafeArgv[place],
        String(validatingCString: raw) == nil
      else { continue }
      throw CommandFailure.usage(
        Label(InvocationMessage.notText(place: place, shown: argument)),
        hint: Label(InvocationMessage.notTextHint))
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

  /// The option that a text was typed for, without its dashes, as the whole of it or else as a part: nil where none was, or
  /// several were.
  package static func option(holding text: String) -> String? {
    let given = Array(arguments.prefix { $0 != "--" })
    var (options, parts): (Set<String>, Set<String>) = ([], [])
    for (index, argument) in given.enumerated() where argument.hasPrefix("--") {
      let name = argument.prefix { $0 != "=" }
      let value =
        name.endIndex < argument.endIndex
        ? String(argument[name.endIndex...].dropFirst()) : index + 1 < given.count ? given[index + 1] : nil
      guard let value, !text.isEmpty || value.isEmpty else { continue }
      if value == text { options.insert(String(name.dropFirst(2))) }
      if value.contains(text) { parts.insert(String(name.dropFirst(2))) }
    }
    let found = options.isEmpty && !given.contains(text) ? parts : options
    return found.count == 1 ? found.first : nil
  }

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

extension Invocation {
  /// What is told with the folder that was typed, in each command of this program that it names: without it that would
  /// be about another store.
  package static func inSameFolder(_ text: String) -> String {
    guard let name = ["--home", "--data"].first(where: { option($0) != nil }), let folder = option(name),
      !text.contains(" \(name)")
    else { return text }
    // The other program has its data elsewhere.
    let program = name == "--home" ? "casebook " : "casebook-server "
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: program) {
      let isWord =
        rest[..<found.lowerBound].last.map { !($0.isLetter || "/.-_".contains($0)) || !$0.isASCII } ?? true
      result += rest[..<found.upperBound]
      rest = rest[found.upperBound...]
      if isWord, isCommand(rest) { result += "\(name) \(ShellWord.quoted(folder)) " }
    }
    return result + rest
  }

  /// Whether what follows the program's name is a command, which looks at the folder: its help does not.
  private static func isCommand(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, ("a"..."z").contains(first) else { return false }
    let words = text.prefix { !$0.isNewline }.split(separator: " ")
    return words.first { $0.hasPrefix("-") }.map { !$0.hasPrefix("--help") } ?? true
  }
}

enum InvocationMessage: Message {
  case notText(place: Int, shown: String)
  case notTextHint

  var label: Label {
    switch self {
    case .notText(let place, let shown):
      Label(
        en: "Argument \(place) is not UTF-8 (“\(shown)”). Nothing was done.",
        zhHans: "第 \(place) 个参数不是 UTF-8 编码（“\(shown)”），未执行任何操作。")
    case .notTextHint:
      Label(
        en:
          "Set the terminal and the locale to UTF-8 (LANG=C.UTF-8), or give the text in a file: new -F <file>, note <case> - < <file>.",
        zhHans: "请将终端和语言环境设为 UTF-8（如 LANG=zh_CN.UTF-8），或把内容写入文件：new -F <文件>，note <工单> - < 文件。")
    }
  }
}
