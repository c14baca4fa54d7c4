/// What a customer accepted who was satisfied in the end: what it was given for, and what it cost.
package struct RemedyExperience: Sendable {
  package var type: String?
  package var severity: Severity?
  /// Terms of `remedy`, with an amount where it cost money.
  package var remedies: [String: Money?]

  /// - Parameter file: of a case whose customer accepted an option; nil where none did, or the option has no remedies.
  package init?(_ file: CaseFile) {
    guard let option = file.consent?.option, !option.remedies.isEmpty else { return nil }
    type = file.root.text(CaseField.type)
    severity = file.severity
    remedies = Dictionary(
      option.remedies.map { ($0.kind, $0.amount) }, uniquingKeysWith: { first, _ in first })
  }

  package init(type: String? = nil, severity: Severity? = nil, _ remedies: [String: Money?]) {
    (self.type, self.severity, self.remedies) = (type, severity, remedies)
  }
}

/// Remedies that satisfied others in cases of the same class.
package struct SuggestedRemedies: Sendable, Equatable {
  /// In the order of their names; what each usually cost (the median of what was given).
  package let remedies: [Remedy]
  /// How many were satisfied with just these.
  package let count: Int
  /// The role that offers it may not grant it alone.
  package let needsApproval: Bool

  package struct Remedy: Sendable, Equatable {
    package let kind: String
    package let amount: Money?

    package init(_ kind: String, _ amount: Money?) { (self.kind, self.amount) = (kind, amount) }
  }

  package init(_ remedies: [Remedy], count: Int, needsApproval: Bool) {
    (self.remedies, self.count, self.needsApproval) = (remedies, count, needsApproval)
  }

  /// What it costs, by currency.
  package var cost: [Money] { remedies.compactMap(\.amount).byCurrency }
}

/// What is suggested, and of which cases it was learnt.
package struct RemedyAdvice: Sendable, Equatable {
  /// How like the cases are, beside their problem class.
  package enum Basis: String, Sendable {
    case typeAndSeverity = "type_and_severity"
    case severity
    case problemClass = "class"
  }

  package let basis: Basis
  /// So many cases it was learnt from.
  package let count: Int
  /// What satisfied most stands first; of those as many, what whoever offers it may grant alone, then what costs least.
  package let suggestions: [SuggestedRemedies]

  /// Of cases of one problem class: by those of the same type and severity where there are some, else by wider ones. Nil
  /// where nobody was satisfied yet.
  /// - Parameter mayGrant: whether somebody may offer what costs this without anybody's approval.
  package init?(
    type: String?, severity: Severity?, from known: [RemedyExperience], limit: Int = 3,
    mayGrant: ([Money]) -> Bool
  ) {
    let steps: [(Basis, (RemedyExperience) -> Bool)] = [
      (.typeAndSeverity, { $0.type == type && $0.severity == severity }),
      (.severity, { $0.severity == severity }), (.problemClass, { _ in true }),
    ]
    let chosen = steps.lazy.map { basis, fits in (basis, known.filter(fits)) }
      .first { basis, found in found.count >= (basis == .problemClass ? 1 : Self.enough) }
    guard let (basis, found) = chosen else { return nil }
    self.basis = basis
    count = found.count
    let groups = Dictionary(grouping: found) { $0.remedies.keys.sorted() }
    suggestions = Array(
      groups.map { kinds, cases in
        let remedies = kinds.map { kind in
          SuggestedRemedies.Remedy(kind, Self.usual(cases.compactMap { $0.remedies[kind] ?? nil }))
        }
        return SuggestedRemedies(
          remedies, count: cases.count, needsApproval: !mayGrant(remedies.compactMap(\.amount).byCurrency))
      }
      .sorted { Self.rank($0) < Self.rank($1) }.prefix(limit))
  }

  /// Below so many cases a closer likeness says nothing.
  private static let enough = 3

  private static func rank(_ one: SuggestedRemedies) -> (Int, Int, Int64, String) {
    (
      -one.count, one.needsApproval ? 1 : 0, one.cost.map(\.minorUnits).max() ?? 0,
      one.remedies.map(\.kind).joined(separator: ",")
    )
  }

  /// The lower median, in the currency that was given most often.
  private static func usual(_ amounts: [Money]) -> Money? {
    let most = Dictionary(grouping: amounts, by: \.currency)
      .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    guard let most else { return nil }
    let sorted = most.value.map(\.minorUnits).sorted()
    return Money(minorUnits: sorted[(sorted.count - 1) / 2], currency: most.key)
  }
}
