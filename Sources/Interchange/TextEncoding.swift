import Language

/// An encoding of text files that can be read.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case gb18030 = "gb18030"

  /// The text of the bytes; nil where they are not of this encoding. Nothing is ever replaced.
  package func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .utf8:
      return String(validating: bytes, as: UTF8.self)
    case .gb18030:
      var output: [UInt8] = []
      guard GB18030.decode(bytes, into: &output) else { return nil }
      return String(validating: output, as: UTF8.self)
    }
  }

  package func decode(_ bytes: [UInt8]) -> String? { decode(bytes[...]) }

  /// The byte order mark of UTF-8, which Excel writes and wants.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads the source once to see which encoding it has: UTF-8 with a byte order mark or valid UTF-8 is
  /// UTF-8, anything else is GB 18030.
  ///
  /// One exception keeps a damaged file from being read as nonsense: text with many characters in UTF-8 and
  /// few bad bytes (at most one to ten) stays UTF-8, so that only the bad rows are rejected. Chinese in
  /// GB 18030 never looks like that.
  package static func detect(_ source: ByteSource) throws(InterchangeError) -> TextEncoding {
    try refuseWhatIsNotText(source)
    var check = UTF8Check()
    var offset = 0
    var piece: [UInt8] = []
    while true {
      try source.read(1 << 18, at: offset, into: &piece)
      if piece.isEmpty { break }
      if offset == 0, piece.starts(with: byteOrderMark) { return .utf8 }
      check.add(piece)
      offset += piece.count
    }
    check.end()
    return check.bad == 0 || check.characters >= 10 * check.bad ? .utf8 : .gb18030
  }

  /// Files that people try to import and that no encoding of ours can read get their own message.
  static func refuseWhatIsNotText(_ source: ByteSource) throws(InterchangeError) {
    let name = source.name
    var start: [UInt8] = []
    try source.read(4, at: 0, into: &start)
    if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw InterchangeError(
        Label(TextEncodingMessage.spreadsheetOrArchive(name: name)),
        advice: Label(TextEncodingMessage.exportCSVAdvice))
    }
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw InterchangeError(
        Label(TextEncodingMessage.oldExcelFile(name: name)),
        advice: Label(InterchangeMessage.saveAsXLSXAdvice))
    }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw InterchangeError(
        Label(TextEncodingMessage.inUTF16(name: name)),
        advice: Label(TextEncodingMessage.saveAsCSVAdvice))
    }
    if start.starts(with: [0x1F, 0x8B]) {
      throw InterchangeError(
        Label(TextEncodingMessage.compressed(name: name)),
        advice: Label(TextEncodingMessage.unpackAdvice))
    }
  }
}

/// Counts characters of more than one byte and bad bytes of UTF-8 (Unicode, table 3-7), in pieces.
struct UTF8Check {
  private(set) var characters = 0
  private(set) var bad = 0
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes {
      if missing > 0 {
        if next.contains(byte) {
          next = 0x80...0xBF
          missing -= 1
          if missing == 0 { characters += 1 }
          continue
        }
        // The sequence breaks off here; the byte itself may begin another.
        bad += 1
        missing = 0
        next = 0x80...0xBF
      }
      if byte >= 0x80 { begin(byte) }
    }
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

enum TextEncodingMessage: Message {
  case exportCSVAdvice
  case spreadsheetOrArchive(name: String)
  case oldExcelFile(name: String)
  case compressed(name: String)
  case inUTF16(name: String)
  case saveAsCSVAdvice
  case unpackAdvice

  var label: Label {
    switch self {
    case .exportCSVAdvice:
      Label(en: "in the spreadsheet program, save it as “CSV UTF-8”", zhHans: "请在表格软件中另存为“CSV UTF-8”格式")
    case .spreadsheetOrArchive(let name):
      Label(
        en: "\(name) is a spreadsheet or an archive, not a CSV file",
        zhHans: "\(name) 是 Excel 文件或压缩文件，不是 CSV 文件")
    case .oldExcelFile(let name):
      Label(
        en: "\(name) is an old Excel file (.xls), or a workbook with a password",
        zhHans: "\(name) 是旧版 Excel 文件 (.xls)，或加了密码的 Excel 文件")
    case .compressed(let name):
      Label(en: "\(name) is compressed", zhHans: "\(name) 是压缩文件")
    case .inUTF16(let name):
      Label(en: "\(name) is in UTF-16, which cannot be imported", zhHans: "\(name) 的编码是 UTF-16，无法导入")
    case .saveAsCSVAdvice:
      Label(en: "save it as “CSV UTF-8”", zhHans: "请另存为“CSV UTF-8”格式")
    case .unpackAdvice:
      Label(en: "unpack it first (gunzip)", zhHans: "请先解压 (gunzip)")
    }
  }
}
