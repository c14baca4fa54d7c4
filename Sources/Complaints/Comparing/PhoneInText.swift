/// Phone numbers that stand among words.
extension PhoneNumber {
  /// The lines that a text names, each a whole number: the end of a longer one is another one's. Where other digits stand
  /// beside it (`20 13800138000`), a number with its area or network is still told by its length.
  package static func mentioned(in text: String) -> Set<Line> {
    var found: Set<Line> = []
    for run in runs(in: withPlainDigits(text.folded)) where digits(run).utf8.count >= shortestWhole {
      found.formUnion(lines(run))
      let words = run.split(separator: " ").map(String.init)
      for start in words.indices where start == 0 || !words[start - 1].hasPrefix("+") {
        for end in start + 1...min(start + longestInWords, words.count) {
          // An extension stands behind its word.
          guard words[start..<min(end + 1, words.count)].allSatisfy(isOfNumber) else { continue }
          let lines = lines(words[start..<end].joined(separator: " "))
          if lines.count == 1, digits(lines[0].digits).utf8.count >= 10 { found.insert(lines[0]) }
        }
      }
    }
    return found.filter { identifies($0.digits) }
  }

  private static func isOfNumber(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy { $0.isASCIIDigit || "+-()./:".unicodeScalars.contains($0) }
  }

  /// As many groups as people set in one number, with the code of its country and an extension.
  private static let longestInWords = 6

  /// Digits with what people set between them.
  private static func runs(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    let marks = ["转", "分机", "ext", "#", "x"].map { Array($0.unicodeScalars) }
    var runs: [String] = []
    var (run, gap) = (String.UnicodeScalarView(), String.UnicodeScalarView())
    var at = 0
    func mark() -> [Unicode.Scalar]? {
      marks.first { mark in
        scalars[at...].starts(with: mark)
          && scalars[(at + mark.count)...].first { !" .:-".unicodeScalars.contains($0) }?.isASCIIDigit
            ?? false
      }
    }
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar.isASCIIDigit || scalar == "+" {
        run += gap
        gap = String.UnicodeScalarView()
        run.append(scalar)
      } else if !run.isEmpty, gap.count < 8, "- ()./:".unicodeScalars.contains(scalar) {
        gap.append(scalar)
      } else if !run.isEmpty, gap.count < 8, let mark = mark() {
        gap.append(contentsOf: mark)
        at += mark.count
        continue
      } else if !run.isEmpty {
        runs.append(String(run))
        (run, gap) = (String.UnicodeScalarView(), String.UnicodeScalarView())
      }
      at += 1
    }
    return run.isEmpty ? runs : runs + [String(run)]
  }
}
