/// A stretch of a line, and whether it is what makes the line differ from its counterpart.
package struct DiffPiece: Hashable, Sendable {
  package let text: String
  package let isChanged: Bool
}

/// One line of either text, or one sentence of a long line. With its line break, where it has one.
package struct DiffLine: Hashable, Sendable {
  package enum Kind: Sendable {
    case same
    case removed
    case added
  }
  package let kind: Kind
  package let pieces: [DiffPiece]

  package var text: String { pieces.map(\.text).joined() }
}

/// What separates two long texts.
///
/// By lines; where changed lines are long (a Chinese report is often one line a paragraph), by their
/// sentences; and within a changed line or sentence by words and single Han characters. Texts are equal when
/// their bytes are.
package struct LineDiff: Sendable {
  package let lines: [DiffLine]

  /// - Parameter limit: edits beyond which a stretch is taken as wholly replaced. Bounds time and
  ///   memory, which grow with its square.
  package init(from old: String, to new: String, limit: Int = 600) {
    lines = Self.hunks(old.linesWithBreaks, new.linesWithBreaks, limit).flatMap { hunk in
      if hunk.isSame { return hunk.old.map { DiffLine(.same, $0) } }
      guard !hunk.old.isEmpty, !hunk.new.isEmpty, (hunk.old + hunk.new).contains(where: \.isLongLine) else {
        return Self.marked(hunk, limit)
      }
      return Self.hunks(hunk.old.flatMap(\.sentences), hunk.new.flatMap(\.sentences), limit)
        .flatMap { $0.isSame ? $0.old.map { DiffLine(.same, $0) } : Self.marked($0, limit) }
    }
  }

  /// The text that was compared from, put together again.
  package var old: String { lines.filter { $0.kind != .added }.map(\.text).joined() }
  /// The text that was compared to, put together again.
  package var new: String { lines.filter { $0.kind != .removed }.map(\.text).joined() }
}

extension DiffLine {
  fileprivate init(_ kind: Kind, _ text: String) {
    self.init(kind: kind, pieces: [DiffPiece(text: text, isChanged: false)])
  }
}

extension LineDiff {
  /// A stretch of units that both sides have, or that stand against each other.
  private struct Hunk {
    var isSame: Bool
    var old: [String]
    var new: [String]
  }

  private static func hunks(_ old: [String], _ new: [String], _ limit: Int) -> [Hunk] {
    let (oldNames, newNames) = named(old, new)
    var hunks: [Hunk] = []
    var (atOld, atNew) = (0, 0)
    func addDifference(upTo oldEnd: Int, _ newEnd: Int) {
      guard atOld < oldEnd || atNew < newEnd else { return }
      hunks.append(Hunk(isSame: false, old: Array(old[atOld..<oldEnd]), new: Array(new[atNew..<newEnd])))
    }
    for match in commonPositions(oldNames, newNames, limit: limit) {
      addDifference(upTo: match.old, match.new)
      if let last = hunks.last, last.isSame {
        hunks[hunks.count - 1].old.append(old[match.old])
      } else {
        hunks.append(Hunk(isSame: true, old: [old[match.old]], new: []))
      }
      (atOld, atNew) = (match.old + 1, match.new + 1)
    }
    addDifference(upTo: old.count, new.count)
    return hunks
  }

  /// A number for each unit, equal where the bytes are: `String`'s own equality ignores normalisation.
  private static func named(_ old: [String], _ new: [String]) -> ([Int], [Int]) {
    var names: [[UInt8]: Int] = [:]
    func name(_ unit: String) -> Int {
      let key = Array(unit.utf8)
      if let known = names[key] { return known }
      names[key] = names.count
      return names.count - 1
    }
    return (old.map(name), new.map(name))
  }

  /// The lines of a changed hunk, removed before added. The nth removed is compared with the nth added; marks
  /// are set only where the two are alike enough to be called one line that was edited.
  private static func marked(_ hunk: Hunk, _ limit: Int) -> [DiffLine] {
    var removed = hunk.old.map { DiffLine(.removed, $0) }
    var added = hunk.new.map { DiffLine(.added, $0) }
    for index in 0..<min(removed.count, added.count) {
      let words = hunks(hunk.old[index].words, hunk.new[index].words, limit)
      let common = words.filter(\.isSame).flatMap(\.old).reduce(0) { $0 + $1.count }
      let longer = max(hunk.old[index].count, hunk.new[index].count)
      guard 5 * common >= 2 * longer else { continue }
      removed[index] = DiffLine(kind: .removed, pieces: pieces(words, \.old))
      added[index] = DiffLine(kind: .added, pieces: pieces(words) { $0.isSame ? $0.old : $0.new })
    }
    return removed + added
  }

  private static func pieces(_ hunks: [Hunk], _ side: (Hunk) -> [String]) -> [DiffPiece] {
    hunks.compactMap { hunk in
      let text = side(hunk).joined()
      return text.isEmpty ? nil : DiffPiece(text: text, isChanged: !hunk.isSame)
    }
  }
}
