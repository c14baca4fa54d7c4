import Language

extension TextEncoding {
  /// Reads the source once or twice to see which encoding it has. Never a guess: UTF-8 and UTF-16 prove
  /// themselves, GB 18030 is taken where the bytes are Chinese text in it (frequent characters, nothing of private
  /// use, nothing unassigned), and everything else is refused with the place and with what it would be in other
  /// encodings, for a person to name one.
  ///
  /// One exception keeps a damaged file from being refused as a whole: text with many characters in UTF-8 and
  /// few bad bytes (at most one to ten) stays UTF-8, so that only the bad rows are rejected. In GB 18030 it is
  /// one bad code to five frequent characters, and one of no character to fifty; rows are then judged for themselves
  /// (`ForeignText`).
  /// - Throws: `InterchangeError`.
  package static func detect(_ source: ByteSource) throws(InterchangeError) -> TextEncoding {
    try refuseWhatIsNotText(source)
    var check = UTF8Check()
    var zeros = ZeroBytes()
    var offset = 0
    var piece: [UInt8] = []
    while true {
      try source.read(1 << 18, at: offset, into: &piece)
      if piece.isEmpty { break }
      if offset == 0 {
        if piece.starts(with: byteOrderMark) { return .utf8 }
        if piece.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if piece.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
      }
      check.add(piece)
      zeros.add(piece)
      offset += piece.count
    }
    check.end()
    if let wide = zeros.encoding(size: offset) { return wide }
    if check.bad == 0 || check.characters >= 10 * check.bad { return .utf8 }
    if try isChinese(source) { return .gb18030 }
    throw try unknown(source, isUTF8: check.characters >= check.bad)
  }

  private static func isChinese(_ source: ByteSource) throws(InterchangeError) -> Bool {
    var check = ChineseCheck()
    var offset = 0
    var piece: [UInt8] = []
    repeat {
      try source.read(1 << 18, at: offset, into: &piece)
      check.add(piece)
      offset += piece.count
    } while !piece.isEmpty
    check.end()
    return check.isPlausible
  }

  /// The refusal, with the first place that is not what the rest is, as other encodings have it.
  private static func unknown(
    _ source: ByteSource, isUTF8: Bool
  ) throws(InterchangeError) -> InterchangeError {
    let place = try StrangePlace(source, isUTF8: isUTF8)
    let western = reading(place.sample, .windows1252)
    let readings = candidates.compactMap { encoding -> String? in
      guard let text = reading(place.sample, encoding), isPlausible(text, encoding, beside: western) else {
        return nil
      }
      return "--encoding \(encoding.rawValue): \(text)"
    }
    return InterchangeError(
      Label(
        EncodingDetectionMessage.unknown(name: source.name, line: place.line, column: place.column)),
      advice: Label(EncodingDetectionMessage.nameIt(readings: readings)))
  }

  /// Those that a person may have meant, in the order in which they are shown.
  private static let candidates: [TextEncoding] = [
    .windows1252, .gb18030, .big5, .shiftJIS, .eucKR, .windows1251, .windows1250, .windows1253, .windows1254,
    .macintosh,
  ]

  /// Of the rarer ones: Greek has words of its own letters, and Turkish letters are all there is that Western European has
  /// not.
  private static func isPlausible(_ text: String, _ encoding: TextEncoding, beside western: String?) -> Bool {
    switch encoding {
    case .windows1254: return text != western
    case .windows1253:
      let isGreek: (Unicode.Scalar) -> Bool = { (0x386...0x3CE).contains($0.value) }
      return text.split { !$0.isLetter }.contains { word in
        word.count > 1 && word.unicodeScalars.allSatisfy(isGreek)
      }
    default: return true
    }
  }

  /// The start of the bytes as text. A character may be cut at the end of a sample.
  private static func reading(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> String? {
    for cut in 0...3 {
      if let text = encoding.decode(bytes.dropLast(cut)) { return String(text.prefix(48)) }
    }
    return nil
  }

  /// Files that people try to import and that no encoding of ours can read get their own message.
  static func refuseWhatIsNotText(_ source: ByteSource) throws(InterchangeError) {
    let name = source.name
    var start: [UInt8] = []
    try source.read(512, at: 0, into: &start)
    if let kind = FileKind(start), kind != .archive {
      throw InterchangeError(
        Label(EncodingDetectionMessage.otherKind(name: name, kind.label)),
        advice: Label(EncodingDetectionMessage.exportCSVAdvice))
    }
    if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw InterchangeError(
        Label(EncodingDetectionMessage.spreadsheetOrArchive(name: name)),
        advice: Label(EncodingDetectionMessage.exportCSVAdvice))
    }
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw InterchangeError(
        Label(EncodingDetectionMessage.oldExcelFile(name: name)),
        advice: Label(InterchangeMessage.saveAsXLSXAdvice))
    }
    if start.starts(with: [0x1F, 0x8B]) || FileKind(start) == .archive {
      throw InterchangeError(
        Label(EncodingDetectionMessage.compressed(name: name)),
        advice: Label(EncodingDetectionMessage.unpackAdvice))
    }
  }
}

/// UTF-16 without its mark shows in its zero bytes: a line end, a separator or a quotation mark has one, in the same half
/// of each. (Zeros alone tell little: 一 is U+4E00, and so has one in the other half.)
private struct ZeroBytes {
  private static let signs = Set("\n\r\t,;\"".utf8)
  private var zeros = 0
  private var little = 0
  private var big = 0

  /// Each piece but the last has an even length.
  mutating func add(_ bytes: [UInt8]) {
    guard bytes.contains(0) else { return }
    for place in stride(from: 0, to: bytes.count - 1, by: 2) {
      let (first, second) = (bytes[place], bytes[place + 1])
      guard first == 0 || second == 0 else { continue }
      zeros += 1
      if second == 0, ZeroBytes.signs.contains(first) { little += 1 }
      if first == 0, ZeroBytes.signs.contains(second) { big += 1 }
    }
  }

  /// Nil where it is no UTF-16. A zero byte that got into other text is one of thousands.
  func encoding(size: Int) -> TextEncoding? {
    guard zeros * 1000 >= size else { return nil }
    if little > 0, big * 4 <= little { return .utf16LittleEndian }
    if big > 0, little * 4 <= big { return .utf16BigEndian }
    return nil
  }
}

/// Whether bytes are Chinese text in GB 18030, and not those of another encoding that happen to be codes of it.
struct ChineseCheck {
  private(set) var frequent = 0
  private(set) var han = 0
  /// Codes of no character that text is made of: private use, unassigned.
  private(set) var strange = 0
  private(set) var bad = 0
  private var code: [UInt8] = []

  /// More than half of the Chinese characters are frequent ones. (Nine of ten are, in real text; of Korean, Big5,
  /// Japanese, Cyrillic or Western text read as Chinese one in ten is at most.)
  var isPlausible: Bool { strange * 50 <= frequent && bad * 5 <= frequent && frequent * 2 > han }
  /// No code is begun.
  var isBetween: Bool { code.isEmpty }

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { add(byte) }
  }

  mutating func add(_ byte: UInt8) {
    let isBroken = !code.isEmpty
    if isBroken {
      if continues(byte) { return }
      bad += 1
      code.removeAll(keepingCapacity: true)
    }
    if byte == 0x80 || byte == 0xFF {
      if !isBroken { bad += 1 }
    } else if byte > 0x80 {
      code.append(byte)
    }
  }

  mutating func end() {
    if !code.isEmpty { bad += 1 }
    code.removeAll()
  }

  /// Takes the next byte of a code; false where it cannot be one.
  private mutating func continues(_ byte: UInt8) -> Bool {
    let isDigit = (0x30...0x39).contains(byte)
    switch code.count {
    case 1 where byte >= 0x40:
      guard let scalar = GB18030.twoByte(code[0], byte) else { return false }
      count(scalar)
      code.removeAll(keepingCapacity: true)
    case 1 where isDigit, 2 where byte >= 0x81 && byte != 0xFF: code.append(byte)
    case 3 where isDigit:
      guard let scalar = GB18030.fourByte(code[0], code[1], code[2], byte) else { return false }
      count(scalar)
      code.removeAll(keepingCapacity: true)
    default: return false
    }
    return true
  }

  private mutating func count(_ scalar: UInt32) {
    if (0x4E00...0x9FFF).contains(scalar) {
      han += 1
      if FrequentHan.scalars.contains(scalar) { frequent += 1 }
      return
    }
    if Self.isStrange(scalar) { strange += 1 }
  }

  /// Whether text is not made of it.
  static func isStrange(_ scalar: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return true }
    return switch scalar.properties.generalCategory {
    case .unassigned, .privateUse, .control, .surrogate: true
    default: false
    }
  }
}

/// Counts characters of more than one byte and bad bytes of UTF-8 (Unicode, table 3-7), in pieces.
struct UTF8Check {
  private(set) var characters = 0
  private(set) var bad = 0
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  /// No sequence is begun.
  var isBetween: Bool { missing == 0 }

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { add(byte) }
  }

  mutating func add(_ byte: UInt8) {
    if missing > 0 {
      if next.contains(byte) {
        next = 0x80...0xBF
        missing -= 1
        if missing == 0 { characters += 1 }
        return
      }
      // The sequence breaks off here; the byte itself may begin another.
      bad += 1
      missing = 0
      next = 0x80...0xBF
    }
    if byte >= 0x80 { begin(byte) }
  }

  mutating func end() {
    if missing > 0 { bad += 1 }
    missing = 0
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0: (missing, next) = (2, 0xA0...0xBF)
    case 0xED: (missing, next) = (2, 0x80...0x9F)  // no surrogates
    case 0xE1...0xEF: missing = 2
    case 0xF0: (missing, next) = (3, 0x90...0xBF)
    case 0xF4: (missing, next) = (3, 0x80...0x8F)  // not above U+10FFFF
    case 0xF1...0xF3: missing = 3
    default: bad += 1
    }
  }
}

enum EncodingDetectionMessage: Message {
  case exportCSVAdvice
  case spreadsheetOrArchive(name: String)
  case otherKind(name: String, Label)
  case oldExcelFile(name: String)
  case compressed(name: String)
  case unpackAdvice
  case unknown(name: String, line: Int, column: Int)
  case nameIt(readings: [String])

  var label: Label {
    switch self {
    case .exportCSVAdvice:
      Label(en: "in the spreadsheet program, save it as “CSV UTF-8”", zhHans: "请在表格软件中另存为“CSV UTF-8”格式")
    case .spreadsheetOrArchive(let name):
      Label(
        en: "\(name) is a spreadsheet or an archive, not a CSV file",
        zhHans: "\(name) 是 Excel 文件或压缩文件，不是 CSV 文件")
    case .otherKind(let name, let kind):
      Label(en: "\(name) is \(kind.en), not a table as text", zhHans: "\(name) 是\(kind.zhHans)，不是文本表格")
    case .oldExcelFile(let name):
      Label(
        en: "\(name) is an old Excel file (.xls), or a workbook with a password",
        zhHans: "\(name) 是旧版 Excel 文件 (.xls)，或加了密码的 Excel 文件")
    case .compressed(let name):
      Label(en: "\(name) is compressed", zhHans: "\(name) 是压缩文件")
    case .unpackAdvice:
      Label(en: "unpack it first", zhHans: "请先解压")
    case .unknown(let name, let line, let column):
      Label(
        en:
          "\(name) is in an encoding that cannot be told for certain: neither UTF-8 nor Chinese text in GB 18030 (line \(line), column \(column))",
        zhHans: "无法确定 \(name) 的编码：既不是 UTF-8，也不像 GB 18030 的中文（第 \(line) 行第 \(column) 列）")
    case .nameIt(let readings):
      Label(
        en: """
          Save it as UTF-8, or name its encoding. That place would read:
          \(readings.joined(separator: "\n"))
          """,
        zhHans: """
          请另存为 UTF-8，或用 --encoding 指定编码。该处在各编码下的内容：
          \(readings.joined(separator: "\n"))
          """)
    }
  }
}
