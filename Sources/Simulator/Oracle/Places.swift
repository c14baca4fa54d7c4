import Complaints
import Versioning

/// Where a case is.
struct Place: Sendable {
  var scope: String
  /// Where it was before.
  var former: Set<String> = []
  /// The transfers that head office has, in the order in which it took them.
  var transfers: [DeedID] = []
}

/// Law 8's oracle: where each case belongs, by the order in which head office took transfers.
extension Oracle {
  /// A deed has reached head office: where its case belongs is decided with all that is written together.
  mutating func arrive(_ id: DeedID) {
    let deed = deeds[id]
    if deed.record == deed.aggregate, places[deed.record] == nil {
      places[deed.record] = Place(scope: home(of: deed))
    }
    let field = FieldID(CaseField.branch.number)
    guard deed.kind == .case, deed.writes[field] != nil, let place = places[deed.record],
      !place.transfers.contains(id)
    else { return }
    places[deed.record]?.transfers.append(id)
    undecided.insert(deed.record)
  }

  private func home(of deed: Deed) -> String {
    switch deed.kind {
    // Head office lays down who works at any branch, and writes to the manuscripts of each.
    case .person, .manuscript: deed.scope
    case .term, .article, .study, .course, .notice: "shared"
    default: Oracle.home(of: deed.kind, at: deed.author.branch)
    }
  }

  /// What is said of an employee stands with those who lead his branch.
  static func home(of kind: RecordKind, at branch: String) -> String {
    kind == .remark ? branch + "/managers" : branch
  }

  /// Whether a scope is one of a device: its branch's, what everybody has, what is said of the branch's employees unless it
  /// is one of staff; all of them where it sees every branch.
  static func mayHold(_ scope: String, _ role: Role, of branch: String) -> Bool {
    let seesAll = branch == "HQ" && [.admin, .headOffice, .auditor].contains(role)
    return seesAll || scope == branch || scope == "shared"
      || scope == home(of: .remark, at: branch) && role != .branchStaff
  }

  /// Head office has written what came of the deeds since the last time.
  mutating func decidePlaces() {
    for record in undecided { decidePlace(of: record) }
    undecided = []
  }

  private mutating func decidePlace(of record: RecordID) {
    let field = FieldID(CaseField.branch.number)
    guard var place = places[record] else { return }
    // Those that no other transfer saw: where they agree, the case goes there.
    let seen = place.transfers.reduce(into: Set<DeedID>()) {
      $0.formUnion(deeds[$1].writes[field]?.replaces ?? [])
    }
    let targets = Set(
      place.transfers.filter { !seen.contains($0) }.compactMap { id -> String? in
        if case .text(let code)? = deeds[id].writes[field]?.value { return code }
        return nil
      })
    if targets.count == 1, let target = targets.first, target != place.scope, branches.contains(target) {
      place.former.insert(place.scope)
      place.scope = target
    }
    places[record] = place
  }

  /// Head office was restored from a copy: what it took since, it takes again, maybe in another order.
  mutating func forgetTransfers() {
    for (record, place) in places {
      places[record]?.transfers = []
      places[record]?.former = place.former.union([place.scope])
    }
  }

  /// Whether a case was ever given to another branch.
  func hasMoved(_ aggregate: RecordID) -> Bool {
    places[aggregate].map { !$0.transfers.isEmpty || !$0.former.isSubset(of: [$0.scope]) } ?? false
  }

  /// Whether a case was ever anywhere else than in some scopes.
  func hasLeft(_ aggregate: RecordID, _ mayHold: (String) -> Bool) -> Bool {
    guard let place = places[aggregate] else { return false }
    return place.former.union([place.scope]).contains { !mayHold($0) }
  }
}
