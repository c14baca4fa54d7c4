/// Writes JSON lines: one compact value a line, ended by LF.
package struct JSONLinesWriter: Sendable {
  package init() {}

  package func write(_ value: JSON, to output: inout [UInt8]) {
    value.write(to: &output)
    output.append(UInt8(ascii: "\n"))
  }
}

/// Writes one JSON array element by element, so that a long list is never held as a whole.
/// Each element stands on lines of its own; the result is valid JSON after `end`.
package struct JSONArrayWriter: Sendable {
  private let style: JSON.Style
  private var isEmpty = true

  package init(_ style: JSON.Style = .compact) { self.style = style }

  package mutating func write(_ element: JSON, to output: inout [UInt8]) {
    output.append(contentsOf: (isEmpty ? "[\n" : ",\n").utf8)
    isEmpty = false
    element.write(to: &output, style)
  }

  /// Call once, after the last element.
  package func end(to output: inout [UInt8]) {
    output.append(contentsOf: (isEmpty ? "[]\n" : "\n]\n").utf8)
  }
}
