package import Versioning

/// What is said of an employee, as its record has it.
package struct Remark: Sendable {
  package let record: LoopRecord
  /// Of which branch; nil where its scope is none that this version knows.
  package let branch: String

  /// - Parameter scope: the code of the record's scope.
  package init?(_ state: RecordState, scope: String) {
    guard state.kind == .remark else { return nil }
    record = LoopRecord(state)
    branch = Scope(scope)?.branch?.rawValue ?? scope
  }

  package var id: RecordID { record.id }
  /// What people type for it.
  package var name: String { String(id.description.suffix(6)) }
  /// Nil where it was erased.
  package var employee: String? { record.text(RemarkField.employee) }
  package var kind: String { record.text(RemarkField.kind) ?? "" }
  package var text: String? { record.text(RemarkField.text) }
  package var day: DateText? { record.date(RemarkField.at) }
  package var due: DateText? { record.date(RemarkField.due) }
  package var outcome: String? { record.text(RemarkField.outcome) }
  /// The kind of what is neither praise nor coaching: how somebody did in a role play or a drill.
  package static let exercise = "exercise"

  /// Of what was practised, where it is about that.
  package var course: RecordID? { record.text(RemarkField.course).flatMap { RecordID(text: $0) } }
  package var complaint: RecordID? { record.text(RemarkField.complaint).flatMap { RecordID(text: $0) } }
  /// Somebody took it back; the reason may have been erased since.
  package var isWithdrawn: Bool { isSaid(RemarkField.withdrawn) }
  /// Somebody has to look again.
  package var isOpen: Bool { due != nil && !isSaid(RemarkField.outcome) && !isWithdrawn && !isErased }
  /// Whom it was about was erased: nobody can look again.
  private var isErased: Bool {
    employee == nil && record.state.erased.contains(RemarkField.employee.number)
  }

  private func isSaid(_ field: FieldDefinition) -> Bool {
    record.text(field) != nil
      || record.state.erased.contains(field.number) && record.state[FieldID(field.number)] != nil
  }

  /// Whether it is about somebody.
  package func isAbout(_ person: Person) -> Bool {
    let subject = record.text(RemarkField.subject)
    if subject == Self.subject(of: person) { return true }
    // It was written before they were laid down.
    let unknown = person.names.map { Self.subject(named: $0, at: person.branch) }
    return subject.map(unknown.contains) ?? false
  }

  package func isAbout(_ name: String) -> Bool { employee?.folded == name.folded }

  /// Whether it is about whoever writes: what others noted of somebody is not for them to change or take back.
  /// - Parameter person: whom it names by id, where that is known.
  package func isAbout(_ author: Author, person: Person?) -> Bool {
    guard branch == author.branch else { return false }
    return isAbout(author.name) || person.map { isAbout($0) && $0.isCalled(author.name) } ?? false
  }

  /// The person whom it names by id.
  package var person: RecordID? {
    guard let subject = record.text(RemarkField.subject), subject.hasPrefix("employee ") else { return nil }
    return RecordID(text: String(subject.dropFirst("employee ".count)))
  }

  /// Who took it back.
  package var withdrawnBy: String? {
    guard isWithdrawn else { return nil }
    return record.state[FieldID(RemarkField.withdrawn.number)]?.winner?.version.author.name
  }

  /// Whom a record is about, as an erasure finds it: a person who was laid down by their id, whatever they are called
  /// later; anybody else by branch and name.
  package static func subject(of person: Person) -> String { "employee \(person.id)" }

  package static func subject(named name: String, at branch: String) -> String {
    "employee \(branch)/\(name.folded)"
  }
}

extension RecordKind {
  /// The field by whose value an erasure finds the records that are about somebody: a customer's cases, an employee's
  /// records. Nil: such a record is found by what it hangs on, or by its text.
  package var subjectField: FieldDefinition? {
    switch self {
    case .case: CaseField.customerID
    case .remark: RemarkField.subject
    case .attendance: AttendanceField.subject
    default: nil
    }
  }

  /// What an erasure of whom a record is about takes besides: it names them, and nobody else.
  package var namesOfSubject: [FieldDefinition] {
    switch self {
    case .remark: RemarkField.ofEmployee
    case .attendance: AttendanceField.ofEmployee
    default: []
    }
  }

  /// The fields whose text names somebody where the record hangs on none of his cases.
  package var textsThatName: [FieldDefinition] {
    [.signal, .remark, .manuscript, .helpful, .attendance, .acknowledgement].contains(self)
      ? Schema.fields(of: self).filter(\.personal) : []
  }
}

extension RecordKind {
  /// The kinds of what hangs on no case of a customer and may be of him all the same: on none at all, or, as a link, on
  /// another one.
  package static let besideCases = Schema.kinds.filter { !$0.textsThatName.isEmpty || $0 == .link }
}

extension CustomerTraces {
  /// Whether an erasure of the customer of some cases reaches a record that hangs on none of them: it became one of them,
  /// belongs to one, or names him.
  /// - Parameter texts: what it says, in every version that is known.
  package func reach(_ state: RecordState, of cases: Set<RecordID>, saying texts: [Value]) -> Bool {
    if state.linkedCases.contains(where: cases.contains) { return true }
    let said = texts.compactMap { value in if case .text(let text) = value { text } else { nil } }
    return areNamed(in: said.joined(separator: "\n"))
  }
}

extension RecordState {
  /// Whom it is about, in every version that stands.
  package var subjects: [(id: String, head: Head)] {
    guard let field = kind.subjectField else { return [] }
    return (self[FieldID(field.number)]?.heads ?? []).compactMap { head in
      if case .text(let id) = head.value { (id, head) } else { nil }
    }
  }

  /// The cases that a signal is said to have become, that something said of an employee belongs to, that knowledge was made
  /// of or tried in, or that a link goes to.
  package var linkedCases: [RecordID] {
    fields.compactMap { kind.linkedCase($0.field, $0.value) }
  }
}

extension Change {
  /// Whom it says that its record is about.
  package var subject: String? {
    guard let field = kind.subjectField, case .text(let id)? = write(to: FieldID(field.number))?.value else {
      return nil
    }
    return id
  }

  /// The same, as it says it.
  package var linkedCases: [RecordID] { writes.compactMap { kind.linkedCase($0.field, $0.value) } }
}

extension RecordKind {
  fileprivate func linkedCase(_ field: FieldID, _ value: Value) -> RecordID? {
    switch self {
    case .signal where field.number == SignalField.cases.number && ![.none, .flag(false)].contains(value):
      return field.element.flatMap { RecordID(text: $0) }
    case .manuscript
    where field.number == ManuscriptField.cases.number && ![.none, .flag(false)].contains(value):
      return field.element.flatMap { RecordID(text: $0) }
    case .helpful where field.number == HelpfulField.complaint.number:
      guard case .text(let id) = value else { return nil }
      return RecordID(text: id)
    case .link where field.number == LinkField.other.number:
      guard case .text(let id) = value else { return nil }
      return RecordID(text: id)
    case .remark where field.number == RemarkField.complaint.number:
      guard case .text(let id) = value else { return nil }
      return RecordID(text: id)
    default: return nil
    }
  }
}
