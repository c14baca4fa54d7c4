/// In what order what is due is shown: first what somebody must look at now, then what is late, the gravest first, then
/// the rest by time.
package struct DueOrder: Comparable, Sendable {
  private let group: Int
  private let weights: [Int]
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
    group = isFirst ? 0 : isLate ? 1 : 2
    self.due = due
    guard isFirst || isLate else {
      weights = []
      return
    }
    func place(_ term: String?, _ order: [String]) -> Int { term.flatMap(order.firstIndex) ?? order.count }
    weights = [
      place(severity, Severity.allCases.map(\.rawValue).reversed()),
      place(urgency, ["high", "medium", "low"]),
      place(complexity, ["low", "medium", "high"]),
    ]
  }

  package static func < (a: DueOrder, b: DueOrder) -> Bool {
    if a.group != b.group { return a.group < b.group }
    if a.weights != b.weights { return a.weights.lexicographicallyPrecedes(b.weights) }
    return a.due < b.due
  }
}
