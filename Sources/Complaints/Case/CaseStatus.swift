package import Language

/// Where a case stands in its loop. The raw value is what a record stores.
package enum CaseStatus: String, Sendable, CaseIterable {
  case received, assessed, proposed, accepted, executing
  case onHold = "on_hold"
  case resolved, confirmed, reviewed, archived
  case withdrawn, unfounded, duplicate
  case reopened

  package var label: Label {
    switch self {
    case .received: Label(en: "Received", zhHans: "已受理")
    case .assessed: Label(en: "Assessed", zhHans: "已定级")
    case .proposed: Label(en: "Proposed", zhHans: "已提方案")
    case .accepted: Label(en: "Accepted", zhHans: "客户已同意")
    case .executing: Label(en: "Executing", zhHans: "执行中")
    case .onHold: Label(en: "On hold", zhHans: "挂起")
    case .resolved: Label(en: "Resolved", zhHans: "已解决")
    case .confirmed: Label(en: "Confirmed", zhHans: "已回访")
    case .reviewed: Label(en: "Reviewed", zhHans: "已复盘")
    case .archived: Label(en: "Archived", zhHans: "已归档")
    case .withdrawn: Label(en: "Withdrawn", zhHans: "客户撤诉")
    case .unfounded: Label(en: "Unfounded", zhHans: "核实不成立")
    case .duplicate: Label(en: "Duplicate", zhHans: "重复单")
    case .reopened: Label(DomainMessage.reopened)
    }
  }

  /// No more work is expected on the case.
  package var isClosed: Bool { self == .archived || isClosedEarly }

  /// Closed before its loop was done.
  package var isClosedEarly: Bool {
    switch self {
    case .withdrawn, .unfounded, .duplicate: true
    default: false
    }
  }

  /// The customer agreed to something, and it holds.
  package var isAgreed: Bool { self == .accepted || self == .executing || isResolved }

  /// A solution was carried out, whatever came after that.
  package var isResolved: Bool {
    switch self {
    case .resolved, .confirmed, .reviewed, .archived: true
    default: false
    }
  }

  /// The customer waits, and is to hear how things stand.
  var owesProgress: Bool {
    switch self {
    case .assessed, .proposed, .accepted, .executing, .onHold, .reopened: true
    default: false
    }
  }
}

/// Statuses of a sort, for whoever needs them all.
package struct StatusSet: Sendable {
  package let statuses: [CaseStatus]

  private init(_ isIn: (CaseStatus) -> Bool) { statuses = CaseStatus.allCases.filter(isIn) }

  package static let closed = StatusSet(\.isClosed)
  package static let closedEarly = StatusSet(\.isClosedEarly)
  package static let resolved = StatusSet(\.isResolved)
  package static let agreed = StatusSet(\.isAgreed)
  /// Resolved or closed: there is something to be judged.
  package static let handled = StatusSet { $0.isResolved || $0.isClosed }
  /// Work is expected.
  package static let open = StatusSet { !$0.isClosed }

  /// What records store.
  package var ids: [String] { statuses.map(\.rawValue) }
}
