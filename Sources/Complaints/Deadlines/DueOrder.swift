/// In what order what is due is shown: first what somebody must look at now, then what is late, the gravest first, then
/// the rest by time.
package struct DueOrder: Comparable, Sendable {
  /// What stands before the time, in one number: thousands of these are sorted for every list.
  private let rank: Int
  private let due: Int64

  /// - Parameters:
  ///   - isFirst: an emergency, or an escalation, for whoever it went up to.
  ///   - severity, urgency, complexity: terms of the vocabularies. What is graver comes first, then what is more urgent;
  ///     of two such the simpler one, which is sooner done. What nobody judged comes last.
  ///   - due, now: milliseconds since 1970.
  package init(
    isFirst: Bool, severity: String?, urgency: String?, complexity: String?, due: Int64, now: Int64
  ) {
    let isLate = due < now
    let group = isFirst ? 0 : isLate ? 1 : 2
    self.due = due
    guard isFirst || isLate else {
      rank = group << 6
      return
    }
    rank =
      group << 6 | Self.place(severity, "severe", "moderate", "minor") << 4
      | Self.place(urgency, "high", "medium", "low") << 2 | Self.place(complexity, "low", "medium", "high")
  }

  /// What the branch has to say it has read stands before all of its own.
  package init(acknowledgingBy due: Int64) { (rank, self.due) = (-1, due) }

  /// 0 to 3: which of three terms it is, in their order; what is none of them comes last.
  private static func place(_ term: String?, _ first: String, _ second: String, _ third: String) -> Int {
    switch term {
    case first: 0
    case second: 1
    case third: 2
    default: 3
    }
  }

  package static func < (a: DueOrder, b: DueOrder) -> Bool { (a.rank, a.due) < (b.rank, b.due) }
}
