/// Writes JSON lines: one compact value a line, ended by LF.
package struct JSONLinesWriter: Sendable {
  package init() {}

  package func write(_ value: JSON, to output: inout [UInt8]) {
    value.write(to: &output)
    output.append(UInt8(ascii: "\n"))
  }
}
