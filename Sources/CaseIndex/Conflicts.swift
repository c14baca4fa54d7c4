package import Complaints
import FoundationEssentials
import GRDB
package import RecordStore
package import Versioning

/// An open conflict.
package struct Conflict: Sendable {
  package let id: ConflictID
  package let kind: ConflictKind
  /// The record whose field it is, and its case.
  package let record: RecordRow
  package let root: RecordRow
  package let number: String
  package let branch: String
  package let field: FieldID
  /// Of a rule: which one.
  package let rule: CaseRule?
  package let state: RecordState
  /// The heads, the winner first. Of a deletion: the deletions.
  package let heads: [Head]
  /// Of a deletion: the versions that no deletion saw.
  package let unseen: [UnseenEdit]

  /// The stamp that chose the winner may be wrong: such ones are to be looked at first.
  package var hasUntrustedClock: Bool { heads.contains { $0.version.quality == .untrusted } }

  package var definition: FieldDefinition? { Schema.field(record.kind, number: field.number) }

  /// A version that stands against a deletion.
  package struct UnseenEdit: Sendable {
    package let record: RecordRow
    package let field: FieldID
    package let head: Head
  }
}

/// A value that heads were written over, as far as this store knows.
package struct BaseVersion: Sendable {
  package let dot: Dot
  package let value: Value
  package let author: Author
  /// In milliseconds since 1970, wrong clocks put right.
  package let madeAt: Int64
}

/// How open conflicts are asked for.
private enum ConflictQuery {
  static let columns = "k.place, k.heads, k.kind, k.record, k.aggregate, k.field, k.element"

  /// CROSS JOIN: the few conflicts are read first, whatever order is asked for; never all cases.
  static let source = """
    conflicts k CROSS JOIN records r ON r.rid = k.aggregate LEFT JOIN cases c ON c.rid = k.aggregate
    """

  /// Those of cases, of what head office publishes, of people, signals and manuscripts, and of what is said of employees to whom may
  /// read that.
  static func isShown(withEmployees: Bool) -> String {
    let kinds = SharedRecord.kinds + [.person, .signal, .manuscript] + (withEmployees ? [.remark] : [])
    return "coalesce(c.visible, r.kind IN (\(kinds.map { "\($0.rawValue)" }.joined(separator: ", "))))"
  }
}

package enum ConflictResolution: Sendable {
  case found(Conflict)
  /// The field is still in conflict, but its heads have changed.
  case changed(Conflict)
  case none
  case ambiguous([ConflictID])
}

extension CaseReading {
  package func conflictIDs(aggregate rid: Int64) throws -> [ConflictID] {
    try db.rows("SELECT place, heads FROM conflicts WHERE aggregate = ? ORDER BY place", [rid])
      .map { ConflictID(place: $0[0], heads: $0[1]) }
  }

  /// All open conflicts, those of one case, or those of one branch; newest case first. What a deleted case was
  /// in conflict about stays open in it, and is told of again when it is restored.
  package func conflicts(of root: RecordRow? = nil, branch: String? = nil) throws -> [Conflict] {
    var conditions = [ConflictQuery.isShown(withEmployees: seesEmployeeRecords)]
    var arguments: [(any ColumnValue)?] = []
    if let root {
      conditions.append("k.aggregate = ?")
      arguments.append(root.rid)
    }
    if let branch {
      conditions.append("c.branch = ?")
      arguments.append(branch)
    }
    return try db.rows(
      """
      SELECT \(ConflictQuery.columns) FROM \(ConflictQuery.source)
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY c.logged_ms DESC, k.place
      """, arguments
    ).compactMap(conflict).sorted { $0.hasUntrustedClock && !$1.hasUntrustedClock }
  }

  package func conflictCount() throws -> Int {
    let isShown = ConflictQuery.isShown(withEmployees: seesEmployeeRecords)
    let sql = "SELECT count(*) FROM \(ConflictQuery.source) WHERE \(isShown)"
    return try db.value(sql) ?? 0
  }

  /// Finds a conflict by its id or the beginning of one.
  package func conflict(_ text: String) throws -> ConflictResolution {
    guard let typed = TypedConflictID(text) else { return .none }
    let found = try db.rows(
      "SELECT \(ConflictQuery.columns) FROM conflicts k WHERE k.place >= ? AND k.place < ? || 'g' LIMIT 6",
      [typed.place, typed.place]
    ).compactMap(conflict)
    guard found.count <= 1 else { return .ambiguous(found.map(\.id)) }
    guard let conflict = found.first else { return .none }
    return typed.hasHeads(of: conflict.id) ? .found(conflict) : .changed(conflict)
  }

  private func conflict(_ row: StoreRow) throws -> Conflict? {
    guard let record = try db.record(rid: row[3]), let state = try record.decoded(),
      let root = try db.record(rid: row[4]), !root.kind.isOfEmployees || seesEmployeeRecords,
      let place = try place(of: root)
    else { return nil }
    let element: String = row[6]
    let kind = ConflictKind(rawValue: row[2]) ?? .field
    // A rule is about the case's status, and what does not go with it.
    let rule = kind == .rule ? CaseRule(rawValue: element) : nil
    let field = FieldID(
      UInt32(truncatingIfNeeded: row[5] as Int64), element.isEmpty || kind == .rule ? nil : element)
    let heads = (state[field]?.heads ?? []).sorted { $0.version.stamp > $1.version.stamp }
    return Conflict(
      id: ConflictID(place: row[0], heads: row[1]), kind: kind, record: record, root: root,
      number: place.number, branch: place.branch, field: field, rule: rule, state: state, heads: heads,
      unseen: kind == .deletion ? try unseenEdits(root) : [])
  }

  /// How the root of an aggregate is called, and whose it is.
  private func place(of root: RecordRow) throws -> (number: String, branch: String)? {
    if let summary = try summary(rid: root.rid) { return (summary.number, summary.branch) }
    if [.person, .signal, .manuscript].contains(root.kind), let branch = try db.scopeCode(root.scope) {
      let name = try root.decoded().flatMap { Person($0, branch: branch)?.name }
      return (name ?? String(root.id.description.suffix(6)), branch)
    }
    if root.kind.isOfEmployees, let scope = try db.scopeCode(root.scope) {
      return try root.decoded().flatMap { Remark($0, scope: scope) }.map {
        ($0.employee ?? $0.name, $0.branch)
      }
    }
    return try sharedName(root).map { ($0, RecordTables.sharedScope) }
  }

  private func unseenEdits(_ root: RecordRow) throws -> [Conflict.UnseenEdit] {
    guard case .conflicted(let unseen) = try deletion(of: root) else { return [] }
    var edits: [Conflict.UnseenEdit] = []
    for record in try [root] + db.children(of: root.id) {
      guard let state = try record.decoded() else { continue }
      for field in state.fields {
        for head in field.heads where unseen.contains(head.dot) {
          edits.append(Conflict.UnseenEdit(record: record, field: field.field, head: head))
        }
      }
    }
    return edits
  }

  /// The versions that a conflict's heads were written over: from the changes this store has, its own and
  /// those fetched with a conflict.
  package func base(of conflict: Conflict) throws -> [BaseVersion] {
    let changes = try db.changes(of: conflict.record.id).compactMap { try? $0.decoded() }
    let heads = Set(conflict.heads.map(\.dot))
    var dots: Set<Dot> = []
    for change in changes where heads.contains(change.dot) {
      dots.formUnion(change.write(to: conflict.field)?.base ?? [])
    }
    let found = changes.filter { dots.contains($0.dot) }.compactMap { change -> BaseVersion? in
      guard let write = change.write(to: conflict.field) else { return nil }
      return BaseVersion(
        dot: change.dot, value: write.value, author: change.author, madeAt: change.times.madeAt)
    }
    // A base that carries its own base names older ones too: what a later one of them replaced is no base.
    let replaced = Set(
      changes.filter { dots.contains($0.dot) }.flatMap { $0.write(to: conflict.field)?.base ?? [] })
    return found.filter { !replaced.contains($0.dot) }.sorted { $0.madeAt < $1.madeAt }
  }
}
