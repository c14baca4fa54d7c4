import Testing

@testable import Complaints

/// Who may do what.
struct RoleTests {
  @Test func `permissions follow the table of roles`() throws {
    let own: [Role] = [.dutyManager, .headOffice, .admin]
    let any: [Role] = [.headOffice, .admin]
    let every: [Role] = [.headOffice, .auditor, .admin]
    let shop = try #require(BranchCode("SH01"))
    for role in Role.allCases {
      #expect(role.mayEdit == (role != .auditor))
      #expect(role.settlesConflictsOfOwnBranch == own.contains(role))
      #expect(role.settlesConflictsOfAnyBranch == any.contains(role))
      #expect(role.seesEveryBranch == every.contains(role))
      #expect(role.seesEveryBranch(enrolledAt: .headOffice) == every.contains(role))
      #expect(!role.seesEveryBranch(enrolledAt: shop))
      #expect(Role(typed: role.rawValue) == role)
      #expect(Role(typed: role.label.zhHans) == role)
    }
    #expect(Role(typed: "主管") == .dutyManager)
    #expect(Role(typed: "boss") == nil)
  }

  @Test func `each role that edits may do all that those below it may, who only looks on nothing of it`() {
    let rising: [Role] = [.branchStaff, .dutyManager, .headOffice, .admin]
    for (one, role) in rising.enumerated() {
      for (other, above) in rising.enumerated() { #expect(role.isWithin(above) == (one <= other)) }
      #expect(!role.isWithin(.auditor) && !Role.auditor.isWithin(role))
    }
    #expect(Role.auditor.isWithin(.auditor))
  }
}
