import GRDB
import RecordStore
import Versioning

/// What a write replaces beyond the versions that its author saw: where those are this replica's own and may never
/// arrive, what they had replaced, so that nothing breaks then.
///
/// An ordinary edit had replaced one value, and its author meant to: whoever edits it means to replace that value
/// as well. A decision replaced several. Who edits what it left has decided nothing, and may not have the right to:
/// where the decision never arrives, the edit replaces only those heads that held the very value which its author
/// was shown, and the conflict stays. An edit that says what one of the other heads says replaces none of them: that
/// would leave one value where the conflict has two.
struct CarriedBases {
  let db: Database
  let replica: ReplicaID
  let replicaRid: Int64
  /// Changes of this store stand under other ids than its own.
  let isContinued: Bool
  /// Head office has the changes up to here.
  let covered: UInt64
  let field: FieldID
  /// What is written to the field.
  let written: Value
  /// The field as head office has it.
  let stored: FieldState?

  /// A base with all that it carries.
  func carrying(_ base: [Dot]) throws -> [Dot] {
    guard try base.contains(where: { try waiting($0) != nil }) else { return base }
    let passesDecisions = try db.hasWaitingDecisions()
    var all = Set(base)
    for dot in base { all.formUnion(try carried(over: dot, passesDecisions)) }
    return all.sorted()
  }

  private func carried(over dot: Dot, _ passesDecisions: Bool) throws -> Set<Dot> {
    guard let row = try waiting(dot), let write = try row.decoded().write(to: field) else { return [] }
    let direct = try direct(of: write.base)
    let values = try direct.compactMap(value)
    // One that an older program made is not marked; what it decided shows while its heads are there.
    let differs = values.first.map { first in values.contains { !$0.means(first) } } ?? false
    let isDecision = try differs || db.isDecision(row)
    // Mostly: the base names all that it carries itself.
    if !isDecision, !passesDecisions { return Set(write.base) }
    // Without the decision it would be the one that settles the conflict.
    if isDecision, values.contains(where: { !$0.means(write.value) && $0.means(written) }) { return [] }
    var carried: Set<Dot> = []
    for dot in direct {
      if isDecision, try !(value(of: dot)?.means(write.value) ?? false) { continue }
      carried.insert(dot)
      carried.formUnion(try self.carried(over: dot, passesDecisions))
    }
    return carried
  }

  /// The change of this replica with that dot, where it may never arrive or never will: head office does not have it,
  /// or has it in quarantine, where it may be dropped, or it was.
  private func waiting(_ dot: Dot) throws -> ChangeRow? {
    guard let row = try own(dot),
      row.replica == replicaRid && dot.number > covered || [.quarantined, .discarded].contains(row.status)
    else { return nil }
    return row
  }

  /// A change of this store, also one that goes by an id of before.
  private func own(_ dot: Dot) throws -> ChangeRow? {
    if dot.replica == replica { return try db.change(replica: replicaRid, number: dot.number) }
    guard isContinued, let row = try db.change(dot), row.status != .history else { return nil }
    return row
  }

  /// What a base names for its own sake, and not because a version of this store that it names too had replaced it.
  private func direct(of base: [Dot]) throws -> [Dot] {
    var replaced: Set<Dot> = []
    // Of one id the latest first: its base names what the earlier ones carried.
    for dot in base.reversed() where !replaced.contains(dot) {
      let write = try own(dot)?.decoded().write(to: field)
      replaced.formUnion(write?.base ?? [])
    }
    return base.filter { !replaced.contains($0) }
  }

  /// Nil for another replica's version that somebody has replaced since.
  private func value(of dot: Dot) throws -> Value? {
    if let head = stored?.heads.first(where: { $0.dot == dot }) { return head.value }
    return try own(dot)?.decoded().write(to: field)?.value
  }
}

extension Database {
  /// Remembers that a change which was just logged left one value where heads differed.
  func markDecision(_ seq: Int64) throws {
    try run("INSERT OR IGNORE INTO decided (seq) VALUES (?)", values: [.integer(seq)])
  }

  /// Forgets decisions that are settled, as soon as nothing waits any more that was written over them: then no edit
  /// carries anything past them.
  func forgetDecisions() throws {
    try run(
      """
      DELETE FROM decided WHERE NOT EXISTS (
        SELECT 1 FROM changes c CROSS JOIN changes w ON w.record = c.record
        WHERE c.seq = decided.seq AND w.status \(ChangeSet.shownHereOnly))
      """, values: [])
  }

  fileprivate func isDecision(_ row: ChangeRow) throws -> Bool {
    try first("SELECT 1 FROM decided WHERE seq = ?", values: [.integer(row.seq)]) { _ in true } ?? false
  }

  fileprivate func hasWaitingDecisions() throws -> Bool {
    try first(
      """
      SELECT EXISTS (SELECT 1 FROM changes INDEXED BY changes_waiting
          WHERE status \(ChangeSet.waiting) AND seq IN (SELECT seq FROM decided))
        OR EXISTS (SELECT 1 FROM changes INDEXED BY changes_quarantined
          WHERE status \(ChangeSet.quarantined) AND seq IN (SELECT seq FROM decided))
      """, values: []
    ) { $0.integer(0) == 1 } ?? false
  }
}
