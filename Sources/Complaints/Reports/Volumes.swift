import Language

/// How much was sold or served, by the axes of a report: what complaints are set against.
package struct Volumes: Sendable {
  package let axes: [ReportAxis]
  /// By the keys as they are compared.
  private var amounts: [[String]: (key: [String?], amount: Int)] = [:]

  package init(axes: [ReportAxis]) { self.axes = axes }

  /// - Parameters:
  ///   - cells: as a file has them, one an axis; empty: not said, which is a group of its own.
  ///   - terms: as they are today.
  /// - Returns: the first axis whose cell is none of its keys; nil: it was added.
  package mutating func add(_ amount: Int, _ cells: [String], terms: Terms, today: CivilDate) -> ReportAxis? {
    var key: [String?] = []
    for (axis, cell) in zip(axes, cells) {
      guard !cell.trimmed.isEmpty else {
        key.append(nil)
        continue
      }
      guard let known = axis.key(typed: cell.trimmed, terms: terms, today: today) else { return axis }
      key.append(known)
    }
    let (sum, overflow) = (amounts[compared(key)]?.amount ?? 0).addingReportingOverflow(amount)
    amounts[compared(key)] = (key, overflow ? .max : sum)
    return nil
  }

  /// Cases beside the amounts: one row for each amount, and for each group of cases without one.
  package func rates(of groups: [ReportGroup<CaseCounts>]) -> [Rate] {
    var left = amounts
    var rates = groups.map { group in
      Rate(
        key: group.key, cases: group.value.cases,
        amount: left.removeValue(forKey: compared(group.key))?.amount)
    }
    rates += left.values.map { Rate(key: $0.key, cases: 0, amount: $0.amount) }
    let isTime = axes.first?.isTime ?? false
    return rates.sorted { a, b in
      let (one, other) = (a.key.map { $0 ?? "" }, b.key.map { $0 ?? "" })
      if isTime, one.first != other.first { return (one.first ?? "") < (other.first ?? "") }
      if a.share != b.share { return (a.share ?? -1) > (b.share ?? -1) }
      return one.lexicographicallyPrecedes(other)
    }
  }

  private func compared(_ key: [String?]) -> [String] {
    zip(axes, key).map { axis, text in
      guard let text else { return "" }
      return axis.isFreeText ? axis.folded(text) : text
    }
  }
}

/// Complaints of one group beside how much was sold or served.
package struct Rate: Sendable, Equatable {
  package let key: [String?]
  package let cases: Int
  /// Nil: nobody said.
  package let amount: Int?

  package var share: Double? { amount.flatMap { $0 > 0 ? Double(cases) / Double($0) : nil } }
}

extension ReportAxis {
  /// The key of the group that a cell of a file names: an id or a label, a day that lies in a month. Nil where it is none.
  package func key(typed: String, terms: Terms, today: CivilDate) -> String? {
    switch self {
    case .branch: return try? BranchCode(typed: typed).rawValue
    case .day, .week, .month, .year:
      guard let period = Period(typed: String(typed.prefix { $0 != " " && $0 != "T" }), today: today) else {
        return nil
      }
      let ends = [period.first, period.last].map(timeKey)
      return ends[0] == ends[1] ? ends[0] : nil
    default:
      if let vocabulary, case .term(let term) = terms[vocabulary].match(typed) { return term.id }
      return isFreeText ? typed : nil
    }
  }

  private func timeKey(_ date: CivilDate) -> String {
    let day = date.description
    switch self {
    case .year: return String(day.prefix(4))
    case .month: return String(day.prefix(7))
    case .week:
      return CivilDate(daysSinceEpoch: ReportWeek.monday(ReportWeek.of(day: date.daysSinceEpoch))).description
    default: return day
    }
  }
}
