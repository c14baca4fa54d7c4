extension String {
  /// For keys of files and numbers that programs give: a code, without the noughts that a program that keeps numbers with
  /// a point puts behind a whole one (`1.0`, `12.00`, `7,0`). Three noughts are thousands, behind a comma and behind the
  /// point that other countries write. A mark before a number is one, however it is written: see `NumberMark`.
  package var foldedKey: String { withPlainNumberMarks.formerFoldedKey }

  /// The same, as keys were compared before marks were read: ids of records that files made then are made of it.
  package var formerFoldedKey: String { foldedCode.wholeNumber }

  /// For e-mail addresses: a code, of `Li Na <li@x.com>` and `mailto:li@x.com?subject=…` the address alone.
  package var foldedAddress: String {
    var address = foldedCode[...]
    if let end = address.lastIndex(of: ">"), let start = address[..<end].lastIndex(of: "<"),
      address[start..<end].contains("@")
    {
      address = address[address.index(after: start)..<end]
    }
    let scheme = "mailto:"
    guard address.hasPrefix(scheme) else { return String(address) }
    return String(address.dropFirst(scheme.utf8.count).prefix { $0 != "?" })
  }

  /// For a field of e-mail addresses: each that stands there (`a@b.com; c@d.com`), or what else does.
  package var foldedAddresses: [String] {
    func count(_ text: Substring) -> Int { text.count { $0 == "@" || $0 == "＠" } }
    guard count(self[...]) > 1 else { return [foldedAddress] }
    let parts = split { $0.isNewline || ";,、|/或和及；，｜／".contains($0) }
    // Spaces part them where nothing else does; beside one they are a slip.
    let all = parts.flatMap { count($0) > 1 ? $0.split(whereSeparator: \.isWhitespace) : [$0] }
    return all.filter { count($0) > 0 }.map { String($0).foldedAddress }
  }

  /// The text, or of a whole number with noughts behind it the number alone.
  package var wholeNumber: String {
    let digits: ClosedRange<UInt8> = 0x30...0x39
    guard let point = utf8.firstIndex(where: { !digits.contains($0) }), point > startIndex else {
      return self
    }
    let zeros = utf8[utf8.index(after: point)...]
    guard (1...2).contains(zeros.count), zeros.allSatisfy({ $0 == 0x30 }), ".,".utf8.contains(utf8[point])
    else { return self }
    return String(self[..<point])
  }
}
