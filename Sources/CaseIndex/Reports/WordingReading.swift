package import Complaints
import GRDB
import RecordStore
import Versioning
import Zones

/// How many texts for customers there are, and in how many of them a rule of the wording check finds something.
package struct WordingCounts: Sendable, Equatable {
  package var texts = 0
  package var flagged = 0

  init() {}

  mutating func count(_ isFlagged: Bool) {
    texts += 1
    if isFlagged { flagged += 1 }
  }
}

/// What the rules find in what was said to customers: updates, notes marked as said to them, options.
package struct WordingUse: Sendable {
  /// By week, as `ReportWeek` counts them, in their order.
  package fileprivate(set) var weeks: [(week: Int, counts: WordingCounts)] = []
  /// Whoever wrote them, most flagged first; nil: nobody named.
  package fileprivate(set) var people: [(name: String?, counts: WordingCounts)] = []
  package fileprivate(set) var branches: [(code: String, counts: WordingCounts)] = []
  /// In how many texts each rule finds something, most first.
  package fileprivate(set) var rules: [(rule: WordingRule, texts: Int)] = []
}

extension CaseReading {
  /// Texts of cases that the filter counts, in the weeks in which they were written: by today's rules, whatever held
  /// then. How much somebody may promise is left alone: an approval may have come by then.
  package func wordingUse(_ filter: ReportFilter) throws -> WordingUse {
    let check = WordingCheck(try wordingRules())
    let zone = zone
    let known = try self.people()
    var weeks: [Int: WordingCounts] = [:]
    var people: [String: (spelling: String, counts: WordingCounts)] = [:]
    var branches: [String: WordingCounts] = [:]
    var found: [WordingRule: Int] = [:]
    for text in try textsForCustomers(filter) {
      guard let state = try db.record(rid: text.rid)?.decoded() else { continue }
      let record = LoopRecord(state)
      guard let made = record.made, let words = record.wordsForCustomer(text.kind) else { continue }
      let day = LocalTime(milliseconds: made.at, zone: zone.place(of: text.logged)).date.daysSinceEpoch
      let rules = Set(check.findings(in: words, authority: .unlimited).map(\.rule))
      for rule in rules { found[rule, default: 0] += 1 }
      let name = known.called(made.author.name, at: text.branch)?.name ?? made.author.name
      weeks[ReportWeek.of(day: day), default: WordingCounts()].count(!rules.isEmpty)
      people[name.folded, default: (name, WordingCounts())].counts.count(!rules.isEmpty)
      branches[text.branch, default: WordingCounts()].count(!rules.isEmpty)
    }
    var use = WordingUse()
    use.weeks = weeks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    use.people = people.sorted {
      ($0.value.counts.flagged, $0.value.counts.texts, $1.key) > (
        $1.value.counts.flagged, $1.value.counts.texts, $0.key
      )
    }.map { ($0.value.spelling.isEmpty ? nil : $0.value.spelling, $0.value.counts) }
    use.branches = branches.sorted { ($0.value.flagged, $1.key) > ($1.value.flagged, $0.key) }
      .map { ($0.key, $0.value) }
    use.rules = found.sorted { ($0.value, $1.key.id) > ($1.value, $0.key.id) }.map { ($0.key, $0.value) }
    return use
  }

  /// The records that hold them, case by case.
  private func textsForCustomers(
    _ filter: ReportFilter
  ) throws -> [(rid: Int64, kind: RecordKind, branch: String, logged: LocalTime?)] {
    try db.map(
      """
      SELECT r.rid, r.kind, f.branch, f.logged, f.zone
      FROM facts f JOIN records c ON c.rid = f.rid JOIN records r ON r.aggregate = c.id
      WHERE f.visible = 1 AND \(isWithin(day: "f.day", logged: "f.logged", bounds: 6))
        AND (?1 IS NULL OR f.branch = ?1)
        AND r.kind IN (?2, ?3, ?4) AND \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 5))
      ORDER BY f.rid, r.rid
      """,
      values: [
        .text(filter.branch), .kind(.note), .kind(.progress), .kind(.option), try db.standingDuplicates(),
      ] + filter.values
    ) { row in
      let logged =
        row.isNull(3)
        ? nil : LocalTime(milliseconds: row.integer(3), offsetMinutes: Int(row.integer(4)))
      return (
        rid: row.integer(0), kind: RecordKind(UInt32(row.integer(1))), branch: row.text(2) ?? "",
        logged: logged
      )
    }
  }
}

extension LoopRecord {
  /// Nil where the record says nothing to a customer, or no longer stands.
  fileprivate func wordsForCustomer(_ kind: RecordKind) -> String? {
    let words: [String?] =
      switch kind {
      case .note: flag(NoteField.told) && !flag(NoteField.withdrawn) ? [text(NoteField.text)] : []
      case .progress: [text(ProgressField.text)]
      default: [text(OptionField.title), text(OptionField.steps), text(OptionField.guarantee)]
      }
    let said = words.compactMap(\.self)
    return said.isEmpty ? nil : said.joined(separator: "\n")
  }
}
