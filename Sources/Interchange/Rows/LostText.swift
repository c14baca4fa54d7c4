/// Characters that another program could not keep. It put a sign in their place, and nothing brings them back.
enum LostText {
  /// What the sign becomes where its bytes are read as GB 18030 or as Latin letters.
  private static let misread = ["锟斤拷", "ï¿½"]

  static func isIn(_ text: String) -> Bool {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    return text.unicodeScalars.contains("\u{FFFD}") || misread.contains { text.contains($0) }
  }
}

extension ImportedRow {
  /// Something of what the row says was lost before it was imported.
  package var hasLostText: Bool {
    LostText.isIn(key) || fields.contains { LostText.isIn($0.text) }
      || sets.contains { LostText.isIn($0.element) }
      || notes.contains(where: LostText.isIn)
  }
}
