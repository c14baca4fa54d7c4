/// What becomes of the line breaks and tabs of a text that is made harmless.
package enum LineBreaks: Sendable {
  /// Line breaks of every kind become "\n", a tab four spaces.
  case kept
  /// Each run of line breaks, tabs and spaces becomes one space; none at the ends.
  case joined
}

extension StringProtocol {
  /// This text such that it can do nothing to a terminal but be read.
  ///
  /// What somebody typed into a case must not move the cursor, change colours, set the window title or answer
  /// a query: escape and the other C0 controls are shown as their pictures (␛, ␇), DEL as ␡. The C1 controls,
  /// which some terminals obey as they do escape sequences, and the bidirectional marks, embeddings, overrides
  /// and isolates, which make a line read as something else, are shown as `<U+009B>`. Applied twice it changes nothing more.
  package func sanitised(_ lineBreaks: LineBreaks = .kept) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      return lineBreaks == .kept ? String(self) : joiningSpaces()
    }
    var result = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in unicodeScalars {
      defer { isAfterReturn = scalar == "\r" }
      if isAfterReturn, scalar != "\n" { result.append("␍") }
      switch scalar.value {
      case 0x0D: continue
      case 0x0A, 0x85, 0x2028, 0x2029: result.append("\n")
      case 0x09: result.append(contentsOf: "    ".unicodeScalars)
      default:
        if scalar.actsOnTerminals {
          result.append(contentsOf: scalar.picture.unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
    }
    if isAfterReturn { result.append("␍") }
    let text = String(result)
    return lineBreaks == .kept ? text : text.joiningSpaces()
  }

  /// Runs of spaces and line breaks as one space each, none at the ends. The ideographic space stays: it is
  /// a character that a Chinese writer typed.
  private func joiningSpaces() -> String {
    var result = String.UnicodeScalarView()
    var isPending = false
    for scalar in unicodeScalars {
      if scalar == " " || scalar == "\n" {
        isPending = !result.isEmpty
      } else {
        if isPending { result.append(" ") }
        isPending = false
        result.append(scalar)
      }
    }
    return String(result)
  }
}
