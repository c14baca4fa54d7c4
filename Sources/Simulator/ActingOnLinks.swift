import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// What cases have to do with one another: said, and taken back.
extension Acting {
  /// Mostly that they are one complaint.
  private static let kinds: [LinkKind] = [.duplicateOf, .duplicateOf, .duplicateOf, .related, .causedBy]

  func link(_ label: Int, to other: Int, _ number: Int) throws -> Done? {
    guard let end = labels.cases[other] else { return nil }
    return try write(label) { session, row, event in
      guard row.kind == .case, let target = try session.db.record(end), target.kind == .case else {
        return nil
      }
      let made = try session.link(
        row, Self.kinds[number % Self.kinds.count], target,
        reason: event % 3 == 0 ? .none : .text(Texts.marked(label, Texts.own(event))))
      return Done(text: made == nil ? "as it was" : "linked")
    }
  }

  /// Ends all that is said of a case.
  func unlink(_ label: Int) throws -> Done? {
    try write(label) { session, row, event in
      let links = try session.reader.links(of: row.id).filter { !$0.isBack }
      guard !links.isEmpty else { return nil }
      try session.end(links.map(\.link), reason: .text(Texts.marked(label, "two after all \(event % 2)")))
      return Done(text: "unlinked")
    }
  }
}
