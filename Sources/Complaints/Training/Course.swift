package import Versioning
package import Zones

/// What head office wants people to know, and by when (domain.md, section 7).
package struct Course: Sendable {
  package let record: LoopRecord
  package let key: String
  // Read once: a report asks them of everybody.
  /// What takes part of a form of a later version does so as in a course.
  package let form: TrainingForm
  package let due: DateText?
  package let months: Int?
  package let isOwedAgain: Bool
  package let isRetired: Bool
  /// When it was laid down; milliseconds since 1970.
  package let since: Int64
  private let roles: Set<String>
  private let branches: Set<String>

  /// Nil for a record of another kind, or one that is not the one which its key names.
  package init?(_ state: RecordState) {
    guard state.kind == .course, let key = SharedRecord(state).key else { return nil }
    let record = LoopRecord(state)
    self.record = record
    self.key = key
    form = record.text(CourseField.form).map { TrainingForm(rawValue: $0) ?? .course } ?? .reading
    due = record.date(CourseField.due)
    months = record.text(CourseField.months).flatMap(Self.months)
    isOwedAgain = record.flag(CourseField.again)
    isRetired = record.flag(CourseField.retired)
    since = record.made?.at ?? PlausibleTime.first
    roles = Set(Self.elements(CourseField.roles, of: state))
    branches = Set(Self.elements(CourseField.branches, of: state))
  }

  package var id: RecordID { record.id }
  package var title: String? { record.text(CourseField.title) }
  package var topic: String? { record.text(CourseField.topic) }
  package var text: String? { record.text(CourseField.text) }
  package var lookAgain: DateText? { record.date(CourseField.lookAgain) }
  /// What of the quiz can be read.
  package var quiz: Quiz { Quiz(stored: record.text(CourseField.questions) ?? "") }

  package func elements(_ field: FieldDefinition) -> [String] { Self.elements(field, of: record.state) }

  private static func elements(_ field: FieldDefinition, of state: RecordState) -> [String] {
    state.elements(of: field.number).filter { $0.value == .flag(true) }.compactMap(\.field.element)
  }

  /// The keys of what is read for it.
  package func materials(_ form: KnowledgeForm) -> [String] {
    elements(form == .article ? CourseField.articles : CourseField.studies)
  }

  /// A number of months that can be meant; nil for anything else.
  package static func months(_ text: String) -> Int? {
    Int(text.foldedToASCII).flatMap { (1...120).contains($0) ? $0 : nil }
  }

  package func isFor(_ trainee: Trainee) -> Bool {
    !isRetired && (roles.isEmpty || roles.contains(trainee.role.rawValue))
      && (branches.isEmpty || branches.contains(trainee.branch))
  }

  /// Which version of it somebody knows who knows it now: when the last of what is learnt was written, in milliseconds since
  /// 1970. The same wherever the same is held.
  /// - Parameter materials: what is read for it, as published.
  package func version(with materials: [RecordState]) -> Int64 {
    func latest(_ state: RecordState, _ fields: [FieldDefinition]) -> Int64 {
      fields.flatMap { state.elements(of: $0.number) }.flatMap(\.heads).map(\.version.madeAt).max() ?? 0
    }
    let read = materials.compactMap { state in
      KnowledgeForm(state.kind).map { form in latest(state, form.content.compactMap(form.published)) }
    }
    return ([latest(record.state, CourseField.content)] + read).max() ?? 0
  }

  /// The day has come to look at it again.
  package func isToLookAt(_ now: Int64, zone: Zone) -> Bool {
    guard !isRetired, let day = lookAgain else { return false }
    return day.start(in: zone).milliseconds <= now
  }
}

/// Somebody who is to learn things: laid down at a branch, or known by name alone.
package struct Trainee: Sendable {
  package let name: String
  package let branch: String
  package let role: Role
  package let person: Person?

  package init(_ person: Person) {
    (name, branch, role, self.person) = (person.name, person.branch, person.role, person)
  }

  package init(name: String, branch: String, role: Role) {
    (self.name, self.branch, self.role, person) = (name, branch, role, nil)
  }

  /// As what is recorded from now on has it.
  package var subject: String { person.map(Remark.subject) ?? Remark.subject(named: name, at: branch) }

  /// All under which something may have been recorded, also before they were laid down.
  package var subjects: Set<String> {
    guard let person else { return [subject] }
    return Set([subject] + person.names.map { Remark.subject(named: $0, at: branch) })
  }
}
