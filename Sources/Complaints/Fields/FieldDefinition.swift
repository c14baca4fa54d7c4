package import Language

/// What kind of value a field holds, and so how typed text is read and shown.
package enum FieldType: Hashable, Sendable {
  /// One line.
  case text
  /// Several lines.
  case longText
  /// One term; the value is its id.
  case term(Vocabulary)
  /// A set of terms: one field per element, the element being the term's id.
  case terms(Vocabulary)
  /// A set of free words: one field per element.
  case words
  /// A day or a point in time (`DateText`).
  case date
  /// An amount with its currency (`Money`).
  case money
  case flag
  /// A phone number as it was typed; `PhoneNumber` compares them.
  case phone
  /// The id of another case.
  case reference
  /// Written by the product, never typed.
  case system
}

/// The part of a case's display that a field belongs to, in the order of display.
package enum Section: String, Sendable, CaseIterable {
  case header, story, customer, classification, handling, record

  package var label: Label {
    switch self {
    case .header: Label(DomainMessage.complaintCase)
    case .story: Label(DomainMessage.whatHappened)
    case .customer: Label(DomainMessage.customer)
    case .classification: Label(en: "Classification", zhHans: "分类定级")
    case .handling: Label(en: "Handling", zhHans: "处理")
    case .record: Label(en: "Record", zhHans: "记录信息")
    }
  }
}

/// One field of one kind of record. A class, because it is looked up for every field of every record: a
/// reference is passed on where a dozen words would be copied.
package final class FieldDefinition: Hashable, Sendable {
  /// Stable for ever: stored and synced. 1...31 for the fields used most.
  package let number: UInt32
  /// The key in JSON, snake_case.
  package let id: String
  package let label: Label
  package let type: FieldType
  /// May name or identify a customer: an erasure request empties it.
  package let personal: Bool
  package let section: Section
  /// Shorter names that are also accepted where a field is named (`class` for `problem_class`).
  package let aliases: [String]

  package init(
    _ number: UInt32, _ id: String, _ label: Label, _ type: FieldType, personal: Bool = false,
    in section: Section, aliases: [String] = []
  ) {
    self.number = number
    self.id = id
    self.label = label
    self.type = type
    self.personal = personal
    self.section = section
    self.aliases = aliases
  }

  /// The option of a command that sets the field, without the leading dashes.
  package var option: String {
    String(String.UnicodeScalarView(id.unicodeScalars.map { $0 == "_" ? "-" : $0 }))
  }

  /// One field per element instead of one value.
  package var isSet: Bool {
    switch type {
    case .terms, .words: true
    case .system: id == CaseField.number.id
    default: false
    }
  }

  /// The vocabulary that the values come from, if they come from one.
  package var vocabulary: Vocabulary? {
    switch type {
    case .term(let vocabulary), .terms(let vocabulary): vocabulary
    default: nil
    }
  }
}

extension FieldDefinition {
  /// The same field, with the terms that its vocabulary has today.
  func drawing(from vocabulary: Vocabulary) -> FieldDefinition {
    let type: FieldType = isSet ? .terms(vocabulary) : .term(vocabulary)
    return FieldDefinition(number, id, label, type, personal: personal, in: section, aliases: aliases)
  }

  /// The schema has each field once; one that draws from today's terms is the same.
  package static func == (a: FieldDefinition, b: FieldDefinition) -> Bool {
    a === b || (a.number == b.number && a.id == b.id && a.label == b.label && a.type == b.type)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    hasher.combine(id)
  }
}
