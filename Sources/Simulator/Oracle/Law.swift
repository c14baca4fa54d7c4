/// The laws of sync, by the numbers of Protocol.md, and what stands beside them.
package enum Law: Int, Codable, Sendable, CaseIterable {
  case nothingIsLost = 1
  case seeingBeatsClocks = 2
  case flaggedWhereDifferent = 3
  case orderDoesNotMatter = 4
  case clocksDoLittleHarm = 5
  case exactlyOnce = 6
  case oneBadChangeStopsNobody = 7
  case nobodyHoldsForeign = 8
  case unknownIsKept = 9
  case erasedIsGone = 10
  case appendOnlyNeverConflicts = 11
  case bothCanProveAgreement = 12
  /// Once faults stop, everything comes to rest, with nothing pending.
  case comesToRest = 13
  /// Something failed that should not.
  case nothingUnexpected = 14
  /// What is derived can be thrown away: made anew from records and changes it is the same, byte for byte. And it
  /// is the same wherever the records are.
  case derivedIsTheSame = 15

  package var name: String { "\(self)" }
}

/// A law that did not hold.
package struct Violation: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  package let law: Law
  package let message: String

  package init(_ law: Law, _ message: String) {
    self.law = law
    self.message = message
  }

  package var description: String {
    "law \(law.rawValue) (\(law.name)): \(message)"
  }
}
