import Complaints
import Testing
import Versioning

@testable import Simulator

/// Why something may stand in head office's quarantine.
@Suite("What the oracle lets head office refuse")
struct RefusalTests {
  private func entry(_ change: Change, _ reason: Verdict.Reason, first: UInt64? = nil)
    -> OfficeFacts.Quarantined
  {
    OfficeFacts.Quarantined(
      dot: change.dot, first: first ?? change.dot.number,
      hash: ContentHash(content: change.encodedContent()), aggregate: change.aggregate,
      reason: reason.rawValue, change: change)
  }

  @Test
  func `an unknown base only of who forges it, or where head office may have lost what it names`() throws {
    var story = OfficeStory()
    try story.take([FieldWrite(story.title, .text("soup"))])
    let honest = story.change([FieldWrite(story.title, .text("tea"))])
    story.make(honest)
    #expect(!story.oracle.mayStand(entry(honest, .unknownBase), isOfficeRestored: false))
    #expect(story.oracle.mayStand(entry(honest, .unknownBase), isOfficeRestored: true))
    var device = OfficeStory.hostile()
    let acts: [(HostileAct, Bool)] = [
      (.strangers(case: 1, Typed("title", 1)), true), (.edit(case: 1, Typed("title", 1), sees: true), false),
      (.approval(case: 1, role: 0), false),
    ]
    for (act, deserves) in acts {
      let forged = device.change(story.record, [], now: OfficeStory.now)
      story.oracle.rememberForgery(forged, act, by: device, event: 3, madeAt: 0)
      device.keep([forged])
      #expect(story.oracle.mayStand(entry(forged, .unknownBase), isOfficeRestored: false) == deserves)
    }
  }

  @Test
  func `forbidden only of who lost a right, who may be taken to decide, and what no device may`() throws {
    var story = OfficeStory()
    try story.take([FieldWrite(story.title, .text("soup"))])
    let honest = story.change([FieldWrite(story.title, .text("tea"))])
    story.make(honest, line: 4)
    #expect(!story.oracle.mayStand(entry(honest, .forbidden), isOfficeRestored: true))
    story.oracle.reassigned = [4]
    #expect(story.oracle.mayStand(entry(honest, .forbidden), isOfficeRestored: false))
    #expect(!story.oracle.mayStand(entry(honest, .malformed), isOfficeRestored: true))
    let acts: [(HostileAct, Role, Bool)] = [
      (.foreignChild(case: 1), .dutyManager, true),
      (.borrowedName(case: 1, Typed("title", 1)), .dutyManager, true),
      (.edit(case: 1, Typed("title", 1), sees: true), .dutyManager, false),
      (.settle(case: 1, Typed("title", 1)), .branchStaff, true),
      (.person(elsewhere: false), .branchStaff, true), (.person(elsewhere: false), .dutyManager, false),
      (.person(elsewhere: true), .dutyManager, true), (.term(key: 0, shared: true), .dutyManager, true),
      (.giveRole(person: 1, role: 0), .dutyManager, true), (.settleRole(person: 1), .dutyManager, true),
      (.knowledge(label: 1, .published), .dutyManager, true),
    ]
    for (at, (act, role, deserves)) in acts.enumerated() {
      var device = OfficeStory.hostile(role)
      for _ in 0..<at { device.keep([device.change(story.record, [], now: 0)]) }
      let forged = device.change(story.record, [], now: OfficeStory.now)
      story.oracle.rememberForgery(forged, act, by: device, event: 3, madeAt: 0)
      #expect(story.oracle.mayStand(entry(forged, .forbidden), isOfficeRestored: false) == deserves)
    }
  }

  @Test func `what cannot be read is a stranger's who named what he is yet to make`() {
    func unread(_ change: Change) -> OfficeFacts.Quarantined {
      OfficeFacts.Quarantined(
        dot: change.dot, first: change.dot.number, hash: ContentHash(content: []), aggregate: nil,
        reason: Verdict.Reason.malformed.rawValue, change: nil)
    }
    var story = OfficeStory()
    var device = OfficeStory.hostile()
    let title = Typed("title", 1)
    for (act, deserves) in [
      (HostileAct.ownFuture(case: 1, count: 1, title), true), (.ownFuture(case: 1, count: 2, title), true),
      (.strangers(case: 1, title), false),
    ] {
      let forged = device.change(story.record, [], now: OfficeStory.now)
      story.oracle.rememberForgery(forged, act, by: device, event: 3, madeAt: 0)
      device.keep([forged])
      #expect(story.oracle.mayStand(unread(forged), isOfficeRestored: true) == deserves)
    }
    let honest = story.change([FieldWrite(story.title, .text("tea"))])
    story.make(honest)
    #expect(!story.oracle.mayStand(unread(honest), isOfficeRestored: true))
  }

  @Test func `malformed only of who forges a value, and of an edit whose case was dropped or lost`() {
    var story = OfficeStory()
    let number = FieldID(CaseField.number.number, "SH01-KT-20261122-001")
    let made = story.change([FieldWrite(number, .flag(true))])
    let edit = story.change([FieldWrite(story.title, .text("tea"))])
    let maker = story.make(made)
    story.make(edit)
    #expect(!story.oracle.mayStand(entry(edit, .malformed), isOfficeRestored: false))
    #expect(story.oracle.mayStand(entry(edit, .malformed), isOfficeRestored: true))
    story.oracle.discard(maker)
    #expect(story.oracle.mayStand(entry(edit, .malformed), isOfficeRestored: false))
    #expect(!story.oracle.mayStand(entry(made, .malformed), isOfficeRestored: true))
    story = OfficeStory()
    var device = OfficeStory.hostile()
    for (act, deserves) in [
      (HostileAct.misshapen(case: 1, Typed("title", 1)), true),
      (.strangers(case: 1, Typed("title", 1)), false),
    ] {
      let forged = device.change(story.record, [], now: OfficeStory.now)
      story.oracle.rememberForgery(forged, act, by: device, event: 3, madeAt: 0)
      device.keep([forged])
      #expect(story.oracle.mayStand(entry(forged, .malformed), isOfficeRestored: false) == deserves)
    }
  }

  @Test
  func
    `an edit passes for a decision only of who may not decide, was not told, and says what another said unseen`()
    throws
  {
    func isExcused(mayDecide: Bool = false, isInformed: Bool = false, value: String = "tea") throws -> Bool {
      var story = OfficeStory()
      try story.take([FieldWrite(story.title, .text("soup"))])
      let edit = story.change([FieldWrite(story.title, .text(value))], by: ReplicaID(high: 9, low: 2))
      let id = story.make(edit, line: 2, mayDecide: mayDecide)
      try story.take([FieldWrite(story.title, .text("tea"))], isBlind: true)
      if !isInformed { story.oracle.uninformed = [2] }
      return story.oracle.mayPassForDecision(id, isOfficeRestored: false)
    }
    #expect(try isExcused())
    #expect(try !isExcused(mayDecide: true))
    #expect(try !isExcused(isInformed: true))
    #expect(try !isExcused(value: "milk"))
  }

  @Test
  func `what waits, waits for an earlier one of its own or of a copy's, and never for a stranger's`() throws {
    var story = OfficeStory()
    let copy = ReplicaID(high: 9, low: 2)
    let refused = entry(story.change([FieldWrite(story.title, .text("a"))]), .forbidden)
    let waiting = entry(story.change([FieldWrite(story.title, .text("b"))]), .waiting)
    let behind = entry(story.change([FieldWrite(story.title, .text("c"))]), .waiting)
    let copied = entry(story.change([FieldWrite(story.title, .text("d"))], by: copy), .waiting)
    let other = entry(
      story.change([FieldWrite(story.title, .text("e"))], of: RecordID(high: 1, low: 2)), .waiting)
    let all = [refused, waiting, behind, copied, other]
    #expect(story.oracle.isHeld(waiting, in: all))
    #expect(story.oracle.isHeld(behind, in: all))
    #expect(!story.oracle.isHeld(behind, in: [waiting, behind]), "both wait, for nothing")
    #expect(!story.oracle.isHeld(other, in: all), "of another case")
    #expect(!story.oracle.isHeld(copied, in: all))
    story.oracle.lines = [OfficeStory.replica: 3, copy: 3]
    #expect(story.oracle.isHeld(copied, in: all))
    story.oracle.lines = [OfficeStory.replica: 3, copy: 4]
    #expect(!story.oracle.isHeld(copied, in: all))
    // Of a group, each waits for what any of its cases waits for.
    let grouped = entry(
      story.change([FieldWrite(story.title, .text("f"))], of: RecordID(high: 1, low: 3)), .waiting,
      first: behind.dot.number)
    #expect(story.oracle.isHeld(grouped, in: [refused, behind, grouped]))
  }
}
