/// The mark before a number, which keyboards have in four ways: `№5`, `Nº5`, `N°5`, `No.5` are `No5`.
///
/// It is read where numbers are compared: orders, batches, keys of files, and what a search is asked for. In names and ids of
/// customers № stays a sign like any other: by the form of an id erasures know their customer for ever.
enum NumberMark {
  /// A place of a text where such a mark stands before a number.
  struct Place {
    /// Of the mark, with what stands between it and the number.
    let mark: Range<Int>
    /// Letters and digits from there on with single joints between them, as far as they are ASCII.
    let number: Range<Int>
  }

  /// - Parameter scalars: full-width forms may be among them.
  static func places(in scalars: [Unicode.Scalar]) -> [Place] {
    var places: [Place] = []
    for start in scalars.indices where start >= places.last?.number.upperBound ?? 0 {
      guard let end = mark(in: scalars, at: start) else { continue }
      var at = end
      while at < scalars.count,
        isOfCode(plain(scalars[at]))
          || "-/_".unicodeScalars.contains(plain(scalars[at])) && at + 1 < scalars.count
            && isOfCode(plain(scalars[at + 1]))
      { at += 1 }
      places.append(Place(mark: start..<end, number: end..<at))
    }
    return places
  }

  /// Where a mark that begins here ends, with a digit behind it.
  private static func mark(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
    if start > 0, isOfCode(plain(scalars[start - 1])) { return nil }
    var at = start
    if scalars[at] == "№" {
      at += 1
    } else {
      guard ["n", "N"].contains(plain(scalars[at])), at + 1 < scalars.count,
        ["o", "O", "º", "°", "˚"].contains(plain(scalars[at + 1]))
      else { return nil }
      at += 2
    }
    let isSign = at == start + 1 || ["º", "°", "˚"].contains(scalars[at - 1])
    var hasPoint = false
    while at < scalars.count, !hasPoint, [".", ":", "。"].contains(plain(scalars[at])) {
      hasPoint = true
      at += 1
    }
    // “no 5” alone may be a no.
    if isSign || hasPoint {
      while at < scalars.count, scalars[at].properties.isWhitespace, !scalars[at].isLineEnd { at += 1 }
    }
    return at < scalars.count && plain(scalars[at]).isASCIIDigit ? at : nil
  }

  private static func isOfCode(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCIILetter || scalar.isASCIIDigit
  }

  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }
}

extension Unicode.Scalar {
  fileprivate var isLineEnd: Bool {
    (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029
  }
}

extension String {
  /// With `No` for each mark before a number.
  var withPlainNumberMarks: String {
    // Nearly no text has one.
    guard unicodeScalars.contains(where: { "nNｎＮ№".unicodeScalars.contains($0) }) else { return self }
    let scalars = Array(unicodeScalars)
    let places = NumberMark.places(in: scalars)
    guard !places.isEmpty else { return self }
    var (text, at) = (String.UnicodeScalarView(), 0)
    for place in places {
      text.append(contentsOf: scalars[at..<place.mark.lowerBound])
      text.append(contentsOf: "No".unicodeScalars)
      at = place.mark.upperBound
    }
    text.append(contentsOf: scalars[at...])
    return String(text)
  }
}

extension SearchCode {
  /// Numbers behind a mark in a running text, as they are written together: `no5`.
  static func marked(in text: String) -> [String] {
    guard text.unicodeScalars.contains(where: { "nNｎＮ№".unicodeScalars.contains($0) }) else { return [] }
    let scalars = Array(text.unicodeScalars)
    return NumberMark.places(in: scalars).compactMap { place in
      together("No" + String(String.UnicodeScalarView(scalars[place.number])))
    }
  }

  /// The ways in which a word of a search that is a number with its mark stands in texts; nil for another word.
  package static func number(_ typed: String) -> [String]? {
    let marked = typed.withPlainNumberMarks
    guard let joined = together(marked), joined.hasPrefix("no"), joined.dropFirst(2).first?.isNumber ?? false
    else { return nil }
    // A sign would be dropped from it, and any 5 be found.
    let isSign = typed.unicodeScalars.contains { "№°˚".unicodeScalars.contains($0) }
    return (isSign ? [] : [typed]) + [joined, "no " + joined.dropFirst(2)]
  }

  private static func together(_ typed: String) -> String? {
    let folded = typed.foldedCode
    guard folded.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let joined = folded.filter { $0.isLetter || $0.isNumber }
    return joined.isEmpty || joined.utf8.count > longest ? nil : joined
  }
}
