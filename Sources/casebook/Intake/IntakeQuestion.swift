import Complaints
import Console
import Language
import Terminal

/// The six steps of an intake, in the order in which a conversation goes.
enum IntakeStep: Int, CaseIterable {
  case listen = 1
  case happened, expectation, needs, classification, customer

  var title: Label {
    switch self {
    case .listen: Label(en: "Listen", zhHans: "倾听")
    case .happened: Label(DomainMessage.whatHappened)
    case .expectation: Label(en: "What was hoped for", zhHans: "客户期望")
    case .needs: Label(en: "Needs and mood", zhHans: "诉求与情绪")
    case .classification: Label(en: "Classification", zhHans: "分类")
    case .customer: Label(en: "Customer, and saying it back", zhHans: "客户与复述")
    }
  }

  var advice: Label {
    switch self {
    case .listen:
      Label(
        en: "Let them finish. Ask openly, do not interrupt, write down their own words.",
        zhHans: "先让客户把话说完：开放式提问，不打断，记原话。")
    case .happened: Label(en: "Facts only: what, which order, when, where.", zhHans: "只记事实：什么产品、哪一单、何时、何地。")
    case .expectation:
      Label(en: "What was promised, and what would put it right?", zhHans: "当初承诺了什么？怎样处理客户才满意？")
    case .needs: Label(en: "Facts and feelings are two needs. Feelings first.", zhHans: "实际诉求和情绪诉求要分开，先安抚情绪。")
    case .classification:
      Label(en: "Your first impression: it can be changed later.", zhHans: "先凭第一印象填，以后可以改。")
    case .customer:
      Label(en: "Say it back in your own words, and ask whether it is right.", zhHans: "用自己的话复述一遍，请客户确认。")
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
  /// Taken line by line, until a line that says so.
  var hasLines: Bool { field == CaseField.narrative }
  var isNeeded: Bool { field == CaseField.channel || field == CaseField.narrative }
  var isYesOrNo: Bool { isRestated || field.type == .flag }
  var label: Label { asked ?? field.label }

  static let restatedID = "restated"

  /// All of them, with the terms of today.
  static func all(_ terms: Terms) -> [IntakeQuestion] {
    all.map { IntakeQuestion(step: $0.step, field: terms[$0.field], asked: $0.asked) }
  }

  private static let all: [IntakeQuestion] = [
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
    IntakeQuestion(step: .needs, field: CaseField.emotionBefore, asked: Label(IntakeQuestionMessage.mood)),
    IntakeQuestion(step: .classification, field: CaseField.type),
    IntakeQuestion(step: .classification, field: CaseField.problemClass),
    IntakeQuestion(step: .classification, field: CaseField.severity),
    IntakeQuestion(step: .classification, field: CaseField.urgency),
    IntakeQuestion(step: .classification, field: CaseField.safety),
    IntakeQuestion(step: .customer, field: CaseField.customerName),
    IntakeQuestion(step: .customer, field: CaseField.phone),
    IntakeQuestion(step: .customer, field: CaseField.customerID),
    IntakeQuestion(step: .customer, field: CaseField.segment),
    IntakeQuestion(step: .customer, field: CaseField.listening, asked: Label(IntakeQuestionMessage.saidBack)),
  ]

  // MARK: - Answers

  /// What can be chosen; empty for texts.
  var choices: [Term] {
    if isYesOrNo { return [Term("yes", IntakeQuestionMessage.yes), Term("no", IntakeQuestionMessage.no)] }
    return field.vocabulary?.terms.filter { !$0.retired } ?? []
  }

  /// The typed answer in the form in which the draft keeps it, and what it was taken for. A choice may be typed by
  /// its number, its id, or its name in either language or the beginning of that.
  /// - Throws: `FieldError`.
  func accepted(_ typed: String, now: LocalClock) throws(FieldError) -> IntakeAnswer {
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
      if TypedDate.isByWrongClock(typed, now: now) {
        throw FieldError(field, typed: typed, .byWrongClock(now.date))
      }
      try CaseInput.requirePossible(.text(date.date.stored), of: field, now: now)
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
  func shown(_ text: String, _ language: Language, now: LocalClock) -> String {
    if isYesOrNo { return Vocabulary.yesNo.text(text, language) }
    if field.isSet {
      return text.split(separator: ",").map { FieldDisplay.element(String($0), field, language) }
        .joined(separator: Label(PunctuationMessage.comma).text(language))
    }
    guard let value = try? FieldInput.parse(text, as: field, now: now) else { return text }
    return FieldDisplay.text(value, field, language, to: now.zone)
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
    "yes_no", Label(IntakeQuestionMessage.yesOrNo),
    [Term("yes", IntakeQuestionMessage.yes), Term("no", IntakeQuestionMessage.no)])
}

enum IntakeQuestionMessage: Message {
  case mood
  case saidBack
  case yesOrNo
  case no
  case yes

  var label: Label {
    switch self {
    case .mood:
      Label(en: "Mood", zhHans: "情绪")
    case .saidBack:
      Label(en: "Said back", zhHans: "已复述确认")
    case .yesOrNo:
      Label(en: "Yes or no", zhHans: "是否")
    case .no:
      Label(en: "No", zhHans: "否")
    case .yes:
      Label(en: "Yes", zhHans: "是")
    }
  }
}
