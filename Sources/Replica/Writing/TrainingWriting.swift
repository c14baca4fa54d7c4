import CaseIndex
package import Complaints
import RecordStore
package import Versioning

/// What somebody did for a course, or beside all courses.
package struct TrainingDone: Sendable {
  package let trainee: Trainee
  /// Nil: it is none of head office's.
  package let course: Course?
  package let title: String?
  package let deed: TrainingDeed
  package let result: QuizResult?
  /// A day, or a moment; nil: now.
  package let at: DateText?

  package init(
    _ deed: TrainingDeed, by trainee: Trainee, of course: Course?, title: String? = nil,
    result: QuizResult? = nil, at: DateText? = nil
  ) {
    (self.deed, self.trainee, self.course, self.title, self.result, self.at) =
      (deed, trainee, course, title, result, at)
  }
}

/// Training: what there is to learn is head office's to say, who took part the branch's, and how well they did theirs who lead
/// it.
extension WriteSession {
  /// Makes a course or changes it. Branches have it with their next exchange.
  /// - Returns: whether anything changed.
  package mutating func publish(_ course: Course?, _ key: String, _ edits: [FieldEdit]) throws -> Bool {
    try publish(
      .course, key, edits.filter { (course?.record.state[$0.field]?.value ?? .none) != $0.value })
  }

  /// Records that somebody took part: a record of its own, so that of what two write at once nothing is lost.
  /// - Parameter id: nil: a fresh one.
  /// - Throws: `WriteRefusal`.
  package mutating func record(_ done: TrainingDone, id: RecordID? = nil) throws -> RecordID {
    try requireEditing()
    let version = try done.course.map { try reader.version(of: $0) }
    let id = id ?? newRecordID()
    let texts: [(FieldDefinition, String?)] = [
      (AttendanceField.person, done.trainee.name), (AttendanceField.subject, done.trainee.subject),
      (AttendanceField.course, done.course?.id.description), (AttendanceField.title, done.title),
      (AttendanceField.deed, done.deed.rawValue), (AttendanceField.version, version.map { "\($0)" }),
      (AttendanceField.at, done.at?.stored ?? now.rfc3339), (AttendanceField.result, done.result?.stored),
    ]
    create(
      id, kind: .attendance, scope: done.trainee.branch,
      texts.compactMap { field, text in text.map { FieldEdit(FieldID(field.number), .text($0)) } })
    try endGroup()
    return id
  }

  /// Says how somebody did in a role play or a drill, in the scope of those who lead the branch. That they took part is
  /// recorded besides, by whoever may.
  /// - Parameter edits: of fields of a remark: marks, kind, text, when to look again.
  /// - Throws: `WriteRefusal`.
  package mutating func score(_ done: TrainingDone, _ edits: [FieldEdit]) throws -> RecordID {
    guard let branch = BranchCode(done.trainee.branch) else {
      throw StoreError.failed(detail: "the branch \(done.trainee.branch)")
    }
    try reader.requireEmployeeRecords()
    guard !done.trainee.isCalled(author.name) else { throw TrainingRefusal.ownScore }
    var texts = [
      (RemarkField.employee, done.trainee.name), (RemarkField.subject, done.trainee.subject),
      (RemarkField.at, done.at?.stored ?? now.rfc3339),
    ]
    if let course = done.course { texts.append((RemarkField.course, course.id.description)) }
    let remark = try newRemark(
      texts.map { FieldEdit(FieldID($0.number), .text($1)) } + edits, at: branch)
    if identity.acting.mayEdit { _ = try record(done) }
    return remark
  }

  /// Notes what somebody has found to help, for colleagues: a manuscript of the branch's own.
  /// - Parameter id: nil: a fresh one.
  package mutating func newTip(_ edits: [FieldEdit], id: RecordID? = nil) throws -> RecordID {
    try requireEditing()
    let id = id ?? newRecordID()
    create(
      id, kind: .manuscript,
      [FieldEdit(FieldID(ManuscriptField.form.number), .text(Tip.form))] + edits.filter { $0.value != .none })
    try endGroup()
    return id
  }

  /// Says whether a tip is any good. Of one who says it twice the last counts.
  /// - Throws: `TrainingRefusal.ownTip` for whoever wrote it.
  package mutating func rate(_ tip: Tip, _ helps: Bool, id: RecordID? = nil) throws {
    try requireEditing()
    guard tip.author?.folded != author.name.folded || tip.branch != author.branch else {
      throw TrainingRefusal.ownTip
    }
    create(
      id ?? newRecordID(), kind: .helpful,
      [
        FieldEdit(FieldID(HelpfulField.of.number), .text(tip.id.description)),
        FieldEdit(FieldID(HelpfulField.helped.number), .flag(helps)),
      ])
    try endGroup()
  }

  /// Makes an article of a tip, handed in by whoever wrote it: head office publishes it like any other.
  package mutating func adopt(_ tip: Tip, _ edits: [FieldEdit]) throws {
    try requirePublishing()
    guard let row = try db.record(tip.id) else { throw StoreError.damaged(detail: "record \(tip.id)") }
    try edit(
      row,
      [
        FieldEdit(FieldID(ManuscriptField.form.number), .text(KnowledgeForm.article.rawValue)),
        FieldEdit(FieldID(ManuscriptField.submittedBy.number), .text(tip.author ?? author.name)),
        FieldEdit(FieldID(ManuscriptField.submittedAt.number), .text(now.rfc3339)),
      ] + edits)
    try endGroup()
  }
}

/// Why something of training is not done.
package enum TrainingRefusal: Error, Hashable {
  /// Nobody scores themselves.
  case ownScore
  /// Nobody rates what they wrote.
  case ownTip
}

extension Trainee {
  package func isCalled(_ typed: String) -> Bool {
    person?.isCalled(typed) ?? (name.folded == typed.folded)
  }
}

extension ReplicaReader {
  /// Whoever acts here, as what is learnt is recorded of them.
  /// - Parameter author: who is said to write; nil: whoever is signed in.
  package func trainee(as author: String? = nil) throws -> Trainee {
    let (name, branch) = (author ?? identity.author, identity.branch.rawValue)
    if let person = identity.person, person.isCalled(name) { return Trainee(person) }
    if let person = try people(of: branch).called(name) { return Trainee(person) }
    return Trainee(name: name, branch: branch, role: identity.acting)
  }
}
