import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

extension Context {
  /// A case as programs read it: `{id, number, branch, status, …fields that are set…, tags, flags, version}`. It always has
  /// `logged_at`, by which lists are in order: where nobody said it, as in a file without dates, the moment at which the
  /// case was first saved (and `logged_at_derived`).
  /// - Parameter isExported: as a file of cases, which says what the cases hold and nothing beyond: it may come in again.
  func json(
    _ summary: CaseSummary, _ row: RecordRow, _ state: RecordState, deletion: DeletionState,
    isBreached: Bool = false, isExported: Bool = false
  ) -> [(String, JSON)] {
    var members: [(String, JSON)] = [
      ("id", .string(summary.id.description)), ("number", .string(summary.number)),
      ("branch", .string(summary.branch)), ("status", .optional(summary.status)),
      ("tags", .strings(elements(state, CaseField.tags))),
      ("flags", .strings(flags(summary, state, deletion, isBreached: isBreached))),
      ("version", .string(row.version)), ("updated_at", .string(time(summary.updatedAt).rfc3339)),
    ]
    for field in Schema.fields(of: .case) where field != CaseField.status && field != CaseField.tags {
      switch field.type {
      case .system: continue
      case .terms, .words:
        let elements = elements(state, field)
        if !elements.isEmpty { members.append((field.id, .strings(elements))) }
      default:
        let value = json(state.shown(field), field)
        if value != .null { members.append((field.id, value)) }
      }
    }
    if !isExported, state.shown(CaseField.loggedAt) == .none {
      members.append((CaseField.loggedAt.id, .string(summary.loggedAt)))
      members.append(("logged_at_derived", .bool(true)))
    }
    if let quality = state.clockQuality(CaseField.loggedAt) {
      members.append(("logged_at_clock", .string(clock(quality))))
    }
    let numbers = elements(state, CaseField.number)
    if numbers.count > 1 { members.append(("numbers", .strings(numbers))) }
    for field in state.fields where Schema.field(.case, number: field.field.number) == nil {
      members.append((fieldName(field.field, .case), .string(unknown(field.value))))
    }
    return members
  }

  /// A value of a field for programs.
  func json(_ value: Value, _ definition: FieldDefinition?) -> JSON {
    guard let definition else { return value == .none ? .null : .string(unknown(value)) }
    switch FieldDisplay.json(value, definition) {
    case .string(let text): return .string(text)
    case .integer(let number): return .integer(number)
    case .bool(let flag): return .bool(flag)
    case .null: return .null
    }
  }

  /// The elements that are in a set, in the order of their names.
  func elements(_ state: RecordState, _ definition: FieldDefinition) -> [String] {
    state.elements(of: definition.number).compactMap { field in
      field.value == .flag(true) ? field.field.element : nil
    }
  }

  /// Ids of the marks beside the status (`Vocabulary.caseFlags`), and `deleted`.
  /// - Parameter isBreached: lists leave it out, because it takes all records of a case to know.
  func flags(
    _ summary: CaseSummary, _ state: RecordState, _ deletion: DeletionState, isBreached: Bool = false
  ) -> [String] {
    var flags: [String] = []
    if state.value(FieldID(CaseField.escalated.number)) == .flag(true) { flags.append("escalated") }
    if state.value(FieldID(CaseField.emergency.number)) == .flag(true) { flags.append("emergency") }
    if summary.conflicts > 0 { flags.append("conflicted") }
    if summary.isMerged { flags.append("merged") }
    if isBreached { flags.append("breached") }
    if deletion == .deleted { flags.append("deleted") }
    return flags
  }

  func flagText(_ flag: String) -> String {
    flag == "deleted" ? text(DomainMessage.deleted) : Vocabulary.caseFlags.text(flag, language)
  }

  /// `severity`, `tags/vip`; a field that this version does not know by its number.
  func fieldName(_ field: FieldID, _ kind: RecordKind) -> String {
    let name = Schema.field(kind, number: field.number)?.id ?? "field-\(field.number)"
    return field.element.map { "\(name)/\($0)" } ?? name
  }

  /// A field's name for people: `Severity`, `Tags: vip`.
  func fieldLabel(_ field: FieldID, _ kind: RecordKind) -> String {
    guard let definition = Schema.field(kind, number: field.number) else { return "field-\(field.number)" }
    let label = definition.label.text(language)
    guard let element = field.element else { return label }
    return label + text(PunctuationMessage.colon) + FieldDisplay.element(element, terms[definition], language)
  }

  /// A value for people, one line or several; "(empty)" for none. Not sanitised.
  func display(_ value: Value, _ definition: FieldDefinition?) -> String {
    if value == .none { return text(CommonMessage.empty) }
    guard let definition else { return unknown(value) }
    if case .text(let text) = value {
      if definition == DecisionField.caseField { return DecidedField(text).label(self) }
      if definition == DecisionField.role { return Vocabulary.role.text(text, language) }
    }
    return FieldDisplay.text(value, terms[definition], language, to: zone)
  }

  private func unknown(_ value: Value) -> String {
    switch value {
    case .none: ""
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .flag(let flag): flag ? "true" : "false"
    case .sight(let dots): dots.map(\.description).joined(separator: " ")
    case .opaque(_, let bytes): hexadecimal(bytes)
    }
  }

  /// How far a version's clock can be trusted, as JSON says it.
  func clock(_ quality: ClockQuality) -> String {
    switch quality {
    case .local: "local"
    case .exact: "exact"
    case .estimated: "estimated"
    case .untrusted: "untrusted"
    }
  }
}
