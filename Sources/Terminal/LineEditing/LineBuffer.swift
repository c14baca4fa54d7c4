/// A line that is being typed, and the cursor in it.
package struct LineBuffer: Equatable, Sendable {
  package private(set) var characters: [Character]
  /// Before which character the cursor stands.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }

  /// - Returns: whether the key was one of editing.
  package mutating func apply(_ key: Key) -> Bool {
    switch key {
    case .text(let character): insert(character)
    case .backspace: if cursor > 0 { characters.remove(at: retreat()) }
    case .delete: if cursor < characters.count { characters.remove(at: cursor) }
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .killToStart:
      characters.removeFirst(cursor)
      cursor = 0
    case .killToEnd: characters.removeLast(characters.count - cursor)
    case .killWord: killWord()
    default: return false
    }
    return true
  }

  /// A combining mark becomes one character with what stands before it.
  private mutating func insert(_ character: Character) {
    if cursor > 0 {
      let joined = String(characters[cursor - 1]) + String(character)
      if joined.count == 1, let one = joined.first {
        characters[cursor - 1] = one
        return
      }
    }
    characters.insert(character, at: cursor)
    cursor += 1
  }

  private mutating func retreat() -> Int {
    cursor -= 1
    return cursor
  }

  /// Spaces, then what is no space; of Chinese, which has no spaces, one character.
  private mutating func killWord() {
    while cursor > 0, characters[cursor - 1].isBreakingSpace { characters.remove(at: retreat()) }
    guard cursor > 0 else { return }
    if characters[cursor - 1].isIdeographic {
      characters.remove(at: retreat())
      return
    }
    while cursor > 0, !characters[cursor - 1].isBreakingSpace, !characters[cursor - 1].isIdeographic {
      characters.remove(at: retreat())
    }
  }
}

/// Draws a prompt and a line that may be wider than the window, such that it can be drawn anew in its place.
///
/// Everything is counted in columns of the window: a wide character that does not fit into the last column stands in
/// the next row, as terminals do it.
struct LineScreen {
  let columns: Int
  /// The row of the cursor, below the prompt's first one, as it was drawn last.
  private(set) var row = 0

  init(columns: Int) { self.columns = max(4, columns) }

  /// What to write, from the cursor's present place. The prompt must be sanitised; `shown` is what it looks like.
  mutating func draw(prompt: String, shown: String, _ buffer: LineBuffer) -> String {
    var output = row > 0 ? "\u{1B}[\(row)A" : ""
    output += "\r\u{1B}[J" + prompt
    var place = Place(columns: columns)
    for character in shown { place.advance(character.columns(.narrow)) }
    var at = place
    for (index, character) in buffer.characters.enumerated() {
      output.append(String(character).sanitised(.kept))
      place.advance(character.columns(.narrow))
      if index < buffer.cursor { at = place }
    }
    at.settle()
    let end = place
    place.settle()
    // A terminal keeps the cursor in a full row until something more is drawn.
    if end.column == columns { output += "\r\n" }
    if place.row > at.row { output += "\u{1B}[\(place.row - at.row)A" }
    output += "\r" + (at.column > 0 ? "\u{1B}[\(at.column)C" : "")
    row = at.row
    return output
  }

  /// Moves below the line, and forgets it.
  mutating func leave(_ buffer: LineBuffer, shown: String) -> String {
    var place = Place(columns: columns, after: shown)
    for character in buffer.characters { place.advance(character.columns(.narrow)) }
    place.settle()
    defer { row = 0 }
    let down = place.row - row
    return (down > 0 ? "\u{1B}[\(down)B" : "") + (place.column == 0 && place.row > 0 ? "\r" : "\r\n")
  }

  private struct Place {
    let columns: Int
    var row = 0
    var column = 0

    init(columns: Int, after text: String = "") {
      self.columns = columns
      for character in text { advance(character.columns(.narrow)) }
    }

    mutating func advance(_ width: Int) {
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
    }

    /// Where the next character would be drawn.
    mutating func settle() {
      guard column == columns else { return }
      row += 1
      column = 0
    }
  }
}
