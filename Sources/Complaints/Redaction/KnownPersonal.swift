package import Versioning

/// What a case says of people by which it, or its customer, could be told: the values themselves, to be looked for in a text.
package struct KnownPersonal: Sendable {
  /// As `PersonalText.compact` has them: names, accounts, ids, addresses.
  private(set) var values: Set<[Character]> = []
  /// The digits of numbers.
  private(set) var numbers: Set<String> = []
  /// Parts of names that are words as well: found where they are written as a name, and a person may leave them.
  private(set) var parts: Set<String> = []

  package init() {}

  /// Of a case, with all that hangs on it, and of those who work at its branch.
  package init(_ file: CaseFile, kinds: [RecordKind] = Schema.kinds, people: [Person] = []) {
    add(file.root.state)
    for kind in kinds { for record in file.records(kind) { add(record.state) } }
    for person in people {
      for name in [person.name, person.short].compactMap(\.self) + person.aliases { add(name: name) }
    }
  }

  /// Adds what one record says, in every version that is open.
  package mutating func add(_ state: RecordState) {
    for field in state.fields {
      guard let definition = Schema.field(state.kind, number: field.field.number) else { continue }
      for head in field.heads {
        if case .text(let text) = head.value { add(text, of: definition) }
        if definition == CaseField.number, let number = field.field.element { add(code: number) }
        addNames(of: head.version.author.name)
      }
    }
  }

  /// Adds what stands in one field.
  package mutating func add(_ text: String, of field: FieldDefinition) {
    switch field {
    case CaseField.customerName: add(name: text)
    case CaseField.handler, CaseField.singleContact, CommitmentField.owner, TaskField.owner,
      TaskField.askedBy:
      addNames(of: text)
    case CaseField.phone:
      add(numbersIn: text)
    case CaseField.email, CaseField.customerID, CaseField.orderReference, CaseField.externalID:
      add(code: text)
    case CaseField.contact:
      add(numbersIn: text)
      for word in text.split(whereSeparator: { $0.isWhitespace || ",;:，；：、<>".contains($0) })
      where word.contains(where: { $0.isNumber || "@._-".contains($0) }) {
        add(code: String(word))
      }
    case CaseField.address: add(code: text)
    case CaseField.place where text.contains(where: { $0.spokenDigit != nil }): add(code: text)
    default:
      guard field.personal else { return }
      // What the rules find anywhere in the case is its customer's or another's as well.
      let found = PersonalText(text)
      found.find { rule, range in
        switch rule {
        case .phone, .number, .card, .identity:
          let digits = String(found.typed[range].compactMap(\.spokenDigit))
          if digits.utf8.count >= 7 { numbers.insert(digits) } else { add(code: found.text(range)) }
        case .title: break
        default: add(code: found.text(range))
        }
      }
    }
  }

  /// A department, or what stands where nobody is named, is no name.
  private mutating func addNames(of text: String) {
    guard !text.trimmed.isEmpty, CustomerName.identifies(text), !Self.offices.contains(text.folded) else {
      return
    }
    add(name: text)
  }

  private mutating func add(name: String) {
    let compact = PersonalText.compact(name)
    guard compact.count >= 2, compact.count <= 60 else { return }
    values.insert(compact)
    if compact.allSatisfy(\.isHan) {
      // 欧阳小明 is 小明 too.
      if compact.count >= 3 { parts.insert(String(compact.suffix(2))) }
    } else {
      for word in name.folded.split(whereSeparator: { " -·.".contains($0) }) where word.count >= 3 {
        parts.insert(String(word))
      }
    }
  }

  private mutating func add(code text: String) {
    let compact = PersonalText.compact(text)
    guard compact.count >= 3, compact.count <= 200, CustomerName.identifies(text) else { return }
    values.insert(compact)
    add(numbersIn: text)
  }

  private mutating func add(numbersIn text: String) {
    for digits in PhoneNumber.all(text) where PhoneNumber.identifies(digits) {
      numbers.insert(PhoneNumber.local(digits).filter(\.isASCIIDigit))
    }
  }

  private static let offices: Set<String> = [
    "总部", "客服", "客服部", "仓库", "物流", "财务", "财务部", "运营", "head office", "customer service", "warehouse",
    "logistics", "finance", "importer", "system", "admin",
  ]
}

extension PersonalText {
  /// Where something stands that is known.
  func find(_ known: KnownPersonal, _ add: (Range<Int>) -> Void) {
    let plain = compact
    for value in known.values { find(value, in: plain, add) }
    guard !known.numbers.isEmpty else { return }
    // However its digits are written, and whatever groups them.
    let spoken = plain.filter { $0.character.isLetter || $0.character.isNumber }
      .map { (character: typed[$0.at].spokenDigit ?? $0.character, at: $0.at) }
    for number in known.numbers { find(Array(number), in: spoken, add) }
  }

  private func find(
    _ value: [Character], in text: [(character: Character, at: Int)], _ add: (Range<Int>) -> Void
  ) {
    guard let first = value.first, value.count <= text.count else { return }
    for start in 0...(text.count - value.count) where text[start].character == first {
      guard value.indices.allSatisfy({ text[start + $0].character == value[$0] }) else { continue }
      let range = text[start].at..<(text[start + value.count - 1].at + 1)
      // A word of Latin letters is another one where letters touch it; a number is one within a longer one too.
      let isNumber = value.count >= 7 && value.allSatisfy(\.isASCIIDigit)
      if isNumber || isBoundary(range.lowerBound) && isBoundary(range.upperBound) { add(range) }
    }
  }

  /// Where part of a name stands, written as a name.
  func findParts(_ known: KnownPersonal, _ add: (Range<Int>) -> Void) {
    for part in known.parts {
      let word = Array(part)
      guard let first = word.first else { continue }
      for index in folded.indices where folded[index] == first && stands(word, at: index) {
        guard isBoundary(index), isBoundary(index + word.count) else { continue }
        guard first.isHan || typed[index].isUppercase else { continue }
        add(index..<(index + word.count))
      }
    }
  }
}
