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

  init(_ hit: ReplicaReader.Hit, words: [String]) {
    let wanted = words.map { $0.sanitised(.joined).map { $0.lowercased() } }.filter { !$0.isEmpty }
    // The number stands above the excerpt; it is of interest only where it is what was looked for.
    var lines = hit.text.split(separator: "\n")
    if lines.count > 1, lines[0] == hit.summary.number,
      !words.contains(where: { lines[0].lowercased().contains($0.lowercased()) })
    {
      lines.removeFirst()
    }
    self.init(lines.joined(separator: "\n"), wanted)
  }

  private init(_ source: String, _ wanted: [[String]]) {
    let characters = Array(source.sanitised(.joined))
    let folded = characters.map { $0.lowercased() }
    var found: [Range<Int>] = []
    for word in wanted {
      var at = 0
      while at + word.count <= folded.count, found.count < 200 {
        if folded[at] == word[0], Array(folded[at..<(at + word.count)]) == word {
          found.append(at..<(at + word.count))
          at += word.count
        } else {
          at += 1
        }
      }
    }
    found.sort { $0.lowerBound < $1.lowerBound }
    let start = max(0, (found.first?.lowerBound ?? 0) - Self.lead)
    let end = min(characters.count, start + Self.length)
    let before = start > 0 ? "…" : ""
    text = before + String(characters[start..<end]) + (end < characters.count ? "…" : "")
    var marks: [Range<Int>] = []
    for range in found where range.upperBound <= end {
      let moved = (range.lowerBound - start + before.count)..<(range.upperBound - start + before.count)
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
