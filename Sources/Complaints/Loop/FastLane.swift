package import Language

/// 绿色通道: what a problem class may skip, by the policy. Never of a severe case.
package enum FastLaneStep: String, Sendable, CaseIterable {
  /// That what was understood is said back, and a need of the customer.
  case needs
  /// The approval of an option that is beyond the limit of whoever proposes it.
  case approval
  /// A contact person for the customer, and a commitment with a date: what is solved on the spot has none.
  case contact
  /// What a review has to say.
  case review

  package var label: Label {
    switch self {
    case .needs: Label(en: "restating and needs", zhHans: "复述与诉求")
    case .approval: Label(RecordKindsMessage.approval)
    case .contact: Label(en: "contact and commitment", zhHans: "对接人与承诺")
    case .review: Label(en: "content of the review", zhHans: "复盘内容")
    }
  }
}

extension Vocabulary {
  package static let fastLaneStep = Vocabulary(
    "fast_lane_step", Label(en: "Fast lane", zhHans: "绿色通道"),
    FastLaneStep.allCases.map { Term($0.rawValue, $0.label) })
}

extension CaseFile {
  /// What the policy lets this case skip.
  package func lane(_ policy: Policy) -> Set<FastLaneStep> {
    lane(policy, class: root.text(CaseField.problemClass), severity: severity)
  }

  /// The same, were it of this class and severity.
  func lane(_ policy: Policy, class problemClass: String?, severity: Severity?) -> Set<FastLaneStep> {
    guard severity != .severe, let problemClass else { return [] }
    return policy.lanes[problemClass] ?? []
  }

  /// Whether an option may be granted without anybody's approval: by whoever proposes it, or on the fast lane.
  package func needsNoApproval(_ option: CaseOption, policy: Policy) -> Bool {
    policy.allows(option.role, severity: severity, cost: option.cost)
      || lane(policy).contains(.approval)
  }
}
