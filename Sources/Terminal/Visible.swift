/// What is written to an output, as far as a terminal behind it is concerned.
package enum OutputForm: Sendable {
  /// Lines for people. Their texts are `sanitised` already, and they may have colours.
  case lines
  /// Data as it is kept: CSV.
  case data
  /// JSON, which has a spelling of its own for every character.
  case json
}

extension Unicode.Scalar {
  /// Whether a terminal does something else with it than show it: the controls C0 and C1, DEL, what changes the
  /// direction of a line (Unicode Standard Annex 9), the line and paragraph separators.
  var actsOnTerminals: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// How it is shown in its place: ␛, or `<U+009B>`.
  var picture: String {
    switch value {
    case 0..<0x20: String(Unicode.Scalar(0x2400 + UInt16(value)) ?? "\u{FFFD}")
    case 0x7F: "␡"
    default: "<U+\(hex)>"
    }
  }

  fileprivate var hex: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// What a terminal is given of an output: the same, but that nothing in it can do anything to the terminal. Line
/// ends and tabs stay. JSON stays JSON of the same value. What goes to a file or pipe is never changed.
///
/// - Parameter bytes: UTF-8; whole characters.
package func visible(_ bytes: [UInt8], _ form: OutputForm) -> [UInt8] {
  guard bytes.contains(where: { ($0 < 0x20 && $0 != 0x0A && $0 != 0x09) || $0 >= 0x7F }) else { return bytes }
  var result = String.UnicodeScalarView()
  let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  var at = 0
  while at < scalars.count {
    let scalar = scalars[at]
    let next = at + 1 < scalars.count ? scalars[at + 1] : nil
    at += 1
    if !scalar.actsOnTerminals || scalar == "\n" || scalar == "\t" || (scalar == "\r" && next == "\n") {
      result.append(scalar)
      continue
    }
    switch form {
    case .json: result.append(contentsOf: "\\u\(scalar.hex)".unicodeScalars)
    case .data: result.append(contentsOf: scalar.picture.unicodeScalars)
    case .lines:
      let length = scalar == "\u{1B}" ? colourLength(scalars[at...]) : 0
      if length == 0 {
        result.append(contentsOf: scalar.picture.unicodeScalars)
      } else {
        result.append(scalar)
        result.append(contentsOf: scalars[at..<at + length])
        at += length
      }
    }
  }
  return Array(String(result).utf8)
}

/// How long what follows an escape is, where both together only choose a colour: `[1;31m`. Else 0.
private func colourLength(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
  guard rest.first == "[" else { return 0 }
  let parameters = rest.dropFirst().prefix { ("0"..."9").contains($0) || $0 == ";" }
  guard parameters.endIndex < rest.endIndex, rest[parameters.endIndex] == "m" else { return 0 }
  return parameters.count + 2
}

/// Writes to standard error, at once; harmless where it is a terminal.
package func tellOnStandardError(_ text: String, as form: OutputForm = .lines) {
  writeToStandardError(
    isTerminal(2) ? String(decoding: visible(Array(text.utf8), form), as: UTF8.self) : text)
}
