/// Where a case stands in its loop. The raw value is what a record stores.
package enum CaseStatus: String, Sendable, CaseIterable {
  case received, assessed, proposed, accepted, executing
  case onHold = "on_hold"
  case resolved, confirmed, reviewed, archived
  case withdrawn, unfounded, duplicate
  case reopened

  package var label: Label {
    switch self {
    case .received: Label("Received", "已受理")
    case .assessed: Label("Assessed", "已定责")
    case .proposed: Label("Proposed", "已提方案")
    case .accepted: Label("Accepted", "已同意")
    case .executing: Label("Executing", "执行中")
    case .onHold: Label("On hold", "待外部")
    case .resolved: Label("Resolved", "已解决")
    case .confirmed: Label("Confirmed", "已回访")
    case .reviewed: Label("Reviewed", "已复盘")
    case .archived: Label("Archived", "已归档")
    case .withdrawn: Label("Withdrawn", "撤回")
    case .unfounded: Label("Unfounded", "不成立")
    case .duplicate: Label("Duplicate", "重复")
    case .reopened: Label("Reopened", "重开")
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
