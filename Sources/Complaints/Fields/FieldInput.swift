package import Versioning

/// One value set on one field, ready to stand in a change.
package struct FieldEdit: Hashable, Sendable {
  package var field: FieldID
  package var value: Value

  package init(_ field: FieldID, _ value: Value) {
    self.field = field
    self.value = value
  }
}

/// From what a person typed to what a record stores.
package enum FieldInput {
  /// The value of a field that holds one value, or of one element of a set (then `flag(true)`; its name
  /// is `element(_:of:)`). Empty text clears the field: `none`. `now` gives the clock of typed times.
  package static func parse(
    _ text: String, as definition: FieldDefinition, now: LocalClock
  ) throws(FieldError) -> Value {
    do throws(FieldError.Reason) {
      return try value(text, definition.type, now: now)
    } catch {
      throw FieldError(definition, typed: text, error)
    }
  }

  /// The name of an element of a set as it is stored: the id of a term, or a free word in NFC.
  package static func element(
    _ text: String, of definition: FieldDefinition
  ) throws(FieldError) -> String {
    do throws(FieldError.Reason) {
      let element = TextInput.line(try TextInput.clean(text, limit: TextInput.elementLimit))
      guard !element.isEmpty else { throw FieldError.Reason.emptyElement }
      if case .terms(let vocabulary) = definition.type { return try term(element, vocabulary) }
      guard case .words = definition.type else { throw FieldError.Reason.notTyped }
      return element
    } catch {
      throw FieldError(definition, typed: text, error)
    }
  }

  /// Everything that a typed text sets: one edit for a field with one value. For a set, one for each entry
  /// of a list divided by commas, semicolons, 、 or line ends: `T` and `+T` add, `-T` removes. An element
  /// that this version does not know can be removed by its exact name. An empty list sets nothing.
  package static func edits(
    _ text: String, of definition: FieldDefinition, now: LocalClock
  ) throws(FieldError) -> [FieldEdit] {
    guard definition.isSet, definition.type != .system else {
      return [FieldEdit(FieldID(definition.number), try parse(text, as: definition, now: now))]
    }
    var edits: [FieldEdit] = []
    for entry in text.split(whereSeparator: { ",，、;；\n\r\r\n".contains($0) }) {
      let entry = String(entry).trimmed
      if entry.isEmpty { continue }
      let removes = entry.hasPrefix("-") || entry.hasPrefix("－")
      let signed = removes || entry.hasPrefix("+") || entry.hasPrefix("＋")
      let name = signed ? String(entry.dropFirst()) : entry
      let element =
        removes ? try removable(name, of: definition) : try element(name, of: definition)
      edits.append(FieldEdit(FieldID(definition.number, element), removes ? .none : .flag(true)))
    }
    return edits
  }

  private static func removable(
    _ name: String, of definition: FieldDefinition
  ) throws(FieldError) -> String {
    do {
      return try element(name, of: definition)
    } catch {
      switch error.reason {
      case .unknownTerm, .retiredTerm: return name.trimmed
      default: throw error
      }
    }
  }

  private static func value(
    _ text: String, _ type: FieldType, now: LocalClock
  ) throws(FieldError.Reason) -> Value {
    if type == .system { throw .notTyped }
    let text = try TextInput.clean(text)
    if text.isEmpty { return .none }
    switch type {
    case .text:
      return .text(TextInput.line(text))
    case .longText:
      return .text(text)
    case .term(let vocabulary):
      return .text(try term(text, vocabulary))
    case .terms(let vocabulary):
      _ = try term(text, vocabulary)
      return .flag(true)
    case .words:
      _ = try TextInput.clean(text, limit: TextInput.elementLimit)
      return .flag(true)
    case .date:
      guard let date = DateText(typed: text, now: now) else {
        throw TypedDate.isLeftOut(text, now: now) ? .leftOutTime : .notADate
      }
      if TypedDate.isByWrongClock(text, now: now) { throw .byWrongClock(now.date) }
      return .text(date.stored)
    case .money:
      return .text(try money(text).stored)
    case .flag:
      guard let flag = flag(text) else { throw .notYesOrNo }
      return .flag(flag)
    case .phone:
      guard
        text.unicodeScalars.contains(where: { $0.isASCIIDigit || $0.properties.numericType == .decimal })
      else { throw .notAPhoneNumber }
      // Two numbers below one another are two.
      return .text(
        text.split(whereSeparator: \.isNewline).map { TextInput.line(String($0).trimmed) }
          .filter { !$0.isEmpty }.joined(separator: ", "))
    case .reference:
      guard let id = recordID(text) else { throw .notACaseID }
      return .text(id.description)
    case .system:
      throw .notTyped
    }
  }

  private static func term(_ text: String, _ vocabulary: Vocabulary) throws(FieldError.Reason) -> String {
    switch vocabulary.match(text) {
    case .term(let term) where term.retired: throw .retiredTerm(vocabulary)
    case .term(let term): return term.id
    case .ambiguous(let terms): throw .ambiguousTerm(terms)
    case .unknown: throw .unknownTerm(vocabulary)
    }
  }

  private static func money(_ text: String) throws(FieldError.Reason) -> Money {
    do {
      return try Money(typed: text)
    } catch {
      switch error {
      case .unreadable: throw .notAnAmount
      case .unknownCurrency(let code): throw .unknownCurrency(code)
      case .tooManyDecimals(let currency, let allowed):
        throw .tooManyDecimals(currency: currency, allowed: allowed)
      case .tooLarge: throw .amountTooLarge
      case .ambiguousComma(let currency): throw .ambiguousComma(currency: currency)
      }
    }
  }

  private static func flag(_ text: String) -> Bool? {
    switch text.foldedToASCII.lowercased() {
    case "yes", "y", "true", "1", "on", "是", "有", "对": true
    case "no", "n", "false", "0", "off", "否", "无", "没有", "不是": false
    default: nil
    }
  }

  /// A whole record id, with or without the dashes of a UUID. Whoever takes a case number from a person
  /// looks it up first: this target knows no store.
  private static func recordID(_ text: String) -> RecordID? {
    guard case .partial(_, let digits?) = CaseReference.classify(text) else { return nil }
    return RecordID(text: digits)
  }
}
