package import Complaints
import GRDB
import RecordStore
import Versioning
import Zones

/// What customers said afterwards of coming back and of recommending the shop: of each case what was said last.
package struct LoyaltyCounts: Sendable, Equatable {
  /// Cases where one of these was asked.
  package var asked = 0
  package var cameBack = Share()
  package var boughtAgain = Share()
  /// How many said 0, 1 … 10.
  package var recommends = [Int](repeating: 0, count: 11)
  /// Call-backs at which somebody was named whom the customer had brought.
  package var referrals = 0

  package struct Share: Sendable, Equatable {
    package var yes = 0
    package var all = 0

    mutating func count(_ answer: Int64?) {
      guard let answer else { return }
      all += 1
      if answer == 1 { yes += 1 }
    }
  }

  package var recommending: Int { recommends.reduce(0, +) }
  /// 9 and 10 recommend, 0 to 6 advise against (Reichheld, Harvard Business Review 12/2003).
  package var promoters: Int { recommends[9...].reduce(0, +) }
  package var detractors: Int { recommends[...6].reduce(0, +) }
  /// In tenths; nil where nobody said.
  package var meanTenths: Int? {
    let sum = recommends.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    return recommending > 0 ? (sum * 20 / recommending + 1) / 2 : nil
  }

  init() {}

  fileprivate static let facts: [Fact] = [.cameBack, .boughtAgain, .recommends, .referrals]
  /// One of them was asked.
  fileprivate static let condition =
    "came_back IS NOT NULL OR bought_again IS NOT NULL OR recommends IS NOT NULL OR referrals > 0"

  fileprivate mutating func count(_ row: FactRow) {
    asked += 1
    cameBack.count(row.number(.cameBack))
    boughtAgain.count(row.number(.boughtAgain))
    if let mark = row.number(.recommends), (0...10).contains(mark) { recommends[Int(mark)] += 1 }
    referrals += Int(row.integer(.referrals))
  }
}

/// How content a customer was, last, with what was done about his complaint.
package enum HandledHow: String, Sendable, CaseIterable {
  /// 4 or 5 of 5.
  case satisfied
  /// 1 to 3.
  case others
  /// Nobody asked.
  case unasked

  init(satisfaction: Int64?) {
    self = satisfaction.map { $0 >= 4 ? .satisfied : .others } ?? .unasked
  }
}

extension CaseReading {
  /// What customers said afterwards, by axes: of the cases that were logged on a day among the filter's.
  package func loyalty(by axes: [ReportAxis], _ filter: ReportFilter) throws -> [ReportGroup<LoyaltyCounts>] {
    var counts: [LoyaltyCounts] = []
    let groups = try FactScan(db: db, filter: filter).each(
      LoyaltyCounts.facts, by: [axes], where: LoyaltyCounts.condition
    ) { row, places in
      counts.change(at: places[0], default: LoyaltyCounts()) { $0.count(row) }
    }
    return groups[0].groups(counts).ordered(by: axes) { $0.asked }
  }

  /// The same by how content customers were with what was done about their complaint; those of whom there are some.
  package func loyaltyByHandling(_ filter: ReportFilter) throws -> [(
    handled: HandledHow, counts: LoyaltyCounts
  )] {
    var counts: [HandledHow: LoyaltyCounts] = [:]
    _ = try FactScan(db: db, filter: filter).each(
      LoyaltyCounts.facts + [.satisfaction], by: [], where: LoyaltyCounts.condition
    ) { row, _ in
      counts[HandledHow(satisfaction: row.number(.satisfaction)), default: LoyaltyCounts()].count(row)
    }
    return HandledHow.allCases.compactMap { handled in counts[handled].map { (handled, $0) } }
  }

  /// How many benefits stand how, by the branch whose case they were granted for: those granted on a day among the
  /// filter's.
  package func benefits(_ filter: ReportFilter, now: Int64) throws -> [(
    branch: String, counts: [BenefitStanding: Int]
  )] {
    let zone = zone
    var counts: [String: [BenefitStanding: Int]] = [:]
    try db.each(
      """
      SELECT f.branch, o.made, o.due, o.done IS NOT NULL, o.released IS NOT NULL
      FROM owed o CROSS JOIN facts f ON f.rid = o.root
      WHERE o.kind = ?1 AND o.purpose = 'benefit' AND f.visible = 1 AND (?2 IS NULL OR f.branch = ?2)
        AND \(isCounted(rid: "f.rid", duplicate: "f.duplicate", standing: 3))
      """, values: [.kind(.task), .text(filter.branch), try db.standingDuplicates()]
    ) { row in
      let day = LocalTime(milliseconds: row.integer(1), zone: zone).date.daysSinceEpoch
      guard filter.takes(day: day, at: row.integer(1)) else { return true }
      let standing = BenefitStanding(
        isUsed: row.integer(3) == 1, isReleased: row.integer(4) == 1,
        due: row.text(2).flatMap { DateText(stored: $0) }, zone: zone, now: now)
      counts[row.text(0) ?? "", default: [:]][standing, default: 0] += 1
      return true
    }
    return counts.sorted { $0.key < $1.key }.map { (branch: $0.key, counts: $0.value) }
  }
}
