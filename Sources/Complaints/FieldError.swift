package import Messages

/// Why a typed value was not accepted for a field.
package struct FieldError: Error, Hashable, Sendable {
  package enum Reason: Error, Hashable, Sendable {
    case unknownField
    case unknownTerm(Vocabulary)
    case ambiguousTerm([Term])
    case retiredTerm(Vocabulary)
    case notADate
    case notAnAmount
    case unknownCurrency(String)
    case tooManyDecimals(currency: String, allowed: Int)
    case amountTooLarge
    case notYesOrNo
    case notAPhoneNumber
    case notACaseID
    /// Only the product itself writes the field.
    case notTyped
    case tooLong(bytes: Int, limit: Int)
    /// A scalar other than line feed and tab below U+0020 or in U+007F...U+009F.
    case controlCharacter(UInt32)
    /// An empty element of a set.
    case emptyElement
    /// The field was given two different values at once.
    case givenTwice
  }

  /// The id of the field, as typed where there is none such.
  package var field: String
  package var label: Label
  package var typed: String
  package var reason: Reason

  package init(field: String, label: Label, typed: String, reason: Reason) {
    self.field = field
    self.label = label
    self.typed = typed
    self.reason = reason
  }

  package init(_ definition: FieldDefinition, typed: String, _ reason: Reason) {
    self.init(field: definition.id, label: definition.label, typed: typed, reason: reason)
  }

  /// What is wrong, in one line.
  package func message(_ language: Language) -> String { message.text(language) }

  package var message: Label {
    let name = Label(id: field, label)
    return Label(.fieldErrorNameProblem, ["name": .label(name), "problem": .label(problem)])
  }

  /// What may be typed instead, in one line; nil where the message says it all.
  package func hint(_ language: Language) -> String? { advice?.text(language) }

  private var problem: Label {
    let typed = shown(typed)
    return switch reason {
    case .unknownField: Label(.fieldErrorThereIsNoSuchField)
    case .unknownTerm: Label(.fieldErrorIsNotOneOfIts, ["typed": .text(typed)])
    case .ambiguousTerm: Label(.fieldErrorCouldBeSeveralValues, ["typed": .text(typed)])
    case .retiredTerm: Label(.fieldErrorIsNoLongerUsed, ["typed": .text(typed)])
    case .notADate: Label(.fieldErrorIsNotADate, ["typed": .text(typed)])
    case .notAnAmount: Label(.fieldErrorIsNotAnAmount, ["typed": .text(typed)])
    case .unknownCurrency(let code):
      Label(.fieldErrorIsNotACurrencyCode, ["shown": .text(shown(code))])
    case .tooManyDecimals(let currency, 0):
      Label(.fieldErrorHasNoDecimals, ["typed": .text(typed), "currency": .text(currency)])
    case .tooManyDecimals(let currency, let allowed):
      Label(
        .fieldErrorHasAtMostDecimals,
        ["typed": .text(typed), "currency": .text(currency), "allowed": .number(allowed)])
    case .amountTooLarge: Label(.fieldErrorIsTooLarge, ["typed": .text(typed)])
    case .notYesOrNo: Label(.fieldErrorIsNeitherYesNorNo, ["typed": .text(typed)])
    case .notAPhoneNumber: Label(.fieldErrorHasNoDigits, ["typed": .text(typed)])
    case .notACaseID: Label(.fieldErrorIsNotTheIdOf, ["typed": .text(typed)])
    case .notTyped: Label(.fieldErrorThisFieldIsFilledIn)
    case .tooLong(let bytes, let limit):
      Label(.fieldErrorTheTextHasBytesAt, ["bytes": .number(bytes), "limit": .number(limit)])
    case .controlCharacter(let value):
      Label(
        .fieldErrorTheTextHoldsTheControl, ["value": .text(codePoint(value))])
    case .emptyElement: Label(.fieldErrorAnEmptyEntry)
    case .givenTwice: Label(.fieldErrorGivenTwiceWithDifferentValues)
    }
  }

  /// What may be typed instead; nil where the message says it all.
  package var advice: Label? {
    switch reason {
    case .unknownTerm(let vocabulary), .retiredTerm(let vocabulary):
      Self.choices(vocabulary.terms.filter { !$0.retired })
    case .ambiguousTerm(let terms): Self.choices(terms)
    case .notADate:
      Label(
        .fieldErrorWrite2026112215)
    case .notAnAmount, .amountTooLarge, .tooManyDecimals:
      Label(.fieldErrorWrite12812850128)
    case .unknownCurrency:
      Label(.fieldErrorUseACodeOfIso)
    case .notYesOrNo: Label(.fieldErrorWriteYesOrNo)
    case .notACaseID: Label(.fieldErrorGiveTheNumberOfThe)
    case .controlCharacter: Label(.fieldErrorOnlyLineBreaksAndTabs)
    default: nil
    }
  }

  private static func choices(_ terms: [Term]) -> Label {
    let choices = Label.list(terms.map { Label(id: $0.id, $0.label) })
    return Label(.fieldErrorOneOf, ["choices": .label(choices)])
  }
}

extension Label {
  /// How an id is told: in English it reads as a word, in Chinese it stands behind its label.
  package init(id: String, _ label: Label) {
    let both = Label(.fieldErrorLabelId, ["label": .label(label), "id": .text(id)])
    self.init(en: id, zhHans: both.zhHans)
  }
}

/// A typed text as it may stand in a message: the first 40 characters, with nothing that a
/// terminal would act on.
func shown(_ typed: String) -> String {
  var shown = ""
  for character in typed.trimmed.prefix(41) {
    for scalar in character.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
  }
  return shown.count > 40 ? shown.prefix(40) + "…" : shown
}

private func codePoint(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
