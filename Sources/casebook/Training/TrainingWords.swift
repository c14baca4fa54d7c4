import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// The keys of what there is to learn, for completion.
var courseKeys: CompletionKind? {
  TermCompletion.keys { try $0.courses().filter { !$0.isRetired }.map(\.key) }
}

extension Context {
  /// What a key, or an unambiguous beginning of one, names.
  func course(_ typed: String, _ reader: ReplicaReader) throws -> Course {
    try one(
      of: reader.courses(), typed, id: \.key, what: Label(TrainingMessage.noun),
      list: "casebook training list --all")
  }

  /// Somebody by name, at a branch.
  /// - Throws: `CommandFailure` where nobody of that name is laid down there, or several are.
  func trainee(_ typed: String, at branch: String, _ reader: ReplicaReader) throws -> Trainee {
    let employee = try employee(typed, at: branch, reader)
    if let person = employee.person { return Trainee(person) }
    let me = try reader.trainee(as: author)
    guard me.branch != branch || !me.isCalled(employee.name) else { return me }
    throw CommandFailure(
      "not_found", .notFound, Label(PersonMessage.unknown(typed)), hint: Label(PersonMessage.listHint))
  }

  /// What one says of itself.
  func json(_ course: Course, version: Int64) -> JSON {
    func text(_ field: FieldDefinition) -> JSON { .optional(course.record.text(field)) }
    return [
      "id": .string(course.key), "record": .string(course.id.description), "title": text(CourseField.title),
      "topic": text(CourseField.topic), "form": .string(course.form.rawValue), "text": text(CourseField.text),
      "articles": .strings(course.materials(.article)), "studies": .strings(course.materials(.study)),
      "roles": .strings(course.elements(CourseField.roles)),
      "branches": .strings(course.elements(CourseField.branches)), "due": text(CourseField.due),
      "every_months": .optional(course.months.map { Int64($0) }), "again": .bool(course.isOwedAgain),
      "look_again": text(CourseField.lookAgain), "questions": .integer(Int64(course.quiz.questions.count)),
      "retired": .bool(course.isRetired), "version": .string(time(version).rfc3339),
    ]
  }

  /// How somebody stands to one.
  func json(_ standing: TrainingStanding) -> JSON {
    [
      "id": .string(standing.course.key), "title": .optional(standing.course.title),
      "form": .string(standing.course.form.rawValue), "branch": .string(standing.trainee.branch),
      "person": .string(standing.trainee.name), "owed": .bool(standing.isOwed),
      "due": .optional(standing.isOwed ? standing.due?.stored : nil),
      "overdue": .bool(standing.isOverdue(at: now.milliseconds)),
      "done_at": .optional(standing.done?.at?.stored),
      "result": .optional(standing.all.first { $0.result != nil }?.result?.stored),
      "current": .bool(standing.done?.version.map { $0 >= standing.version } ?? false),
    ]
  }

  func text(of topic: String?) -> String { topic.map { Vocabulary.trainingTopic.text($0, language) } ?? "" }

  /// For whom it is, in a line.
  func audience(of course: Course) -> String {
    let comma = text(PunctuationMessage.comma)
    let roles = course.elements(CourseField.roles).map { Vocabulary.role.text($0, language) }
    let parts = [roles, course.elements(CourseField.branches)].filter { !$0.isEmpty }
      .map { $0.joined(separator: comma) }
    return parts.isEmpty ? text(TrainingMessage.forAll) : parts.joined(separator: " · ")
  }

  /// To do, late or done.
  func cell(_ standing: TrainingStanding?) -> Cell {
    guard let standing else { return Cell("") }
    guard standing.isOwed else { return Cell("✓ " + text(TrainingMessage.done), style: .dim) }
    return standing.isOverdue(at: now.milliseconds)
      ? Cell(text(TrainingMessage.overdue), style: .red) : Cell(text(TrainingMessage.owed), style: .yellow)
  }

  /// What there is to read of one: its own text, then what it names.
  func printMaterial(_ course: Course, _ materials: [KnowledgeItem]) throws {
    if let text = course.text {
      try out()
      for line in Markdown(text).lines(width: columns, style: style) { try out(line) }
    }
    for item in materials {
      try out()
      let head = text(item.form.label) + "  " + (item.title ?? item.name)
      try out(style.apply(.bold, to: head.sanitised(.joined)))
      for field in item.form.texts {
        guard let text = item.text(field) else { continue }
        if field != ManuscriptField.body { try out(style.apply(.bold, to: self.text(field.label))) }
        for line in Markdown(text).lines(width: columns, style: style) { try out(line) }
      }
    }
  }

  func json(_ materials: [KnowledgeItem]) -> JSON {
    .array(
      materials.map { item in
        .object(
          [
            ("id", .string(item.name)), ("kind", .string(item.form.rawValue)),
            ("title", .optional(item.title)),
          ] + item.form.texts.map { ($0.id, .optional(item.text($0))) })
      })
  }

  /// Head office's answer to a change of one.
  func tell(_ course: Course, changed: Bool, version: Int64) throws {
    if json {
      guard case .object(let members) = json(course, version: version) else { return }
      return try emit(.object(members + [("changed", .bool(changed))]))
    }
    err(changed ? .published(course.key) : .alreadySo)
  }

  /// The tip that the end of an id names.
  func tip(_ typed: String, _ reader: ReplicaReader) throws -> Tip {
    try one(
      of: reader.tips(), typed, id: \.name, what: Label(TrainingMessage.tipNoun),
      list: "casebook training tips")
  }

  func json(_ tip: Tip, _ count: HelpfulCount?) -> JSON {
    [
      "id": .string(tip.name), "record": .string(tip.id.description), "branch": .string(tip.branch),
      "text": .optional(tip.text), "author": .optional(tip.author),
      "helped": .integer(Int64(count?.yes ?? 0)), "not_helped": .integer(Int64(count?.no ?? 0)),
    ]
  }
}

extension CommandFailure {
  init(_ refusal: TrainingRefusal) {
    switch refusal {
    case .ownScore: self.init("own_score", .gateRefused, Label(TrainingMessage.ownScore))
    case .ownTip:
      self.init(
        "own_tip", .gateRefused, Label(TrainingMessage.ownTip), hint: Label(TrainingMessage.ownTipHint))
    }
  }
}
