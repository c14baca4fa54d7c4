package import ArgumentParser
import Complaints
import Terminal

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
    let names = quoted(message[...])
    if message.hasPrefix("Unknown option"), names.count == 1,
      let option = nearest(names[0], options.map { "--\($0)" })
    {
      message += ". Did you mean '\(option)'?"
    }
    return .usage(
      Label(message.hasSuffix(".") || message.hasSuffix("?") ? message : message + ".", chinese(message)),
      hint: Label("See: \(help)", "用法见：\(help)"))
  }

  /// The first argument names no command.
  package static func unknownCommand(_ name: String, in root: any ParsableCommand.Type) -> CommandFailure {
    let near = nearest(name, root.configuration.subcommands.map { $0._commandName })
    let help = "\(root._commandName) --help"
    return .usage(
      Label(
        "There is no command “\(name)”." + (near.map { " Did you mean “\($0)”?" } ?? ""),
        "没有“\(name)”这个命令。" + (near.map { "是否想用 \($0)？" } ?? "")),
      hint: Label("See: \(help)", "用法见：\(help)"))
  }

  /// The name that is closest to what was typed, if one is close.
  private static func nearest(_ typed: String, _ names: [String]) -> String? {
    let close = names.map { (name: $0, distance: distance(Array(typed), Array($0))) }
    guard let best = close.min(by: { $0.distance < $1.distance }), best.distance <= 3,
      best.distance * 2 < typed.count
    else { return nil }
    return best.name
  }

  /// How many characters have to be added, removed or replaced (Levenshtein 1965; the two-row algorithm of
  /// Wagner and Fischer 1974).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() {
        next.append(min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1))
      }
      row = next
    }
    return row[b.count]
  }

  /// What the parser says of wrong arguments (swift-argument-parser, UsageGenerator.swift); else as it is.
  private static func chinese(_ message: String) -> String {
    let names = quoted(message[...])
    guard let first = names.first else {
      return message.hasPrefix("Missing required subcommand") ? "缺少子命令。" : message
    }
    if message.hasPrefix("Unknown option") {
      return "没有 \(first) 这个选项。" + (names.count > 1 ? "是否想用 \(names[1])？" : "")
    }
    if message.hasPrefix("Missing value for") { return "\(first) 后面缺少内容。" }
    if message.hasPrefix("Missing expected argument") { return "缺少参数 \(first)。" }
    if message.hasPrefix("Missing one of") { return "以下参数至少要有一个：\(names.joined(separator: "、"))。" }
    if message.hasPrefix("Unexpected argument") || message.contains("unexpected arguments") {
      return "多余的参数：\(names.joined(separator: "、"))。"
    }
    if message.hasPrefix("The value"), names.count > 1 { return "“\(first)”不能用作 \(names[1]) 的值。" }
    if message.hasPrefix("The option") { return "\(first) 后面不需要内容。" }
    return message
  }

  /// What stands between single quotation marks.
  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }
}

/// The headings of the parser's help in the person's language.
package enum HelpText {
  /// The parser's help, which it gives as an error, as wide as the window.
  package static func of(_ error: any Error, in root: any ParsableCommand.Type) -> String {
    let columns = TerminalSize(fileDescriptor: 1, environment: Invocation.environment).columns
    return translated(root.fullMessage(for: error, columns: columns)) + "\n"
  }

  private static func translated(_ help: String) -> String {
    guard Invocation.language == .zhHans else { return help }
    return help.split(separator: "\n", omittingEmptySubsequences: false)
      .map { chinese(String($0)) }.joined(separator: "\n")
  }

  private static let headings: [(String, String)] = [
    ("OVERVIEW: ", "说明："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
    ("SUBCOMMANDS:", "命令："),
  ]

  private static let phrases: [(String, String)] = [
    ("Show the version.", "显示版本。"), ("Show help information.", "显示帮助。"),
    ("Show subcommand help information.", "显示子命令的帮助。"), ("(default: ", "（默认："), ("(values: ", "（可选："),
    ("; default: ", "；默认："),
  ]

  private static func chinese(_ line: String) -> String {
    for (english, heading) in headings where line.hasPrefix(english) {
      return heading + line.dropFirst(english.count)
    }
    if line.hasPrefix("  See '"), line.hasSuffix("for detailed help.") {
      return "  详细用法：" + line.split(separator: "'").dropFirst().prefix(1).joined()
    }
    var line = line
    for (english, phrase) in phrases { line = line.replacing(english, with: phrase) }
    return line
  }
}
