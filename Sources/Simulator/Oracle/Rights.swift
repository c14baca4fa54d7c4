import Complaints
import Versioning

/// Law 3's oracle of rights: whoever leaves one value where heads differed has decided, and needs the right to. And of
/// what no command makes, which is flagged.
extension Oracle {
  /// Whether a deed leaves fewer values than stood against each other where it was written.
  func settles(_ id: DeedID, where held: Held?) -> Bool {
    guard let held else { return false }
    return deeds[id].writes.contains { field, write in
      guard let shown = held.expected[field], shown.isFlagged else { return false }
      let left = shown.heads.filter { !write.replaces.contains($0) }
      guard left.count < shown.heads.count else { return false }
      func value(_ id: DeedID) -> Value {
        self.value(of: id, field, erased: held.erased, emptied: held.emptied)
      }
      return different(left.map(value) + [write.value]) < different(shown.heads.map(value))
    }
  }

  /// How many of some values a person would tell apart.
  func different(_ values: [Value]) -> Int {
    values.reduce(into: [Value]()) { kept, value in
      if !kept.contains(where: { isSame($0, value) }) { kept.append(value) }
    }.count
  }

  /// A device of this role and branch may settle conflicts of a scope.
  static func maySettle(_ role: Role, of branch: String, in scope: String) -> Bool {
    role.settlesConflictsOfAnyBranch
      || (role.settlesConflictsOfOwnBranch && [branch, home(of: .remark, at: branch)].contains(scope))
  }

  /// A case whose time cannot be: before 2000, or more than a day after its version's stamp. What a person typed is
  /// taken at its word; what a clock said is as far off as that clock was from the stamp.
  func hasImpossibleTime(_ held: Held) -> Bool {
    guard held.kind == .case, let logged = held.expected[FieldID(CaseField.loggedAt.number)],
      case .text(let text) = logged.value, let time = LocalTime(rfc3339: text), let winner = logged.winner,
      let stamp = held.stamps[winner]?.time.milliseconds
    else { return false }
    let shown = time.milliseconds + (deeds[winner].clockSaid.map { stamp - $0 } ?? 0)
    return shown < 946_684_800_000 || shown > stamp + 86_400_000
  }
}
