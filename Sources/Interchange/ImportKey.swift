import Complaints
import Language

/// What tells rows apart is compared in the one form in which spellings are compared, and without the noughts that a
/// spreadsheet puts behind a whole number: files that spell one key in two ways are about one record.
enum ImportKey {
  /// Between the cells of a key.
  static let separator = "\u{1F}"

  /// One cell of a key as it is compared: `'T-1`, as people keep a spreadsheet from changing it, is `T-1`.
  static func compared(_ cell: String) -> String { bare(cell).foldedKey }

  /// As it was compared before marks of numbers were read.
  static func formerlyCompared(_ cell: String) -> String { bare(cell).formerFoldedKey }

  private static func bare(_ cell: String) -> String {
    let bare = cell.drop { $0 == "'" }
    return bare.isEmpty ? cell : String(bare)
  }
}

extension ImportedRow {
  /// Under which keys a record of this row may be here, the first one that is found first: as it is written, which is how
  /// keys were once kept; as it is compared; and as it was most likely written in a file that was imported when keys
  /// were compared by their bytes.
  package var keys: [String] {
    var keys = [key]
    for other in [comparedKey, formerKey] + formerKeys where !keys.contains(other) { keys.append(other) }
    return keys
  }

  private var formerKeys: [String] {
    // Compared as it is written: there is no other spelling.
    guard isKeyFolded else { return [] }
    let cells = comparedKey.split(separator: ImportKey.separator, omittingEmptySubsequences: false)
    func spelt(_ spelling: (Substring) -> String) -> String {
      cells.map(spelling).joined(separator: ImportKey.separator)
    }
    let capitals = spelt { $0.uppercased() }
    let wide = String(
      String.UnicodeScalarView(
        capitals.unicodeScalars.map { scalar in
          (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
        }))
    // Longer ones never were kept with their noughts.
    let pointed = spelt { CellMarks.isDigits(String($0)) && $0.utf8.count < 5 ? $0 + ".0" : String($0) }
    return [capitals, wide, pointed]
  }
}

extension ImportReader {
  /// Notes that a row was not taken after all: another one may have its key, as where somebody put it right below.
  package mutating func refused(_ row: ImportedRow) {
    if lines[row.comparedKey.hashValue]?.line == row.line { lines[row.comparedKey.hashValue] = nil }
  }

  /// A second row with a key would be an edit of the first one's record, and a second import of the file
  /// would then change it to and fro. So it is rejected. Only hashes are kept, 24 bytes a row: that two keys of a
  /// million rows share one of 64 bits happens in one file of thirty million.
  mutating func firstOfItsKey(_ row: ImportedRow) -> ImportOutcome {
    let spelling = row.key.hashValue
    guard let first = lines[row.comparedKey.hashValue] else {
      lines[row.comparedKey.hashValue] = (row.line, spelling)
      return .row(row)
    }
    let key = row.key.replacing(ImportKey.separator, with: " + ")
    return .rejected(
      line: row.line,
      reason: Label(
        first.spelling == spelling
          ? ImportReaderMessage.keyRepeated(key, firstLine: first.line)
          : ImportReaderMessage.keySpeltTwice(key, firstLine: first.line)))
  }
}

/// Words of a map with which cells are compared, whichever way either is spelt.
struct FoldedWords: Sendable {
  private let words: Set<String>
  private let longest: Int

  init(_ words: some Collection<String>) {
    self.words = Set(words.map(\.folded))
    longest = FoldedWords.longest(words)
  }

  func contains(_ cell: String) -> Bool {
    !words.isEmpty && cell.utf8.count <= longest && words.contains(cell.folded)
  }

  /// In bytes: longer cells are none of the words, and need not be folded to know that. Full width takes three bytes
  /// for one, and spaces or marks that nobody sees may stand around a word.
  fileprivate static func longest(_ words: some Collection<String>) -> Int {
    (words.map(\.utf8.count).max() ?? 0) * 3 + 64
  }
}

/// What a map makes of the words in a column: as they are written, else as they are compared.
struct FoldedValues: Sendable {
  private let values: [String: String]
  /// Nil where two words that are compared as one mean different things.
  private let alike: [String: String?]
  private let longest: Int

  init(_ values: [String: String]) {
    self.values = values
    var alike: [String: String?] = [:]
    for (word, meaning) in values where word != "*" {
      if let known = alike[word.folded], known != meaning {
        alike[word.folded] = .some(nil)
      } else {
        alike[word.folded] = meaning
      }
    }
    self.alike = alike
    longest = FoldedWords.longest(values.keys)
  }

  var isEmpty: Bool { values.isEmpty }

  /// "*" stands for every other word; a cell that nothing stands for is itself.
  func meaning(of cell: String) -> String {
    if let meaning = values[cell] { return meaning }
    if cell.utf8.count <= longest, let found = alike[cell.folded], let meaning = found { return meaning }
    return values["*"] ?? cell
  }
}
