/// The references that XML knows without a DTD.
enum XMLEntities {
  /// Of `&#x10FFFF;`, with some zeros more.
  static let longest = 16

  /// Appends what a reference stands for; `name` is what is between `&` and `;`.
  static func decode(_ name: ArraySlice<UInt8>, into text: inout [UInt8], _ part: String?) throws {
    switch String(decoding: name, as: UTF8.self) {
    case "amp": text.append(UInt8(ascii: "&"))
    case "lt": text.append(UInt8(ascii: "<"))
    case "gt": text.append(UInt8(ascii: ">"))
    case "quot": text.append(UInt8(ascii: "\""))
    case "apos": text.append(UInt8(ascii: "'"))
    case let name:
      let isHex = name.hasPrefix("#x")
      guard name.hasPrefix("#"), let number = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10),
        let scalar = Unicode.Scalar(number), isCharacter(scalar)
      else { throw SpreadsheetError(.unknownEntity, in: part) }
      text.append(contentsOf: String(Character(scalar)).utf8)
    }
  }

  /// What may stand in a document (XML 1.0, production 2).
  static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
