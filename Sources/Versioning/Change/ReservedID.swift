/// Ids that head office keeps for what it publishes to all under a name.
///
/// Such an id is made of the name, so that two who write about one thing write to one record. Anybody can reckon it
/// before it is used, and a record has the kind and place that it was made with: so nobody else may make one. That has
/// to be seen from the id alone, as whoever would take it need not tell the name.
extension Identifier {
  /// `shared`, where other ids have a time.
  private static let mark: UInt64 = 0x7368_6172_6564

  /// In the layout of UUID version 8 (RFC 9562, section 5.8): the mark, then bytes of SHA-256 over the name.
  package static func reserved(_ name: String) -> Identifier {
    let former = formerlyReserved(name)
    return Identifier(high: mark << 16 | former.high & 0xFFFF, low: former.low)
  }

  /// What earlier versions made of a name. It has no mark, so anybody may have taken it.
  package static func formerlyReserved(_ name: String) -> Identifier {
    let hash = ContentHash(content: Array("casebook \(name)".utf8)).bytes
    let drawn = Identifier(bytes: hash.prefix(16)) ?? Identifier(high: 0, low: 0)
    return Identifier(
      high: drawn.high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
      low: drawn.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }

  /// Whether it is such an id. One that was drawn never is: its version is another.
  package var isReserved: Bool { high >> 16 == Self.mark && high >> 12 & 0xF == 8 && low >> 62 == 2 }
}
