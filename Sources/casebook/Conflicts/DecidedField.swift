import Complaints
import Console
import Language

/// The field that a decision was about, as the decision keeps it: its id, and `/element` for an element of a set.
struct DecidedField {
  let name: String
  let definition: FieldDefinition?
  private let element: String?

  init(_ name: String) {
    self.name = name
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    definition = parts.first.flatMap { Schema.field(.case, $0) }
    element = parts.count > 1 ? parts[1] : nil
  }

  func label(_ context: Context) -> String {
    (definition?.label.text(context.language) ?? name) + (element.map { " \($0)" } ?? "")
  }

  /// A value that stands in the decision. They are kept as they are stored; terms are shown by their labels.
  func text(_ stored: String?, _ context: Context) -> String {
    guard let stored, !stored.isEmpty else { return context.text(CommonMessage.empty) }
    // Of a record of the loop: a sum is kept in its smallest unit.
    guard let definition else { return Money(stored: stored)?.text ?? stored }
    if definition == CaseField.deleted {
      return stored == "kept"
        ? context.text(DecidedFieldMessage.keptCase) : context.text(DecidedFieldMessage.keptDeletion)
    }
    if definition.isSet || definition.type == .flag, ["yes", "no"].contains(stored) {
      return context.text(stored == "yes" ? DomainMessage.yes : DomainMessage.no)
    }
    return FieldDisplay.text(.text(stored), definition, context.language)
  }
}

enum DecidedFieldMessage: Message {
  case keptCase
  case keptDeletion

  var label: Label {
    switch self {
    case .keptCase:
      Label(en: "the case", zhHans: "工单")
    case .keptDeletion:
      Label(en: "the deletion", zhHans: "删除")
    }
  }
}
