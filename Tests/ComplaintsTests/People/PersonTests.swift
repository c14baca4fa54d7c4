import Testing
import Versioning

@testable import Complaints

/// Who is meant by a name, and what they may do where.
@Suite struct PersonTests {
  private func person(
    _ name: String, _ more: [(FieldDefinition, Value)] = [], aliases: [String] = [], id: UInt64
  ) throws -> Person {
    let writes =
      [FieldWrite(FieldID(PersonField.name.number), .text(name))]
      + more.map { FieldWrite(FieldID($0.0.number), $0.1) }
      + aliases.map { FieldWrite(FieldID(PersonField.aliases.number, $0), .flag(true)) }
    return try #require(Person(apply(change(writes, id: id), to: nil).state, branch: "SH01"))
  }

  /// - Parameter replica: who writes it.
  private func change(_ writes: [FieldWrite], id: UInt64, by replica: UInt64 = 1) -> Change {
    Change(
      dot: Dot(ReplicaID(high: 1, low: replica), id), record: RecordID(high: 9, low: id), kind: .person,
      aggregate: RecordID(high: 9, low: id), scope: "SH01", author: Author(name: "A", branch: "SH01"),
      group: Group(first: id, count: 1), salt: id, writes: writes.sorted { $0.field < $1.field },
      times: Times(
        stamp: HybridTime(milliseconds: 1000, counter: 0), wall: 1000, quality: .local,
        boot: Identifier(high: 0, low: 1), monotonic: 1))
  }

  @Test func `somebody is found by name, short name or another name, however it is spelt`() throws {
    let wang = try person("王芳", [(PersonField.short, .text("WF"))], aliases: ["芳姐"], id: 1)
    let li = try person("Li Na", id: 2)
    let all = [wang, li]
    for typed in ["王芳", "wf", "ＷＦ", "芳姐"] { #expect(all.called(typed) == wang, "\(typed)") }
    #expect(all.called("li na") == li && all.called("Nobody") == nil)
    #expect(all.areSame("芳姐", "王芳") && !all.areSame("王芳", "Li Na") && all.areSame("X", "x"))
  }

  @Test func `of two with one name nobody is meant, unless one of them has left`() throws {
    let one = try person("王芳", id: 1)
    let other = try person("王芳", [(PersonField.left, .flag(true))], id: 2)
    #expect([one, other].called("王芳") == one)
    #expect([one, try person("王芳", id: 3)].called("王芳") == nil)
    #expect([other].called("王芳") == other, "what they wrote is still theirs")
  }

  @Test func `what somebody may do is the lesser of their role and the device's`() throws {
    #expect(Role.dutyManager.bounded(by: .branchStaff) == .branchStaff)
    #expect(Role.branchStaff.bounded(by: .admin) == .branchStaff)
    #expect(Role.dutyManager.bounded(by: .headOffice) == .dutyManager)
    for role in Role.allCases { #expect(role.bounded(by: .auditor) == .auditor) }
    // A role that a newer version or a forger wrote is none.
    #expect(try person("X", [(PersonField.role, .text("auditor"))], id: 1).role == .branchStaff)
    #expect(try person("X", [(PersonField.role, .text("emperor"))], id: 1).role == .branchStaff)
  }

  @Test(arguments: [
    ["duty_manager", "head_office"], ["head_office", "branch_staff"], ["admin", "emperor"],
  ])
  func `of two roles that stand against each other the one that may do least counts`(roles: [String]) throws {
    let name = FieldWrite(FieldID(PersonField.name.number), .text("X"))
    func gives(_ role: String) -> FieldWrite { FieldWrite(FieldID(PersonField.role.number), .text(role)) }
    var state = apply(change([name, gives(roles[0])], id: 1), to: nil).state
    state = apply(change([gives(roles[1])], id: 1, by: 2), to: state).state
    let least = try #require(Person(state, branch: "SH01")).role
    #expect(least == (roles.contains("duty_manager") ? .dutyManager : .branchStaff))
  }
}
