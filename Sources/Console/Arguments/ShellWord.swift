/// A text as it is typed as one word of a command line.
package enum ShellWord {
  package static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x80 || "/._-~:+,@".utf8.contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    if isPlain, !text.isEmpty, !text.contains(where: \.isWhitespace) { return text }
    // People know these marks; the others are for what means something within them.
    return text.contains { "\"$`\\!".contains($0) }
      ? "'" + text.replacing("'", with: "'\\''") + "'" : "\"\(text)\""
  }
}
