import Complaints
import Console
import Language

/// The field that a decision was about, as the decision keeps it: its id, and `/element` for an element of a set. It is one
/// of the case, or of a record of the loop.
struct DecidedField {
  let name: String
  let definition: FieldDefinition?
  private let element: String?

  init(_ name: String) {
    self.name = name
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    definition = parts.first.flatMap { id in Schema.kinds.lazy.compactMap { Schema.field($0, id) }.first }
    element = parts.count > 1 ? parts[1] : nil
  }

  func label(_ context: Context) -> String {
    guard let definition else { return name }
    let label = definition.label.text(context.language)
    guard let element else { return label }
    return label + context.text(PunctuationMessage.colon)
      + FieldDisplay.element(element, context.terms[definition], context.language)
  }

  /// A value that stands in the decision. They are kept as they are stored; terms are shown by their labels.
  func text(_ stored: String?, _ context: Context) -> String {
    guard let stored, !stored.isEmpty else { return context.text(CommonMessage.empty) }
    guard let definition else { return stored }
    if definition == CaseField.deleted {
      return stored == "kept"
        ? context.text(DecidedFieldMessage.keptCase) : context.text(DecidedFieldMessage.keptDeletion)
    }
    if definition.isSet || definition.type == .flag {
      switch stored {
      case "yes": return context.text(DomainMessage.yes)
      case "no": return context.text(DomainMessage.no)
      // A sum that was named with an element is kept in its smallest unit.
      default: return Money(stored: stored)?.text ?? stored
      }
    }
    return FieldDisplay.text(.text(stored), context.terms[definition], context.language, to: context.zone)
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
