import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

/// Somebody who called before: how often, how that ended the last time, what he likes, what he may still use.
struct ReturningCustomer {
  let count: Int
  let last: CustomerPage.Visit
  let preferences: [String]
  let benefits: [CaseTask]
}

extension ReturningCustomer {
  /// What stands on more cases tells of a shop's own line, not of one customer, and reading all of them would keep whoever
  /// types waiting.
  static let mostCases = 200
}

extension Context {
  /// Nil where he never called before.
  /// - Parameter record: a case of his: what was logged before it counts; nil: all.
  func returningCustomer(_ page: CustomerPage?, before record: RecordID? = nil) -> ReturningCustomer? {
    guard let page else { return nil }
    let own = record.flatMap { record in page.visits.firstIndex { $0.summary.id == record } }
    let visits = own.map { page.visits[($0 + 1)...] } ?? page.visits[...]
    // One that was merged into the case at hand, or closed as its duplicate, is no visit of its own.
    guard let last = visits.first(where: { !$0.isDuplicate }) else { return nil }
    return ReturningCustomer(
      count: visits.count { !$0.isDuplicate }, last: last, preferences: page.preferences,
      benefits: page.benefits.filter { standing(of: $0) == .usable })
  }

  /// Whoever a case is of.
  func returningCustomer(of state: RecordState, _ reader: ReplicaReader) throws -> ReturningCustomer? {
    let contacts = reader.contacts(of: state)
    guard !contacts.isEmpty else { return nil }
    return returningCustomer(
      try reader.customerPage(contacts, most: ReturningCustomer.mostCases), before: state.record)
  }

  /// Of a case that was just logged, which is safe: whatever goes wrong here is not told.
  func returningCustomer(_ id: RecordID, in store: ReplicaStore) -> ReturningCustomer? {
    try? store.read { reader in
      try reader.db.record(id)?.decoded().flatMap { try returningCustomer(of: $0, reader) }
    }
  }

  func labels(_ known: ReturningCustomer) -> [Label] {
    let outcome = outcome(of: known.last)
    let summary = known.last.summary
    let status = summary.status.map { Vocabulary.status.text($0, language) } ?? ""
    var labels = [
      Label(
        IntakeAdviceMessage.knownCustomer(
          known.count, last: String(summary.loggedAt.prefix(10)), number: summary.number,
          outcome: outcome.isEmpty ? status : outcome))
    ]
    if !known.preferences.isEmpty {
      labels.append(Label(ReturningCustomerMessage.preferences(.list(known.preferences))))
    }
    if !known.benefits.isEmpty {
      let benefits = known.benefits.map { benefit in
        let standing = text(standing(of: benefit).label(benefit.task, to: zone))
        return (words(of: benefit.task.record, TaskField.what) ?? "–")
          + text(PunctuationMessage.brackets(standing))
      }
      labels.append(Label(ReturningCustomerMessage.benefits(.list(benefits))))
    }
    return labels
  }

  func tell(_ known: ReturningCustomer?, width: Int? = nil) throws {
    guard let known else { return }
    for label in labels(known) {
      for line in wrap(text(label).sanitised(.joined), width: width ?? min(columns, 100), indent: 2) {
        try out(line)
      }
    }
  }

  /// `{count, last, last_logged, status, outcome, satisfaction, preferences, benefits}`; null for somebody new.
  func json(_ known: ReturningCustomer?) -> JSON {
    guard let known else { return .null }
    return [
      "count": .integer(Int64(known.count)), "last": .string(known.last.summary.number),
      "last_logged": .string(known.last.summary.loggedAt), "status": .optional(known.last.summary.status),
      "outcome": .string(outcome(of: known.last)),
      "satisfaction": .optional(known.last.satisfaction.map(Int64.init)),
      "preferences": .strings(known.preferences),
      "benefits": .array(known.benefits.enumerated().map { json($1, of: $0 + 1) }),
    ]
  }
}

enum ReturningCustomerMessage: Message {
  case benefits(Label)
  case preferences(Label)

  var label: Label {
    switch self {
    case .benefits(let what): Label(en: "Can use: \(what.en)", zhHans: "可用权益：\(what.zhHans)")
    case .preferences(let what): Label(en: "Preferences: \(what.en)", zhHans: "客户偏好：\(what.zhHans)")
    }
  }
}
