/// Reads a page as strictly as an XML reader does, and notes what it has.
struct PageChecker {
  struct Element {
    let name: String
    let attributes: [String: String]
  }

  private(set) var problems: [String] = []
  private(set) var elements: [Element] = []
  private var open: [String] = []
  private var rest: Substring

  init(_ page: String) {
    rest = page[...]
    guard take("<!DOCTYPE html>\n") else {
      problems.append("no doctype")
      return
    }
    while !rest.isEmpty, problems.count < 5 { read() }
    if !open.isEmpty { problems.append("not closed: \(open)") }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  var ids: [String] { elements.compactMap { $0.attributes["id"] } }

  private mutating func read() {
    let text = rest.prefix { $0 != "<" }
    check(String(text))
    rest = rest.dropFirst(text.count)
    guard !rest.isEmpty else { return }
    rest.removeFirst()
    if take("/") {
      let name = String(rest.prefix { $0 != ">" })
      rest = rest.dropFirst(name.count + 1)
      if open.popLast() != name { problems.append("</\(name)> closes something else") }
      return
    }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber })
    if name.isEmpty { problems.append("a bare <") }
    rest = rest.dropFirst(name.count)
    var attributes: [String: String] = [:]
    while take(" ") {
      let attribute = String(rest.prefix { $0 != "=" })
      rest = rest.dropFirst(attribute.count)
      guard take("=\"") else { return problems.append("<\(name)>: \(attribute) has no value") }
      let value = String(rest.prefix { $0 != "\"" })
      rest = rest.dropFirst(value.count + 1)
      check(value)
      if attributes.updateValue(value, forKey: attribute) != nil { problems.append("\(attribute) twice") }
    }
    elements.append(Element(name: name, attributes: attributes))
    if take("/>") { return }
    guard take(">") else { return problems.append("<\(name) does not end") }
    if open.isEmpty, name != "html" { problems.append("<\(name)> outside of the page") }
    open.append(name)
  }

  /// Text in which nothing is left that a reader would take for more than text.
  private mutating func check(_ text: String) {
    for (place, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated()
    where place > 0 && !["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: part.hasPrefix) {
      problems.append("a bare & before \(part.prefix(10))")
    }
    let bad = text.unicodeScalars.first { scalar in
      "<>".unicodeScalars.contains(scalar) || scalar.value < 0x20 && scalar != "\n"
        || (0x7F...0x9F).contains(scalar.value) || (0x200E...0x200F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || scalar.value & 0xFFFE == 0xFFFE
    }
    if let bad { problems.append("U+\(String(bad.value, radix: 16)) in \(text.prefix(40))") }
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }
}
