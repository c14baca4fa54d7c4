import Complaints
import GRDB
import RecordStore
package import Versioning
import Zones

/// Two cases that may be one complaint, and why.
package struct RepeatedCases: Sendable {
  /// The one that came later, and the earlier one.
  package let later, earlier: CaseSummary
  package fileprivate(set) var order: String?
  /// The same phone number, address or customer id, so many days apart.
  package fileprivate(set) var contactDays: Int?
  /// `Shingles.resemblance` of the stories, in percent.
  package fileprivate(set) var likeness: Int?

  /// What tells most stands first.
  fileprivate var weight: Int {
    (order == nil ? 0 : 200) + (contactDays.map { 100 - $0 } ?? 0) + (likeness ?? 0)
  }
}

/// What a look for repeated cases found.
package struct RepeatedCasesFound: Sendable {
  /// The likeliest first.
  package var pairs: [RepeatedCases] = []
  /// Of how many cases was asked whether they repeat another.
  package var looked = 0
  /// Cases of which more are alike than were compared: forms, most of them.
  package var crowded = 0
}

extension CaseReading {
  /// Pairs of cases that may be one complaint, of which nobody has said whether they are.
  /// - Parameters:
  ///   - case: of this one alone; nil: of those that came last.
  ///   - newest: of so many that came last; nil: of all. What it costs goes by them, and not by the store.
  package func repeatedCases(
    of case: RecordID? = nil, newest: Int? = nil, branch: String? = nil
  ) throws -> RepeatedCasesFound {
    let rids =
      try `case`.map { try db.record($0).map { [$0.rid] } ?? [] }
      ?? db.map(
        """
        SELECT rid FROM cases WHERE visible = 1 AND (?1 IS NULL OR branch = ?1) ORDER BY rid DESC LIMIT ?2
        """, values: [.text(branch), .integer(Int64(newest ?? -1))]
      ) { $0.integer(0) }
    return try repeatedCases(among: rids, branch: branch)
  }

  /// The same of some rows of cases.
  package func repeatedCases(among rids: [Int64], branch: String? = nil) throws -> RepeatedCasesFound {
    var search = try RepeatSearch(reader: self)
    for rid in rids { try search.look(rid, branch: branch) }
    return search.found()
  }

  /// The cases whose stories are nearly that text, the newest of them, with how alike they are.
  func nearlySame(_ story: String, limit: Int) throws -> [(row: RecordRow, likeness: Double)] {
    let told = Shingles(story)
    let rids = try db.map(
      """
      SELECT DISTINCT rid FROM sketches WHERE key IN (\(TextSketch.keys(of: story).map { "\($0)" }.joined(separator: ",")))
      ORDER BY rid DESC LIMIT ?
      """, values: [.integer(Int64(limit))]
    ) { $0.integer(0) }
    return try rids.compactMap { rid in
      guard let row = try db.record(rid: rid), row.kind == .case,
        case .text(let text)? = try row.decoded()?.shown(CaseField.narrative)
      else { return nil }
      let other = Shingles(text)
      return told.isNearlyIdentical(to: other) ? (row, told.resemblance(to: other)) : nil
    }
  }
}

private struct Pair: Hashable {
  let low, high: Int64

  init(_ one: Int64, _ other: Int64) { (low, high) = (min(one, other), max(one, other)) }
}

/// Goes through cases and holds each against those that say the same of order or contact, or nearly the same story.
private struct RepeatSearch {
  let reader: any CaseReading
  private let groups: MergeGroups
  private var pairs: [Pair: RepeatedCases] = [:]
  private var looked = 0
  private var crowded = 0

  /// Of the cases that one thing is said of, the newest so many are looked at.
  static let window = 40
  /// Later it is rather a new complaint of the same person.
  private static let contactDays = 30

  init(reader: any CaseReading) throws {
    self.reader = reader
    groups = try Duplicates(reader.db).groups
  }

  func found() -> RepeatedCasesFound {
    let sorted = pairs.sorted { a, b in
      a.value.weight != b.value.weight
        ? a.value.weight > b.value.weight
        : (a.value.later.id, a.value.earlier.id) > (b.value.later.id, b.value.earlier.id)
    }
    return RepeatedCasesFound(pairs: sorted.map(\.value), looked: looked, crowded: crowded)
  }

  mutating func look(_ rid: Int64, branch: String?) throws {
    guard let row = try reader.db.record(rid: rid), row.kind == .case, let state = try row.decoded(),
      let summary = try reader.summary(rid: rid)
    else { return }
    looked += 1
    // Whoever said what they have to do with each other has looked at both, and called them two.
    let said = Set(try reader.links(of: row.id).map(\.other))
    let isIn = { (other: CaseSummary) in branch.map { $0 == other.branch } ?? true }
    var isCrowded = false

    func add(_ other: Int64, _ change: (inout RepeatedCases, Int) -> Bool) throws {
      guard other != rid, let found = try reader.summary(rid: other), isIn(found), !said.contains(found.id),
        !isOne(row.id, found.id), try isShown(other)
      else { return }
      let days = abs(day(summary) - day(found))
      let isLater = (summary.loggedAt, summary.id) > (found.loggedAt, found.id)
      let pair = Pair(rid, other)
      var known =
        pairs[pair]
        ?? RepeatedCases(later: isLater ? summary : found, earlier: isLater ? found : summary)
      if change(&known, days) { pairs[pair] = known }
    }

    if case .text(let order) = state.shown(CaseField.orderReference), CustomerName.identifies(order) {
      let found = try cases(.order, order)
      isCrowded = found.count > Self.window
      for other in found.prefix(Self.window) {
        try add(other) { pair, _ in
          pair.order = order
          return true
        }
      }
    }
    for other in try contacts(of: state) {
      try add(other) { pair, days in
        guard days <= Self.contactDays else { return false }
        pair.contactDays = days
        return true
      }
    }
    if case .text(let story) = state.shown(CaseField.narrative) {
      let found = try reader.nearlySame(story, limit: Self.window + 1)
      isCrowded = isCrowded || found.count > Self.window
      for (other, likeness) in found.prefix(Self.window) {
        try add(other.rid) { pair, _ in
          pair.likeness = Int((likeness * 100).rounded())
          return true
        }
      }
    }
    if isCrowded { crowded += 1 }
  }

  private func isOne(_ one: RecordID, _ other: RecordID) -> Bool {
    groups[one].map { $0.members.contains(other) } ?? false
  }

  private func isShown(_ rid: Int64) throws -> Bool {
    try reader.db.first("SELECT visible FROM cases WHERE rid = ?", values: [.integer(rid)]) {
      $0.integer(0) == 1
    } ?? false
  }

  private func day(_ summary: CaseSummary) -> Int {
    DateText(stored: summary.loggedAt)?.start(in: reader.zone).date.daysSinceEpoch ?? 0
  }

  private func cases(_ kind: Spelling.Kind, _ typed: String) throws -> [Int64] {
    guard let folded = kind.folded(typed) else { return [] }
    return try reader.db.map(
      "SELECT rid FROM spellings WHERE kind = ? AND folded = ? ORDER BY rid DESC LIMIT ?",
      values: [.text(kind.rawValue), .text(folded), .integer(Int64(Self.window + 1))]
    ) { $0.integer(0) }
  }

  /// The newest cases with a phone number, an address or the customer id of this one, which nobody shares.
  private func contacts(of state: RecordState) throws -> [Int64] {
    let own = reader.contacts(of: state)
    return try reader.rows(of: own, limit: Self.window).sorted(by: >).filter { rid in
      guard let other = try reader.db.record(rid: rid)?.decoded() else { return false }
      return !reader.contacts(of: other).isDisjoint(with: own)
    }
  }
}
