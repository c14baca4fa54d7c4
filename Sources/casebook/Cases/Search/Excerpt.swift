import CaseIndex
import Complaints
import Foundation
import Interchange
import Replica
import Terminal

/// The part of a text around the first of the words that were looked for.
struct Excerpt {
  /// On one line, made harmless, with “…” where something was left out.
  var text: String { String(characters) }
  /// Kept apart: put together, a mark that combines would join what stands before it.
  private let characters: [Character]
  /// Where the words are, as offsets of characters; in order, apart from each other.
  private let marks: [Range<Int>]

  /// Characters before the first word and altogether.
  private static let lead = 20
  private static let length = 70

  /// - Parameter columns: how wide the excerpt may be at most.
  init(_ hit: SearchHit, _ terms: [SearchTerm], columns: Int = .max) {
    // The number stands above the excerpt; it is of interest only where it is what was looked for.
    var lines = hit.text.split(separator: "\n")
    if lines.count > 1, lines[0] == hit.summary.number,
      !terms.contains(where: { String(lines[0]).folded.contains($0.text.folded) })
    {
      lines.removeFirst()
    }
    self.init(of: lines.joined(separator: "\n"), terms, columns: columns)
  }

  init(of source: String, _ terms: [SearchTerm], columns: Int = .max) {
    let all = Array(source.sanitised(.joined))
    let found = FoundWords(terms, in: all).places
    // Room for “…” at both ends.
    let room = max(8, columns - 2)
    let first = found.first?.lowerBound ?? 0
    var start = first
    var before = 0
    while start > 0, first - start < Self.lead {
      before += String(all[start - 1]).displayWidth
      guard before <= room / 4 else { break }
      start -= 1
    }
    var end = start
    var used = 0
    while end < all.count, end - start < Self.length {
      used += String(all[end]).displayWidth
      guard used <= room else { break }
      end += 1
    }
    let leader: [Character] = start > 0 ? ["…"] : []
    characters = leader + all[start..<end] + (end < all.count ? ["…"] : [])
    var marks: [Range<Int>] = []
    for range in found where range.lowerBound < end {
      let upper = min(range.upperBound, end)
      let moved = (range.lowerBound - start + leader.count)..<(upper - start + leader.count)
      if let last = marks.last, last.upperBound >= moved.lowerBound {
        marks[marks.count - 1] = last.lowerBound..<max(last.upperBound, moved.upperBound)
      } else {
        marks.append(moved)
      }
    }
    self.marks = marks
  }

  /// The text in parts, each with whether it is what was looked for.
  var parts: [JSON] {
    var parts: [JSON] = []
    func add(_ range: Range<Int>, isHit: Bool) {
      guard !range.isEmpty else { return }
      parts.append(.object([("text", .string(String(characters[range]))), ("hit", .bool(isHit))]))
    }
    var at = 0
    for mark in marks {
      add(at..<mark.lowerBound, isHit: false)
      add(mark, isHit: true)
      at = mark.upperBound
    }
    add(at..<characters.count, isHit: false)
    return parts
  }

  /// The words in bold, in brackets where there is no colour.
  func marked(_ style: OutputStyle) -> String {
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

/// Where words stand in a text, as the index finds them: word by word in their folded form, whatever stands between the
/// words of one that was typed with signs, each Han character and kana a word of its own. What is compared of a
/// character may be several (㎏ is kg, ﬁ is fi): each knows the character that it comes from.
private struct FoundWords {
  /// One word of the index.
  private struct Word {
    var text: String
    /// Without the marks on its letters: the index tells `café` by `cafe`.
    var plain: String
    /// The characters that it comes from.
    var place: Range<Int>
  }

  /// In order; some may overlap.
  private(set) var places: [Range<Int>] = []
  private let text: [Word]
  private let digits: [(digit: Character, place: Int)]

  /// More are not shown.
  private static let most = 200

  init(_ wanted: [SearchTerm], in characters: [Character]) {
    text = Self.words(characters)
    digits = Self.digits(characters)
    var rest = wanted[...]
    while let term = rest.first {
      // Numbers that are one phone number together.
      let run = rest.prefix { $0.kind == .word && Self.isNumber($0.text) }
      let together = Self.digits(Array(run.map(\.text).joined())).map(\.digit)
      if run.count > 1, together.count >= 7 {
        let found = places(ofDigits: together)
        if !found.isEmpty {
          places += found
          rest = rest.dropFirst(run.count)
          continue
        }
      }
      places += found(term)
      rest = rest.dropFirst()
      if let next = rest.first, let code = SearchCode.joined(term.text, next.text) {
        places += places(ofCode: code)
      }
    }
    places.sort { $0.lowerBound < $1.lowerBound }
  }

  private func found(_ term: SearchTerm) -> [Range<Int>] {
    let wanted = Self.words(Array(term.text))
    guard !wanted.isEmpty else { return [] }
    var found: [Range<Int>] = []
    for key in [\Word.text, \Word.plain] where found.isEmpty {
      found = places(of: wanted.map { $0[keyPath: key] }, by: key, isBeginning: term.isBeginning)
    }
    // A code is found however it is written.
    let code = SearchCode.joined(term.text) ?? term.text.folded
    if term.kind == .word, code.utf8.contains(where: { (0x30...0x39).contains($0) }) {
      found += places(ofCode: code)
    }
    guard found.isEmpty else { return found }
    // So is a phone number.
    let number = Self.isNumber(term.text) ? Self.digits(Array(term.text)).map(\.digit) : []
    return number.count >= 4 ? places(ofDigits: number) : []
  }

  private func places(
    of wanted: [String], by key: KeyPath<Word, String>, isBeginning: Bool
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at + wanted.count <= text.count, found.count < Self.most {
      let next = text[at..<(at + wanted.count)].map { $0[keyPath: key] }
      let fits =
        isBeginning
        ? next.dropLast().elementsEqual(wanted.dropLast())
          && next[next.count - 1].hasPrefix(wanted[wanted.count - 1])
        : next == wanted
      if fits {
        found.append(text[at].place.lowerBound..<text[at + wanted.count - 1].place.upperBound)
        at += wanted.count
      } else {
        at += 1
      }
    }
    return found
  }

  /// Where words that follow each other are a code together.
  private func places(ofCode code: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for start in text.indices where found.count < Self.most && code.hasPrefix(text[start].text) {
      var end = start
      var together = text[start].text
      while together.utf8.count < code.utf8.count, end + 1 < text.count, code.hasPrefix(together) {
        end += 1
        together += text[end].text
      }
      if together == code, end > start {
        found.append(text[start].place.lowerBound..<text[end].place.upperBound)
      }
    }
    return found
  }

  private func places(ofDigits wanted: [Character]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at + wanted.count <= digits.count, found.count < Self.most {
      let next = digits[at..<(at + wanted.count)]
      let isTogether = zip(next, next.dropFirst()).allSatisfy { $1.place - $0.place <= 3 }
      if isTogether, zip(next, wanted).allSatisfy({ $0.digit == $1 }), let last = next.last {
        found.append(digits[at].place..<(last.place + 1))
        at += wanted.count
      } else {
        at += 1
      }
    }
    return found
  }

  // MARK: - Folding

  private static func words(_ characters: [Character]) -> [Word] {
    var words: [Word] = []
    var isOpen = false
    for (place, character) in characters.enumerated() {
      // By itself it folds to nothing.
      if character.isWhitespace { isOpen = false }
      for scalar in String(character).foldedForSearch.unicodeScalars {
        if isMark(scalar) {
          if isOpen { words[words.count - 1].text.unicodeScalars.append(scalar) }
          continue
        }
        guard isOfWord(scalar) else {
          isOpen = false
          continue
        }
        let isAlone = isHan(scalar)
        if !isOpen || isAlone { words.append(Word(text: "", plain: "", place: place..<(place + 1))) }
        words[words.count - 1].text.unicodeScalars.append(scalar)
        let plain = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
        words[words.count - 1].plain.unicodeScalars.append(contentsOf: plain.filter { !isMark($0) })
        words[words.count - 1].place = words[words.count - 1].place.lowerBound..<(place + 1)
        isOpen = !isAlone
      }
    }
    return words
  }

  private static func digits(_ characters: [Character]) -> [(digit: Character, place: Int)] {
    characters.enumerated().flatMap { place, character in
      String(character).folded.filter { $0.isASCII && $0.isNumber }.map { (digit: $0, place: place) }
    }
  }

  /// Digits with what people set between them.
  private static func isNumber(_ word: String) -> Bool {
    let folded = word.folded
    return folded.contains { $0.isASCII && $0.isNumber }
      && folded.allSatisfy { $0.isASCII && $0.isNumber || "+-()./".contains($0) }
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }

  /// What stands on a letter of Latin, Greek or Cyrillic script.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

  /// As the index has it: `HanTokenizer`.
  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}
