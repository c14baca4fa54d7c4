package import Complaints
import GRDB
import RecordStore
package import Versioning
import Zones

extension CaseReading {
  /// What head office published to be learnt, by key; what was retired too.
  package func courses() throws -> [Course] {
    var courses: [String: Course] = [:]
    for state in try sharedRecords(.course) {
      guard let course = Course(state) else { continue }
      courses[course.key] = course
    }
    return courses.values.sorted { $0.key < $1.key }
  }

  /// What is read for a course, in the order of their keys: of what is not published here nothing.
  package func materials(of course: Course) throws -> [KnowledgeItem] {
    try KnowledgeForm.allCases.flatMap { form in
      try course.materials(form).compactMap { key in
        try db.published(form.kind, key)?.decoded().flatMap {
          KnowledgeItem($0, scope: RecordTables.sharedScope)
        }
      }
    }
  }

  package func version(of course: Course) throws -> Int64 {
    course.version(with: try materials(of: course).map(\.record.state))
  }

  /// What people took part in, the newest first.
  /// - Parameters:
  ///   - branch: of that branch only.
  ///   - course: of that course only.
  package func attendances(branch: String? = nil, of course: RecordID? = nil) throws -> [Attendance] {
    try db.map(
      """
      SELECT r.id, s.code, a.person, a.subject, a.course, a.title, a.deed, a.version, a.at, a.correct, a.asked
      FROM attendances a JOIN records r ON r.rid = a.rid JOIN scopes s ON s.rid = r.scope
      WHERE (?1 IS NULL OR s.code = ?1) AND (?2 IS NULL OR a.course = ?2)
      ORDER BY a.at DESC, r.id DESC
      """, values: [.text(branch), course.map { .id($0) } ?? .null]
    ) { row -> Attendance? in
      guard let id = row.identifier(0), let branch = row.text(1) else { return nil }
      return Attendance(
        id: id, branch: branch, name: row.text(2), subject: row.text(3), course: row.identifier(4),
        title: row.text(5), deed: row.text(6).flatMap(TrainingDeed.init(rawValue:)),
        version: row.isNull(7) ? nil : row.time(7), at: row.text(8).flatMap { DateText(written: $0) },
        result: row.isNull(9)
          ? nil : QuizResult(right: Int(row.integer(9)), of: Int(row.integer(10))))
    }.compactMap(\.self)
  }

  /// Everybody who works at a branch, or (nil) at any that is here.
  package func trainees(of branch: String?) throws -> [Trainee] {
    try people(of: branch).filter { !$0.hasLeft }.map(Trainee.init)
  }

  /// How some people stand to all that is for them, or to one course.
  /// - Parameter course: nil: to each.
  package func standings(of trainees: [Trainee], course: Course? = nil) throws -> [TrainingStanding] {
    let asked = try course.map { [$0] } ?? courses().filter { !$0.isRetired }
    guard !asked.isEmpty, !trainees.isEmpty else { return [] }
    var found: [TrainingPlace: [Attendance]] = [:]
    let branches = Set(trainees.map(\.branch))
    let only = branches.count == 1 ? branches.first : nil
    for one in try attendances(branch: only, of: course?.id) {
      guard let subject = one.subject, let of = one.course else { continue }
      found[TrainingPlace(subject: subject, course: of), default: []].append(one)
    }
    let versions = try asked.map { try version(of: $0) }
    let time = try now.milliseconds
    var zones: [String: Zone] = [:]
    for branch in branches {
      zones[branch] = try calendars(of: branch).inForce(at: time).zone ?? zone
    }
    return trainees.flatMap { trainee -> [TrainingStanding] in
      let subjects = trainee.subjects
      return zip(asked, versions).filter { $0.0.isFor(trainee) }.map { course, version in
        TrainingStanding(
          course, version: version, trainee,
          subjects.flatMap { found[TrainingPlace(subject: $0, course: course.id)] ?? [] },
          zone: zones[trainee.branch] ?? zone, now: time)
      }
    }
  }

  /// What the staff has found to help, the newest first.
  package func tips() throws -> [Tip] {
    try branchStates(.manuscript).compactMap { Tip($0.state, scope: $0.scope) }.sorted { $0.id > $1.id }
  }
}

private struct TrainingPlace: Hashable {
  let subject: String
  let course: RecordID
}
