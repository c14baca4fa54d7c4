/// A JSON value (RFC 8259) whose objects keep the order of their keys, for everything the programs print.
///
/// Values are made by literals where that reads well: `["id": .string(id), "open": true]`.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// NaN and the infinities, which JSON does not know, are written as `null`.
  case double(Double)
  case string(String)
  case array([JSON])
  /// Keys are written in this order. The caller keeps them unique.
  case object([(String, JSON)])
}

extension JSON {
  /// The string, or `null` where there is none.
  package static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// The number, or `null` where there is none.
  package static func optional(_ number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }

  /// An array of strings.
  package static func strings(_ texts: some Sequence<String>) -> JSON { .array(texts.map(JSON.string)) }

  /// The value of the first member with this key, where this is an object that has one.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == key }?.1
  }
}

extension JSON: Equatable {
  /// Objects are equal when they have the same members in the same order.
  package static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.0 == $1.0 && $0.1 == $1.1 }
    default: false
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}

// MARK: - Writing

extension JSON {
  package enum Style: Sendable {
    /// No white space at all: one value stands in one line.
    case compact
    /// Indented by two spaces, `"key": value`, one member a line; empty objects and arrays stay in one line.
    case pretty
  }

  /// The value as text, without a line end.
  package func text(_ style: Style = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }

  /// The value as UTF-8, without a line end.
  package func bytes(_ style: Style = .compact) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, style)
    return output
  }

  /// Appends the value as UTF-8, without a line end.
  package func write(to output: inout [UInt8], _ style: Style = .compact) {
    switch style {
    case .compact: writeCompact(to: &output)
    case .pretty: writePretty(to: &output, depth: 0)
    }
  }

  private func writeCompact(to output: inout [UInt8]) {
    switch self {
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.writeCompact(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSON.write(member.0, to: &output)
        output.append(UInt8(ascii: ":"))
        member.1.writeCompact(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    default:
      writeScalar(to: &output)
    }
  }

  private func writePretty(to output: inout [UInt8], depth: Int) {
    func newLine(_ depth: Int) {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
    switch self {
    case .array(let elements) where !elements.isEmpty:
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
        element.writePretty(to: &output, depth: depth + 1)
      }
      newLine(depth)
      output.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
        JSON.write(member.0, to: &output)
        output.append(contentsOf: ": ".utf8)
        member.1.writePretty(to: &output, depth: depth + 1)
      }
      newLine(depth)
      output.append(UInt8(ascii: "}"))
    default:
      writeCompact(to: &output)
    }
  }

  private func writeScalar(to output: inout [UInt8]) {
    switch self {
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    // Swift's description of a finite Double is the shortest text that reads back as the same number,
    // and is always a JSON number.
    case .double(let number) where number.isFinite: output.append(contentsOf: number.description.utf8)
    case .string(let text): JSON.write(text, to: &output)
    case .null, .double, .array, .object: output.append(contentsOf: "null".utf8)
    }
  }

  /// Appends a quoted string. Only what RFC 8259 section 7 demands is escaped; all else stays UTF-8.
  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      // Runs without anything to escape are copied whole: this is most of the time of a large export.
      var start = 0
      for index in bytes.indices {
        let byte = bytes[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        output.append(contentsOf: bytes[start..<index])
        writeEscape(byte, to: &output)
        start = index + 1
      }
      output.append(contentsOf: bytes[start...])
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func writeEscape(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      output.append(contentsOf: "u00".utf8)
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}
