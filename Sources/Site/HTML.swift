import Terminal

/// A piece of a page. Text is escaped where it comes in, and there is no other way in: names of elements and attributes are
/// those that stand in the source, never what somebody wrote.
///
/// Written as XML is, so that whatever reads it finds every element closed.
struct HTML: Sendable {
  private(set) var source = ""

  init() {}

  /// What is read, with whatever acts on a screen or turns a line round made visible.
  init(_ text: String) { source = Self.escaped(text) }

  /// A style sheet that stands in the source: nobody's words, so nothing of it is escaped.
  init(style: StaticString) { source = "\(style)" }

  /// - Parameter attributes: nil leaves one out.
  fileprivate init(
    element name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>, _ content: [HTML]
  ) {
    source = "<\(name)"
    for (name, value) in attributes {
      if let value { source += " \(name)=\"\(Self.escaped(value))\"" }
    }
    guard !Self.isVoid(name) else {
      source += "/>"
      return
    }
    source += ">"
    for piece in content { source += piece.source }
    source += "</\(name)>"
  }

  static func + (a: HTML, b: HTML) -> HTML {
    var sum = a
    sum += b
    return sum
  }

  static func += (a: inout HTML, b: HTML) { a.source += b.source }

  /// A whole page.
  var document: String { "<!DOCTYPE html>\n" + source + "\n" }

  private static func isVoid(_ name: StaticString) -> Bool {
    ["br", "hr", "input", "link", "meta"].contains("\(name)")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.sanitised().unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case _ where scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value):
        // No page may have them.
        escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

func element(
  _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ content: HTML...
) -> HTML { HTML(element: name, attributes, content) }

func element(
  _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ content: [HTML]
) -> HTML { HTML(element: name, attributes, content) }

extension [HTML] {
  func joined(separator: HTML = HTML()) -> HTML {
    var sum = HTML()
    for (place, piece) in enumerated() {
      if place > 0 { sum += separator }
      sum += piece
    }
    return sum
  }
}
