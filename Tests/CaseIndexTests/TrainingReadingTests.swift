import CaseIndex
import Complaints
import GRDB
import Replica
import TestSupport
import Testing
import Versioning

/// Training records as they are counted, without one of them being decoded.
@Suite("Training records") struct TrainingReadingTests {
  private func course(_ desk: Desk) throws -> Course {
    try desk.store.write { session in
      // As if head office had published it: a desk publishes nothing.
      session.create(
        SharedRecord.id(.course, "refunds"), kind: .course, scope: "shared",
        [
          FieldEdit(FieldID(SharedField.key.number), .text("refunds")),
          FieldEdit(FieldID(CourseField.title.number), .text("Refunds")),
          FieldEdit(FieldID(CourseField.form.number), .text("quiz")),
          FieldEdit(FieldID(CourseField.questions.number), .text("? a\n+ b\n- c")),
        ])
      try session.endGroup()
      return try #require(try session.reader.courses().first)
    }
  }

  @Test func `the table says what the records say, and is the same when it is made anew`() throws {
    let desk = try Desk()
    let course = try course(desk)
    let person = Trainee(name: "Li Na", branch: "SH01", role: .branchStaff)
    let ids = try desk.store.write { session in
      [
        try session.record(
          TrainingDone(.quiz, by: person, of: course, result: QuizResult(right: 3, of: 5))),
        try session.record(
          TrainingDone(.tookPart, by: person, of: nil, title: "茶艺研讨会", at: DateText(stored: "2026-11-20"))),
      ]
    }
    try desk.store.read { reader in
      let told = try reader.attendances()
      #expect(Set(told.map(\.id)) == Set(ids))
      for one in told {
        let state = try #require(try reader.db.record(one.id)?.decoded())
        #expect(Attendance(state, branch: "SH01") == one)
      }
      #expect(try reader.attendances(branch: "SH02").isEmpty)
      #expect(try reader.attendances(of: course.id).map(\.result) == [QuizResult(right: 3, of: 5)])
    }
    #expect(try desk.store.examine().derived.isEmpty)
    try desk.store.queue.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM attendances") }
    #expect(try !desk.store.examine().derived.isEmpty, "what was lost is told of")
  }

  @Test func `a record of a person counts for the course as it was, also under a name from before`() throws {
    let desk = try Desk()
    let course = try course(desk)
    func standing() throws -> TrainingStanding {
      try desk.store.read { try #require(try $0.standings(of: [$0.trainee()]).first) }
    }
    #expect(try standing().isOwed && standing().all.isEmpty)
    try desk.store.write { session in
      let me = try session.reader.trainee()
      #expect(me.person == nil)
      _ = try session.record(
        TrainingDone(.quiz, by: me, of: course, result: QuizResult(right: 5, of: 5)))
    }
    let done = try standing()
    #expect(!done.isOwed && done.done?.version == done.version)
    let other = Trainee(name: "Wang Fang", branch: "SH01", role: .branchStaff)
    #expect(try desk.store.read { try $0.standings(of: [other]).first?.isOwed } == true)
  }
}
