package import Versioning

/// The form that a field's values have where they are stored, whoever wrote them: Protocol.md, section 9.4.
///
/// `FieldInput` brings what people type into it; head office asks it of what programs send. Only what this version
/// knows is asked: kinds, fields, terms and types of values of a later one pass, and so does a field that is cleared.
package enum StoredForm {
  /// A field of a change that is not as it has to be; nil where there is none.
  ///
  /// A value that stands in the field already was taken before this was asked: whoever decides between two of them may
  /// take it again.
  /// - Parameter state: the record without the change; nil where it is new.
  package static func broken(by change: Change, to state: RecordState?) -> FieldID? {
    let wrong = change.writes.first { write in
      guard let field = Schema.field(change.kind, number: write.field.number), !isFormed(write, field) else {
        return false
      }
      return !(state?[write.field]?.heads.contains { $0.value == write.value } ?? false)
    }
    if let wrong { return wrong.field }
    // Everything names a case by its number, and whoever logs one gives it one.
    let number = CaseField.number.number
    guard change.kind == .case, state == nil,
      !change.writes.contains(where: { $0.field.number == number && $0.value == .flag(true) })
    else { return nil }
    return FieldID(number)
  }

  /// Whether a name of who wrote can be shown: no control characters but a tab, line feeds neither. Nothing else is asked of
  /// it: earlier programs took names from wherever they stood, and tabs with them.
  package static func isName(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy { scalar in
      scalar == "\t" || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
    }
  }

  /// Whether a name of a device or branch can stand in a list: on one line, with nothing that a terminal obeys or that
  /// makes a line read as something else.
  package static func isLabel(_ name: String) -> Bool { !name.unicodeScalars.contains(where: isUnseen) }

  /// What is left of a name without all that; white space as one space.
  package static func label(_ name: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if scalar.properties.isWhitespace { kept.append(" ") } else if !isUnseen(scalar) { kept.append(scalar) }
    }
    return String(kept).split(separator: " ").joined(separator: " ")
  }

  /// C0, DEL, C1, the marks of direction, the separators of lines and paragraphs.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isFormed(_ write: FieldWrite, _ field: FieldDefinition) -> Bool {
    switch write.value {
    case .none, .opaque: return true
    default: break
    }
    guard field.isSet else { return write.field.element == nil && isFormed(write.value, field) }
    guard let element = write.field.element, !element.isEmpty,
      TextInput.isStored(element, limit: TextInput.elementLimit)
    else { return false }
    switch (write.value, field.elements) {
    case (.flag, .words), (.flag, .amounts): return true
    case (.text(let text), .texts): return isText(text, field)
    case (.text(let text), .amounts): return isAmount(text)
    default: return false
    }
  }

  private static func isFormed(_ value: Value, _ field: FieldDefinition) -> Bool {
    switch (value, field.type) {
    case (.flag, .flag): true
    case (.sight, .system): field != CaseField.branch
    case (.text(let text), .system): field == CaseField.branch && BranchCode(text) != nil
    case (.text(let text), .date): DateText.isWritten(text)
    case (.text(let text), .money): isAmount(text)
    case (.text(let text), .reference): RecordID(text: text)?.description == text
    case (.text(let text), .text), (.text(let text), .longText), (.text(let text), .phone),
      (.text(let text), .term):
      isText(text, field)
    default: false
    }
  }

  private static func isText(_ text: String, _ field: FieldDefinition) -> Bool {
    verbatim.contains { $0 === field } || TextInput.isStored(text)
  }

  /// What a person did not type: a decision quotes what stood there, several values as one text; a file is named as
  /// its map names it. Of these nothing but a text is asked.
  private static let verbatim = [
    DecisionField.caseField, DecisionField.value, DecisionField.rejected, CaseField.importSource,
    SurveyField.source,
  ]

  private static func isAmount(_ text: String) -> Bool {
    guard let money = Money(stored: text), money.minorUnits >= 0 else { return false }
    return money.currency.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}

extension FieldDefinition {
  /// What the elements of a set hold besides nothing.
  package enum Elements: Sendable {
    /// A flag: the element is in the set.
    case words
    /// A text for each.
    case texts
    /// An amount of money, or a flag where it costs none.
    case amounts
  }

  package var elements: Elements {
    if self === OptionField.remedies { return .amounts }
    return Self.withTexts.contains { $0 === self } ? .texts : .words
  }

  private static let withTexts = [
    DecisionField.rejected, DecisionField.rejectedBranch, PolicyField.limits, PolicyField.terms,
    PolicyField.lanes,
    CalendarField.week, CalendarField.days, CalendarField.own,
  ]
}

extension DateText {
  /// Whether a text is a day, or an RFC 3339 `date-time` with whole minutes of offset and no leap second.
  static func isWritten(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count != 10 else { return DateText(stored: text) != nil }
    func isDigits(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { (0x30...0x39).contains($0) } }
    func stands(_ scalars: String, _ at: Int) -> Bool { scalars.utf8.contains(bytes[at]) }
    guard bytes.count >= 20, stands("-", 4), stands("-", 7), stands("Tt", 10), stands(":", 13),
      stands(":", 16), isDigits(11..<13), isDigits(14..<16), isDigits(17..<19)
    else { return false }
    var end = 19
    if stands(".", end) {
      end += 1
      while end < bytes.count, isDigits(end..<end + 1) { end += 1 }
      guard end > 20 else { return false }
    }
    let isUTC = end + 1 == bytes.count && stands("Zz", end)
    let isOffset = end + 6 == bytes.count && stands("+-", end) && stands(":", end + 3)
    return (isUTC || isOffset) && DateText(rfc3339: text) != nil
  }
}
