package import Complaints
import RecordStore
import Versioning

/// Something to decide about, and why it is: see `ConsolidationKind`.
package struct ConsolidationItem: Sendable {
  package enum Subject: Sendable {
    case duplicates(RepeatedCases)
    /// Keyed by branch (`*`: all of them together), problem class and product.
    case spike(Spike)
    case promotion(Promotion)
    /// It is late, or to be looked at again.
    case task(CaseTask)
    /// What is published, or a manuscript.
    case knowledge(KnowledgeItem)
  }

  package let kind: ConsolidationKind
  package let subject: Subject
  package let id: String
  /// What there is to it: where this changes, whoever put it aside is asked once more.
  package let substance: String
  /// The moment that it hangs on, milliseconds since 1970: a case was logged or reviewed, a week began, a date passed.
  package let at: Int64
}

/// A case that a study should be made of.
package struct Promotion: Sendable {
  package let summary: CaseSummary
  package let rules: [PromotionRule]
  package let firstSatisfaction, satisfaction: Int?
  /// Where it stands for a cause.
  package let cause: RepeatedCause?
}

extension ConsolidationItem {
  /// - Parameter loggedAt: of the later case.
  init(_ pair: RepeatedCases, loggedAt: Int64) {
    let reasons = [
      pair.order.map { _ in "order" }, pair.contactDays.map { _ in "contact" },
      pair.likeness.map { _ in "story" },
    ].compactMap(\.self)
    self.init(
      kind: .duplicates, subject: .duplicates(pair),
      id: ConsolidationKind.duplicates.item(pair.later.id, pair.earlier.id),
      substance: reasons.joined(separator: " "), at: loggedAt)
  }

  /// - Parameter monday: where that week begins.
  init(_ spike: Spike, monday: Int64) {
    // Of several spellings the one that is used most is shown, and that changes.
    let key = spike.key.map { ($0 ?? "").foldedCode }
    self.init(
      kind: .spikes, subject: .spike(spike),
      id: ConsolidationKind.spikes.item(["\(spike.week)"] + key), substance: "\(spike.count)", at: monday)
  }

  init(_ promotion: Promotion, reviewed: Int64) {
    let id =
      promotion.cause.map { ConsolidationKind.promotions.item(["cause"] + $0.cause.parts) }
      ?? ConsolidationKind.promotions.item(promotion.summary.id)
    self.init(
      kind: .promotions, subject: .promotion(promotion), id: id,
      substance: promotion.cause.map { "cause \($0.magnitude)" } ?? Self.substance(of: promotion.rules),
      at: reviewed
    )
  }

  /// Of a case that speaks for itself.
  package static func substance(of rules: [PromotionRule]) -> String {
    rules.map(\.rawValue).joined(separator: " ")
  }

  /// - Parameter due: its date as it was written.
  init(_ kind: ConsolidationKind, _ task: CaseTask, due: DateText, at: Int64) {
    self.init(
      kind: kind, subject: .task(task), id: kind.item(task.task.record.id), substance: due.stored, at: at)
  }

  init(_ kind: ConsolidationKind, _ item: KnowledgeItem, date: DateText, at: Int64) {
    self.init(kind: kind, subject: .knowledge(item), id: kind.item(item.id), substance: date.stored, at: at)
  }
}
