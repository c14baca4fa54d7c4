package import Messages

/// A step of the loop: what moves a case from one state to another.
package enum LoopStep: String, Sendable, CaseIterable {
  case assess, propose, accept, execute, hold, resolve
  case callBack = "callback"
  case review, archive, withdraw, reopen

  /// The states in which it can be taken. In its own state it goes on with the same work.
  package var from: Set<CaseStatus> {
    switch self {
    case .assess: [.received, .assessed, .reopened, .onHold]
    case .propose: [.assessed, .reopened, .proposed, .accepted, .onHold]
    case .accept: [.proposed, .accepted, .onHold]
    case .execute: [.accepted, .executing, .onHold]
    case .hold: [.assessed, .reopened, .proposed, .accepted, .executing, .onHold]
    case .resolve: [.executing, .onHold]
    case .callBack: [.resolved, .confirmed, .reviewed, .archived]
    case .review: [.confirmed, .reviewed]
    case .archive: [.reviewed]
    case .withdraw: Set(CaseStatus.allCases.filter { !$0.isClosed })
    case .reopen:
      Set(CaseStatus.allCases.filter { $0.isClosed || [.resolved, .confirmed, .reviewed].contains($0) })
    }
  }

  /// The state that it leads to. A call-back may lead back to work instead, a withdrawal to three ends.
  package var to: CaseStatus {
    switch self {
    case .assess: .assessed
    case .propose: .proposed
    case .accept: .accepted
    case .execute: .executing
    case .hold: .onHold
    case .resolve: .resolved
    case .callBack: .confirmed
    case .review: .reviewed
    case .archive: .archived
    case .withdraw: .withdrawn
    case .reopen: .reopened
    }
  }

  /// The step that leads to a state; nil for the first one, which a case is logged with.
  package init?(to status: CaseStatus) {
    switch status {
    case .received: return nil
    case .unfounded, .duplicate: self = .withdraw
    default:
      guard let step = Self.allCases.first(where: { $0.to == status }) else { return nil }
      self = step
    }
  }

  /// What a person does next with a case in a state; nil where it has ended.
  package static func next(after status: CaseStatus) -> LoopStep? {
    switch status {
    case .received: .assess
    case .assessed, .reopened: .propose
    case .proposed: .accept
    case .accepted, .onHold: .execute
    case .executing: .resolve
    case .resolved: .callBack
    case .confirmed: .review
    case .reviewed: .archive
    case .archived, .withdrawn, .unfounded, .duplicate: nil
    }
  }

  package var label: Label {
    switch self {
    case .assess: Label(.loopStepAssess)
    case .propose: Label(.loopStepPropose)
    case .accept: Label(.loopStepAccept)
    case .execute: Label(.loopStepExecute)
    case .hold: Label(.loopStepPutOnHold)
    case .resolve: Label(.loopStepResolve)
    case .callBack: Label(.loopStepCallBack)
    case .review: Label(.commonReview)
    case .archive: Label(.loopStepArchive)
    case .withdraw: Label(.loopStepCloseEarly)
    case .reopen: Label(.loopStepReopen)
    }
  }
}
