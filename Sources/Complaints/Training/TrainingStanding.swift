package import Versioning
package import Zones

/// What somebody took part in.
package struct Attendance: Sendable, Equatable {
  package let id: RecordID
  package let branch: String
  package let name: String?
  /// Whose it is; nil where that was erased.
  package let subject: String?
  package let course: RecordID?
  package let title: String?
  /// Nil for one of a later version.
  package let deed: TrainingDeed?
  package let version: Int64?
  package let at: DateText?
  package let result: QuizResult?

  package init(
    id: RecordID, branch: String, name: String?, subject: String?, course: RecordID?, title: String?,
    deed: TrainingDeed?, version: Int64?, at: DateText?, result: QuizResult?
  ) {
    (self.id, self.branch, self.name, self.subject, self.course) = (id, branch, name, subject, course)
    (self.title, self.deed, self.version, self.at, self.result) = (title, deed, version, at, result)
  }

  package init?(_ state: RecordState, branch: String) {
    guard state.kind == .attendance else { return nil }
    let record = LoopRecord(state)
    self.init(
      id: state.record, branch: branch, name: record.text(AttendanceField.person),
      subject: record.text(AttendanceField.subject),
      course: record.text(AttendanceField.course).flatMap { RecordID(text: $0) },
      title: record.text(AttendanceField.title),
      deed: record.text(AttendanceField.deed).flatMap(TrainingDeed.init(rawValue:)),
      version: record.text(AttendanceField.version).flatMap { Int64($0) },
      at: record.date(AttendanceField.at),
      result: record.text(AttendanceField.result).flatMap(QuizResult.init(stored:)))
  }

  /// Whether it is what a form asks for.
  package func fulfils(_ form: TrainingForm) -> Bool {
    deed == form.deed && (form != .quiz || result?.isPassed ?? false)
  }
}

/// How somebody stands to something that is to be learnt.
package struct TrainingStanding: Sendable {
  package let course: Course
  package let trainee: Trainee
  package let version: Int64
  /// When it was done last, as it asks for.
  package let done: Attendance?
  /// All that is recorded of it, the newest first.
  package let all: [Attendance]
  /// Something is to be done for it, now or soon.
  package let isOwed: Bool
  /// The last day for it, where it has one.
  package let due: DateText?
  /// The last moment of that; milliseconds since 1970.
  package let dueAt: Int64?

  /// It is owed from so many days before the end of its months.
  private static let notice = 30

  /// - Parameters:
  ///   - all: what is recorded of both.
  ///   - zone: by whose clocks days begin and end.
  package init(
    _ course: Course, version: Int64, _ trainee: Trainee, _ all: [Attendance], zone: Zone, now: Int64
  ) {
    func moment(_ attendance: Attendance) -> Int64 { attendance.at?.start(in: zone).milliseconds ?? .min }
    func day(_ milliseconds: Int64) -> CivilDate { LocalTime(milliseconds: milliseconds, zone: zone).date }
    self.course = course
    self.trainee = trainee
    self.version = version
    self.all = all.sorted { (moment($0), $0.id) > (moment($1), $1.id) }
    let done = self.all.first { $0.fulfils(course.form) }
    self.done = done
    var owed: DateText?
    if let done {
      let next = course.months.map {
        SpokenDateReader.moved(day(max(moment(done), PlausibleTime.first)), months: $0)
      }
      let isNext = next.map { day(now) >= $0.adding(days: -Self.notice) } ?? false
      // A date that was laid down before there was this version is none for it.
      let isLater = course.isOwedAgain && done.version.map { $0 < version } ?? false
      let again = isLater ? course.due.flatMap { $0.end(in: zone) >= version ? $0 : nil } : nil
      owed = [isNext ? next.map { .day($0) } : nil, again].compactMap(\.self)
        .min { $0.end(in: zone) < $1.end(in: zone) }
      isOwed = isNext || isLater
    } else {
      let since = trainee.person?.since
      let begun = max(since ?? .min, course.since)
      owed = course.due ?? course.months.map { .day(SpokenDateReader.moved(day(begun), months: $0)) }
      // Nobody is late with what was over before they came.
      if let date = owed, let since, date.end(in: zone) < since { owed = .day(day(since)) }
      isOwed = true
    }
    due = owed
    dueAt = owed?.end(in: zone)
  }

  package func isOverdue(at now: Int64) -> Bool { isOwed && dueAt.map { $0 < now } ?? false }

  /// What comes first: what is late and due, the earlier the sooner; then what has no date; by key and name.
  package static func comesFirst(_ a: TrainingStanding, _ b: TrainingStanding) -> Bool {
    func rank(_ one: TrainingStanding) -> (Int64, String, String, String) {
      (one.dueAt ?? .max, one.trainee.branch, one.trainee.name, one.course.key)
    }
    return rank(a) < rank(b)
  }
}

/// What is counted of one person, or of a branch.
package struct TrainingCounts: Sendable, Equatable {
  package private(set) var assigned = 0
  package private(set) var done = 0
  package private(set) var read = 0
  package private(set) var passed = 0
  package private(set) var overdue = 0
  /// Right answers of all that were asked, of the last quiz of each course.
  package private(set) var right = 0
  package private(set) var asked = 0

  package init() {}

  package mutating func add(_ standing: TrainingStanding, now: Int64) {
    assigned += 1
    if standing.done != nil, !standing.isOwed { done += 1 }
    if standing.all.contains(where: { $0.deed == .read }) { read += 1 }
    if standing.all.contains(where: { $0.result?.isPassed ?? false }) { passed += 1 }
    if standing.isOverdue(at: now) { overdue += 1 }
    if let last = standing.all.first(where: { $0.deed == .quiz && $0.result != nil })?.result {
      right += last.right
      asked += last.of
    }
  }

  package mutating func add(_ other: TrainingCounts) {
    assigned += other.assigned
    done += other.done
    read += other.read
    passed += other.passed
    overdue += other.overdue
    right += other.right
    asked += other.asked
  }
}
