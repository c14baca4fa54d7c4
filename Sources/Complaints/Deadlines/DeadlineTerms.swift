/// What a policy says of every deadline for one severity, for reading a hundred thousand times.
package struct DeadlineTerms: Sendable, Equatable {
  /// Of the policy.
  package let version: Int
  private let terms: [DeadlineTerm?]

  package init(_ policy: Policy, _ severity: Severity?) {
    version = policy.version
    terms = DeadlineKind.ofPolicy.map { policy.term($0, severity) }
  }

  /// Nil: it does not run, or is not the policy's to say.
  package subscript(kind: DeadlineKind) -> DeadlineTerm? {
    terms.indices.contains(kind.place) ? terms[kind.place] : nil
  }
}

/// Which policy and calendar hold for a case, looked up for many cases. It says the same as `inForce(at:)` of the
/// policies and of the branch's calendars.
package struct RulesInForce: Sendable {
  private let policies: [(from: Int64, terms: [DeadlineTerms])]
  private var calendars: [String: [BranchCalendar]] = [:]

  package init(policies: [Policy]) {
    let all = [Policy.standard] + policies.sorted { ($0.from, $0.version) < ($1.from, $1.version) }
    self.policies = all.map { policy in
      (policy.from, [nil, Severity.minor, .moderate, .severe].map { DeadlineTerms(policy, $0) })
    }
  }

  /// - Parameter calendars: asked for once a branch.
  package mutating func calendar(
    branch: String, logged: Int64, _ calendars: () throws -> [BranchCalendar]
  ) rethrows -> BranchCalendar {
    let known: [BranchCalendar]
    if let found = self.calendars[branch] {
      known = found
    } else {
      known = try calendars().sorted { ($0.from, $0.version) < ($1.from, $1.version) }
      self.calendars[branch] = known
    }
    return known.last { $0.from <= logged } ?? BranchCalendar()
  }

  package func terms(_ severity: Severity?, logged: Int64) -> DeadlineTerms {
    let place =
      switch severity {
      case nil: 0
      case .minor: 1
      case .moderate: 2
      case .severe: 3
      }
    let last = policies.lastIndex { $0.from <= logged } ?? 0
    return policies[last].terms[place]
  }
}

extension DeadlineKind {
  /// Its place among all.
  package var place: Int {
    switch self {
    case .firstResponse: 0
    case .preliminaryAnswer: 1
    case .progressReport: 2
    case .resolve: 3
    case .callBack: 4
    case .followUp7: 5
    case .followUp30: 6
    case .review: 7
    case .commitment: 8
    case .task: 9
    case .escalation: 10
    }
  }
}
