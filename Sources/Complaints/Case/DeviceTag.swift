/// The letters in a case number that tell the devices of one branch apart. A device draws them itself,
/// so that it can number cases before it ever met head office.
package enum DeviceTag {
  /// Consonants that are hard to take for anything else when read aloud or copied by hand. Left out
  /// besides the vowels and Y: L (1, I), Q (O, 0), B (8), S (5), Z (2), G (6, C), V and W (each other, U).
  package static let alphabet = Array("CDFHJKMNPRTX")

  /// A tag of two letters that is not in `taken`; of three when all of two are (then four, ...).
  package static func draw(
    using generator: inout some RandomNumberGenerator, avoiding taken: Set<String>
  ) -> String {
    var length = 2
    while true {
      let free = all(length: length).filter { !taken.contains($0) }
      if let tag = free.randomElement(using: &generator) { return tag }
      length += 1
    }
  }

  /// A tag as it stands in a number, whatever the alphabet of the version that drew it.
  package static func isWellFormed(_ tag: some StringProtocol) -> Bool {
    (2...4).contains(tag.utf8.count) && tag.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
  }

  private static func all(length: Int) -> [String] {
    (0..<length).reduce([""]) { tags, _ in tags.flatMap { tag in alphabet.map { tag + String($0) } } }
  }
}
