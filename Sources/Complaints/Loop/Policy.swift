/// What head office lays down: who may spend how much, and by when things are due.
///
/// A policy never changes: an edited one is another version, in force from a moment on. What was logged
/// before is held to what was in force then.
package struct Policy: Sendable, Equatable {
  /// What somebody may spend on one option.
  package enum Limit: Sendable, Equatable {
    /// Somebody else has to approve, whatever it costs.
    case none
    case upTo(Money)
    case unlimited
  }

  /// 0: the one that comes with the program.
  package var version: Int
  /// In force for cases logged from then on; milliseconds since 1970.
  package var from: Int64
  package private(set) var limits: [Role: [Severity: Limit]]
  package private(set) var terms: [DeadlineKind: [Severity: DeadlineTerm]]
  /// What cases of a problem class may skip: see `FastLaneStep`.
  package private(set) var lanes: [String: Set<FastLaneStep>]
  /// Why it was laid down.
  package var note: String?

  package init(
    version: Int, from: Int64, limits: [Role: [Severity: Limit]],
    terms: [DeadlineKind: [Severity: DeadlineTerm]],
    lanes: [String: Set<FastLaneStep>] = [:],
    note: String? = nil
  ) {
    self.version = version
    self.from = from
    self.limits = limits
    self.terms = terms
    self.lanes = lanes
    self.note = note
  }

  /// A case whose severity nobody has said yet is held to be moderate.
  package func limit(_ role: Role, _ severity: Severity?) -> Limit {
    limits[role]?[severity ?? .moderate] ?? .none
  }

  package func term(_ kind: DeadlineKind, _ severity: Severity?) -> DeadlineTerm? {
    terms[kind]?[severity ?? .moderate]
  }

  /// Whether a role may grant an option of this cost by itself. An amount in another currency than the
  /// limit's is beyond it.
  package func allows(_ role: Role, severity: Severity?, cost: [Money]) -> Bool {
    switch limit(role, severity) {
    case .none: false
    case .unlimited: true
    case .upTo(let limit):
      cost.allSatisfy { $0.currency == limit.currency && $0.minorUnits <= limit.minorUnits }
    }
  }

  /// The roles that may grant it, the least of them first.
  package func approvers(severity: Severity?, cost: [Money]) -> [Role] {
    Role.spending.filter {
      allows($0, severity: severity, cost: cost)
    }
  }

  /// How much a role may promise a customer.
  /// - Parameter severity: of the case; nil: no case is at hand, the most that it ever may.
  package func authority(_ role: Role, _ severity: Severity? = nil) -> WordingAuthority {
    var most: [String: Int64] = [:]
    for severity in severity.map({ [$0] }) ?? Severity.allCases {
      switch limit(role, severity) {
      case .none: break
      case .unlimited: return .unlimited
      case .upTo(let money): most[money.currency] = max(most[money.currency] ?? 0, money.minorUnits)
      }
    }
    return WordingAuthority(limits: most.map { Money(minorUnits: $0.value, currency: $0.key) })
  }

  package mutating func set(_ limit: Limit, _ role: Role, _ severity: Severity) {
    limits[role, default: [:]][severity] = limit
  }

  /// - Parameter term: nil: nothing is due.
  package mutating func set(_ term: DeadlineTerm?, _ kind: DeadlineKind, _ severity: Severity) {
    terms[kind, default: [:]][severity] = term
  }

  /// - Parameter lane: empty: cases of the class skip nothing.
  package mutating func set(_ lane: Set<FastLaneStep>, class problemClass: String) {
    lanes[problemClass] = lane.isEmpty ? nil : lane
  }

  /// This policy with what was changed from one to another before it begins, except where it differs from the one
  /// that held before it: that is what it was laid down for.
  package func carrying(from before: Policy, to after: Policy, over previous: Policy) -> Policy {
    var result = self
    for severity in Severity.allCases {
      for role in Role.spending {
        guard before.limits[role]?[severity] != after.limits[role]?[severity],
          limits[role]?[severity] == previous.limits[role]?[severity]
        else { continue }
        result.limits[role, default: [:]][severity] = after.limits[role]?[severity]
      }
      for kind in DeadlineKind.allCases {
        guard before.terms[kind]?[severity] != after.terms[kind]?[severity],
          terms[kind]?[severity] == previous.terms[kind]?[severity]
        else { continue }
        result.set(after.terms[kind]?[severity], kind, severity)
      }
    }
    for problemClass in Set(before.lanes.keys).union(after.lanes.keys) {
      guard before.lanes[problemClass] != after.lanes[problemClass],
        lanes[problemClass] == previous.lanes[problemClass]
      else { continue }
      result.lanes[problemClass] = after.lanes[problemClass]
    }
    return result
  }

  /// What holds until head office says otherwise. (The sources name who approves what; the amounts are ours.)
  package static let standard = Policy(
    version: 0, from: .min,
    limits: [
      .branchStaff: [.minor: yuan(100), .moderate: .none, .severe: .none],
      .dutyManager: [.minor: yuan(500), .moderate: yuan(1000), .severe: .none],
      .headOffice: [.minor: .unlimited, .moderate: .unlimited, .severe: .unlimited],
      .admin: [.minor: .unlimited, .moderate: .unlimited, .severe: .unlimited],
    ],
    terms: [
      .firstResponse: [.minor: .minutes(5), .moderate: .minutes(15), .severe: .minutes(5)],
      .preliminaryAnswer: [.minor: .minutes(60), .moderate: .minutes(60), .severe: .minutes(60)],
      .progressReport: [.minor: .minutes(24 * 60), .moderate: .minutes(8 * 60), .severe: .minutes(4 * 60)],
      .resolve: [.minor: .endOfDay, .moderate: .minutes(24 * 60), .severe: .workingDays(3)],
      .callBack: [.minor: .minutes(24 * 60), .moderate: .minutes(24 * 60), .severe: .minutes(24 * 60)],
      .followUp7: [.severe: .minutes(7 * 24 * 60)],
      .followUp30: [.severe: .minutes(30 * 24 * 60)],
      .review: [.minor: .minutes(48 * 60), .moderate: .minutes(48 * 60), .severe: .minutes(48 * 60)],
    ])

  private static func yuan(_ amount: Int64) -> Limit {
    .upTo(Money(minorUnits: amount * 100, currency: Currency.standard))
  }
}

extension [Policy] {
  /// The one in force for a case that was logged then: the latest that had begun, the higher version of two
  /// that began together.
  package func inForce(at logged: Int64) -> Policy {
    filter { $0.from <= logged }.max { ($0.from, $0.version) < ($1.from, $1.version) } ?? .standard
  }
}

extension Role {
  /// Those that may grant something, the least of them first.
  package static let spending: [Role] = [.branchStaff, .dutyManager, .headOffice, .admin]
}
