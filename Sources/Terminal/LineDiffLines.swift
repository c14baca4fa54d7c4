package import Language

/// How changed stretches within a line are told apart from the rest of it.
package enum DiffMarks: Sendable {
  /// Not at all.
  case none
  /// Reversed where there is colour, else `[-gone-]` and `{+new+}`.
  case shown
}

extension LineDiff {
  /// The diff for reading: unified, `-` before what only the old text has, `+` before what only the new one
  /// has, a space before what both have, a second space after each; made harmless.
  /// - Parameters:
  ///   - context: unchanged lines shown around each change; longer stretches are told by their number.
  ///   - width: wraps lines to so many columns, the sign repeated; nil leaves them whole.
  package func unified(
    style: OutputStyle, language: Language, context: Int = 3, width: Int? = nil, marks: DiffMarks = .shown
  ) -> [String] {
    var result: [String] = []
    var index = 0
    while index < lines.count {
      guard lines[index].kind == .same else {
        result += drawn(lines[index], style, width, marks)
        index += 1
        continue
      }
      let end = lines[index...].firstIndex { $0.kind != .same } ?? lines.count
      let before = index == 0 ? 0 : context
      let after = end == lines.count ? 0 : context
      let hidden = end - index - before - after
      // Leaving out a single line would gain nothing.
      if hidden > 1 {
        result += lines[index..<index + before].flatMap { drawn($0, style, width, marks) }
        result.append(
          style.apply(.dim, to: language.text(LineDiffLinesMessage.unchangedLines(hidden))))
        result += lines[end - after..<end].flatMap { drawn($0, style, width, marks) }
      } else {
        result += lines[index..<end].flatMap { drawn($0, style, width, marks) }
      }
      index = end
    }
    return result
  }

  private func drawn(_ line: DiffLine, _ style: OutputStyle, _ width: Int?, _ marks: DiffMarks) -> [String] {
    let look = Look(line.kind)
    var characters: [Character] = []
    var isChanged: [Bool] = []
    for piece in line.pieces {
      let isMarked = piece.isChanged && marks == .shown
      var text = Self.visible(piece)
      if isMarked, !style.isColoured, !text.isEmpty { text = look.open + text + look.close }
      characters += Array(text)
      isChanged += Array(repeating: isMarked, count: characters.count - isChanged.count)
    }
    var ranges = [characters.indices]
    if let width {
      ranges = LineBreaker(characters: characters, ambiguous: .narrow)
        .lines(firstWidth: width - 2, width: width - 2)
    }
    return ranges.map { range in
      if range.isEmpty { return style.apply(look.style, to: look.sign).trimmingEndSpaces }
      var result = style.apply(look.style, to: look.sign + " ")
      var start = range.lowerBound
      while start < range.upperBound {
        let end = (start..<range.upperBound).first { isChanged[$0] != isChanged[start] } ?? range.upperBound
        let run = isChanged[start] ? look.style.union(.reversed) : look.style
        result += style.apply(run, to: String(characters[start..<end]))
        start = end
      }
      return result
    }
  }

  /// A piece without the line break that ends it; the break itself as ⏎ where it is the difference.
  private static func visible(_ piece: DiffPiece) -> String {
    guard let last = piece.text.last, last.isNewline, last != "\r" else { return piece.text.sanitised() }
    let text = piece.text.dropLast().sanitised()
    return piece.isChanged ? text + (last == "\r\n" ? "␍⏎" : "⏎") : text
  }

  /// How lines of one kind are drawn.
  private struct Look {
    let sign: String
    let style: Style
    let open: String
    let close: String

    init(_ kind: DiffLine.Kind) {
      switch kind {
      case .same: (sign, style, open, close) = (" ", .plain, "", "")
      case .removed: (sign, style, open, close) = ("-", .red, "[-", "-]")
      case .added: (sign, style, open, close) = ("+", .green, "{+", "+}")
      }
    }
  }
}

extension String {
  var trimmingEndSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

enum LineDiffLinesMessage: Message {
  case unchangedLines(Int)

  var label: Label {
    switch self {
    case .unchangedLines(let count):
      Label(en: "… \(count.of("unchanged line", "unchanged lines"))", zhHans: "… \(count.grouped) 行相同")
    }
  }
}
