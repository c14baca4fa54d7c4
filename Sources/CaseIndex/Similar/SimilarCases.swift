package import Complaints
import GRDB
import RecordStore
package import Versioning

/// What an account tells that somebody may have told before.
package struct IntakeClues: Sendable {
  package var narrative = ""
  package var product = ""
  package var orderReference: String?
  package var phone: String?
  package var email: String?
  package var customerID: String?
  /// Another way to reach them: a name in a chat.
  package var contact: String?

  package init() {}

  /// Of a case as it is about to be written.
  package init(_ draft: CaseInput) {
    func text(_ field: FieldDefinition) -> String? {
      if case .text(let text)? = draft[field] { text } else { nil }
    }
    narrative = text(CaseField.narrative) ?? ""
    product = text(CaseField.product) ?? ""
    orderReference = text(CaseField.orderReference)
    phone = text(CaseField.phone)
    email = text(CaseField.email)
    customerID = text(CaseField.customerID)
    contact = text(CaseField.contact)
  }
}

/// A case like one that is being told.
package struct SimilarCase: Sendable {
  /// Why it may be the same complaint again.
  package enum Reason: Hashable, Sendable {
    case sameOrder(String)
    /// The same phone number, address or customer id, so many days ago.
    case sameContact(days: Int)
    /// `Shingles.resemblance` of the accounts, in percent.
    case sameNarrative(percent: Int)
  }

  package let summary: CaseSummary
  /// Nil: it is only alike.
  package let reason: Reason?
  /// The option that the customer chose, once that has solved it.
  package let solution: String?
}

extension CaseReading {
  /// Cases that may be the same complaint, then cases that are like it: of all that are held here.
  ///
  /// - Parameters:
  ///   - except: the case itself, where it is logged already.
  ///   - milliseconds: after so much work no further search is begun.
  package func similarCases(
    to clues: IntakeClues, except: RecordID? = nil, limit: Int = 3, milliseconds: Int = 25
  ) throws -> [SimilarCase] {
    var search = SimilarSearch(reader: self, except: except, deadline: .now(plus: milliseconds))
    if let order = clues.orderReference, CustomerName.identifies(order) { try search.sameOrder(order) }
    try search.sameContact(clues)
    try search.nearlySame(clues.narrative)
    try search.alike(clues)
    return try search.result(limit: limit)
  }
}

private struct SimilarSearch {
  let reader: any CaseReading
  let except: RecordID?
  let deadline: SearchTime
  /// In the order in which they were found.
  private var duplicates: [(row: RecordRow, reason: SimilarCase.Reason)] = []
  private var others: [RecordRow] = []

  init(reader: any CaseReading, except: RecordID?, deadline: SearchTime) {
    self.reader = reader
    self.except = except
    self.deadline = deadline
  }

  // MARK: - The same again

  mutating func sameOrder(_ order: String) throws {
    for row in try cases(spelt: order, .order) {
      guard let typed = try text(row, CaseField.orderReference) else { continue }
      add(row, .sameOrder(typed))
    }
  }

  mutating func sameContact(_ clues: IntakeClues) throws {
    let since = try reader.now.date.adding(days: -Self.contactDays).description
    for line in clues.phone.map(PhoneNumber.lines) ?? [] where PhoneNumber.identifies(line.digits) {
      let local = reversed(PhoneNumber.local(line.digits))
      let same = try reader.db.map(
        "SELECT DISTINCT digits FROM phones WHERE reversed = ?", values: [.text(local)]
      ) { $0.text(0) ?? "" }.filter { PhoneNumber.areSame($0, line.digits) }
      for digits in same {
        try addContacts(
          """
          SELECT c.rid FROM phones p CROSS JOIN cases c ON c.rid = p.rid
          WHERE p.reversed = ? AND p.digits = ? AND p.extension = ? AND c.logged_at >= ?
          ORDER BY c.logged_ms DESC LIMIT 5
          """, [local, digits, line.extension, since])
      }
    }
    for (kind, typed) in [
      (Spelling.Kind.customer, clues.customerID), (.email, clues.email), (.contact, clues.contact),
    ] {
      for folded in typed.map(kind.all) ?? [] where CustomerName.identifies(folded) {
        try addContacts(
          """
          SELECT c.rid FROM spellings s CROSS JOIN cases c ON c.rid = s.rid
          WHERE s.kind = ? AND s.folded = ? AND c.logged_at >= ? ORDER BY c.logged_ms DESC LIMIT 5
          """, [kind.rawValue, folded, since])
      }
    }
  }

  /// A contact within so many days is told of: later it is rather a new complaint of the same person.
  private static let contactDays = 30

  private mutating func addContacts(_ sql: String, _ values: [String]) throws {
    for rid in try reader.db.map(sql, values: values.map { .text($0) }, { $0.integer(0) }) {
      guard let row = try reader.db.record(rid: rid) else { continue }
      add(row, .sameContact(days: try days(since: text(row, CaseField.loggedAt) ?? "")))
    }
  }

  private func days(since logged: String) throws -> Int {
    let today = try reader.now
    let then = DateText(stored: logged)?.start(in: reader.zone).date ?? today.date
    return max(0, today.date.daysSinceEpoch - then.daysSinceEpoch)
  }

  private mutating func add(_ row: RecordRow, _ reason: SimilarCase.Reason) {
    guard row.id != except, !duplicates.contains(where: { $0.row.id == row.id }) else { return }
    duplicates.append((row, reason))
  }

  mutating func nearlySame(_ story: String) throws {
    guard !deadline.isOver else { return }
    for (row, likeness) in try reader.nearlySame(story, limit: 10) {
      add(row, .sameNarrative(percent: Int((likeness * 100).rounded())))
    }
  }

  // MARK: - Alike

  /// Each telling word votes for the newest cases that have it, rare words with more weight (inverse document
  /// frequency; K. Spärck Jones, "A statistical interpretation of term specificity", 1972).
  mutating func alike(_ clues: IntakeClues) throws {
    let words = TellingWords.of(clues.product + "\n" + clues.narrative)
    guard !words.isEmpty else { return }
    let newest = try reader.newestRecord
    var votes: [Int64: (weight: Double, count: Int)] = [:]
    var asked = 0
    var whole = 0.0
    for word in words where !deadline.isOver {
      asked += 1
      let (found, weight) = try reader.uses(of: word, limit: Self.window, newest: newest)
      guard !found.isEmpty else { continue }
      whole += weight
      for row in found {
        let vote = votes[row] ?? (0, 0)
        votes[row] = (vote.weight + weight, vote.count + 1)
      }
    }
    let least = min(2, asked)
    let best = votes.filter { $0.value.count >= least && $0.value.weight >= whole * Self.share }
      .sorted { ($0.value.weight, $0.key) > ($1.value.weight, $1.key) }.prefix(8)
    let told = Shingles(clues.narrative)
    for (rid, _) in best {
      guard let row = try reader.root(rid), !others.contains(where: { $0.id == row.id }) else { continue }
      let alike = Shingles(try text(row, CaseField.narrative) ?? "")
      if told.isNearlyIdentical(to: alike) {
        add(row, .sameNarrative(percent: Int((told.resemblance(to: alike) * 100).rounded())))
      }
      others.append(row)
    }
  }

  /// Of the cases that have a word, the newest so many are looked at.
  private static let window = 200
  /// The least share of all weight that a case like another must have.
  private static let share = 0.2

  // MARK: - Reading

  func result(limit: Int) throws -> [SimilarCase] {
    let known = Set(duplicates.map(\.row.id))
    let all =
      duplicates.map { ($0.row, Optional($0.reason)) }
      + others.filter { !known.contains($0.id) }.map { ($0, nil) }
    var result: [SimilarCase] = []
    for (row, reason) in all {
      guard result.count < limit else { break }
      let isVisible = try reader.db.first(
        "SELECT visible FROM cases WHERE rid = ?", values: [.integer(row.rid)]
      ) { $0.integer(0) == 1 }
      guard isVisible ?? false, row.id != except, let summary = try reader.summary(rid: row.rid) else {
        continue
      }
      result.append(SimilarCase(summary: summary, reason: reason, solution: try solution(row)))
    }
    return result
  }

  private func solution(_ row: RecordRow) throws -> String? {
    guard let file = try reader.caseFile(row), let status = file.status,
      [.resolved, .confirmed, .reviewed, .archived].contains(status)
    else { return nil }
    return file.consent?.option.title
  }

  /// The newest cases that say a thing, however they spell it.
  private func cases(spelt typed: String, _ kind: Spelling.Kind) throws -> [RecordRow] {
    guard !deadline.isOver, let folded = kind.folded(typed) else { return [] }
    return try reader.db.map(
      "SELECT rid FROM spellings WHERE kind = ? AND folded = ? ORDER BY rid DESC LIMIT 40",
      values: [.text(kind.rawValue), .text(folded)]
    ) { $0.integer(0) }.compactMap(reader.root)
  }

  private func text(_ row: RecordRow, _ field: FieldDefinition) throws -> String? {
    if case .text(let text)? = try row.decoded()?.shown(field) { text } else { nil }
  }
}
