/// Whether what was read as GB 18030 is text of another encoding: rows of several files that were put together in one.
///
/// The file as a whole is judged by `ChineseCheck`; a few foreign rows do not show there, and nearly all bytes are codes
/// of some character. What tells them:
///
/// - a letter with an accent in one byte takes the next letter with it, so that a rare character stands within a Latin word
///   (`Génova` is `G閚ova`);
/// - text in UTF-8 is UTF-8, and read as Chinese it has no character that is written often;
/// - Korean in EUC-KR hits no character beyond a block in which every second Chinese one is;
/// - of text in other encodings next to no character is one that is written often, and most are no common ones or none of
///   Chinese text at all.
struct ForeignText {
  private(set) var frequent = 0
  private(set) var han = 0
  /// Of these, those that are not among the 3755 common ones of GB 2312.
  private(set) var rare = 0
  private(set) var strange = 0
  /// Of these, those that no Korean syllable is in EUC-KR.
  private var beyondKorean = 0
  /// Where in a cell the first code stands that a Latin word was broken for, or that is of no character.
  private(set) var place: Int?

  /// What the cells of a row say together.
  var isForeign: Bool {
    strange > 0 || place != nil || han >= 8 && rare * 2 > han && frequent * 8 < han
      || han >= 9 && beyondKorean == 0 && frequent * 3 < han || han >= 8 && frequent == 0
      || han >= 12 && frequent * 6 < han
  }

  /// Most of it is Chinese as it is written.
  var isChinese: Bool { !isForeign && han >= 2 && frequent * 2 > han }

  /// - Returns: whether the cell alone is foreign.
  @discardableResult mutating func add(_ cell: ArraySlice<UInt8>) -> Bool {
    guard let first = cell.firstIndex(where: { $0 >= 0x80 }) else { return false }
    var broken: Int?
    var half: Int?
    var hasCommon = false
    let frequentBefore = frequent
    var index = first
    while index < cell.endIndex {
      let lead = cell[index]
      guard lead >= 0x80 else {
        index += 1
        continue
      }
      let isShort = index + 1 < cell.endIndex && cell[index + 1] >= 0x40
      let length = isShort ? 2 : 4
      // What is no code at all is told by whoever decodes the cell.
      guard index + length <= cell.endIndex else { break }
      let found =
        isShort
        ? GB18030.twoByte(lead, cell[index + 1])
        : GB18030.fourByte(lead, cell[index + 1], cell[index + 2], cell[index + 3])
      guard lead != 0x80, lead != 0xFF, let scalar = found else { break }
      let kind = Kind(scalar, isCommon: isShort && (0xB0...0xD7).contains(lead) && cell[index + 1] >= 0xA1)
      count(kind)
      if kind != .other, !(0xB0...0xC8).contains(lead) || !isShort || cell[index + 1] < 0xA1 {
        beyondKorean += 1
      }
      if kind == .frequent || kind == .common { hasCommon = true }
      if kind == .strange, broken == nil { broken = index }
      let isAfterLetter = index > cell.startIndex && Self.isLetter(cell[index - 1])
      let isBeforeLetter = index + length < cell.endIndex && Self.isLetter(cell[index + length])
      if isShort, isAfterLetter || isBeforeLetter, kind != .frequent, kind != .other {
        let takesLetter = Self.isLetter(cell[index + 1])
        let isAccentInUTF8 = lead == 0xC3 && cell[index + 1] < 0xC0
        if isAfterLetter, isBeforeLetter, takesLetter || isAccentInUTF8 || kind == .rare {
          broken = broken ?? index
        } else if takesLetter {
          half = half ?? index
        }
      }
      index += length
    }
    // A rare character of a name may stand beside a letter, but not where nothing else is Chinese.
    if broken == nil, !hasCommon { broken = half }
    if broken == nil, frequent == frequentBefore, Self.isUTF8(cell) { broken = first }
    if place == nil, let broken { place = broken - cell.startIndex }
    return broken != nil
  }

  private enum Kind {
    case frequent, common, rare, other, strange

    init(_ scalar: UInt32, isCommon: Bool) {
      if (0x4E00...0x9FFF).contains(scalar) {
        self = FrequentHan.scalars.contains(scalar) ? .frequent : isCommon ? .common : .rare
      } else {
        self = ChineseCheck.isStrange(scalar) ? .strange : .other
      }
    }
  }

  private mutating func count(_ kind: Kind) {
    switch kind {
    case .other: return
    case .strange:
      strange += 1
      return
    case .frequent: frequent += 1
    case .rare: rare += 1
    case .common: break
    }
    han += 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }

  /// At least two characters, one of them of three bytes or more: shorter Chinese words may be both.
  private static func isUTF8(_ cell: ArraySlice<UInt8>) -> Bool {
    var check = UTF8Check()
    for byte in cell { check.add(byte) }
    check.end()
    return check.bad == 0 && check.characters >= 2 && cell.contains { $0 >= 0xE1 }
  }
}

/// Where a text is neither UTF-8 nor Chinese in GB 18030.
struct StrangePlace {
  /// From 1.
  private(set) var line = 1
  /// In characters, from 1.
  private(set) var column = 1
  /// What stands around it, within its line.
  private(set) var sample: ArraySlice<UInt8> = []

  /// - Parameter isUTF8: most of the text is, so that what is not UTF-8 is looked for.
  init(_ source: ByteSource, isUTF8: Bool) throws(InterchangeError) {
    var number = 1
    var offset = 0
    var wasReturn = false
    var bytes: [UInt8] = []
    var piece: [UInt8] = []
    var hasAny = false
    repeat {
      try source.read(1 << 18, at: offset, into: &piece)
      offset += piece.count
      for byte in piece {
        if byte == 0x0A && wasReturn {
          wasReturn = false
          continue
        }
        wasReturn = byte == 0x0D
        guard byte == 0x0D || byte == 0x0A else {
          if bytes.count < Self.longestLine { bytes.append(byte) }
          continue
        }
        if look(bytes, number, isUTF8: isUTF8, isFirst: !hasAny) { return }
        hasAny = hasAny || bytes.contains { $0 >= 0x80 }
        bytes.removeAll(keepingCapacity: true)
        number += 1
      }
    } while !piece.isEmpty
    _ = look(bytes, number, isUTF8: isUTF8, isFirst: !hasAny)
  }

  private static let longestLine = 1 << 16

  /// Keeps the place of the first line that says something beyond ASCII; true where it is the one that is looked for.
  private mutating func look(_ bytes: [UInt8], _ number: Int, isUTF8: Bool, isFirst: Bool) -> Bool {
    guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return false }
    let found = isUTF8 ? Self.notUTF8(bytes) : Self.notChinese(bytes)
    guard let place = found ?? (isFirst ? first : nil) else { return false }
    let (before, boundary) = Self.characters(bytes[..<place], isUTF8: isUTF8)
    (line, column) = (number, before + 1)
    sample = bytes[boundary..<min(place + 72, bytes.count)]
    return found != nil
  }

  private static func notUTF8(_ bytes: [UInt8]) -> Int? {
    var check = UTF8Check()
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if check.isBetween { start = index }
      check.add(byte)
      if check.bad > 0 { return start }
    }
    check.end()
    return check.bad > 0 ? start : nil
  }

  /// Nil where the line is Chinese as it is written.
  private static func notChinese(_ bytes: [UInt8]) -> Int? {
    var check = ChineseCheck()
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if check.isBetween { start = index }
      check.add(byte)
      if check.bad + check.strange > 0 { break }
      if index == bytes.count - 1 { check.end() }
    }
    let isChinese = check.frequent * 2 > check.han
    if check.bad + check.strange > 0, isChinese { return start }
    var text = ForeignText()
    // The commas of a line end its cells: a letter before one is no neighbour.
    for cell in bytes.split(separator: 0x2C, omittingEmptySubsequences: true) {
      if text.add(cell), check.bad == 0 { return text.place.map { cell.startIndex + $0 } }
    }
    return text.isChinese && check.bad == 0 ? nil : bytes.firstIndex { $0 >= 0x80 }
  }

  /// How many characters these are, and where the last of those begins that are at most 24 bytes from their end.
  private static func characters(_ bytes: ArraySlice<UInt8>, isUTF8: Bool) -> (count: Int, boundary: Int) {
    var count = 0
    var index = bytes.startIndex
    var boundary: Int?
    while index < bytes.endIndex {
      if boundary == nil, bytes.endIndex - index <= 24 { boundary = index }
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
      } else if isUTF8 {
        index += 1
        while index < bytes.endIndex, bytes[index] & 0xC0 == 0x80 { index += 1 }
      } else {
        let isShort = index + 1 < bytes.endIndex && bytes[index + 1] >= 0x40
        index = min(index + (isShort ? 2 : 4), bytes.endIndex)
      }
      count += 1
    }
    return (count, boundary ?? bytes.endIndex)
  }
}
