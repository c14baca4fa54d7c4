/// A decoder for GB 18030, the Chinese national encoding (a superset of GBK and GB 2312, which Chinese
/// Windows and Excel write). Foundation's decoder gives nil in a fully static program, so this is our own.
enum GB18030 {
  /// Appends the bytes as UTF-8. False, with part of the text appended, where they are not GB 18030.
  static func decode(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
    output.reserveCapacity(output.count + bytes.count * 3 / 2)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let lead = bytes[index]
      if lead < 0x80 {
        output.append(lead)
        index += 1
        continue
      }
      guard lead != 0x80, lead != 0xFF, index + 1 < bytes.endIndex else { return false }
      let scalar: UInt32
      if bytes[index + 1] >= 0x40 {
        guard let found = twoByte(lead, bytes[index + 1]) else { return false }
        scalar = found
        index += 2
      } else {
        guard index + 3 < bytes.endIndex,
          let found = fourByte(lead, bytes[index + 1], bytes[index + 2], bytes[index + 3])
        else { return false }
        scalar = found
        index += 4
      }
      UTF8Text.append(scalar, to: &output)
    }
    return true
  }

  /// The scalar of a two-byte code with a lead of 81...FE.
  static func twoByte(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
    guard trail >= 0x40, trail != 0x7F, trail != 0xFF else { return nil }
    let column = Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
    let number = (Int(lead) - 0x81) * 190 + column
    // Three digits a code, and one line end after every `codesPerLine` codes.
    let digits = twoByteScalars.utf8Start + number * 3 + number / codesPerLine
    let zero: UInt32 = 0x30
    return ((UInt32(digits[0]) - zero) * 41 + UInt32(digits[1]) - zero) * 41 + UInt32(digits[2]) - zero
  }

  /// The scalar of a four-byte code: 81...FE, 30...39, 81...FE, 30...39.
  static func fourByte(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt32? {
    let digits: ClosedRange<UInt8> = 0x30...0x39
    guard digits.contains(b), (0x81...0xFE).contains(c), digits.contains(d) else { return nil }
    let number = ((Int(a) - 0x81) * 10 + Int(b) - 0x30) * 1260 + (Int(c) - 0x81) * 10 + Int(d) - 0x30
    switch number {
    case ..<39_420:  // U+0080...U+FFFF without the surrogates and without what has a two-byte code
      var low = 0
      var high = fourByteRuns.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if fourByteRuns[middle].first <= number { low = middle } else { high = middle }
      }
      return fourByteRuns[low].scalar + UInt32(number - fourByteRuns[low].first)
    case 189_000..<189_000 + 0x10_0000:  // U+10000...U+10FFFF, from 90308130 on
      return 0x1_0000 + UInt32(number - 189_000)
    default:
      return nil  // reserved
    }
  }
}
