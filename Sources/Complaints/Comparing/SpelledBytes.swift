/// A text among the bytes of a file, in whatever spelling: upper or lower case, full width, kinds of dashes, apostrophes
/// and spaces; a phone number with whatever people set between its digits, and what is dialled before it or not.
package struct SpelledBytes: Sendable {
  /// What may stand in one place.
  private struct Place {
    var ways: [[UInt8]]
    /// Whether marks may stand before it.
    var isLoose = false
    /// A space: there may be none, or several.
    var isSpace = false
  }

  private let places: [Place]
  /// Of each byte, whether it may be the first.
  private let first: [Bool]
  /// As many bytes as it may take.
  package let longest: Int

  /// - Parameter text: as it was typed; not empty.
  package init(_ text: String) {
    let lines = PhoneNumber.lines(text)
    let marks = "+-()./ "
    let isNumber = text.folded.allSatisfy { $0.isASCII && $0.isNumber || marks.contains($0) }
    var places: [Place] = []
    if isNumber, lines.count == 1, lines[0].extension.isEmpty, PhoneNumber.identifies(lines[0].digits) {
      for digit in PhoneNumber.local(lines[0].digits).unicodeScalars {
        places.append(Place(ways: Self.ways(digit), isLoose: !places.isEmpty))
      }
    } else {
      for scalar in text.unicodeScalars {
        let isSpace = scalar.properties.isWhitespace
        if isSpace, places.isEmpty || places.last?.isSpace == true { continue }
        places.append(Place(ways: isSpace ? Self.spaces : Self.ways(scalar), isSpace: isSpace))
      }
      while places.last?.isSpace == true { places.removeLast() }
    }
    self.places = places
    let beginnings = Set(places.first?.ways.compactMap(\.first) ?? [])
    first = (0...UInt8.max).map(beginnings.contains)
    longest = places.reduce(0) { sum, place in
      let most = place.ways.map(\.count).max() ?? 0
      return sum + (place.isSpace ? most * Self.mostMarks : most) + (place.isLoose ? 3 * Self.mostMarks : 0)
    }
  }

  package var isEmpty: Bool { places.isEmpty }

  package func mayBegin(with byte: UInt8) -> Bool { first[Int(byte)] }

  /// The end of what bytes begin with; nil where it is another text.
  package func end(in bytes: ArraySlice<UInt8>) -> Int? {
    guard !places.isEmpty else { return nil }
    var at = bytes.startIndex
    func take(_ ways: [[UInt8]]) -> Bool {
      guard let way = ways.first(where: { bytes[at...].starts(with: $0) }) else { return false }
      at += way.count
      return true
    }
    for place in places {
      if place.isSpace {
        for _ in 0..<Self.mostMarks where !take(place.ways) { break }
        continue
      }
      if take(place.ways) { continue }
      guard place.isLoose else { return nil }
      for _ in 0..<Self.mostMarks where !take(Self.marks) { break }
      guard take(place.ways) else { return nil }
    }
    return at
  }

  private static let mostMarks = 4
  private static let spaces = [" ", "\t", "\n", "\r", "\u{A0}", "\u{3000}", "\u{2009}", "\u{202F}"].map {
    Array($0.utf8)
  }
  private static let dashes = "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FF0D}\u{FE63}"
    .unicodeScalars
  private static let apostrophes = "'`\u{B4}\u{2018}\u{2019}\u{2BC}\u{FF07}".unicodeScalars
  private static let marks =
    spaces + dashes.map { Array(String($0).utf8) } + ["(", ")", ".", "/", "（", "）"].map { Array($0.utf8) }

  private static func ways(_ scalar: Unicode.Scalar) -> [[UInt8]] {
    var ways = [String(scalar)]
    if dashes.contains(scalar) { ways += dashes.map { String($0) } }
    if apostrophes.contains(scalar) { ways += apostrophes.map { String($0) } }
    let narrow = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
    if let plain = Unicode.Scalar(narrow) {
      let cases = [plain.properties.lowercaseMapping, plain.properties.uppercaseMapping]
      for spelt in [String(plain)] + cases {
        ways.append(spelt)
        if let only = spelt.unicodeScalars.first, spelt.unicodeScalars.count == 1,
          (0x21...0x7E).contains(only.value), let wide = Unicode.Scalar(only.value + 0xFEE0)
        {
          ways.append(String(wide))
        }
      }
    }
    var seen: Set<String> = []
    return ways.filter { seen.insert($0).inserted }.map { Array($0.utf8) }
  }
}
