import TestSupport
import Testing
import Versioning
import Zones

@testable import Complaints

/// Who owes what, by when, and whether it is done.
@Suite("What is to be learnt") struct TrainingStandingTests {
  private static let zone = Zone.fixed(480)
  private static let replica = ReplicaID(high: 1, low: 1)

  private static func moment(_ day: String) throws -> Int64 {
    try #require(DateText(stored: day)).start(in: zone).milliseconds
  }

  private static func state(
    _ kind: RecordKind, _ record: RecordID, at day: String, scope: String = "shared", _ writes: [FieldWrite]
  ) throws -> RecordState {
    let change = Change(
      dot: Dot(replica, 1), record: record, kind: kind, aggregate: record, scope: scope,
      author: Author(name: "Chen", branch: "HQ"), group: Group(first: 1, count: 1), salt: 7,
      writes: writes.sorted { $0.field < $1.field },
      times: Times(stamp: HybridTime(milliseconds: try moment(day)), wall: try moment(day)))
    return apply(change, to: nil).state
  }

  /// Laid down on 2026-11-01.
  private static func course(
    _ form: TrainingForm = .reading, _ values: (FieldDefinition, String?, Value)...
  ) throws -> Course {
    let fixed: [(FieldDefinition, String?, Value)] = [
      (SharedField.key, nil, .text("refunds")), (CourseField.title, nil, .text("Refunds")),
      (CourseField.form, nil, .text(form.rawValue)),
    ]
    return try #require(
      Course(
        try state(
          .course, SharedRecord.id(.course, "refunds"), at: "2026-11-01",
          (fixed + values).map { FieldWrite(FieldID($0.0.number, $0.1), $0.2) })))
  }

  private static func person(
    _ name: String = "Li Na", role: Role = .branchStaff, since day: String = "2026-10-01"
  )
    throws -> Trainee
  {
    let state = try state(
      .person, RecordID(high: 9, low: 9), at: day, scope: "SH01",
      [
        FieldWrite(FieldID(PersonField.name.number), .text(name)),
        FieldWrite(FieldID(PersonField.role.number), .text(role.rawValue)),
      ])
    return Trainee(try #require(Person(state, branch: "SH01")))
  }

  private static func did(
    _ deed: TrainingDeed, _ day: String, version: Int64? = 0, result: String? = nil, id: UInt64 = 1
  ) throws -> Attendance {
    Attendance(
      id: RecordID(high: 3, low: id), branch: "SH01", name: "Li Na", subject: nil, course: nil, title: nil,
      deed: deed, version: version, at: DateText(stored: day),
      result: result.flatMap(QuizResult.init(stored:)))
  }

  private static func standing(
    _ course: Course, _ trainee: Trainee? = nil, _ all: [Attendance] = [], version: Int64 = 0,
    on today: String = "2026-11-20"
  ) throws -> TrainingStanding {
    TrainingStanding(
      course, version: version, try trainee ?? person(), all, zone: zone, now: try moment(today))
  }

  @Test func `it is for the roles and branches that it names, or for all, until it is ended`() throws {
    let staff = try Self.person()
    let manager = try Self.person("Wang", role: .dutyManager)
    #expect(try Self.course().isFor(staff))
    let roles = try Self.course(.reading, (CourseField.roles, "duty_manager", .flag(true)))
    #expect(!roles.isFor(staff) && roles.isFor(manager))
    let elsewhere = try Self.course(.reading, (CourseField.branches, "SH02", .flag(true)))
    #expect(!elsewhere.isFor(staff))
    let taken = try Self.course(.reading, (CourseField.branches, "SH02", .flag(false)))
    #expect(taken.isFor(staff), "what was taken out narrows nothing")
    #expect(try !Self.course(.reading, (CourseField.retired, nil, .flag(true))).isFor(staff))
  }

  @Test func `it is owed by its day, to the end of it, and overdue after that`() throws {
    let course = try Self.course(.reading, (CourseField.due, nil, .text("2026-11-20")))
    let today = try Self.standing(course)
    #expect(today.isOwed && today.due == DateText(stored: "2026-11-20"))
    #expect(try !today.isOverdue(at: Self.moment("2026-11-20")))
    #expect(try today.isOverdue(at: Self.moment("2026-11-21")))
    let read = try Self.standing(course, nil, [Self.did(.read, "2026-11-25")], on: "2026-11-26")
    #expect(!read.isOwed && read.due == nil && read.done != nil)
    #expect(try !Self.standing(Self.course()).isOverdue(at: .max), "without a day nobody is late")
  }

  @Test func `nobody is late with what was over before they came`() throws {
    let course = try Self.course(.reading, (CourseField.due, nil, .text("2026-11-05")))
    let late = try Self.standing(course, Self.person(since: "2026-11-18"))
    #expect(late.due == DateText(stored: "2026-11-18"))
    #expect(try Self.standing(course).due == DateText(stored: "2026-11-05"))
  }

  @Test func `each form asks for its own, and of a quiz that it was passed`() throws {
    for (form, deed) in [
      (TrainingForm.reading, TrainingDeed.read), (.rolePlay, .tookPart), (.drill, .tookPart),
      (.course, .tookPart), (.seminar, .tookPart),
    ] {
      let course = try Self.course(form)
      for other in TrainingDeed.allCases {
        let isDone =
          try Self.standing(course, nil, [Self.did(other, "2026-11-10", result: "5/5")]).done != nil
        #expect(isDone == (other == deed), "\(form) \(other)")
      }
    }
    let quiz = try Self.course(.quiz)
    let failed = try Self.did(.quiz, "2026-11-11", result: "3/5", id: 2)
    #expect(try Self.standing(quiz, nil, [failed]).isOwed)
    let passed = try Self.standing(quiz, nil, [failed, Self.did(.quiz, "2026-11-10", result: "4/5")])
    #expect(!passed.isOwed && passed.done?.result == QuizResult(right: 4, of: 5))
    #expect(passed.all.first == failed, "the newest stands first")
  }

  @Test func `what comes round is owed again so many months later, and listed from thirty days before`()
    throws
  {
    let course = try Self.course(.drill, (CourseField.months, nil, .text("3")))
    let done = [try Self.did(.tookPart, "2026-08-31")]
    let before = try Self.standing(course, nil, done, on: "2026-10-30")
    #expect(!before.isOwed && before.due == nil)
    let soon = try Self.standing(course, nil, done, on: "2026-10-31")
    #expect(soon.isOwed && soon.due == DateText(stored: "2026-11-30"), "November has thirty days")
    #expect(try !soon.isOverdue(at: Self.moment("2026-11-30")))
    // Whoever never did it has as long from when it was laid down, or they were.
    #expect(try Self.standing(course).due == DateText(stored: "2027-02-01"))
    #expect(
      try Self.standing(course, Self.person(since: "2026-11-15")).due == DateText(stored: "2027-02-15"))
  }

  @Test func `a later version is owed again where the course says so, by its day if that is not over`() throws
  {
    let version = try Self.moment("2026-11-15")
    let old = [try Self.did(.read, "2026-11-10", version: version - 1)]
    #expect(try !Self.standing(Self.course(), nil, old, version: version).isOwed)
    let again = (CourseField.again, String?.none, Value.flag(true))
    let owed = try Self.standing(Self.course(.reading, again), nil, old, version: version)
    #expect(owed.isOwed && owed.due == nil && owed.done != nil)
    for (day, isDue) in [("2026-11-14", false), ("2026-11-15", true)] {
      let course = try Self.course(.reading, again, (CourseField.due, nil, .text(day)))
      #expect(
        try Self.standing(course, nil, old, version: version).due == (isDue ? DateText(stored: day) : nil))
    }
    let known = [try Self.did(.read, "2026-11-16", version: version)]
    #expect(try !Self.standing(Self.course(.reading, again), nil, known, version: version).isOwed)
  }

  @Test
  func `a version is when the last of what is learnt was written, its articles too, not who is to learn it`()
    throws
  {
    let course = try Self.course(.reading, (CourseField.due, nil, .text("2026-12-01")))
    #expect(try course.version(with: []) == Self.moment("2026-11-01"))
    let article = try Self.state(
      .article, SharedRecord.id(.article, "cards"), at: "2026-11-09",
      [
        FieldWrite(FieldID(SharedField.key.number), .text("cards")),
        FieldWrite(FieldID(ArticleField.body.number), .text("Look at the card.")),
      ])
    #expect(try course.version(with: [article]) == Self.moment("2026-11-09"))
    func edited(_ field: FieldDefinition, _ value: Value) throws -> Int64 {
      let change = Change(
        dot: Dot(Self.replica, 2), record: course.id, kind: .course, aggregate: course.id, scope: "shared",
        author: Author(name: "Chen", branch: "HQ"), group: Group(first: 2, count: 1), salt: 8,
        writes: [FieldWrite(FieldID(field.number), value)],
        times: Times(
          stamp: HybridTime(milliseconds: try Self.moment("2026-11-12")), wall: try Self.moment("2026-11-12"))
      )
      return try #require(Course(apply(change, to: course.record.state).state)).version(with: [])
    }
    #expect(try edited(CourseField.text, .text("More.")) == Self.moment("2026-11-12"))
    #expect(try edited(CourseField.questions, .text("? a\n+ b\n- c")) == Self.moment("2026-11-12"))
    for (field, value) in [
      (CourseField.due, Value.text("2026-12-02")), (CourseField.retired, .flag(true)),
      (CourseField.lookAgain, .text("2027-01-01")),
    ] { #expect(try edited(field, value) == Self.moment("2026-11-01"), "\(field.id)") }
  }

  @Test func `what was recorded before somebody was laid down is theirs`() throws {
    let person = try Self.person()
    #expect(person.subjects.contains(Remark.subject(named: "li na", at: "SH01")))
    #expect(!person.subjects.contains(Remark.subject(named: "Li Na", at: "SH02")))
    #expect(person.subject == Remark.subject(of: try #require(person.person)))
  }

  @Test func `what is counted adds up, and of several quizzes the last counts`() throws {
    var counts = TrainingCounts()
    let now = try Self.moment("2026-11-20")
    let late = try Self.course(.reading, (CourseField.due, nil, .text("2026-11-10")))
    counts.add(try Self.standing(late), now: now)
    let quizzes = [
      try Self.did(.quiz, "2026-11-08", result: "5/5"),
      try Self.did(.quiz, "2026-11-09", result: "2/5", id: 2),
    ]
    counts.add(try Self.standing(Self.course(.quiz), nil, quizzes), now: now)
    #expect(counts.assigned == 2 && counts.overdue == 1 && counts.done == 1 && counts.passed == 1)
    #expect(counts.right == 2 && counts.asked == 5 && counts.read == 0)
  }

  @Test func `a number of months is one to a hundred and twenty`() {
    #expect(Course.months("６") == 6 && Course.months("120") == 120)
    for text in ["0", "121", "-3", "x", ""] { #expect(Course.months(text) == nil) }
  }
}
