/// What a person may have meant where a command asks for a case.
package enum CaseReference: Hashable, Sendable {
  /// A full number.
  case number(CaseNumber)
  /// The end of a number, the beginning of an id, or what may be either. Look for numbers that end with
  /// `suffix` first, and for an id only when there is none: numbers are what people type.
  case partial(suffix: String?, idPrefix: String?)
  /// `@last`: the case that this store touched last.
  case last
  /// Names nothing that could be a case.
  case unreadable

  /// - `SH01-KT-20261122-007`: a number.
  /// - `7`, `007`, `122-007`, `KT-20261122-7`: the end of one. The suffix is the literal end to match,
  ///   in capitals, the sequence filled to three digits: `-007`, `122-007`, `KT-20261122-007`.
  /// - 4 to 32 hexadecimal digits, bare or with the dashes of a UUID in place: the beginning of an id,
  ///   returned without dashes in lower case.
  package static func classify(_ text: String) -> CaseReference {
    let text = text.folded
    if text.lowercased() == "@last" { return .last }
    if let number = CaseNumber(text) { return .number(number) }
    let suffix = suffix(text.uppercased())
    let idPrefix = idPrefix(text.lowercased())
    return suffix == nil && idPrefix == nil ? .unreadable : .partial(suffix: suffix, idPrefix: idPrefix)
  }

  private static func suffix(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 4, let last = parts.last, let sequence = decimal(last, digits: 1...9), sequence > 0,
      parts.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter } }),
      parts.dropFirst().allSatisfy({ !$0.isEmpty })
    else { return nil }
    return parts.dropLast().joined(separator: "-") + "-" + CaseNumber.padded(sequence: sequence)
  }

  private static func idPrefix(_ text: String) -> String? {
    // 8-4-4-4-12
    let dashes: Set<Int> = [8, 13, 18, 23]
    var digits = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if scalar == "-", dashes.contains(index) { continue }
      guard scalar.isASCIIDigit || ("a"..."f").contains(scalar) else { return nil }
      digits.unicodeScalars.append(scalar)
    }
    guard (4...32).contains(digits.utf8.count) else { return nil }
    return digits
  }
}
