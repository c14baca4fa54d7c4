/// Text that some program once read in the wrong encoding and saved so: UTF-8 taken for Latin letters (`GÃ©nova`, `å¼ ä¸‰`) or
/// for GBK (`寮犱笁`). Unlike lost text, it can be read still.
///
/// What tells it: put back into the bytes of that encoding it is UTF-8, of letters that somebody writes. Chance makes one such
/// pair of signs at the end of a word in capitals (`MANHÃ”`), so that a pair with a sign that stands in ordinary text counts
/// only beside another.
enum MisreadText {
  /// The text as it was most likely meant; nil where it is as it is.
  static func meant(_ text: String) -> String? {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }), !LostText.isIn(text) else { return nil }
    return latin(text) ?? chinese(text)
  }

  // MARK: - UTF-8 as Latin letters

  /// Stretches of ASCII and Latin letters are judged for themselves: a note has the map's words before what the file says.
  private static func latin(_ text: String) -> String? {
    var result = ""
    var bytes: [UInt8] = []
    var stretch = String.UnicodeScalarView()
    var isMisread = false
    func close() {
      if let meant = UTF8Reading(bytes, mayEndWithin: false)?.text {
        result += meant
        isMisread = true
      } else {
        result.unicodeScalars.append(contentsOf: stretch)
      }
      bytes.removeAll(keepingCapacity: true)
      stretch = .init()
    }
    for scalar in text.unicodeScalars {
      if let byte = windowsByte(scalar) {
        bytes.append(byte)
        stretch.append(scalar)
      } else {
        close()
        result.unicodeScalars.append(scalar)
      }
    }
    close()
    return isMisread ? result : nil
  }

  /// The byte of windows-1252; what that leaves empty is as in ISO 8859-1.
  private static func windowsByte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value <= 0xFF { return UInt8(scalar.value) }
    return windowsSigns[scalar.value]
  }

  private static let windowsSigns: [UInt32: UInt8] = {
    var signs: [UInt32: UInt8] = [:]
    for byte in UInt8(0x80)...0x9F {
      if let scalar = TextEncoding.windows1252.decode([byte])?.unicodeScalars.first {
        signs[scalar.value] = byte
      }
    }
    return signs
  }()

  // MARK: - UTF-8 as GBK

  /// Real Chinese text has characters that are frequent; in misread text next to none is.
  private static func chinese(_ text: String) -> String? {
    let han = text.unicodeScalars.filter { (0x4E00...0x9FFF).contains($0.value) }
    guard han.count >= 2, han.filter({ FrequentHan.scalars.contains($0.value) }).count * 3 <= han.count else {
      return nil
    }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        bytes.append(UInt8(scalar.value))
      } else if let code = codes[scalar.value] {
        bytes += [UInt8(code >> 8), UInt8(code & 0xFF)]
      } else {
        return nil
      }
    }
    // Half a code at an end was made a question mark, or went.
    return UTF8Reading(bytes, mayEndWithin: true).flatMap { $0.hasHan ? $0.text : nil }
  }

  private static let codes: [UInt32: UInt16] = {
    var codes: [UInt32: UInt16] = [:]
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE {
        guard let scalar = GB18030.twoByte(lead, trail) else { continue }
        codes[scalar] = UInt16(lead) << 8 | UInt16(trail)
      }
    }
    return codes
  }()
}

/// Bytes read as UTF-8, where all of them are and somebody writes such text.
private struct UTF8Reading {
  private(set) var text = ""
  private(set) var hasHan = false

  init?(_ bytes: [UInt8], mayEndWithin: Bool) {
    var (strong, weak, at) = (0, 0, 0)
    while at < bytes.count {
      let lead = bytes[at]
      guard lead >= 0x80 else {
        text.unicodeScalars.append(Unicode.Scalar(lead))
        at += 1
        continue
      }
      let length = lead >= 0xE0 ? 3 : 2
      guard (0xC2...0xEF).contains(lead) else { return nil }
      var value = UInt32(lead & (length == 3 ? 0x0F : 0x1F))
      for place in 1..<length {
        guard at + place < bytes.count, let trail = Self.trail(bytes[at + place], of: length) else {
          // What is left is the half of a character.
          guard mayEndWithin, strong > 0, bytes.count - at <= length else { return nil }
          self.text += "…"
          return
        }
        value = value << 6 | UInt32(trail & 0x3F)
      }
      guard let scalar = Unicode.Scalar(value), Self.isWritten(scalar, length) else { return nil }
      text.unicodeScalars.append(scalar)
      if length == 3 {
        hasHan = hasHan || (0x3041...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value)
      }
      // Quotation marks and dashes stand behind capitals in ordinary text.
      if length == 3 || bytes[at + 1] >= 0xA0 { strong += 1 } else { weak += 1 }
      at += length
    }
    guard strong > 0 || weak > 1 else { return nil }
  }

  /// The space that does not break is a plain one in many files.
  private static func trail(_ byte: UInt8, of length: Int) -> UInt8? {
    if (0x80...0xBF).contains(byte) { return byte }
    return length == 3 && byte == 0x20 ? 0xA0 : nil
  }

  private static func isWritten(_ scalar: Unicode.Scalar, _ length: Int) -> Bool {
    switch scalar.value {
    // Latin letters and signs, Greek, Cyrillic.
    case 0xA0...0x17F, 0x370...0x3FF, 0x400...0x4FF: length == 2
    // Vietnamese; dashes and quotation marks, €, ™; kana, Han, Hangul, full width.
    case 0x1E00...0x1EFF, 0x2010...0x2060, 0x20AC, 0x2100...0x214F, 0x3000...0x30FF, 0x3400...0x9FFF,
      0xAC00...0xD7A3,
      0xFF01...0xFFEE:
      length == 3
    default: false
    }
  }
}

extension ImportedRow {
  /// The first text of the row that was once read in the wrong encoding, as it stands and as it was meant.
  package var misreadText: (written: String, meant: String)? {
    let texts = [key] + fields.map(\.text) + sets.map(\.element) + notes
    for text in texts {
      if let meant = MisreadText.meant(text) { return (text, meant) }
    }
    return nil
  }
}
