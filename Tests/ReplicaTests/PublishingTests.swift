import CaseIndex
import Complaints
import Foundation
import RecordStore
import TestSupport
import Testing
import Versioning

@testable import Replica

/// What head office lays down for its branches, on a store of its own.
@Suite("Publishing")
struct PublishingTests {
  /// A store that belongs to a head office, with a role there.
  private func desk(_ branch: String = "HQ", _ role: Role = .headOffice) throws -> Desk {
    let desk = try Desk(branch: branch)
    try desk.store.queue.writeWithoutTransaction { db in
      try db.setMeta(.role, role.rawValue)
      try db.setMeta(.headOfficeURL, "https://office.example")
      try db.setMeta(.token, "x")
      try db.setMeta(.headOfficeID, Data(Identifier(high: 1, low: 2).bytes))
    }
    return desk
  }

  private func text(_ field: FieldDefinition, _ text: String) -> FieldEdit {
    FieldEdit(FieldID(field.number), .text(text))
  }

  @Test func `who publishes hears whether anything changed, and nothing is written where nothing did`() throws
  {
    let desk = try desk()
    let thanks = try #require(Phrases.builtIn["en_thanks"])
    func publish(_ said: String) throws -> Bool {
      try desk.store.write { session in
        let known = try session.reader.phrases()["en_thanks"] ?? thanks
        return try session.publish(known, "en_thanks", [text(PhraseField.text, said)])
      }
    }
    #expect(try !publish(thanks.text))
    #expect(try desk.store.read { try $0.pending() } == 0)
    #expect(try publish("Thank you."))
    #expect(try !publish("Thank you."))
    #expect(try desk.store.read { try $0.pending() } == 1)
  }

  @Test(arguments: [("HQ", Role.auditor), ("SH01", .headOffice), ("SH01", .admin), ("SH01", .dutyManager)])
  func `who may not publish is told who may`(branch: String, role: Role) throws {
    let desk = try desk(branch, role)
    let refusal = #expect(throws: WriteRefusal.self) {
      try desk.store.write { session in
        _ = try session.publishEmergencyPlan(of: nil, [text(EmergencyPlanField.steps, "Call 120")])
      }
    }
    guard case .notAllowed(let told, let needs)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(told == role && needs == [.headOffice, .admin])
  }

  @Test func `an emergency plan names the branch that it is of, from its first version on`() throws {
    let desk = try desk()
    for steps in ["Call 120", "Call 120, then the owner"] {
      let changed = try (1...2).map { _ in
        try desk.store.write { session in
          try session.publishEmergencyPlan(of: "SH01", [text(EmergencyPlanField.steps, steps)])
        }
      }
      #expect(changed == [true, false])
      try desk.store.read { reader in
        let key = EmergencyPlan.key(branch: "SH01")
        let state = try #require(try reader.db.published(.emergencyPlan, key)?.decoded())
        #expect(state.value(FieldID(EmergencyPlanField.branch.number)) == .text("SH01"))
        #expect(state.value(FieldID(EmergencyPlanField.steps.number)) == .text(steps))
      }
    }
  }

  @Test func `the company's holidays are kept, and a day as any other needs no word below it`() throws {
    let desk = try desk()
    let day = try #require(CivilDate(year: 2026, month: 10, day: 1))
    let other = day.adding(days: 1)
    let ordinary = try desk.store.write { session in
      try session.publishCalendar(of: nil, from: 0) { calendar in
        calendar.hours = Dictionary(
          uniqueKeysWithValues: (0..<7).map { ($0, [BranchCalendar.Hours(opens: 540, closes: 1080)]) })
        calendar.days = [day: .holiday, other: .ordinary]
      }
    }
    #expect(ordinary.calendar.week.allSatisfy { !$0.isEmpty })
    let kept = try desk.store.read { try $0.calendarVersions(of: nil) }.last
    #expect(kept?.days == [day: .holiday])
  }

  @Test func `each version of what is laid down has the next number, the company's calendar from one on`()
    throws
  {
    let desk = try desk()
    let built = try desk.store.read { try $0.policies().inForce(at: 0).version }
    let versions = try (1...3).map { from in
      try desk.store.write { session in
        try session.publishPolicy(from: Int64(from)) { try $0.setLimit(typed: "branch_staff/minor=\(from)") }
      }
    }
    #expect(versions.map(\.new.version) == [1, 2, 3] && versions.map(\.old.version) == [built, 1, 2])
    for opens in [540, 600] {
      _ = try desk.store.write { session in
        try session.publishCalendar(of: nil, from: 0) { calendar in
          calendar.hours = [0: [BranchCalendar.Hours(opens: opens, closes: 1080)]]
        }
      }
    }
    #expect(try desk.store.read { try $0.calendarVersions(of: nil) }.map(\.version).sorted() == [1, 2])
  }

  @Test func `what is laid down as it is already makes no version`() throws {
    let desk = try desk()
    func policy(_ limit: String, note: String? = nil) throws -> Int {
      try desk.store.write { session in
        try session.publishPolicy(from: 5) { policy in
          policy.note = note
          try policy.setLimit(typed: limit)
        }.new.version
      }
    }
    #expect(try policy("branch_staff/minor=77") == 1)
    #expect(try policy("branch_staff/minor=77", note: "again") == 1)
    #expect(try policy("branch_staff/minor=78") == 2)
    func calendar(_ branch: String?, _ hours: String) throws -> (version: Int, isNew: Bool) {
      let laid = try desk.store.write { session in
        try session.publishCalendar(of: branch, from: 5) { try $0.setHours(typed: [hours]) }
      }
      return (laid.calendar.version, laid.isNew)
    }
    #expect(try calendar(nil, "mon=10:00-14:00") == (1, true))
    #expect(try calendar(nil, "mon=10:00-14:00") == (1, false))
    // A branch that says what the company says keeps it when the company says otherwise.
    #expect(try calendar("SH01", "mon=10:00-14:00") == (1, true))
    #expect(try calendar("SH01", "mon=10:00-14:00") == (1, false))
    #expect(try desk.store.read { try $0.policies() }.count == 2)
    #expect(try desk.store.read { try $0.calendarVersions(of: nil) }.count == 1)
  }

  @Test func `the company closes no day that is the only one of a branch with hours of its own`() throws {
    let desk = try desk()
    let open = [BranchCalendar.Hours(opens: 540, closes: 1080)]
    func lay(_ branch: String?, _ hours: [Int: [BranchCalendar.Hours]]) throws {
      _ = try desk.store.write { session in
        try session.publishCalendar(of: branch, from: 0) { $0.hours = hours }
      }
    }
    try lay(nil, [6: open])
    try lay("SH01", Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, []) }))
    #expect(throws: CalendarInputError.neverOpen(branch: "SH01")) { try lay(nil, [6: []]) }
    try lay("SH01", [6: open])
    try lay(nil, [6: []])
    #expect(throws: CalendarInputError.neverOpen(branch: nil)) {
      try lay("SH01", Dictionary(uniqueKeysWithValues: (0..<7).map { ($0, []) }))
    }
  }
}
