/// Why a pattern cannot be read.
package struct MessageFormatError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case unclosed
    case unopened
    case badName
    case unknownType
    /// A plural without `other`, or with a selector twice.
    case badBranches
  }

  package let reason: Reason
  /// Offset in bytes.
  package let position: Int
}

/// Reads a pattern of `MessageFormat`.
struct MessageFormatParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ pattern: String) { bytes = Array(pattern.utf8) }

  mutating func whole() throws(MessageFormatError) -> [MessageFormat.Part] {
    let parts = try parts(plural: nil)
    guard position == bytes.count else { throw error(.unopened) }
    return parts
  }

  /// Up to the end or to a `}` that closes what these parts stand in.
  /// - Parameter plural: the number that `#` stands for.
  private mutating func parts(plural: String?) throws(MessageFormatError) -> [MessageFormat.Part] {
    var parts: [MessageFormat.Part] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    while let byte = current, byte != UInt8(ascii: "}") {
      position += 1
      switch byte {
      case UInt8(ascii: "'"): quoted(inPlural: plural != nil, into: &literal)
      case UInt8(ascii: "{"):
        flush()
        parts.append(try argument())
      case UInt8(ascii: "#"):
        guard let plural else { fallthrough }
        flush()
        parts.append(.pound(plural))
      default: literal.append(byte)
      }
    }
    flush()
    return parts
  }

  /// After an apostrophe. One that is not closed quotes the rest, as in ICU.
  private mutating func quoted(inPlural: Bool, into literal: inout [UInt8]) {
    let apostrophe = UInt8(ascii: "'")
    if current == apostrophe {
      literal.append(apostrophe)
      position += 1
      return
    }
    guard let byte = current,
      byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || (inPlural && byte == UInt8(ascii: "#"))
    else { return literal.append(apostrophe) }
    while let byte = current {
      position += 1
      if byte == apostrophe {
        guard current == apostrophe else { return }
        position += 1
      }
      literal.append(byte)
    }
  }

  /// After `{`.
  private mutating func argument() throws(MessageFormatError) -> MessageFormat.Part {
    let name = try word()
    if take("}") { return .value(name) }
    guard take(",") else { throw error(.unclosed) }
    switch try word() {
    case "number":
      guard take("}") else { throw error(.unclosed) }
      return .number(name)
    case "plural":
      guard take(",") else { throw error(.badBranches) }
      return .plural(name, try branches(name))
    default: throw error(.unknownType)
    }
  }

  private mutating func branches(_ name: String) throws(MessageFormatError) -> [MessageFormat.Branch] {
    var branches: [MessageFormat.Branch] = []
    while !take("}") {
      let exact = take("=") ? "=" : ""
      let selector = exact + (try word())
      guard !branches.contains(where: { $0.selector == selector }) else { throw error(.badBranches) }
      guard take("{") else { throw error(.badBranches) }
      branches.append(MessageFormat.Branch(selector: selector, parts: try parts(plural: name)))
      // Spaces after it belong to the next selector, not to the branch.
      guard current == UInt8(ascii: "}") else { throw error(.unclosed) }
      position += 1
    }
    guard branches.contains(where: { $0.selector == "other" }) else { throw error(.badBranches) }
    return branches
  }

  /// ASCII letters and digits, with spaces around them.
  private mutating func word() throws(MessageFormatError) -> String {
    skipSpaces()
    let begin = position
    while let byte = current, Self.isWord(byte) { position += 1 }
    guard position > begin else { throw error(.badName) }
    let word = String(decoding: bytes[begin..<position], as: UTF8.self)
    skipSpaces()
    return word
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard current == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while current == UInt8(ascii: " ") || current == UInt8(ascii: "\n") { position += 1 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ reason: MessageFormatError.Reason) -> MessageFormatError {
    MessageFormatError(reason: reason, position: position)
  }
}
