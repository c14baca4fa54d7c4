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

  /// Who lays down who works where, and in which role, and what holds for all: a duty manager people of the own branch, head
  /// office those of every branch, nobody one who may do more; terms head office alone, and where all have them.
  /// Whether it is an edit or a decision on what others gave makes no difference.
  static func mayWrite(_ change: Change, _ role: Role, of branch: String) -> Bool {
    let isHeadOffice = branch == "HQ" && [.admin, .headOffice].contains(role)
    switch change.kind {
    case .term, .article, .study, .course, .notice: return isHeadOffice && change.scope == "shared"
    // What becomes of a manuscript is head office's to say; what helped, who learnt what and what was read, each branch's own.
    case .manuscript:
      let returned = change.write(to: FieldID(ManuscriptField.returned.number))?.value ?? .none
      let isJudged = change.write(to: FieldID(ManuscriptField.published.number)) != nil || returned != .none
      // Of another branch also who saw every branch before, and has something of it that waits.
      return change.scope != "shared" && role != .auditor && (isHeadOffice || !isJudged)
        && (branch == "HQ" || change.scope == branch)
    case .helpful, .attendance, .acknowledgement: return change.scope == branch && role != .auditor
    case .person:
      let isOwn = change.scope == branch && [.dutyManager, .headOffice, .admin].contains(role)
      guard change.scope != "shared", isHeadOffice || isOwn else { return false }
      return rank(change.write(to: FieldID(PersonField.role.number))?.value) <= rank(.text(role.rawValue))
    default: return true
    }
  }

  /// How much a role may do; what is none, as little as staff.
  static func rank(_ role: Value?) -> Int {
    guard case .text(let name)? = role else { return 0 }
    return ["branch_staff", "duty_manager", "head_office", "admin"].firstIndex(of: name) ?? 0
  }

  /// Whether a change takes a role from a person that may do more than another one: it says that it saw it, and it stands.
  func takesAwayMore(_ change: Change, than role: Role) -> Bool {
    let field = FieldID(PersonField.role.number)
    guard change.kind == .person, let write = change.write(to: field) else { return false }
    let seen = Set(write.base.compactMap { accepted[$0] })
    return heads(of: field, among: standing[change.record] ?? []).contains { head in
      seen.contains(head)
        && Oracle.rank(deeds[head].writes[field]?.value) > Oracle.rank(.text(role.rawValue))
    }
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
