import Language
package import Versioning

/// The fields of a case, or of a change to one, built from what a person typed or a file held.
package struct CaseInput: Sendable {
  /// In the order given; each field once.
  package private(set) var edits: [FieldEdit]
  package var now: LocalClock
  /// By which typed terms are found.
  private let terms: Terms
  /// Nobody typed when it was logged: the clock says it, when it is logged.
  package private(set) var isLoggedByClock = false

  /// A draft with nothing in it. `now` gives the clock of typed times.
  package init(now: LocalClock, terms: Terms = .builtIn) {
    edits = []
    self.now = now
    self.terms = terms
  }

  /// What an edit of a case typed; empty text clears a field.
  package init(
    _ typed: [(id: String, text: String)], now: LocalClock, terms: Terms = .builtIn
  ) throws(FieldError) {
    self.init(now: now, terms: terms)
    for (id, text) in typed { try set(id, text) }
  }

  /// A new case: what was typed, without what was left empty; `received` and logged now unless something
  /// else was typed.
  package static func newCase(
    _ typed: [(id: String, text: String)] = [], now: LocalClock, terms: Terms = .builtIn
  ) throws(FieldError) -> CaseInput {
    var draft = try CaseInput(typed, now: now, terms: terms)
    draft.edits.removeAll { $0.value == .none }
    draft.fill(CaseField.status, .text(CaseStatus.received.rawValue))
    draft.isLoggedByClock = draft[CaseField.loggedAt] == nil
    draft.fill(CaseField.loggedAt, .text(DateText.time(now.now.wholeSeconds).stored))
    try draft.requireTagsNameNobody()
    return draft
  }

  /// Sets when it was logged to what the clock shows, unless somebody typed it.
  package mutating func log(at wall: LocalTime) {
    guard isLoggedByClock else { return }
    edits.removeAll { $0.field == FieldID(CaseField.loggedAt.number) }
    fill(CaseField.loggedAt, .text(DateText.time(wall.wholeSeconds).stored))
  }

  /// Sets the field with this id (option name, alias) to a typed text; for a set, adds and removes what a
  /// list such as `+vip, -young` says.
  package mutating func set(_ id: String, _ text: String) throws(FieldError) {
    let definition = try definition(id, text)
    for edit in try FieldInput.edits(text, of: definition, now: now) {
      try add(edit, definition, text)
    }
  }

  /// Refuses times at which nothing can have happened, of what a person typed or a file says: commands make nothing
  /// that breaks a rule at once (`CaseRule.impossibleTime`).
  /// - Parameters:
  ///   - isImported: it comes from a file, which may be much older than this program.
  ///   - isOwn: it is what a case of ours held, whose times may be of clocks that differ.
  package func requirePossibleTimes(isImported: Bool = false, isOwn: Bool = false) throws(FieldError) {
    for field in Self.pastFields
    where field != CaseField.loggedAt || !isLoggedByClock {
      if let value = self[field] {
        try Self.requirePossible(value, of: field, now: now, isImported: isImported, isOwn: isOwn)
      }
    }
    if !isOwn { try requireOrder() }
  }

  /// What a case says of when it happened.
  private static let pastFields = [CaseField.loggedAt, CaseField.occurredAt, CaseField.closedAt]

  /// Every field that says when something happened, of whatever record. Promises, and when something is due or begins to
  /// be in force, are none.
  private static let allPastFields: Set<FieldDefinition> = Set(
    pastFields + [
      SignalField.noticedAt, SignalField.repliedAt, SurveyField.at, ConsentField.at, RemarkField.at,
      CommitmentField.doneAt, TaskField.doneAt, TaskField.lookedAt,
      AttendanceField.at,
    ])

  /// Whether a field says when something happened.
  package static func isOfPast(_ field: FieldDefinition) -> Bool { allPastFields.contains(field) }

  /// Nothing is closed before it is logged. A day may be any moment of it.
  private func requireOrder() throws(FieldError) {
    guard case .text(let loggedText)? = self[CaseField.loggedAt],
      case .text(let closedText)? = self[CaseField.closedAt],
      let logged = DateText(stored: loggedText), let closed = DateText(stored: closedText),
      closed.isBefore(logged)
    else { return }
    throw FieldError(CaseField.closedAt, typed: closed.short, .beforeLogged(logged.short))
  }

  /// Lets a reference point to another record than what was read says.
  package mutating func refer(_ definition: FieldDefinition, to record: RecordID) {
    let field = FieldID(definition.number)
    for place in edits.indices where edits[place].field == field {
      edits[place].value = .text(record.description)
    }
  }

  /// The same of one value of any field; one that does not say when something happened may lie anywhere.
  package static func requirePossible(
    _ value: Value, of definition: FieldDefinition, now: LocalClock, isImported: Bool = false,
    isOwn: Bool = false
  ) throws(FieldError) {
    guard isOfPast(definition), case .text(let text) = value, let date = DateText(stored: text),
      let objection = PlausibleTime.objection(typed: date, now: now, isImported: isImported, isOwn: isOwn)
    else { return }
    throw FieldError(definition, typed: date.short, objection)
  }

  /// Adds one element to a set, commas and signs in its name and all.
  package mutating func add(element: String, to id: String) throws(FieldError) {
    let definition = try definition(id, element)
    let name = try FieldInput.element(element, of: definition)
    try add(FieldEdit(FieldID(definition.number, name), .flag(true)), definition, element)
  }

  /// Gives the case a number. (Numbers are given by the store, which counts them.)
  package mutating func add(_ number: CaseNumber) {
    let field = FieldID(CaseField.number.number, number.description)
    if self[field] == nil { edits.append(FieldEdit(field, .flag(true))) }
  }

  /// What the draft sets a field to; nil where it does not touch it.
  package subscript(field: FieldID) -> Value? { edits.first { $0.field == field }?.value }

  package subscript(definition: FieldDefinition) -> Value? { self[FieldID(definition.number)] }

  private mutating func fill(_ definition: FieldDefinition, _ value: Value) {
    if self[definition] == nil { edits.append(FieldEdit(FieldID(definition.number), value)) }
  }

  /// The same value twice is one; two different ones are refused, because keeping either loses the other.
  private mutating func add(
    _ edit: FieldEdit, _ definition: FieldDefinition, _ typed: String
  ) throws(FieldError) {
    guard let present = self[edit.field] else {
      edits.append(edit)
      return
    }
    guard present == edit.value else { throw FieldError(definition, typed: typed, .givenTwice) }
  }

  private func definition(_ id: String, _ text: String) throws(FieldError) -> FieldDefinition {
    guard let definition = Schema.field(.case, id) else {
      throw FieldError(
        field: shown(id), label: Label(DomainMessage.field), typed: text, reason: .unknownField)
    }
    return terms[definition]
  }
}

extension LocalTime {
  var wholeSeconds: LocalTime {
    LocalTime(milliseconds: milliseconds - Int64(millisecond), offsetMinutes: offsetMinutes)
  }
}
