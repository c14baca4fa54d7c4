package import Complaints
import GRDB
package import Language
import RecordStore

/// What options that customers chose cost in one currency.
package struct CompensationCounts: Sendable, Equatable {
  package let currency: String
  /// Minor units of each case, ascending.
  package var amounts: [Int64]

  /// Nil where the sum is beyond 64 bits.
  package var total: Int64? {
    var sum: Int64 = 0
    for amount in amounts {
      let (next, overflow) = sum.addingReportingOverflow(amount)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }
}

/// Who called the customer back.
package enum CallBackKind: String, Sendable, CaseIterable {
  case byAnother = "by_another"
  case byHandler = "by_handler"
  case none

  package var label: Label {
    switch self {
    case .byAnother: Label(en: "Called back by someone else", zhHans: "由他人回访")
    case .byHandler: Label(en: "Called back by the handler", zhHans: "经办人自访")
    case .none: Label(en: "Not called back", zhHans: "未回访")
    }
  }
}

/// What came of cases that were resolved.
package struct SatisfactionCounts: Sendable, Equatable {
  package var cases = 0
  /// How many said 1, 2, 3, 4, 5.
  package var answers = [0, 0, 0, 0, 0]
  package var identified = 0
  /// Complained of again by the same customer within 30 days.
  package var followed = 0
  package var reopened = 0

  init() {}

  package var answered: Int { answers.reduce(0, +) }
  package var satisfied: Int { answers[3] + answers[4] }
  /// In tenths, rounded half up.
  package var meanTenths: Int? {
    guard answered > 0 else { return nil }
    let sum = answers.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    return (sum * 20 + answered) / (2 * answered)
  }
}

extension CaseReading {
  /// What options cost that customers chose, by currency. Amounts are added up as minor units.
  package func compensation(
    by axes: [ReportAxis], _ filter: ReportFilter
  ) throws -> [ReportGroup<[CompensationCounts]>] {
    var tally = CompensationTally()
    let groups = try FactScan(db: db, filter: filter).each(
      CompensationTally.facts, by: [axes]
    ) { row, places in tally.count(row, at: places[0]) }
    return groups[0].groups(tally.counts).filter { !$0.value.isEmpty }
      .ordered(by: axes) { group in group.reduce(0) { $0 + $1.amounts.count } }
  }

  /// How many customers were asked in a survey, and how many of those answered, by branch.
  package func surveyResponses(_ filter: ReportFilter) throws -> [(branch: String, asked: Int, answered: Int)]
  {
    let rows = try db.map(
      """
      SELECT f.rid, f.branch, o.rid
      FROM opinions o CROSS JOIN records c ON c.id = o.aggregate JOIN facts f ON f.rid = c.rid
      WHERE o.kind = ?2 AND f.visible = 1 AND \(isWithin(day: "f.day", logged: "f.logged", bounds: 4))
        AND (?1 IS NULL OR f.branch = ?1) AND \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 3))
      """,
      values: [.text(filter.branch), .kind(.survey), try db.standingDuplicates()] + filter.values
    ) { (root: $0.integer(0), branch: $0.text(1) ?? "", rid: $0.integer(2)) }
    var asked: [Int64: String] = [:]
    var answered: Set<Int64> = []
    for row in rows {
      guard let record = try db.record(rid: row.rid)?.decoded().map({ LoopRecord($0) }) else { continue }
      if record.text(SurveyField.asked) != nil { asked[row.root] = row.branch }
      if record.text(SurveyField.satisfaction) != nil { answered.insert(row.root) }
    }
    return Dictionary(grouping: asked, by: \.value).map { branch, cases in
      (branch, cases.count, cases.count { answered.contains($0.key) })
    }.sorted { ($0.asked, $1.branch) > ($1.asked, $0.branch) }
  }

  /// Cases that were resolved or closed, by who called back; and by an axis, where there is one.
  package func satisfaction(
    by axes: [ReportAxis], _ filter: ReportFilter, known: RepeatComplaints? = nil
  ) throws -> [ReportGroup<[SatisfactionCounts]>] {
    var tally = SatisfactionTally(known: try known ?? repeatComplaints())
    let groups = try FactScan(db: db, filter: filter).each(
      SatisfactionTally.facts, by: [axes]
    ) { row, places in tally.count(row, at: places[0]) }
    return groups[0].groups(tally.counts).filter { !$0.value.isEmpty }
      .ordered(by: axes) { group in group.reduce(0) { $0 + $1.cases } }
  }
}

/// Adds up what options cost that customers chose.
struct CompensationTally {
  static let facts: [Fact] = [.cost]

  private var amounts: [[String: [Int64]]] = []

  mutating func count(_ row: FactRow, at place: Int) {
    guard let text = row.text(.cost) else { return }
    amounts.change(at: place, default: [:]) { group in
      for money in CaseFacts.cost(stored: text) {
        group[money.currency, default: []].append(money.minorUnits)
      }
    }
  }

  var counts: [[CompensationCounts]] {
    amounts.map { group in
      group.map { CompensationCounts(currency: $0.key, amounts: $0.value.sorted()) }
        .sorted { ($0.amounts.count, $1.currency) > ($1.amounts.count, $0.currency) }
    }
  }
}

/// Counts what came of cases that were resolved or closed; others do not count.
struct SatisfactionTally {
  static let facts: [Fact] = [
    .rid, .status, .lastResolved, .callBacks, .ownCallBack, .satisfaction, .reopenings,
  ]
  private static let empty = [SatisfactionCounts](
    repeating: SatisfactionCounts(), count: CallBackKind.allCases.count)

  private let found: RepeatComplaints
  private let resolved = Set(StatusSet.resolved.ids)
  private(set) var counts: [[SatisfactionCounts]] = []

  init(known: RepeatComplaints) { found = known }

  mutating func count(_ row: FactRow, at place: Int) {
    guard row.number(.lastResolved) != nil || row.text(.status).map(resolved.contains) ?? false else {
      return
    }
    let found = found
    counts.change(at: place, default: Self.empty) { group in
      let rid = row.integer(.rid)
      let kind: CallBackKind =
        row.integer(.callBacks) == 0
        ? .none : row.integer(.ownCallBack) == 1 ? .byHandler : .byAnother
      let place = CallBackKind.allCases.firstIndex(of: kind) ?? 0
      group[place].cases += 1
      if let answer = row.number(.satisfaction), (1...5).contains(answer) {
        group[place].answers[Int(answer) - 1] += 1
      }
      if !found.identified.isEmpty, found.identified.contains(rid) {
        group[place].identified += 1
        if found.followed.contains(rid) { group[place].followed += 1 }
      }
      if row.integer(.reopenings) > 0 { group[place].reopened += 1 }
    }
  }
}
