import Complaints
package import Versioning

/// The words by which a record is found: its free texts, every open value of each.
package enum SearchText {
  package static func of(_ state: RecordState) -> String {
    var all = ""
    func add(_ text: String) {
      if !all.isEmpty { all += "\n" }
      all += text
    }
    for field in state.fields {
      guard let definition = Schema.field(state.kind, number: field.field.number) else { continue }
      // Of a case's child records, what people wrote; not which field or version a decision was about.
      guard definition.personal || state.kind == .case else { continue }
      // Stores have an index without it, from before an erasure reached it.
      guard !(state.kind == .option && definition == OptionField.timeNeeded) else { continue }
      switch definition.type {
      case .text, .longText, .phone:
        for head in field.heads { if case .text(let text) = head.value { add(text) } }
        if case .phone = definition.type, case .text(let text) = field.value {
          for digits in PhoneNumber.all(text) where digits != text { add(digits) }
        }
      case .words where field.value == .flag(true):
        if let element = field.field.element { add(element) }
      case .system where definition == CaseField.number && state.kind == .case:
        if let element = field.field.element { add(element) }
      default: break
      }
    }
    return all
  }
}
