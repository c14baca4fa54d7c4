import Complaints
package import Versioning

/// The words by which a record is found: its free texts, every open value of each.
package enum SearchText {
  package static func of(_ state: RecordState) -> String {
    var parts: [String] = []
    for field in state.fields {
      guard let definition = Schema.field(state.kind, number: field.field.number) else { continue }
      switch definition.type {
      case .text, .longText, .phone:
        for head in field.heads { if case .text(let text) = head.value { parts.append(text) } }
        if definition.type == .phone, case .text(let text) = field.value {
          parts.append(contentsOf: PhoneNumber.all(text))
        }
      case .words where field.value == .flag(true):
        if let element = field.field.element { parts.append(element) }
      case .system where definition == CaseField.number && state.kind == .case:
        if let element = field.field.element { parts.append(element) }
      default: break
      }
    }
    return parts.joined(separator: "\n")
  }
}
