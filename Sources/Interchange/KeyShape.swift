/// The form of a key: runs of digits and of letters, and the signs between them.
struct KeyShape: Equatable {
  private var form: [UInt8] = []

  init(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes where byte > 0x20 && byte != UInt8(ascii: "\"") {
      let kind: UInt8 =
        switch byte {
        case 0x30...0x39: 0x30
        case 0x41...0x5A, 0x61...0x7A: 0x61
        case 0x80...: 0x80
        default: byte
        }
      if form.last != kind || kind < 0x30 { form.append(kind) }
    }
  }

  static func == (left: KeyShape, right: KeyShape) -> Bool { !left.form.isEmpty && left.form == right.form }
}
