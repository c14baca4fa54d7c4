package import Complaints
import GRDB
import RecordStore
package import Versioning

/// The items of each kind, in their order. What is asked of single cases is asked of those named; the rest is read from what was
/// derived.
extension CaseReading {
  /// - Parameter branch: pairs within it alone.
  /// - Returns: with the rows of those that are in a pair.
  package func duplicateItems(
    among rids: [Int64], branch: String?
  ) throws -> (items: [ConsolidationItem], paired: Set<Int64>) {
    let pairs = try repeatedCases(among: try rids.filter(isVisible), branch: branch).pairs
    return (
      pairs.map { pair in
        ConsolidationItem(
          pair,
          loggedAt: DateText(stored: pair.later.loggedAt)?.start(in: zone).milliseconds ?? 0)
      }, Set(pairs.flatMap { [$0.later.rid, $0.earlier.rid] })
    )
  }

  /// What a reviewed case says for itself; empty for one that is not reviewed, or deleted, or told with another case.
  package func promotionRules(of rid: Int64) throws -> [PromotionRule] {
    guard try isPromotable(rid), let row = try db.record(rid: rid), let file = try caseFile(row) else {
      return []
    }
    return clues(file)?.rules ?? []
  }

  /// - Parameters:
  ///   - rids: the rows of cases that may be worth it.
  ///   - promoted: cases that something was made of already.
  /// - Returns: with the rows of those that are worth it.
  package func promotionItems(
    among rids: [Int64], promoted: Set<RecordID>
  ) throws -> (items: [ConsolidationItem], worth: Set<Int64>) {
    var found: [(item: ConsolidationItem, rid: Int64)] = []
    for rid in rids where try isPromotable(rid) {
      guard let row = try db.record(rid: rid), !promoted.contains(row.id), let file = try caseFile(row),
        let summary = try summary(rid: rid), let clues = clues(file), !clues.rules.isEmpty
      else { continue }
      let promotion = Promotion(
        summary: summary, rules: clues.rules, firstSatisfaction: clues.firstSatisfaction,
        satisfaction: clues.satisfaction, cause: nil)
      found.append((ConsolidationItem(promotion, reviewed: try reviewed(rid) ?? 0), rid))
    }
    // What speaks loudest for itself first, then what was reviewed first.
    found.sort { a, b in
      (a.item.rank, a.item.at, a.item.id) < (b.item.rank, b.item.at, b.item.id)
    }
    return (found.map(\.item), Set(found.map(\.rid)))
  }

  /// Causes that came up again and again. One look at the facts of all cases.
  package func causeItems(promoted: Set<RecordID>) throws -> [ConsolidationItem] {
    let since = try now.milliseconds - Int64(RepeatedCause.period) * 86_400_000
    let cases = try db.map(
      """
      SELECT r.id, f.root_cause, f.problem_class, f.product, f.satisfaction, f.reviewed
      FROM facts f CROSS JOIN records r ON r.rid = f.rid
      WHERE f.reviewed >= ?1 AND f.visible = 1 AND f.status IN (\(Self.reviewedStatuses))
        AND f.root_cause IS NOT NULL AND f.problem_class IS NOT NULL
        AND \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 2))
      """, values: [.integer(since), try db.standingDuplicates()]
    ) { row -> ReviewedCase? in
      guard let id = row.identifier(0), let rootCause = row.text(1), let problemClass = row.text(2) else {
        return nil
      }
      return ReviewedCase(
        id, ReviewedCase.Cause(rootCause: rootCause, problemClass: problemClass, product: row.text(3)),
        satisfaction: row.isNull(4) ? nil : Int(row.integer(4)), reviewed: row.integer(5))
    }.compactMap(\.self)
    return try RepeatedCause.all(in: cases, promoted: promoted).compactMap { cause in
      guard let row = try db.record(cause.example.id), let summary = try summary(rid: row.rid) else {
        return nil
      }
      let promotion = Promotion(
        summary: summary, rules: [.repeatedCause], firstSatisfaction: nil,
        satisfaction: cause.example.satisfaction, cause: cause)
      return ConsolidationItem(promotion, reviewed: cause.last)
    }
  }

  /// What `report spikes` finds in some weeks.
  package func spikeItems(weeks: Range<Int>) throws -> [ConsolidationItem] {
    let found = try spikes(by: [.branch, .problemClass, .product], ReportFilter(), weeks: weeks)
    let spikes =
      found.own.spikes
      + found.everywhere.spikes.map { spike in
        Spike(
          key: ["*"] + spike.key, week: spike.week, count: spike.count, expected: spike.expected,
          chance: spike.chance)
      }
    return spikes.sorted { ($0.week, $0.chance) < ($1.week, $1.chance) }.map { spike in
      let monday = CivilDate(daysSinceEpoch: ReportWeek.monday(spike.week))
      return ConsolidationItem(spike, monday: monday.start(in: zone).milliseconds)
    }
  }

  /// Tasks that somebody still has to do something for, and is late with: to do them, or to look whether what was done holds.
  package func taskItems(_ kind: ConsolidationKind, branch: String?) throws -> [ConsolidationItem] {
    let now = try now.milliseconds
    return try tasks(openOnly: true, branch: branch).compactMap { task in
      guard !task.task.isBenefit, !task.task.isEmptied, let deadline = task.deadline,
        deadline.isBreached(at: now)
      else { return nil }
      let isAgain = deadline.owed?.isLookedAtAgain ?? false
      guard isAgain == (kind == .lookAgain), let date = isAgain ? task.task.lookAgain : task.task.due else {
        return nil
      }
      return ConsolidationItem(kind, task, due: date, at: deadline.due)
    }
  }

  /// What is published and has a day to look at it again that has come.
  package func publishedItems() throws -> [ConsolidationItem] {
    let now = try now.milliseconds
    return try KnowledgeForm.allCases.flatMap(publishedKnowledge).compactMap { item in
      guard item.stage == .published, let date = item.lookAgain else { return nil }
      let day = date.start(in: zone).milliseconds
      return day <= now ? ConsolidationItem(.lookAgain, item, date: date, at: day) : nil
    }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
  }

  /// What was handed in and neither published nor sent back, what waits longest first.
  package func manuscriptItems(_ manuscripts: [KnowledgeItem]) -> [ConsolidationItem] {
    manuscripts.compactMap { item in
      guard item.stage == .submitted, let date = item.record.date(ManuscriptField.submittedAt) else {
        return nil
      }
      return ConsolidationItem(.manuscripts, item, date: date, at: date.start(in: zone).milliseconds)
    }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
  }

  /// Nil: an erasure left nothing to tell.
  private func clues(_ file: CaseFile) -> PromotionClues? {
    guard !file.root.state.erased.contains(CaseField.narrative.number) else { return nil }
    let facts = CaseFacts(file, zone: zone)
    return PromotionClues(
      severity: file.severity, firstSatisfaction: facts.firstSatisfaction, satisfaction: facts.satisfaction,
      isReplicable: file.records(.review).contains { $0.text(ReviewField.replicable) != nil })
  }

  private static var reviewedStatuses: String {
    [CaseStatus.reviewed, .archived].map(\.literal).joined(separator: ", ")
  }

  private func isPromotable(_ rid: Int64) throws -> Bool {
    try db.first(
      """
      SELECT 1 FROM facts WHERE rid = ? AND visible = 1 AND duplicate = 0 AND reviewed IS NOT NULL
        AND status IN (\(Self.reviewedStatuses))
      """, values: [.integer(rid)]
    ) { _ in true } ?? false
  }

  private func reviewed(_ rid: Int64) throws -> Int64? {
    try db.first("SELECT reviewed FROM facts WHERE rid = ?", values: [.integer(rid)]) { $0.integer(0) }
  }

  private func isVisible(_ rid: Int64) throws -> Bool {
    try db.first("SELECT visible FROM cases WHERE rid = ?", values: [.integer(rid)]) { $0.integer(0) == 1 }
      ?? false
  }
}

extension ConsolidationItem {
  /// Of a promotion: the place of what is said for it first.
  fileprivate var rank: Int {
    guard case .promotion(let promotion) = subject, let first = promotion.rules.first else { return 0 }
    return [PromotionRule.severeMadeGood, .turnedRound, .severe, .replicable, .repeatedCause]
      .firstIndex(of: first) ?? 0
  }
}
