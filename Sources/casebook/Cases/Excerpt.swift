import CaseIndex
import Replica
import Terminal

/// The part of a text around the first of the words that were looked for.
struct Excerpt {
  /// On one line, made harmless, with “…” where something was left out.
  let text: String
  /// Where the words are, as offsets of characters; in order, apart from each other.
  private let marks: [Range<Int>]

  /// Characters before the first word and altogether.
  private static let lead = 20
  private static let length = 70

  /// - Parameter columns: how wide the excerpt may be at most.
  init(_ hit: SearchHit, words: [String], columns: Int = .max) {
    let wanted = words.map { Self.folded(Array($0.folded)).map(\.text) }.filter { !$0.isEmpty }
    // The number stands above the excerpt; it is of interest only where it is what was looked for.
    var lines = hit.text.split(separator: "\n")
    if lines.count > 1, lines[0] == hit.summary.number,
      !words.contains(where: { String(lines[0]).folded.contains($0.folded) })
    {
      lines.removeFirst()
    }
    self.init(lines.joined(separator: "\n"), wanted, columns)
  }

  /// What is compared of each character, with its place; what is not seen is left out.
  private static func folded(_ characters: [Character]) -> [(text: String, place: Int)] {
    characters.enumerated().flatMap { place, character -> [(text: String, place: Int)] in
      if character.isWhitespace { return [(text: " ", place: place)] }
      return String(character).folded.map { (text: String($0), place: place) }
    }
  }

  private static func places(of word: [String], in folded: [(text: String, place: Int)]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at + word.count <= folded.count, found.count < 200 {
      if folded[at].text == word[0], folded[at..<(at + word.count)].map(\.text) == word {
        found.append(folded[at].place..<(folded[at + word.count - 1].place + 1))
        at += word.count
      } else {
        at += 1
      }
    }
    return found
  }

  private static func isDigit(_ text: String) -> Bool { text.utf8.count == 1 && text >= "0" && text <= "9" }

  /// What people set between the digits of a number.
  private static func isBetweenDigits(_ text: String) -> Bool {
    [" ", "-", "(", ")", ".", "/"].contains(text)
  }

  private init(_ source: String, _ wanted: [[String]], _ columns: Int) {
    let characters = Array(source.sanitised(.joined))
    let folded = Self.folded(characters)
    var found: [Range<Int>] = []
    for word in wanted {
      let places = Self.places(of: word, in: folded)
      // A phone number is found however it is spelt.
      found +=
        places.isEmpty && word.count >= 4 && word.allSatisfy(Self.isDigit)
        ? Self.places(of: word, in: folded.filter { !Self.isBetweenDigits($0.text) }) : places
    }
    found.sort { $0.lowerBound < $1.lowerBound }
    // Room for “…” at both ends.
    let room = max(8, columns - 2)
    let first = found.first?.lowerBound ?? 0
    var start = first
    var before = 0
    while start > 0, first - start < Self.lead {
      before += String(characters[start - 1]).displayWidth
      guard before <= room / 4 else { break }
      start -= 1
    }
    var end = start
    var used = 0
    while end < characters.count, end - start < Self.length {
      used += String(characters[end]).displayWidth
      guard used <= room else { break }
      end += 1
    }
    let leader = start > 0 ? "…" : ""
    text = leader + String(characters[start..<end]) + (end < characters.count ? "…" : "")
    var marks: [Range<Int>] = []
    for range in found where range.upperBound <= end {
      let moved = (range.lowerBound - start + leader.count)..<(range.upperBound - start + leader.count)
      if let last = marks.last, last.upperBound >= moved.lowerBound {
        marks[marks.count - 1] = last.lowerBound..<max(last.upperBound, moved.upperBound)
      } else {
        marks.append(moved)
      }
    }
    self.marks = marks
  }

  /// The words in bold, in brackets where there is no colour.
  func marked(_ style: OutputStyle) -> String {
    let characters = Array(text)
    var result = ""
    var at = 0
    for mark in marks {
      result += String(characters[at..<mark.lowerBound])
      let word = String(characters[mark])
      result += style.isColoured ? style.apply([.bold, .yellow], to: word) : "[\(word)]"
      at = mark.upperBound
    }
    return result + String(characters[at...])
  }
}
