/// How many cases, and what became of them.
package struct CaseCounts: Sendable, Equatable {
  package var cases = 0
  package var open = 0
  package var escalated = 0
  package var reopened = 0

  package init() {}

  package static func += (counts: inout Self, others: Self) {
    counts.cases += others.cases
    counts.open += others.open
    counts.escalated += others.escalated
    counts.reopened += others.reopened
  }
}
