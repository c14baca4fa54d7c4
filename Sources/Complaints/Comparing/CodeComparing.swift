/// Codes of orders, batches and products, which people write with dashes, spaces and without: `A-77`, `A 77`, `A77`.
///
/// A search knows each also as it is written together. In running text only what a dash, a slash or an underscore joins is
/// a code, letters and digits together: `a 77` there may be anything, and what is joined of digits alone is a date.
package enum SearchCode {
  static let longest = 32

  /// A code as it is written together; nil for what is none, or is written so already.
  package static func joined(_ typed: String) -> String? {
    let marked = typed.withPlainNumberMarks
    let folded = marked.folded
    guard folded.unicodeScalars.contains(where: \.isASCIIDigit),
      folded.unicodeScalars.allSatisfy({ isOfCode($0) || isJoint($0) || $0 == " " })
    else { return nil }
    let joined = String(folded.filter { $0.isLetter || $0.isNumber })
    return joined == folded && marked == typed || joined.utf8.count > longest ? nil : joined
  }

  /// Two words that may be one code: `A` and `77`, `No.` and `5`.
  package static func joined(_ first: String, _ second: String) -> String? {
    let folded = first.folded
    let parts = (folded == "no." ? "no" : folded, second.folded)
    guard !parts.0.isEmpty, parts.0.unicodeScalars.allSatisfy(isOfCode),
      parts.0.unicodeScalars.contains(where: \.isASCIILetter),
      parts.1.unicodeScalars.contains(where: \.isASCIIDigit),
      parts.1.unicodeScalars.allSatisfy({ isOfCode($0) || isJoint($0) })
    else { return nil }
    return joined(parts.0 + " " + parts.1)
  }

  /// The codes that stand in a running text with something between their parts, as they are written together.
  package static func all(in text: String) -> [String] {
    parts(in: text) + marked(in: text)
  }

  private static func parts(in text: String) -> [String] {
    guard text.utf8.contains(where: { $0 == 0x2D || $0 == 0x2F || $0 == 0x5F || $0 >= 0xE2 }) else {
      return []
    }
    var found: [String] = []
    var run = Run()
    for scalar in text.unicodeScalars {
      run.add(plain(scalar))
      if let code = run.finished { found.append(code) }
    }
    run.add(" ")
    if let code = run.finished { found.append(code) }
    return found
  }

  /// Letters and digits with single joints between them.
  private struct Run {
    private var text = String.UnicodeScalarView()
    private var joints = 0
    private var hasLetter = false
    private var hasDigit = false
    private var endsInJoint = false
    private(set) var finished: String?

    mutating func add(_ scalar: Unicode.Scalar) {
      finished = nil
      if SearchCode.isOfCode(scalar) {
        text.append(scalar)
        hasLetter = hasLetter || scalar.isASCIILetter
        hasDigit = hasDigit || scalar.isASCIIDigit
        if endsInJoint { joints += 1 }
        endsInJoint = false
      } else if SearchCode.isJoint(scalar), !text.isEmpty, !endsInJoint {
        endsInJoint = true
      } else if !text.isEmpty {
        if joints > 0, hasLetter, hasDigit, text.count <= SearchCode.longest {
          finished = String(text).lowercased()
        }
        (text, joints, hasLetter, hasDigit, endsInJoint) = (.init(), 0, false, false, false)
      }
    }
  }

  private static func isOfCode(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIILetter || scalar.isASCIIDigit
  }
  private static func isJoint(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "/" || scalar == "_"
  }

  /// Full width and the kinds of dashes as ASCII.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x2010...0x2015, 0x2212: "-"
    default: scalar
    }
  }
}
