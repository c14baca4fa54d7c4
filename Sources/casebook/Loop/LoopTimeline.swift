import CaseIndex
import Complaints
import Interchange
import Language
import Replica
import Versioning
import Zones

extension Context {
  /// The fields of a record of the loop, with their labels; not what only the product reads.
  func shown(_ entry: TimelineEntry) -> [(label: String, text: String)] {
    Schema.fields(of: entry.row.kind).compactMap { field in
      guard let text = shown(field, of: entry), !text.isEmpty else { return nil }
      return (self.text(field.label), text)
    }
  }

  private func shown(_ field: FieldDefinition, of entry: TimelineEntry) -> String? {
    guard field.type != .system,
      ![ApprovalField.option, ConsentField.option, EscalationField.ends].contains(field)
    else { return nil }
    guard field.isSet else {
      let value = entry.state.shown(field)
      if case .text(let text) = value, field.type == .date, case .time(let time)? = DateText(stored: text) {
        return LocalTime.shown(time.milliseconds, in: .fixed(time.offsetMinutes), to: zone)
      }
      return value == .none ? nil : FieldDisplay.line(value, terms[field], language, to: zone)
    }
    let elements = entry.state.elements(of: field.number).compactMap { element -> String? in
      guard let name = element.field.element, element.value != .none else { return nil }
      let label = FieldDisplay.element(name, terms[field], language)
      guard case .text(let text) = element.value else { return label }
      return label + " " + (Money(stored: text)?.text ?? text)
    }
    return elements.joined(separator: text(PunctuationMessage.comma))
  }

  /// The fields of a record of the loop as programs read them: by identifier; sets as objects of their elements.
  /// One that is called as something of the entry itself has the kind before it: `consent_at` is when the customer
  /// agreed, `at` when that was written down.
  func loopMembers(_ entry: TimelineEntry) -> [(String, JSON)] {
    var members: [(String, JSON)] = [("text", nil)]
    for field in Schema.fields(of: entry.row.kind) where field.type != .system {
      let name =
        ["at", "id", "kind", "author", "branch"].contains(field.id)
        ? "\(entry.row.kind.id)_\(field.id)" : field.id
      if field.isSet {
        let elements = entry.state.elements(of: field.number).compactMap { element -> (String, JSON)? in
          guard let name = element.field.element, element.value != .none else { return nil }
          if case .text(let text) = element.value { return (name, .string(text)) }
          return (name, .bool(element.value == .flag(true)))
        }
        members.append((name, .object(elements)))
      } else if name == "text" {
        members[0] = ("text", json(entry.state.shown(field), field))
      } else {
        members.append((name, json(entry.state.shown(field), field)))
      }
    }
    return members
  }
}
