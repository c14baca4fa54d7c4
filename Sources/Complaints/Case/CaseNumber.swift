/// The number that a case is given offline and keeps: `SH01-KT-20261122-007` (branch, device tag, local
/// date, sequence of that device on that day).
package struct CaseNumber: Hashable, Sendable, CustomStringConvertible {
  package let branch: BranchCode
  package let tag: String
  package let date: CivilDate
  /// 1 and above.
  package let sequence: Int

  package var year: Int { date.year }
  package var month: Int { date.month }
  package var day: Int { date.day }

  /// Nil for a tag that is not 2–4 capital letters, or a sequence outside 1...999,999,999.
  package init?(branch: BranchCode, tag: String, date: CivilDate, sequence: Int) {
    guard DeviceTag.isWellFormed(tag), (1...999_999_999).contains(sequence) else { return nil }
    self.branch = branch
    self.tag = tag
    self.date = date
    self.sequence = sequence
  }

  /// Reads a full number; lower case, full-width forms and a sequence without its zeros are accepted.
  package init?(_ text: String) {
    let parts = text.folded.uppercased()
      .split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let branch = BranchCode(parts[0]), parts[2].utf8.count == 8,
      let day = decimal(parts[2], digits: 8...8), let sequence = decimal(parts[3], digits: 1...9),
      let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)
    else { return nil }
    self.init(branch: branch, tag: parts[1], date: date, sequence: sequence)
  }

  package var description: String { prefix + Self.padded(sequence: sequence) }

  /// What all numbers of this device on this day begin with: `SH01-KT-20261122-`.
  package var prefix: String {
    "\(branch)-\(tag)-\(Complaints.padded(year, 4))\(Complaints.padded(month, 2))\(Complaints.padded(day, 2))-"
  }

  /// At least three digits.
  package static func padded(sequence: Int) -> String { Complaints.padded(sequence, 3) }
}

/// The value of ASCII digits and nothing else.
func decimal(_ text: String, digits: ClosedRange<Int>) -> Int? {
  guard digits.contains(text.utf8.count), text.unicodeScalars.allSatisfy(\.isASCIIDigit) else { return nil }
  return Int(text)
}
