package import Messages

/// Where a case stands in its loop. The raw value is what a record stores.
package enum CaseStatus: String, Sendable, CaseIterable {
  case received, assessed, proposed, accepted, executing
  case onHold = "on_hold"
  case resolved, confirmed, reviewed, archived
  case withdrawn, unfounded, duplicate
  case reopened

  package var label: Label {
    switch self {
    case .received: Label(.caseStatusReceived)
    case .assessed: Label(.caseStatusAssessed)
    case .proposed: Label(.caseStatusProposed)
    case .accepted: Label(.caseStatusAccepted)
    case .executing: Label(.caseStatusExecuting)
    case .onHold: Label(.caseStatusOnHold)
    case .resolved: Label(.caseStatusResolved)
    case .confirmed: Label(.caseStatusConfirmed)
    case .reviewed: Label(.caseStatusReviewed)
    case .archived: Label(.caseStatusArchived)
    case .withdrawn: Label(.caseStatusWithdrawn)
    case .unfounded: Label(.caseStatusUnfounded)
    case .duplicate: Label(.caseStatusDuplicate)
    case .reopened: Label(.caseStatusReopened)
    }
  }

  /// No more work is expected on the case.
  package var isClosed: Bool {
    switch self {
    case .archived, .withdrawn, .unfounded, .duplicate: true
    default: false
    }
  }
}
