package import Language

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
    case .callBack: Set(StatusSet.resolved.statuses)
    case .review: [.confirmed, .reviewed]
    case .archive: [.reviewed]
    case .withdraw: Set(StatusSet.open.statuses)
    case .reopen: Set(StatusSet.handled.statuses)
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
    case .assess: Label(en: "Assess", zhHans: "分类定级")
    case .propose: Label(en: "Propose", zhHans: "提方案")
    case .accept: Label(en: "Accept", zhHans: "客户同意")
    case .execute: Label(en: "Execute", zhHans: "执行")
    case .hold: Label(en: "Put on hold", zhHans: "挂起")
    case .resolve: Label(en: "Resolve", zhHans: "解决")
    case .callBack: Label(en: "Call back", zhHans: "回访")
    case .review: Label(DomainMessage.review)
    case .archive: Label(en: "Archive", zhHans: "归档")
    case .withdraw: Label(en: "Close early", zhHans: "提前结案")
    case .reopen: Label(en: "Reopen", zhHans: "重开")
    }
  }
}
