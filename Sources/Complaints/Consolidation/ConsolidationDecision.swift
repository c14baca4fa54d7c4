package import Versioning

/// What was done with an item, as the device keeps it on which it was done.
package struct ConsolidationDecision: Sendable, Equatable {
  package let act: ConsolidationAct
  /// What there was to it then.
  package let substance: String
  /// Till when it stays away, milliseconds since 1970; nil: until there is something else to it.
  package let until: Int64?

  package init(_ act: ConsolidationAct, substance: String, until: Int64? = nil) {
    self.act = act
    self.substance = substance
    self.until = until
  }

  /// Nobody is asked twice of one thing; where more has come to it, it is another.
  package func hides(substance: String, at now: Int64) -> Bool {
    guard act.putsAside, self.substance == substance else { return false }
    return until.map { now < $0 } ?? true
  }
}

extension ConsolidationKind {
  /// The id of an item: by what it is about, so that it is the same in every run and at every device.
  /// - Parameter parts: ids of records, or the key of a series.
  package func item(_ parts: [String]) -> String {
    hexadecimal(
      ContentHash(content: Array(([rawValue] + parts).joined(separator: "\n").utf8)).bytes.prefix(5))
  }

  /// Two cases, whichever is named first.
  package func item(_ cases: RecordID...) -> String { item(cases.sorted().map(\.description)) }
}

extension CivilDate {
  /// The same day so many months later, or the last one of that month.
  package func adding(months: Int) -> CivilDate {
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, (12...(9999 * 12 + 11)).contains(sum) else {
      return CivilDate(daysSinceEpoch: months < 0 ? Self.firstDay : Self.lastDay)
    }
    let (year, month) = (sum / 12, sum % 12 + 1)
    return (28...31).reversed().lazy.compactMap {
      CivilDate(year: year, month: month, day: min($0, self.day))
    }.first ?? self
  }
}
