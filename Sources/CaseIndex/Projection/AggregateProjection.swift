import Complaints
package import GRDB
package import RecordStore
import Versioning
package import Zones

/// What is derived from a case and all that hangs on it together. The order in which its records came leaves no
/// trace: what a case shows is the same whether its notes were there before it, came later, or are gone through
/// by a rebuild.
extension CaseProjection {
  /// A record's own conflicts of fields.
  func writeConflicts(
    _ record: RecordRow, _ old: RecordState?, _ new: RecordState, aggregate: Int64
  ) throws {
    if old.map({ !ownConflicts($0).isEmpty }) ?? false {
      try removeConflicts(record, .field)
    }
    for field in ownConflicts(new) {
      try insertConflict(record, field.field, .field, aggregate: aggregate, heads: field.heads.map(\.dot))
    }
  }

  /// A deletion is a matter of the whole aggregate.
  private func ownConflicts(_ state: RecordState) -> [FieldState] {
    state.conflictedFields.filter { !state.isRoot || $0.field != Self.deleted }
  }

  private static let deleted = FieldID(CaseField.deleted.number)

  /// A feed may bring records before the one that they hang on: what that shows of them is made up for when it
  /// comes.
  func projectChildren(of root: RecordRow, _ state: RecordState) throws {
    let children = try db.children(of: root.id).compactMap { child in readable(child).map { (child, $0) } }
    for (child, state) in children { try writeConflicts(child, nil, state, aggregate: root.rid) }
    if !children.isEmpty || state[Self.deleted] != nil { return try gather(root, state) }
    // A case that is new here and alone has its facts already, and no rule to be taken back.
    let breaksRules = root.isCase ? try writeRules(root, CaseFile(state, children: [])) : false
    if breaksRules || !ownConflicts(state).isEmpty { try count(root, isVisible: true) }
  }

  /// Makes anew what was left.
  package func gather(_ ungathered: Ungathered) throws {
    for (rid, hasWork) in ungathered.roots.sorted(by: { $0.key < $1.key }) {
      // It may have gone again.
      guard let root = try db.record(rid: rid), let state = readable(root) else { continue }
      let isVisible = try writeDeletion(root, state)
      if hasWork { try writeWork(root, state) }
      try count(root, isVisible: isVisible)
    }
  }

  /// What a root shows of all its records together, but for conflicts of their fields, made anew.
  /// - Parameter gone: a record that is about to go.
  func gather(_ root: RecordRow, _ state: RecordState, without gone: RecordID? = nil) throws {
    let isVisible = try writeDeletion(root, state, without: gone)
    try writeWork(root, state, without: gone)
    try setUpdated(root, state, without: gone)
    try count(root, isVisible: isVisible)
  }

  /// - Returns: whether the case is shown.
  func writeDeletion(_ root: RecordRow, _ state: RecordState, without gone: RecordID? = nil) throws -> Bool {
    try removeConflicts(root, .deletion)
    guard let field = state[Self.deleted] else { return true }
    let deletion = deletionState(
      field: Self.deleted, root: state,
      children: try children(of: root, without: gone) { _ in true })
    if case .conflicted(let unseen) = deletion {
      try insertConflict(
        root, Self.deleted, .deletion, aggregate: root.rid, heads: field.heads.map(\.dot) + unseen)
    }
    return deletion.isVisible
  }

  /// What hangs on a case, for reports, and the rules that no command breaks.
  func writeWork(_ root: RecordRow, _ state: RecordState, without gone: RecordID? = nil) throws {
    guard root.isCase else { return }
    let found = try children(of: root, without: gone) { $0.isReported || $0 == .note }
    let file = CaseFile(state, children: found.filter(\.isReported))
    try facts.rewrite(rid: root.rid, file, branch: try branch(of: root))
    try removeConflicts(root, .rule)
    try writeRules(root, file)
  }

  /// - Returns: whether any is broken.
  @discardableResult
  private func writeRules(_ root: RecordRow, _ file: CaseFile) throws -> Bool {
    let zone = try zone
    let broken = try brokenRules(file) {
      try policies().inForce(at: file.logged(in: zone)?.milliseconds ?? 0)
    }
    for (rule, versions) in broken {
      try insertConflict(
        root, FieldID(CaseField.status.number, rule.rawValue), .rule, aggregate: root.rid, heads: versions)
    }
    return !broken.isEmpty
  }

  private func policies() throws -> [Policy] {
    let zone = try zone
    return try db.sharedRecords(.policy).filter { $0.id != leaving }.compactMap(readable)
      .compactMap { Policy($0, zone: zone) }
  }

  /// What was agreed to under a policy that has come, or has changed, is held to it.
  func judgeAgreements(since policies: [RecordState]) throws {
    let zone = try zone
    let days = policies.compactMap { Policy($0, zone: zone)?.from }.map { $0 / 86_400_000 }
    guard let first = days.min() else { return }
    let agreed = try db.map(
      """
      SELECT rid FROM facts WHERE day >= ? AND last_step IS NOT NULL
        AND status IN (SELECT value FROM json_each(?))
      """, values: [.integer(first - 1), StatusSet.agreed.json]
    ) { $0.integer(0) }
    for rid in agreed {
      guard let root = try db.record(rid: rid), let state = readable(root) else { continue }
      try gather(root, state)
    }
  }

  /// - Parameter gone: one that is about to go.
  private func children(
    of root: RecordRow, without gone: RecordID?, _ counts: (RecordKind) -> Bool
  ) throws -> [RecordState] {
    try db.children(of: root.id).filter { counts($0.kind) && $0.id != gone }.compactMap(readable)
  }

  /// Keeps the time of the latest version that stands in a case or what hangs on it, after one record changed.
  func touch(_ root: RecordRow, _ state: RecordState, old: RecordState?, new: RecordState) throws {
    guard root.isCase else { return }
    let latest = new.timesMade.latest
    if let before = old?.timesMade.latest, before > latest {
      // Stamps are put right, and what was dropped goes: then another record may be the latest one.
      let sql = "SELECT updated_at FROM cases WHERE rid = ?"
      let shown = try db.first(sql, values: [.integer(root.rid)]) { $0.integer(0) } ?? 0
      if shown <= before { try setUpdated(root, state) }
    } else {
      try db.run(
        "UPDATE cases SET updated_at = ?1 WHERE rid = ?2 AND updated_at < ?1",
        values: [.integer(latest), .integer(root.rid)])
    }
  }

  private func setUpdated(_ root: RecordRow, _ state: RecordState, without gone: RecordID? = nil) throws {
    guard root.isCase else { return }
    let latest = try children(of: root, without: gone) { _ in true }
      .reduce(state.timesMade.latest) { max($0, $1.timesMade.latest) }
    try db.run(
      "UPDATE cases SET updated_at = ?1 WHERE rid = ?2", values: [.integer(latest), .integer(root.rid)])
  }

  /// Whether a case is shown, and in how many conflicts it is.
  func count(_ root: RecordRow, isVisible: Bool) throws {
    guard root.isCase else { return }
    try db.run(
      """
      UPDATE cases SET visible = ?, conflicts = (SELECT count(*) FROM conflicts WHERE aggregate = ?)
      WHERE rid = ?
      """, values: [.flag(isVisible), .integer(root.rid), .integer(root.rid)])
    try db.run(
      "UPDATE facts SET visible = ?1 WHERE rid = ?2 AND visible <> ?1",
      values: [.integer(isVisible ? 1 : 0), .integer(root.rid)])
  }

  private func branch(of root: RecordRow) throws -> String {
    try db.scopeCode(root.scope) ?? ""
  }

  /// A state that cannot be read counts for nothing here: it is a finding of its own.
  func readable(_ record: RecordRow) -> RecordState? { try? record.decoded() }

  private func removeConflicts(_ record: RecordRow, _ kind: ConflictKind) throws {
    try db.run(
      "DELETE FROM conflicts WHERE record = ? AND kind = ?",
      values: [.integer(record.rid), .text(kind.rawValue)])
  }

  private func insertConflict(
    _ record: RecordRow, _ field: FieldID, _ kind: ConflictKind, aggregate: Int64, heads: [Dot]
  ) throws {
    let id = ConflictID(record: record.id, field: field, heads: heads)
    try db.run(
      """
      INSERT OR REPLACE INTO conflicts (record, field, element, kind, aggregate, place, heads)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      values: [
        .integer(record.rid), .integer(Int64(field.number)), .text(field.element ?? ""), .text(kind.rawValue),
        .integer(aggregate), .text(id.place), .text(id.heads),
      ])
  }
}

/// Cases of which records came, and whether those are ones that reports and rules look at.
package struct Ungathered {
  fileprivate var roots: [Int64: Bool] = [:]

  package init() {}

  mutating func note(_ rid: Int64, hasWork: Bool) { roots[rid] = hasWork || roots[rid] ?? false }
}

extension RecordRow {
  var isRoot: Bool { aggregate == id }
  var isCase: Bool { kind == .case && isRoot }
}

extension RecordState {
  /// Whether reports look at it: of notes, at those that say whether they were said to the customer.
  var isReported: Bool { kind.isReported || kind == .note && self[FieldID(NoteField.told.number)] != nil }

  fileprivate var isRoot: Bool { aggregate == record }

  /// When its earliest and latest head versions were made, in milliseconds since 1970; 0 where there are none.
  var timesMade: (earliest: Int64, latest: Int64) {
    let times = headVersions.map(\.madeAt)
    return (times.min() ?? 0, times.max() ?? 0)
  }
}

extension MetaKey<Int64> {
  /// Minutes east of UTC where and when the store was made: for times that say no zone, where `zoneName` is not known.
  package static var zone: MetaKey<Int64> { MetaKey("zone") }
}

extension MetaKey<String> {
  /// The zone of the place that the store was made at.
  package static var zoneName: MetaKey<String> { MetaKey("zone_name") }
}

extension Database {
  /// The zone of the place that the store was made at; nil where it does not say.
  func storeZone() throws -> Zone? {
    if let name = try meta(.zoneName), let zone = try? Zone(typed: name) { return zone }
    guard let offset = try meta(.zone) else { return nil }
    guard offset.magnitude < 1440 else { throw StoreError.damaged(detail: "zone in meta") }
    return .fixed(Int(offset))
  }

  /// Remembers where the store is, unless it says so already.
  package func noteZone(_ zone: Zone, at milliseconds: Int64) throws {
    let offset = zone.offsetMinutes(at: milliseconds)
    let halfYear: Int64 = 182 * 86_400_000
    let known = try meta(.zone).map { Int($0) }
    if known == nil { try setMeta(.zone, Int64(offset)) }
    // Of a store from before names were kept the offset alone is known: it has to fit.
    guard try meta(.zoneName) == nil, zone.name != Zone.offsetText(offset),
      (try? Zone(typed: zone.name)) != nil,
      known == nil || known == offset || known == zone.offsetMinutes(at: milliseconds - halfYear)
    else { return }
    try setMeta(.zoneName, zone.name)
  }
}
