import Complaints
import Console
import Messages
import Terminal

/// The six steps of an intake, in the order in which a conversation goes.
enum IntakeStep: Int, CaseIterable {
  case listen = 1
  case happened, expectation, needs, classification, customer

  var title: Label {
    switch self {
    case .listen: Label(.intakeQuestionListen)
    case .happened: Label(.fieldDefinitionWhatHappened)
    case .expectation: Label(.intakeQuestionWhatWasHopedFor)
    case .needs: Label(.intakeQuestionNeedsAndMood)
    case .classification: Label(.intakeQuestionClassification)
    case .customer: Label(.intakeQuestionCustomerAndSayingItBack)
    }
  }

  var advice: Label {
    switch self {
    case .listen:
      Label(
        .intakeQuestionLetThemFinishAskOpenly)
    case .happened: Label(.intakeQuestionFactsOnlyWhatWhichOrder)
    case .expectation: Label(.intakeQuestionWhatWasPromisedAndWhat)
    case .needs: Label(.intakeQuestionFactsAndFeelingsAreTwo)
    case .classification: Label(.intakeQuestionYourFirstImpressionItCan)
    case .customer: Label(.intakeQuestionSayItBackInYour)
    }
  }
}

/// One question of the intake: a field of the case.
struct IntakeQuestion {
  let step: IntakeStep
  let field: FieldDefinition
  /// What is asked, where the field's own name does not say it.
  var asked: Label?

  var id: String { isRestated ? Self.restatedID : field.id }
  /// That the complaint was said back is an element of the listening checklist.
  var isRestated: Bool { field == CaseField.listening }
  /// Taken line by line, until an empty one.
  var hasLines: Bool { field == CaseField.narrative }
  var isNeeded: Bool { field == CaseField.channel || field == CaseField.narrative }
  var isYesOrNo: Bool { isRestated || field.type == .flag }
  var label: Label { asked ?? field.label }

  static let restatedID = "restated"

  static let all: [IntakeQuestion] = [
    IntakeQuestion(step: .listen, field: CaseField.channel),
    IntakeQuestion(step: .listen, field: CaseField.narrative),
    IntakeQuestion(step: .happened, field: CaseField.product),
    IntakeQuestion(step: .happened, field: CaseField.orderReference),
    IntakeQuestion(step: .happened, field: CaseField.amount),
    IntakeQuestion(step: .happened, field: CaseField.occurredAt),
    IntakeQuestion(step: .happened, field: CaseField.place),
    IntakeQuestion(step: .expectation, field: CaseField.expectation),
    IntakeQuestion(step: .expectation, field: CaseField.remedySought),
    IntakeQuestion(step: .needs, field: CaseField.needs),
    IntakeQuestion(step: .needs, field: CaseField.coreNeed),
    IntakeQuestion(step: .needs, field: CaseField.emotionBefore, asked: Label(.intakeQuestionMood)),
    IntakeQuestion(step: .classification, field: CaseField.type),
    IntakeQuestion(step: .classification, field: CaseField.problemClass),
    IntakeQuestion(step: .classification, field: CaseField.severity),
    IntakeQuestion(step: .classification, field: CaseField.urgency),
    IntakeQuestion(step: .classification, field: CaseField.safety),
    IntakeQuestion(step: .customer, field: CaseField.customerName),
    IntakeQuestion(step: .customer, field: CaseField.phone),
    IntakeQuestion(step: .customer, field: CaseField.customerID),
    IntakeQuestion(step: .customer, field: CaseField.segment),
    IntakeQuestion(step: .customer, field: CaseField.listening, asked: Label(.intakeQuestionSaidBack)),
  ]

  // MARK: - Answers

  /// What can be chosen; empty for texts.
  var choices: [Term] {
    if isYesOrNo { return [Term("yes", .termYes), Term("no", .termNo)] }
    return field.vocabulary?.terms.filter { !$0.retired } ?? []
  }

  /// The typed answer in the form in which the draft keeps it, and what it was taken for. A choice may be typed by
  /// its number, its id, or its name in either language or the beginning of that.
  /// - Throws: `FieldError`.
  func accepted(_ typed: String, now: LocalTime) throws(FieldError) -> IntakeAnswer {
    var text = typed
    if isYesOrNo {
      text = ["1": "yes", "2": "no"][typed.foldedToASCII] ?? typed
      let parsed = try FieldInput.parse(text, as: CaseField.safety, now: now)
      return IntakeAnswer(text: parsed == .flag(true) ? "yes" : "no")
    }
    if field.isSet {
      let entries = typed.split { ",，、;； \u{3000}".contains($0) }.map { chosen(String($0)) }
      var elements: [String] = []
      for entry in entries { elements.append(try Self.element(entry, of: field)) }
      return IntakeAnswer(text: elements.joined(separator: ","))
    }
    if case .date = field.type {
      guard let date = TypedDate(typed, now: now) else {
        throw FieldError(field, typed: typed, .notADate)
      }
      return IntakeAnswer(text: date.date.stored, isAssumed: date.isAssumed)
    }
    text = chosen(typed)
    let value = try FieldInput.parse(text, as: field, now: now)
    if field.vocabulary != nil, case .text(let id) = value { return IntakeAnswer(text: id) }
    return IntakeAnswer(text: text)
  }

  private static func element(_ typed: String, of field: FieldDefinition) throws(FieldError) -> String {
    let signed = typed.hasPrefix("-") || typed.hasPrefix("+")
    return (signed ? String(typed.prefix(1)) : "")
      + (try FieldInput.element(signed ? String(typed.dropFirst()) : typed, of: field))
  }

  private func chosen(_ typed: String) -> String {
    guard field.vocabulary != nil, let number = Int(typed.foldedToASCII), choices.indices.contains(number - 1)
    else { return typed }
    return choices[number - 1].id
  }

  /// A kept answer as people read it.
  func shown(_ text: String, _ language: Language, now: LocalTime) -> String {
    if isYesOrNo { return Vocabulary.yesNo.text(text, language) }
    if field.isSet {
      return text.split(separator: ",").map { FieldDisplay.element(String($0), field, language) }
        .joined(separator: Label(.commonListSeparator).text(language))
    }
    guard let value = try? FieldInput.parse(text, as: field, now: now) else { return text }
    return FieldDisplay.text(value, field, language)
  }
}

/// An answer as a draft keeps it.
struct IntakeAnswer {
  var text: String
  /// The words could have meant something else.
  var isAssumed = false
}

extension Vocabulary {
  fileprivate static let yesNo = Vocabulary(
    "yes_no", Label(.intakeQuestionYesOrNo), [Term("yes", .termYes), Term("no", .termNo)])
}
