package import Language

/// What a device may do for whoever uses it. Head office gives it at enrolment; before that a device
/// is `branch_staff`.
package enum Role: String, Sendable, CaseIterable {
  case branchStaff = "branch_staff"
  case dutyManager = "duty_manager"
  case headOffice = "head_office"
  case auditor
  case admin

  package var label: Label {
    switch self {
    case .branchStaff: Label(en: "Branch staff", zhHans: "店员")
    case .dutyManager: Label(en: "Duty manager", zhHans: "值班经理")
    case .headOffice: Label(DomainMessage.headOffice)
    case .auditor: Label(en: "Auditor", zhHans: "质检")
    case .admin: Label(en: "Administrator", zhHans: "管理员")
    }
  }

  /// The role that a person typed: its id, a label, or an unambiguous beginning of one.
  package init?(typed: String) {
    guard case .term(let term) = Vocabulary.role.match(typed) else { return nil }
    self.init(rawValue: term.id)
  }

  package var mayEdit: Bool { self != .auditor }

  package var settlesConflictsOfOwnBranch: Bool {
    self == .dutyManager || settlesConflictsOfAnyBranch
  }

  package var settlesConflictsOfAnyBranch: Bool { self == .headOffice || self == .admin }

  /// The role as such may see every branch; a replica really does only when it is enrolled at HQ.
  package var seesEveryBranch: Bool { self == .headOffice || self == .auditor || self == .admin }

  /// Whether a replica of this role that is enrolled at `branch` receives every branch's cases.
  package func seesEveryBranch(enrolledAt branch: BranchCode) -> Bool {
    seesEveryBranch && branch == .headOffice
  }

  /// Whether it may do nothing that another role may not.
  package func isWithin(_ other: Role) -> Bool {
    self == other || (self != .auditor && other != .auditor && rank <= other.rank)
  }

  /// Each of those that edit may do all that the one below it may.
  private var rank: Int {
    switch self {
    case .auditor: 0
    case .branchStaff: 1
    case .dutyManager: 2
    case .headOffice: 3
    case .admin: 4
    }
  }
}
