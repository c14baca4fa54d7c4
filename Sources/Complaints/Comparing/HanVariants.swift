/// Traditional characters and the simplified ones that stand for them (`HanVariantTable`): what a customer wrote in one
/// is found by the other. Character by character: where the simplified script writes several characters as one (后: 後 and
/// 后), a search finds them all.
package enum HanVariants {
  private static let span: ClosedRange<UInt32> = 0x3400...0x9FFF

  /// By the scalar's place in the span; 0: it is none of the traditional ones.
  private static let table: [UInt16] = {
    var table = [UInt16](repeating: 0, count: span.count)
    HanVariantTable.pairs.withUTF8Buffer { bytes in
      func value(_ at: Int) -> UInt32 {
        UInt32(bytes[at] & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
      }
      for at in stride(from: 0, to: bytes.count - 5, by: 6) {
        table[Int(value(at) - span.lowerBound)] = UInt16(truncatingIfNeeded: value(at + 3))
      }
    }
    return table
  }()

  /// Each traditional character with the simplified one behind it, for a program elsewhere that folds as this one does.
  package static var pairs: String {
    HanVariantTable.pairs.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
  }

  /// Nil: it stands for itself.
  static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard span.contains(scalar.value) else { return nil }
    let found = table[Int(scalar.value - span.lowerBound)]
    return found == 0 ? nil : Unicode.Scalar(found)
  }
}

extension String {
  /// With each traditional character as the simplified one.
  package var simplified: String {
    guard utf8.contains(where: { $0 >= 0xE3 }),
      unicodeScalars.contains(where: { HanVariants.simplified($0) != nil })
    else { return self }
    return String(UnicodeScalarView(unicodeScalars.map { HanVariants.simplified($0) ?? $0 }))
  }

  /// The form in which a search compares words: folded, and in simplified characters.
  package var foldedForSearch: String { folded.simplified }
}
