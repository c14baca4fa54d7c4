import Testing
import Versioning

@testable import Complaints

/// What happened lies behind the clock.
@Suite struct PastTimeTests {
  private func refusal(
    _ typed: String, of field: FieldDefinition = CaseField.loggedAt, now: LocalClock = here,
    isImported: Bool = false, isOwn: Bool = false
  ) throws -> FieldError.Reason? {
    let value = try FieldInput.parse(typed, as: field, now: now)
    do throws(FieldError) {
      try CaseInput.requirePossible(value, of: field, now: now, isImported: isImported, isOwn: isOwn)
      return nil
    } catch { return error.reason }
  }

  // `here` is 2026-11-22 15:30:45 in Shanghai.
  @Test(arguments: [
    ("2026-11-22 15:30", true), ("2026-11-22 15:35", true), ("2026-11-22 15:36", false),
    ("2026-11-22 23:00", false), ("today", true), ("tomorrow", false), ("2026-11-22 08:00 UTC", false),
    ("2026-11-22 07:00 UTC", true),
  ]) func `a time of what happened is taken up to a few minutes ahead of the clock`(
    typed: String, isTaken: Bool
  ) throws {
    for field in [
      CaseField.loggedAt, CaseField.occurredAt, CaseField.closedAt, SignalField.noticedAt,
      SignalField.repliedAt, SurveyField.at, ConsentField.at, RemarkField.at,
    ] {
      let expected: FieldError.Reason? = isTaken ? nil : .stillToCome("2026-11-22 15:30")
      #expect(try refusal(typed, of: field) == expected, "\(field.id) \(typed)")
    }
  }

  @Test func `promises lie ahead`() throws {
    for field in [CommitmentField.due, TaskField.due, StepField.until, EscalationField.expected] {
      #expect(try refusal("2027-01-01", of: field) == nil, "\(field.id)")
    }
  }

  @Test func `where nobody knows what time it is, a day is let through and is doubtful`() throws {
    var doubted = here
    doubted.isTrusted = false
    #expect(try refusal("2026-11-23 15:00", now: doubted) == nil)
    #expect(try refusal("2026-11-23 15:31", now: doubted) != nil)
    let ahead = try #require(DateText(typed: "2026-11-22 16:00", now: here))
    let past = try #require(DateText(typed: "2026-11-22 15:00", now: here))
    #expect(PlausibleTime.isDoubtful(typed: ahead, now: doubted))
    #expect(!PlausibleTime.isDoubtful(typed: past, now: doubted))
    #expect(!PlausibleTime.isDoubtful(typed: ahead, now: here))
  }

  @Test func `a day in a file may have begun somewhere else, and our own export was let through once`() throws
  {
    #expect(try refusal("2026-11-23", isImported: true) != nil)
    // Half past eight in the evening in Shanghai: the 23rd has begun on the Line Islands.
    let evening = LocalClock(
      withoutSummerTime: LocalTime(milliseconds: here.milliseconds + 18_000_000, offsetMinutes: 480))
    #expect(try refusal("2026-11-23", now: evening, isImported: true) == nil)
    #expect(try refusal("2026-11-23", now: evening) != nil)
    #expect(try refusal("2026-11-23 15:00", isImported: true) != nil)
    #expect(try refusal("2026-11-23 15:00", isImported: true, isOwn: true) == nil)
  }
}
