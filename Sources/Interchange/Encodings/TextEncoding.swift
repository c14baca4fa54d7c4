import Language

/// An encoding of text files that can be read.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case gb18030 = "gb18030"
  case big5 = "big5"
  case windows1252 = "windows-1252"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case macintosh = "macintosh"
  case shiftJIS = "shift_jis"
  case eucKR = "euc-kr"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// The encoding with a name that people or programs give it, in either case; nil for one that is not known.
  package init?(named name: String) {
    let name = name.lowercased()
    if let encoding = TextEncoding(rawValue: name) ?? TextEncoding.otherNames[name] {
      self = encoding
    } else {
      return nil
    }
  }

  private static let otherNames: [String: TextEncoding] = [
    "utf8": .utf8, "utf-8-sig": .utf8, "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030,
    "gb-18030": .gb18030, "936": .gb18030, "big5-hkscs": .big5, "big-5": .big5, "cp950": .big5,
    "950": .big5, "cp1252": .windows1252, "1252": .windows1252, "latin1": .windows1252,
    "iso-8859-1": .windows1252, "cp1250": .windows1250, "1250": .windows1250,
    "cp1251": .windows1251, "1251": .windows1251, "cp1253": .windows1253, "cp1254": .windows1254,
    "macroman": .macintosh, "mac": .macintosh, "mac_roman": .macintosh, "sjis": .shiftJIS,
    "shift-jis": .shiftJIS, "cp932": .shiftJIS, "932": .shiftJIS, "euckr": .eucKR, "cp949": .eucKR,
    "949": .eucKR, "uhc": .eucKR, "utf-16": .utf16LittleEndian, "utf16": .utf16LittleEndian,
  ]

  /// Whether a name means whatever the computer is set to, and so one encoding at one place and another elsewhere.
  package static func isAmbiguous(name: String) -> Bool {
    ["ansi", "acp", "oem", "ascii-8bit", "mbcs", "default", "windows", "dos", "msdos"].contains(
      name.lowercased().filter { $0 != " " && $0 != "_" })
  }

  /// How messages name it.
  package var shown: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB 18030"
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    default: rawValue
    }
  }

  /// The text of the bytes; nil where they are not of this encoding. Nothing is ever replaced.
  package func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    var output: [UInt8] = []
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .gb18030: guard GB18030.decode(bytes, into: &output) else { return nil }
    case .utf16LittleEndian, .utf16BigEndian:
      var text = UTF16Text(isBigEndian: self == .utf16BigEndian)
      text.add(bytes, to: &output)
      text.end(&output)
    case .big5, .shiftJIS, .eucKR:
      guard doubleByte?.decode(bytes, into: &output) == true else { return nil }
    case .windows1250, .windows1251, .windows1252, .windows1253, .windows1254, .macintosh:
      guard let table = singleByte, OtherEncodings.decode(bytes, single: table, into: &output) else {
        return nil
      }
    }
    return String(validating: output, as: UTF8.self)
  }

  package func decode(_ bytes: [UInt8]) -> String? { decode(bytes[...]) }

  private var singleByte: StaticString? {
    switch self {
    case .windows1250: EncodingTables.windows1250
    case .windows1251: EncodingTables.windows1251
    case .windows1252: EncodingTables.windows1252
    case .windows1253: EncodingTables.windows1253
    case .windows1254: EncodingTables.windows1254
    case .macintosh: EncodingTables.macintosh
    default: nil
    }
  }

  private var doubleByte: OtherEncodings.DoubleByte? {
    switch self {
    case .big5: .big5
    case .shiftJIS: .shiftJIS
    case .eucKR: .eucKR
    default: nil
    }
  }

  /// Whether the byte may be followed by one of 40...7E that belongs to the same character.
  func isLead(_ byte: UInt8) -> Bool {
    self == .gb18030 ? byte >= 0x81 : doubleByte?.isLead(byte) ?? false
  }

  /// Whether there are characters whose second byte looks like ASCII.
  var hasTrails: Bool { self == .gb18030 || doubleByte != nil }

  /// The byte order mark of UTF-8, which Excel writes and wants.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
