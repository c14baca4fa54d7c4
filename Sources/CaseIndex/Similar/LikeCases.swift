import Complaints
import GRDB
import RecordStore
package import Versioning

/// A case like one that is told, why, and how it ended.
package struct LikeCase: Sendable {
  /// What it has in common with the told one.
  package enum Reason: Hashable, Sendable {
    /// What both say, what says most first.
    case words([String])
    case problemClass(String)
    case product(String)
    case cause(String)
  }

  package let visit: CustomerPage.Visit
  package let reasons: [Reason]
  /// Greater is more alike; of no meaning from one search to another.
  package let score: Double
}

/// What is told, as likeness is looked for.
package struct LikenessClues: Sendable {
  package var text: String
  package var problemClass: String?
  package var product: String?
  package var cause: String?

  package init(text: String) { self.text = text }

  /// What a case says of itself.
  package init(_ state: RecordState) {
    let record = LoopRecord(state)
    text = [CaseField.title, CaseField.narrative].compactMap(record.text).joined(separator: "\n")
    problemClass = record.text(CaseField.problemClass)
    product = record.text(CaseField.product)
    cause = record.text(CaseField.causeArea)
  }

  var account: Likeness.Account {
    var account = Likeness.Account(AccountWords([product ?? "", text].joined(separator: "\n")))
    account.problemClass = problemClass
    account.product = product?.folded
    account.cause = cause
    return account
  }
}

extension CaseReading {
  /// The cases that are most like what is told, of all that are held here. One that is a duplicate is not told
  /// beside the one that it duplicates, and deleted ones are none.
  /// - Parameter except: the case itself.
  package func casesLike(_ clues: LikenessClues, except: RecordID? = nil, limit: Int) throws -> [LikeCase] {
    let told = clues.account
    let newest = try newestRecord
    var weights: [String: Double] = [:]
    var votes: [Int64: Double] = [:]
    for (word, votesFor) in LikenessSearch.words(told.words) {
      let (rows, weight) = try uses(of: word, limit: LikenessSearch.window, newest: newest)
      weights[word] = weight
      guard votesFor else { continue }
      for row in rows { votes[row, default: 0] += weight }
    }
    let best = votes.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
    var found: [(file: CaseFile, rid: Int64, account: Likeness.Account)] = []
    var seen: Set<RecordID> = except.map { [$0] } ?? []
    for (rid, _) in best where found.count < LikenessSearch.candidates {
      guard let row = try root(rid), seen.insert(row.id).inserted, let file = try caseFile(row),
        !file.isDuplicate,
        try db.value("SELECT visible FROM cases WHERE rid = ?", [row.rid]) ?? false
      else { continue }
      var account = LikenessClues(file.root.state).account
      account.isPleased = (CaseFacts(file, zone: zone).satisfaction ?? 0) >= 4
      found.append((file, row.rid, account))
    }
    let weight: (String) -> Double = { weights[$0] ?? 0 }
    let ranked = Likeness(told, weight: weight).ranked(found.map(\.account))
    var like: [LikeCase] = []
    for one in ranked where like.count < limit {
      let (file, rid, account) = found[one.place]
      guard let summary = try summary(rid: rid) else { continue }
      var reasons: [LikeCase.Reason] = []
      let words = told.words.shared(with: account.words, weight: weight, limit: 4)
      if !words.isEmpty { reasons.append(.words(words)) }
      if one.isSameClass, let kind = account.problemClass { reasons.append(.problemClass(kind)) }
      if one.isSameProduct, let product = file.root.text(CaseField.product) {
        reasons.append(.product(product))
      }
      if one.isSameCause, let cause = account.cause { reasons.append(.cause(cause)) }
      // Words that stand in every complaint are no reason.
      guard !reasons.isEmpty else { continue }
      like.append(LikeCase(visit: try visit(summary, file), reasons: reasons, score: one.score))
    }
    return like
  }
}

/// How far is looked.
private enum LikenessSearch {
  /// Of the records with a word, the newest so many vote.
  static let window = 400
  /// So many cases are compared as a whole.
  static let candidates = 60
  private static let telling = 96
  private static let units = 96

  /// The words and units whose weight is asked for; with whether they bring candidates in. Where no telling word stands,
  /// single units do.
  static func words(_ account: AccountWords) -> [(String, Bool)] {
    let telling = spread(account.telling.keys, Self.telling)
    let units = spread(account.units.keys.filter { account.telling[$0] == nil }, Self.units)
    return telling.map { ($0, true) } + units.map { ($0, telling.isEmpty) }
  }

  private static func spread(_ words: some Sequence<String>, _ limit: Int) -> [String] {
    let words = words.sorted()
    guard words.count > limit else { return words }
    return (0..<limit).map { words[$0 * words.count / limit] }
  }
}
