import Complaints
import Testing
import Versioning

/// Who holds what stands in a scope: every role, at the scope's branch, at another and at head office.
@Suite struct ScopeTests {
  private let shop: BranchCode
  private let other: BranchCode

  init() throws {
    shop = try BranchCode(typed: "SH01")
    other = try BranchCode(typed: "SH02")
  }

  private enum Place: CaseIterable { case there, elsewhere, headOffice }

  private func holders(_ scope: Scope) -> Set<String> {
    let homes = [Place.there: shop, .elsewhere: other, .headOffice: .headOffice]
    return Set(
      Role.allCases.flatMap { role in
        homes.filter { scope.isHeld(by: role, at: $0.value) }.map { "\(role.rawValue) \($0.key)" }
      })
  }

  private static let ofHeadOffice: Set = [
    "head_office headOffice", "auditor headOffice", "admin headOffice",
  ]

  @Test func `what is shared everybody holds`() {
    #expect(holders(.shared).count == Role.allCases.count * Place.allCases.count)
  }

  @Test func `what stands in a branch its devices hold, and those that see every branch`() {
    let own = Set(Role.allCases.map { "\($0.rawValue) there" })
    #expect(holders(.branch(shop)) == own.union(Self.ofHeadOffice))
  }

  @Test func `what stands with its managers no device of its staff holds, nor any of another branch`() {
    let own: Set = ["duty_manager there", "head_office there", "auditor there", "admin there"]
    #expect(holders(.managers(of: shop)) == own.union(Self.ofHeadOffice))
    #expect(!Scope.managers(of: .headOffice).isHeld(by: .branchStaff, at: .headOffice))
    #expect(!Scope.managers(of: .headOffice).isHeld(by: .dutyManager, at: shop))
  }

  @Test func `a scope has one code, and a code that is none is theirs alone who see every branch`() {
    for scope in [Scope.shared, .branch(shop), .managers(of: shop), .managers(of: .headOffice)] {
      #expect(Scope(scope.code) == scope)
    }
    #expect(Scope.managers(of: shop).code == "SH01/managers" && Scope.shared.code == "shared")
    for code in [
      "", "/managers", "SH01/", "SH01/staff", "sh01/managers", "SH01/managers/managers", "shared/managers",
      "SHARED/managers", "SH01/managers ",
    ] {
      #expect(Scope(code) == nil, "\(code)")
      #expect(!Scope.isHeld(code, by: .admin, at: shop) && Scope.isHeld(code, by: .auditor, at: .headOffice))
    }
  }

  @Test func `what is said of employees stands with managers and nowhere else, and nothing else there`() {
    for kind in Schema.kinds where kind != .decision {
      let home = Scope.home(of: kind, at: shop)
      #expect(home == (kind == .remark ? .managers(of: shop) : kind.isOfHeadOffice ? .shared : .branch(shop)))
      for scope in [Scope.shared, .branch(shop), .managers(of: shop)] {
        #expect(Scope.suits(scope.code, kind) == (scope.isOfManagers == (kind == .remark)), "\(kind.id)")
      }
    }
    // What a later version has there passes.
    #expect(Scope.suits("SH01/managers", RecordKind(99)) && Scope.suits("SH01/managers", .decision))
  }
}
