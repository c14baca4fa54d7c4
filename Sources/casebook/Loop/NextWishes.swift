import Complaints
import Console
import Interchange
import Language
import Terminal

/// What the customer wants, where it is about to be decided what is done: an option answers it.
extension Context {
  private static let wishes = [
    CaseField.expectation, CaseField.remedySought, CaseField.coreNeed, CaseField.preferences,
  ]

  /// Nothing once the customer agreed to something.
  private func wishes(_ file: CaseFile) -> [FieldDefinition] {
    switch file.status {
    case .received, .assessed, .proposed, .reopened: Self.wishes
    default: []
    }
  }

  func tellWishes(_ file: CaseFile) throws {
    for field in wishes(file) {
      guard let wish = words(of: file.root, field) else { continue }
      let line = text(field.label) + text(PunctuationMessage.colon) + wish
      for line in wrap(line, width: min(columns, 100), indent: 4, firstIndent: 2) { try out(line) }
    }
  }

  /// `{expectation, remedy_sought, core_need, preferences}`, what is known of them.
  func jsonWishes(_ file: CaseFile) -> JSON {
    .object(wishes(file).compactMap { field in file.root.text(field).map { (field.id, .string($0)) } })
  }
}
