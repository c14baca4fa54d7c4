import Complaints
import Foundation
import Language

/// What the site's search looks in: a script that holds it, since a page that was opened from a folder may read no other file.
///
/// Words are those of the program's own search (`WordSequence`), Han characters singly; the script makes the same of what is
/// typed. Accents count in neither.
struct SearchIndex {
  struct Entry {
    let page: String
    let title: String
    let language: Language
    /// As people read it.
    let kind: String
    let text: String
  }

  let entries: [Entry]

  static func words(_ text: String) -> [String] {
    let plain = String(
      String.UnicodeScalarView(
        text.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
          !(0x300...0x36F).contains($0.value)
        }))
    return WordSequence(plain.precomposedStringWithCanonicalMapping).words
  }

  var script: String {
    var script = """
      // The pairs are made from OpenCC's TSCharacters.txt (Apache License 2.0).
      var casebookHan = \(Self.literal(HanVariants.pairs));
      var casebookIndex = [

      """
    for entry in entries {
      let parts = [
        "page: \(Self.literal(entry.page))", "kind: \(Self.literal(entry.kind))",
        "lang: \(Self.literal(entry.language.rawValue))", "title: \(Self.literal(entry.title))",
        "text: \(Self.literal(entry.text))", "titleWords: \(Self.literal(Self.line(entry.title)))",
        "words: \(Self.literal(Self.line(entry.text)))",
      ]
      script += "{\(parts.joined(separator: ", "))},\n"
    }
    return script + "];\n"
  }

  /// Words with a space on both sides of each, so that a word is found whole.
  private static func line(_ text: String) -> String { " " + words(text).joined(separator: " ") + " " }

  /// A string of a script that ends where it ends, whatever stands in it.
  private static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: literal += "\\\(scalar)"
      case 0x0A: literal += "\\n"
      case 0x00..<0x20, 0x3C, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
        let digits = String(scalar.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
