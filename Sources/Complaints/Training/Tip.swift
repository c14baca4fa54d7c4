package import Language
package import Versioning

/// What somebody of the staff has found to help, for colleagues: a manuscript that is neither an article nor a study yet.
package struct Tip: Sendable {
  package static let form = "tip"

  package let record: LoopRecord
  package let branch: String

  /// - Parameter scope: the code of the record's scope.
  package init?(_ state: RecordState, scope: String) {
    guard state.kind == .manuscript else { return nil }
    record = LoopRecord(state)
    guard record.text(ManuscriptField.form) == Self.form else { return nil }
    branch = scope
  }

  package var id: RecordID { record.id }
  /// What people type for it.
  package var name: String { String(id.description.suffix(6)) }
  /// Nil where it was erased.
  package var text: String? { record.text(ManuscriptField.body) }
  package var author: String? { record.made?.author.name }

  /// Of what it is written in.
  package var language: Language { (text ?? "").contains(where: \.isHan) ? .zhHans : .en }

  /// The first line: the title of an article is one.
  package var headline: String? {
    text.map { String($0.prefix { !$0.isNewline && !"。.!?！？".contains($0) }) }
  }
}
