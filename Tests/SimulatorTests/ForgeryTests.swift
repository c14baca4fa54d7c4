import Complaints
import Testing
import Versioning

@testable import Simulator

/// What head office must not take from a hostile device, whatever comes of it.
@Suite("What the oracle lets nobody forge")
struct ForgeryTests {
  /// A case of SH01 with a title, and what a hostile device makes of it.
  private func verdict(
    by device: HostileDevice = OfficeStory.hostile(),
    scope: String = "SH01", told: Bool = false, isWarranted: Bool = false, isConflicted: Bool = false,
    _ forge: (inout HostileDevice, OfficeStory, [Dot]) -> Change
  ) throws -> Law? {
    var story = OfficeStory()
    var dots = [try story.take([FieldWrite(story.title, .text("soup"))]).dot]
    if isConflicted {
      dots.append(try story.take([FieldWrite(story.title, .text("tea"))], isBlind: true).dot)
    }
    story.oracle.places[story.record]?.scope = scope
    var device = device
    if told { device.told = Set(story.oracle.accepted.values) }
    let change = forge(&device, story, dots)
    story.oracle.rememberForgery(
      change, .foreignChild(case: 1), by: device, event: 9, madeAt: OfficeStory.now)
    let id = try #require(story.oracle.deed(salt: change.salt))
    if isWarranted { story.oracle.warrant(id) }
    do { _ = try story.oracle.accept(change, takenAt: OfficeStory.now) } catch let violation as Violation {
      return violation.law
    }
    return nil
  }

  private static func edit(_ value: String, base: @escaping ([Dot]) -> [Dot])
    -> (inout HostileDevice, OfficeStory, [Dot]) -> Change
  {
    { device, story, dots in
      device.change(
        story.record, [FieldWrite(story.title, .text(value), base: base(dots))], now: OfficeStory.now)
    }
  }

  @Test func `an edit in sight of what is there, or of nothing, is a deed like any other`() throws {
    #expect(try verdict(Self.edit("forged") { $0 }) == nil)
    #expect(try verdict(Self.edit("forged") { _ in [] }) == nil)
  }

  @Test func `a base that names what was not made, at all or in this record`() throws {
    let stranger = Dot(ReplicaID(high: 7, low: 7), 1)
    #expect(try verdict(Self.edit("forged") { $0 + [stranger] }) == .seeingBeatsClocks)
    #expect(
      try verdict(Self.edit("forged") { $0 + [Dot(OfficeStory.replica, 5)] }) == .seeingBeatsClocks)
    let own = OfficeStory.hostile().next
    #expect(try verdict(Self.edit("forged") { $0 + [own] }) == .seeingBeatsClocks)
    #expect(try verdict(isWarranted: true, Self.edit("forged") { $0 + [stranger] }) == nil)
    #expect(try verdict(isWarranted: true, Self.edit("forged") { $0 + [own] }) == .seeingBeatsClocks)
    let other = try verdict { device, story, _ in
      var story = story
      let elsewhere = story.change([FieldWrite(story.title, .text("x"))], of: RecordID(high: 1, low: 2))
      return device.change(
        story.record, [FieldWrite(story.title, .text("forged"), base: [elsewhere.dot])], now: OfficeStory.now)
    }
    #expect(other == .seeingBeatsClocks)
  }

  @Test func `people by staff or at another branch, and terms by anybody of a branch`() throws {
    func lay(
      _ role: Role, _ kind: RecordKind, in scope: String, _ writes: [FieldWrite] = []
    ) throws -> Law? {
      try verdict(by: OfficeStory.hostile(role)) { device, _, _ in
        device.change(
          RecordID(high: 3, low: 3), writes, now: OfficeStory.now, kind: kind, scope: scope)
      }
    }
    let name = FieldWrite(FieldID(PersonField.name.number), .text("forged"))
    #expect(try lay(.dutyManager, .person, in: "SH01", [name]) == nil)
    #expect(try lay(.branchStaff, .person, in: "SH01", [name]) == .nothingUnexpected)
    #expect(try lay(.dutyManager, .person, in: "SH02", [name]) == .nothingUnexpected)
    #expect(try lay(.dutyManager, .person, in: "shared", [name]) == .nothingUnexpected)
    #expect(try lay(.dutyManager, .term, in: "SH01") == .nothingUnexpected)
    #expect(try lay(.dutyManager, .term, in: "shared") == .nothingUnexpected)
  }

  @Test func `a manuscript or a word on what helped for everybody, and that a manuscript is published`()
    throws
  {
    func write(_ kind: RecordKind, in scope: String, _ fields: [FieldDefinition]) throws -> Law? {
      try verdict(by: OfficeStory.hostile(.dutyManager)) { device, _, _ in
        device.change(
          RecordID(high: 3, low: 3), fields.map { FieldWrite(FieldID($0.number), .text("forged")) },
          now: OfficeStory.now, kind: kind, scope: scope)
      }
    }
    #expect(try write(.manuscript, in: "SH01", [ManuscriptField.title]) == nil)
    #expect(try write(.manuscript, in: "shared", [ManuscriptField.title]) == .nothingUnexpected)
    #expect(try write(.manuscript, in: "SH01", [ManuscriptField.published]) == .nothingUnexpected)
    #expect(try write(.manuscript, in: "SH01", [ManuscriptField.returned]) == .nothingUnexpected)
    #expect(try write(.helpful, in: "SH01", [HelpfulField.comment]) == nil)
    #expect(try write(.helpful, in: "shared", [HelpfulField.comment]) == .nothingUnexpected)
    #expect(try write(.article, in: "shared", [KnowledgeField.title]) == .nothingUnexpected)
    #expect(try write(.attendance, in: "SH01", [AttendanceField.title]) == nil)
    #expect(try write(.attendance, in: "shared", [AttendanceField.title]) == .nothingUnexpected)
    #expect(try write(.course, in: "shared", [CourseField.title]) == .nothingUnexpected)
    #expect(try write(.notice, in: "shared", [NoticeField.title]) == .nothingUnexpected)
    #expect(try write(.acknowledgement, in: "SH01", [AcknowledgementField.done]) == nil)
    #expect(try write(.acknowledgement, in: "SH02", [AcknowledgementField.done]) == .nothingUnexpected)
  }

  @Test func `what was said to have helped is not written to again, and no role above the own one goes`()
    throws
  {
    func verdict(_ kind: RecordKind, _ field: FieldDefinition, _ stands: Value, _ value: Value) throws -> Law?
    {
      var story = OfficeStory()
      let field = FieldID(field.number)
      let there = try story.take([FieldWrite(field, stands)], kind: kind)
      var device = OfficeStory.hostile(.dutyManager)
      let change = device.change(
        story.record, [FieldWrite(field, value, base: [there.dot])], now: OfficeStory.now, kind: kind)
      story.oracle.rememberForgery(
        change, .settleRole(person: 1), by: device, event: 9, madeAt: OfficeStory.now)
      do { _ = try story.oracle.accept(change, takenAt: OfficeStory.now) } catch let violation as Violation {
        return violation.law
      }
      return nil
    }
    #expect(
      try verdict(.helpful, HelpfulField.helped, .flag(true), .flag(false)) == .appendOnlyNeverConflicts)
    #expect(
      try verdict(.attendance, AttendanceField.result, .text("1/5"), .text("5/5"))
        == .appendOnlyNeverConflicts)
    let role = PersonField.role
    #expect(try verdict(.person, role, .text("admin"), .text("branch_staff")) == .nothingUnexpected)
    #expect(try verdict(.person, role, .text("duty_manager"), .text("admin")) == .nothingUnexpected)
    #expect(try verdict(.person, role, .text("duty_manager"), .text("branch_staff")) == nil)
  }

  @Test func `a deletion in sight of what was not made`() throws {
    func delete(seeing more: [Dot]) -> (inout HostileDevice, OfficeStory, [Dot]) -> Change {
      { device, story, dots in
        device.change(
          story.record, [FieldWrite(FieldID(CaseField.deleted.number), .sight((dots + more).sorted()))],
          now: OfficeStory.now)
      }
    }
    #expect(try verdict(delete(seeing: [])) == nil)
    #expect(try verdict(delete(seeing: [Dot(OfficeStory.replica, 9)])) == .seeingBeatsClocks)
  }

  @Test func `another branch's name, and a case that never was of its branch`() throws {
    let borrowed = try verdict { device, story, _ in
      device.change(
        story.record, [FieldWrite(story.title, .text("x"))], now: OfficeStory.now, branch: "SH02")
    }
    #expect(borrowed == .nobodyHoldsForeign)
    let foreign = OfficeStory.hostile(branch: "SH02")
    #expect(try verdict(by: foreign, Self.edit("x") { _ in [] }) == .nobodyHoldsForeign)
    #expect(try verdict(by: foreign, scope: "SH02", Self.edit("x") { _ in [] }) == nil)
  }

  @Test func `an approval as what it is not, and a stamp from the future`() throws {
    func approve(as role: Role) -> (inout HostileDevice, OfficeStory, [Dot]) -> Change {
      { device, story, _ in
        device.change(
          RecordID(high: 3, low: 3), [FieldWrite(FieldID(ApprovalField.role.number), .text(role.rawValue))],
          now: OfficeStory.now, kind: .approval, aggregate: story.record)
      }
    }
    #expect(try verdict(approve(as: .branchStaff)) == nil)
    #expect(try verdict(approve(as: .admin)) == .nothingUnexpected)
    let ahead = try verdict { device, story, _ in
      device.change(
        story.record, [FieldWrite(story.title, .text("x"))], now: OfficeStory.now, ahead: 121_000)
    }
    #expect(ahead == .clocksDoLittleHarm)
  }

  @Test func `one value left where two differed, by who may not decide and knew of both`() throws {
    let all = Self.edit("soup") { $0 }
    #expect(try verdict(isConflicted: true, all) == .flaggedWhereDifferent)
    #expect(try verdict(by: OfficeStory.hostile(.dutyManager), isConflicted: true, all) == nil)
    #expect(try verdict(isWarranted: true, isConflicted: true, all) == nil)
    // It replaces one by what the other says: a decision only of who was told of the other.
    let one = Self.edit("tea") { Array($0.prefix(1)) }
    #expect(try verdict(isConflicted: true, one) == nil)
    #expect(try verdict(told: true, isConflicted: true, one) == .flaggedWhereDifferent)
  }
}
