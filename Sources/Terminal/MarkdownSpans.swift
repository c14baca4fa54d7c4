/// How a character of a text in Markdown stands out, wherever it is shown.
package struct MarkdownMark: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let strong = MarkdownMark(rawValue: 1 << 0)
  package static let emphasis = MarkdownMark(rawValue: 1 << 1)
  package static let code = MarkdownMark(rawValue: 1 << 2)
  /// Stands where it was typed to be read: `<https://…>`.
  package static let address = MarkdownMark(rawValue: 1 << 3)
  /// Stands behind the words that lead there, in angle brackets.
  package static let target = MarkdownMark(rawValue: 1 << 4)
}

/// What stands within a line of Markdown, character by character with how each stands out.
///
/// Read once from the left: marks of emphasis are matched by a stack from which each is taken once, code by the next run of
/// as many backticks, an address by its bracket, in which no other bracket or space stands. So nothing makes it slow. Marks
/// of emphasis may stand beside Chinese punctuation (`**「要点」**后`), where CommonMark would leave them as typed.
package struct MarkdownSpans {
  package private(set) var characters: [Character] = []
  package private(set) var marks: [MarkdownMark] = []

  private let typed: [Character]
  private let keepsBackticks: Bool
  /// Marks that may begin an emphasis: where they stand in `characters`.
  private var open: [(mark: Character, count: Int, at: Int)] = []
  private var brackets: [Int] = []
  /// Places in `characters` that are marks which found a counterpart: they are not shown.
  private var hidden: Set<Int> = []
  /// Runs of backticks that are still to come, by their length, the next one last.
  private var ticks: [Int: [Int]] = [:]

  /// - Parameter keepsBackticks: where nothing else says what is code.
  package init(_ text: String, keepsBackticks: Bool) {
    typed = Array(text)
    self.keepsBackticks = keepsBackticks
    noteTicks()
    var index = 0
    while index < typed.count { index = read(at: index) }
    if !hidden.isEmpty {
      let shown = characters.indices.filter { !hidden.contains($0) }
      (characters, marks) = (shown.map { characters[$0] }, shown.map { marks[$0] })
    }
  }

  private mutating func noteTicks() {
    var index = 0
    while index < typed.count {
      guard typed[index] == "`" else {
        index += 1
        continue
      }
      let end = typed[index...].firstIndex { $0 != "`" } ?? typed.count
      ticks[end - index, default: []].append(index)
      index = end
    }
    for length in ticks.keys { ticks[length]?.reverse() }
  }

  private mutating func show(_ characters: some Sequence<Character>, _ mark: MarkdownMark = []) {
    for character in characters {
      self.characters.append(character)
      marks.append(mark)
    }
  }

  /// - Returns: where to read on.
  private mutating func read(at index: Int) -> Int {
    let character = typed[index]
    switch character {
    case "\\" where index + 1 < typed.count && typed[index + 1].isMarkdownMark:
      show([typed[index + 1]])
      return index + 2
    case "`": return readCode(at: index)
    case "*", "_": return readEmphasis(character, at: index)
    case "[":
      brackets.append(characters.count)
      show([character])
      return index + 1
    case "]": return readAddress(at: index)
    case "<":
      if let end = typed[(index + 1)...].prefix(2048).firstIndex(where: {
        $0 == ">" || $0 == " " || $0 == "<"
      }),
        typed[end] == ">", Self.isAddress(typed[(index + 1)..<end])
      {
        show(typed[(index + 1)..<end], .address)
        return end + 1
      }
      show([character])
      return index + 1
    default:
      show([character])
      return index + 1
    }
  }

  private static func isAddress(_ text: ArraySlice<Character>) -> Bool {
    let start = String(text.prefix(8)).lowercased()
    return ["http://", "https://", "mailto:"].contains { start.hasPrefix($0) }
  }

  private mutating func readCode(at index: Int) -> Int {
    let end = typed[index...].firstIndex { $0 != "`" } ?? typed.count
    let count = end - index
    while let next = ticks[count]?.last, next <= index { ticks[count]?.removeLast() }
    guard let close = ticks[count]?.last else {
      show(typed[index..<end])
      return end
    }
    var code = typed[end..<close]
    if code.first == " ", code.last == " ", code.contains(where: { $0 != " " }) {
      code = code.dropFirst().dropLast()
    }
    if keepsBackticks { show(typed[index..<(close + count)]) } else { show(code, .code) }
    return close + count
  }

  private mutating func readEmphasis(_ mark: Character, at index: Int) -> Int {
    let end = typed[index...].firstIndex { $0 != mark } ?? typed.count
    let before = index > 0 ? typed[index - 1] : nil
    let after = end < typed.count ? typed[end] : nil
    let isWord = { (character: Character?) in character.map { $0.isLetter || $0.isNumber } ?? false }
    var opens = !(after?.isWhitespace ?? true)
    var closes = !(before?.isWhitespace ?? true)
    if mark == "_" {
      opens = opens && !isWord(before)
      closes = closes && !isWord(after)
    }
    var left = end - index
    guard left <= 3 else {
      show(typed[index..<end])
      return end
    }
    while closes, left > 0, let place = open.lastIndex(where: { $0.mark == mark && $0.count <= left }) {
      let opened = open[place]
      // What was opened within it and not closed is text.
      open.removeSubrange(place...)
      let start = opened.at + opened.count
      guard start < characters.count else { break }
      for at in start..<characters.count { marks[at].formUnion(opened.count == 2 ? .strong : .emphasis) }
      hidden.formUnion(opened.at..<start)
      left -= opened.count
    }
    guard left > 0 else { return end }
    if opens {
      // Three are two and one, the one within.
      for count in left == 3 ? [2, 1] : [left] {
        open.append((mark, count, characters.count))
        show(repeatElement(mark, count: count))
      }
      if open.count > Self.mostOpen { open.removeFirst(open.count - Self.mostOpen) }
    } else {
      show(repeatElement(mark, count: left))
    }
    return end
  }

  /// Marks that wait for their counterpart: whoever has more typed no text.
  private static let mostOpen = 64

  /// `](address)` behind an open bracket: the words, then the address.
  private mutating func readAddress(at index: Int) -> Int {
    guard let start = brackets.popLast(), index + 1 < typed.count, typed[index + 1] == "(",
      let end = typed[(index + 2)...].prefix(2048).firstIndex(where: { "()[] \n".contains($0) }),
      typed[end] == ")"
    else {
      show(["]"])
      return index + 1
    }
    let address = typed[(index + 2)..<end]
    hidden.insert(start)
    // A picture is its words.
    if start > 0, characters[start - 1] == "!" { hidden.insert(start - 1) }
    let words = characters[(start + 1)...]
    if !address.isEmpty, !words.elementsEqual(address) {
      show(words.isEmpty ? "" : " ")
      show("<", .target)
      show(address, .target)
      show(">", .target)
    }
    return end + 1
  }
}

extension Character {
  /// What a backslash makes plain (CommonMark 0.31, 2.4).
  fileprivate var isMarkdownMark: Bool {
    isASCII && (isPunctuation || isSymbol)
  }
}
