import Testing
import Versioning
import Zones

@testable import Complaints

/// What was promised to a customer, or asked of somebody, is a deadline.
@Suite struct OwedDeadlineTests {
  private static let hour: Int64 = 3_600_000

  /// A case with one commitment, made in the morning.
  private func promised(_ due: String, owner: String? = "Li Na") -> (CaseUnderTest, RecordID) {
    var found = CaseUnderTest([(CaseField.severity, "moderate")])
    let commitment = found.add(
      .commitment,
      [(CommitmentField.what, .text("Refund by card")), (CommitmentField.due, .text(due))]
        + (owner.map { [(CommitmentField.owner, .text($0))] } ?? []))
    return (found, commitment)
  }

  private func deadline(_ found: CaseUnderTest, zone: Zone = .fixed(480)) -> Deadline? {
    deadlines(of: found.file, policy: .standard, calendar: BranchCalendar(), zone: zone).first {
      $0.kind == .commitment
    }
  }

  private func outcome(_ found: CaseUnderTest, after hours: Int64, stopped: Int64? = nil) throws
    -> OwedOutcome?
  {
    let owed = try #require(found.file.owed.first)
    return OwedOutcome.of(
      owed, stopped: stopped, zone: .fixed(480), now: CaseUnderTest.morning + hours * Self.hour
    )?.outcome
  }

  @Test func `it is due when the customer was told, and is broken from then on until it is done`() throws {
    var (found, commitment) = promised("2026-11-20T12:00:00+08:00")
    let open = try #require(deadline(found))
    #expect(open.due == CaseUnderTest.morning + 2 * Self.hour && !open.isOver)
    #expect(!open.isBreached(at: open.due) && open.isBreached(at: open.due + 1))
    #expect(open.owed == .init(record: commitment, what: "Refund by card", owner: "Li Na"))
    #expect(open.title.en == "Commitment “Refund by card”" && open.title.zhHans == "承诺“Refund by card”")
    #expect(try outcome(found, after: 2) == .open && outcome(found, after: 3) == .overdue)
    found.add(.commitment, [(CommitmentField.doneAt, .text("2026-11-20T12:00:00+08:00"))], to: commitment)
    #expect(deadline(found)?.isBreached(at: open.due + 1) == false)
    #expect(try outcome(found, after: 3) == .kept)
  }

  @Test func `done after its date, it was broken by that much`() throws {
    var (found, commitment) = promised("2026-11-20T12:00:00+08:00")
    found.add(.commitment, [(CommitmentField.doneAt, .text("2026-11-20T13:30:00+08:00"))], to: commitment)
    let broken = try #require(deadline(found))
    #expect(broken.isBreached(at: 0) && broken.met == broken.due + 90 * 60_000)
    let owed = try #require(found.file.owed.first)
    let counted = OwedOutcome.of(owed, stopped: nil, zone: .fixed(480), now: .max)
    #expect(counted?.outcome == .late && counted?.late == 90 * 60_000)
  }

  @Test func `a day is kept until it ends by the clocks of the place`() {
    let (found, _) = promised("2026-11-20")
    // 2026-11-21T00:00 in Shanghai and in London.
    #expect(deadline(found)?.due == CaseUnderTest.morning + 14 * Self.hour - 1)
    #expect(deadline(found, zone: .utc)?.due == CaseUnderTest.morning + 22 * Self.hour - 1)
  }

  @Test func `waived in time it is owed no more; waived afterwards it was broken, and counts as that`()
    throws
  {
    var (found, commitment) = promised("2026-11-20T12:00:00+08:00")
    found.now = Self.hour
    found.add(.commitment, [(CommitmentField.waived, .text("not wanted"))], to: commitment)
    #expect(deadline(found) == nil)
    #expect(try outcome(found, after: 5) == .released)
    (found, commitment) = promised("2026-11-20T12:00:00+08:00")
    found.now = 3 * Self.hour
    found.add(.commitment, [(CommitmentField.waived, .text("not wanted"))], to: commitment)
    let late = try #require(deadline(found))
    #expect(late.isOver && late.isBreached(at: 0))
    #expect(late.reasons.map(\.en).contains("Given up after its date: not wanted"))
    #expect(try outcome(found, after: 5) == .overdue)
  }

  @Test
  func `a promise that got a later date after it broke is judged by the first; one moved in time is not`()
    throws
  {
    let first = "2026-11-20T12:00:00+08:00"
    var (found, commitment) = promised(first)
    var owed = try #require(found.file.commitments.first.flatMap { OwedRecord($0) })
    #expect(owed.missing(at: CaseUnderTest.morning + Self.hour, zone: .fixed(480)) == nil)
    let missing = try #require(owed.missing(at: CaseUnderTest.morning + 3 * Self.hour, zone: .fixed(480)))
    #expect(missing.field == FieldID(CommitmentField.missed.number) && missing.value == .text(first))
    found.now = 3 * Self.hour
    found.add(
      .commitment,
      [
        (CommitmentField.due, .text("2026-11-21T12:00:00+08:00")),
        (CommitmentField.missed, .text(first)),
      ], to: commitment)
    #expect(try outcome(found, after: 5) == .overdue, "the new date is to come")
    #expect(deadline(found)?.due == CaseUnderTest.morning + 26 * Self.hour, "what is due is the new date")
    #expect(
      deadline(found)?.reasons.map(\.en).contains { $0.hasPrefix("Broken: it was promised for") } ?? false)
    owed = try #require(found.file.commitments.first.flatMap { OwedRecord($0) })
    #expect(
      owed.missing(at: CaseUnderTest.morning + 40 * Self.hour, zone: .fixed(480)) == nil,
      "the first date that was missed stays")
    found.add(
      .commitment, [(CommitmentField.doneAt, .text("2026-11-20T18:00:00+08:00"))], to: commitment)
    #expect(try outcome(found, after: 40) == .late)
  }

  @Test func `what was open when its case was withdrawn is owed to nobody`() throws {
    var (found, _) = promised("2026-11-20T12:00:00+08:00")
    found.now = Self.hour
    found.step(.withdraw, to: .withdrawn, reason: "settled elsewhere")
    found.set([(CaseField.status, "withdrawn")])
    #expect(deadline(found) == nil)
    #expect(try outcome(found, after: 5, stopped: CaseUnderTest.morning + Self.hour) == .dropped)
  }

  @Test func `without a date it is no deadline, and no policy says its term`() {
    var found = CaseUnderTest()
    found.add(.commitment, [(CommitmentField.what, .text("Something"))])
    #expect(deadline(found) == nil)
    var policy = Policy.standard
    #expect(throws: PolicyInputError.self) { try policy.setTerm(typed: "commitment/minor=2h") }
    #expect(!DeadlineKind.ofPolicy.contains(.commitment) && DeadlineKind(typed: "承诺") == .commitment)
  }

  /// A case with one task.
  private func asked(_ fields: [(FieldDefinition, String)]) -> (CaseUnderTest, RecordID) {
    var found = CaseUnderTest([(CaseField.severity, "moderate")])
    let all = [(TaskField.what, "A board in the kitchen"), (TaskField.owner, "王伟")] + fields
    let task = found.add(.task, all.map { ($0.0, .text($0.1)) })
    return (found, task)
  }

  private func tasks(_ found: CaseUnderTest) -> [Deadline] {
    deadlines(of: found.file, policy: .standard, calendar: BranchCalendar(), zone: .fixed(480)).filter {
      $0.kind == .task
    }
  }

  @Test func `a task is due by its date, also after its case was closed, and makes no case late`() throws {
    var (found, task) = asked([(TaskField.due, "2026-11-20T12:00:00+08:00")])
    found.now = Self.hour
    found.step(.withdraw, to: .withdrawn, reason: "settled elsewhere")
    found.set([(CaseField.status, "withdrawn")])
    let open = try #require(tasks(found).first)
    #expect(!open.isOver && open.isBreached(at: open.due + 1))
    #expect(open.title.zhHans == "待办“A board in the kitchen”" && open.owed?.owner == "王伟")
    #expect(![open].isBreached(at: open.due + 1, isOpen: true))
    #expect(try outcome(found, after: 3, stopped: CaseUnderTest.morning) == .overdue)
    #expect(found.file.tasks.map(\.isOpen) == [true])
    found.add(.task, [(TaskField.dropped, .text("no kitchen any more"))], to: task)
    #expect(tasks(found).isEmpty && found.file.tasks.map(\.isOpen) == [false])
    #expect(try outcome(found, after: 3) == .released)
  }

  @Test func `what was done is looked at again on its day, and is open until then`() throws {
    var (found, task) = asked([
      (TaskField.due, "2026-11-20"), (TaskField.lookAgain, "2026-12-20"),
      (TaskField.doneAt, "2026-11-20T12:00:00+08:00"),
    ])
    let again = try #require(tasks(found).first { !$0.isOver })
    #expect(again.due == CaseUnderTest.morning + (30 * 24 + 14) * Self.hour - 1)
    #expect(again.title.en == "Look again: “A board in the kitchen”" && again.owed?.isLookedAtAgain == true)
    #expect(found.file.tasks.map(\.isOpen) == [true])
    found.add(.task, [(TaskField.lookedAt, .text("2026-12-19T12:00:00+08:00"))], to: task)
    #expect(tasks(found).allSatisfy { $0.isOver } && found.file.tasks.map(\.isOpen) == [false])
  }

  @Test func `what was given up stays so where an erasure has emptied the reason, and what was done is done`()
    throws
  {
    var (found, task) = asked([(TaskField.due, "2026-11-20T12:00:00+08:00")])
    found.add(.task, [(TaskField.dropped, .text("Mr Zhang moved away"))], to: task)
    var state = try #require(found.file.tasks.first).record.state
    state.erase(PersonalFields.numbers(in: state))
    let emptied = try #require(OwedRecord(LoopRecord(state)))
    #expect(emptied.released == nil && emptied.isReleased && !emptied.isOpen)
    // Of what was never given up an erasure says nothing.
    var (other, _) = asked([(TaskField.due, "2026-11-20T12:00:00+08:00")])
    other.now = 1
    state = try #require(other.file.tasks.first).record.state
    state.erase(PersonalFields.numbers(in: state))
    #expect(OwedRecord(LoopRecord(state))?.isOpen == true)
    // Done here, dropped there.
    found.add(.task, [(TaskField.doneAt, .text("2026-11-20T11:00:00+08:00"))], to: task)
    #expect(found.file.tasks.map(\.isOpen) == [false])
    #expect(try outcome(found, after: 3) == .kept)
  }
}
