import Foundation

/// A Swift file, with its string literals and comments told apart from its code.
struct SwiftSource {
  /// From the folder of all sources: `casebook/New.swift`.
  let path: String
  let bytes: [UInt8]
  /// The code alone: what stands in literals and comments is made blank, what stands in interpolations stays.
  private(set) var code: [UInt8]
  /// What stands between the quotation marks, without interpolations, as it is written.
  private(set) var literals: [(line: Int, text: String)] = []

  init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
    code = bytes
    var position = 0
    scan(&position, nested: false)
  }

  /// Every file below Sources/, but those of the catalogues.
  static let all: [SwiftSource] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.sorted().filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Messages/") }.compactMap { path in
      (try? String(contentsOf: root.appending(path: path), encoding: .utf8))
        .map { SwiftSource(path: path, text: $0) }
    }
  }()

  func line(_ position: Int) -> Int { bytes[..<position].count { $0 == UInt8(ascii: "\n") } + 1 }

  // MARK: - Scanning

  /// Code up to its end; within an interpolation, past the bracket that closes it.
  private mutating func scan(_ position: inout Int, nested: Bool) {
    var depth = 0
    while position < bytes.count {
      if starts("//", position) {
        blank(&position) { $0.bytes[$1] == UInt8(ascii: "\n") }
      } else if starts("/*", position) {
        blank(&position) { $0.starts("*/", $1) }
      } else if starts("\"\"\"", position) {
        literal(&position, quote: "\"\"\"")
      } else if bytes[position] == UInt8(ascii: "\"") {
        literal(&position, quote: "\"")
      } else {
        if bytes[position] == UInt8(ascii: "(") { depth += 1 }
        if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
        position += 1
        if nested, depth < 0 { return }
      }
    }
  }

  private mutating func blank(_ position: inout Int, until isEnd: (SwiftSource, Int) -> Bool) {
    while position < bytes.count, !isEnd(self, position) {
      code[position] = UInt8(ascii: " ")
      position += 1
    }
  }

  private mutating func literal(_ position: inout Int, quote: String) {
    let line = line(position)
    position += quote.utf8.count
    var text: [UInt8] = []
    while position < bytes.count, !starts(quote, position) {
      if starts("\\(", position) {
        position += 2
        scan(&position, nested: true)
        continue
      }
      let count = bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      for index in position..<min(position + count, bytes.count) {
        text.append(bytes[index])
        code[index] = UInt8(ascii: " ")
      }
      position += count
    }
    position += quote.utf8.count
    literals.append((line, String(decoding: text, as: UTF8.self)))
  }

  private func starts(_ mark: String, _ position: Int) -> Bool { bytes[position...].starts(with: mark.utf8) }
}

/// Where the code names a message: `.key` or `.key, ["name": .kind(…)]`.
struct MessageUse {
  let key: String
  let line: Int
  /// Names of the values that it gives, each with how it gives them: `number`, `text`, `label`, `list`.
  var arguments: [String: String] = [:]
}

extension SwiftSource {
  /// Every `.name` of the code that is one of `keys`.
  func uses(of keys: Set<String>) -> [MessageUse] {
    var uses: [MessageUse] = []
    var position = 0
    while position < code.count {
      guard code[position] == UInt8(ascii: ".") else {
        position += 1
        continue
      }
      position += 1
      let key = word(&position)
      guard keys.contains(key) else { continue }
      var use = MessageUse(key: key, line: line(position))
      skipSpaces(&position)
      if position < code.count, code[position] == UInt8(ascii: ",") {
        var next = position + 1
        skipSpaces(&next)
        if next < code.count, code[next] == UInt8(ascii: "[") { use.arguments = arguments(next) }
      }
      uses.append(use)
    }
    return uses
  }

  /// The dictionary literal whose bracket stands at `start`.
  private func arguments(_ start: Int) -> [String: String] {
    var found: [String: String] = [:]
    var depth = 0
    var position = start
    while position < code.count {
      switch code[position] {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\"") where depth == 1:
        let begin = position + 1
        position = bytes[begin...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
        let name = String(decoding: bytes[begin..<position], as: UTF8.self)
        var next = position + 1
        while next < code.count, code[next] != UInt8(ascii: ".") { next += 1 }
        next += 1
        found[name] = word(&next)
      default: break
      }
      if depth == 0 { return found }
      position += 1
    }
    return found
  }

  private func word(_ position: inout Int) -> String {
    let begin = position
    while position < code.count, Character(UnicodeScalar(code[position])).isLetter || isDigit(code[position])
    {
      position += 1
    }
    return String(decoding: code[begin..<position], as: UTF8.self)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private func skipSpaces(_ position: inout Int) {
    while position < code.count, code[position] == UInt8(ascii: " ") || code[position] == UInt8(ascii: "\n") {
      position += 1
    }
  }
}
