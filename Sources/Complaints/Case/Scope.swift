package import Versioning

/// Who holds a record: everybody, a branch, or those of a branch who lead it. All that asks whose a scope is asks here.
///
/// What is said of an employee is theirs who lead a branch: no device of its staff ever holds a byte of it.
package enum Scope: Hashable, Sendable {
  case shared
  case branch(BranchCode)
  /// The duty managers of a branch, and whoever sees every branch.
  case managers(of: BranchCode)

  /// Nil for a code that this version does not know.
  package init?(_ code: String) {
    if code == Self.sharedCode {
      self = .shared
    } else if let branch = BranchCode(code) {
      self = .branch(branch)
    } else if code.hasSuffix(Self.suffix), let branch = BranchCode(String(code.dropLast(Self.suffix.count))) {
      self = .managers(of: branch)
    } else {
      return nil
    }
  }

  package var code: String {
    switch self {
    case .shared: Self.sharedCode
    case .branch(let branch): branch.rawValue
    case .managers(let branch): branch.rawValue + Self.suffix
    }
  }

  /// No branch code has a slash.
  private static let suffix = "/managers"
  private static let sharedCode = "shared"

  package var isOfManagers: Bool { if case .managers = self { true } else { false } }

  /// Of which branch; nil: of all.
  package var branch: BranchCode? {
    switch self {
    case .shared: nil
    case .branch(let branch), .managers(let branch): branch
    }
  }

  /// Whether a device of a role that is enrolled at a branch holds what stands here (law 8).
  package func isHeld(by role: Role, at home: BranchCode) -> Bool {
    if role.seesEveryBranch(enrolledAt: home) { return true }
    return switch self {
    case .shared: true
    case .branch(let branch): branch == home
    case .managers(let branch): branch == home && role.seesEmployeeRecords
    }
  }

  /// The same of a scope's code. One of a later version is theirs who see every branch.
  package static func isHeld(_ code: String, by role: Role, at home: BranchCode) -> Bool {
    Scope(code)?.isHeld(by: role, at: home) ?? role.seesEveryBranch(enrolledAt: home)
  }

  /// Where a record stands that somebody of a branch makes for it.
  package static func home(of kind: RecordKind, at branch: BranchCode) -> Scope {
    kind.isOfHeadOffice ? .shared : kind.isOfEmployees ? .managers(of: branch) : .branch(branch)
  }

  /// Whether what is said of employees stands here, and nothing else. Of decisions, which stand with what they are about,
  /// and of kinds that this version does not know nothing is said.
  package static func suits(_ code: String, _ kind: RecordKind) -> Bool {
    guard kind != .decision, kind.label != nil else { return true }
    return kind.isOfEmployees == (Scope(code)?.isOfManagers ?? false)
  }
}

extension Role {
  /// Reads and writes what is said of employees: on a device of such a role, and of people there whoever is one.
  package var seesEmployeeRecords: Bool { self != .branchStaff }
}
