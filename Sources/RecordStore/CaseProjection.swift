import Complaints
import FoundationEssentials
package import GRDB
package import Versioning

/// Keeps the derived tables in step with one record. Runs in the transaction that writes the record.
package struct CaseProjection {
  let db: Database
  /// Minutes east of UTC of this machine: for cases whose logging time is known only as a stamp.
  let offsetMinutes: Int
  /// When what is projected came from head office; nil for what is written here. Milliseconds since 1970.
  let receivedAt: Int64?

  package init(_ db: Database, offsetMinutes: Int, receivedAt: Int64? = nil) {
    self.db = db
    self.offsetMinutes = offsetMinutes
    self.receivedAt = receivedAt
  }

  private var facts: FactRows { FactRows(db, offsetMinutes: offsetMinutes) }

  /// - Parameters:
  ///   - old: the state that was projected before; nil for a new record.
  ///   - branch: the code of the record's scope.
  package func project(_ record: RecordRow, old: RecordState?, new: RecordState, branch: String) throws {
    if record.kind == .case {
      try writeCase(record, new, branch: branch, isKnown: old != nil)
      if old == nil { try facts.write(rid: record.rid, CaseFile(new, children: []), branch: branch) }
      try writeNumbers(record, old, new)
      try writePhones(record, old, new)
    } else {
      try touch(record.aggregate, at: new.headWalls.latest)
    }
    try writeSearch(record, old, new)
    try writeConflicts(record, old, new)
    if record.kind == .case, old == nil { try takeUpChildren(of: record) }
  }

  /// A feed may bring notes before their case: what a case shows of them is made up for when it comes.
  private func takeUpChildren(of root: RecordRow) throws {
    var hasWork = false
    for child in try db.children(of: root.id) {
      guard let state = try child.decoded() else { continue }
      try touch(root.id, at: state.headWalls.latest)
      hasWork = hasWork || state.kind.isReported
      if !state.conflictedFields.isEmpty { try writeConflicts(child, nil, state) }
    }
    guard hasWork, let state = try root.decoded() else { return }
    try writeWork(root, state, with: nil, isKnown: true)
    try db.run(
      "UPDATE cases SET conflicts = (SELECT count(*) FROM conflicts WHERE aggregate = ?1) WHERE rid = ?1",
      [root.rid])
  }

  private func touch(_ aggregate: RecordID, at wall: Int64) throws {
    try db.run(
      "UPDATE cases SET updated_at = max(updated_at, ?) WHERE rid = (SELECT rid FROM records WHERE id = ?)",
      values: [.integer(wall), .id(aggregate)])
  }

  /// Takes a record out of all derived tables, before it leaves the store.
  package func remove(_ record: RecordRow, old: RecordState) throws {
    try db.run("DELETE FROM cases WHERE rid = ?", [record.rid])
    try db.run("DELETE FROM facts WHERE rid = ?", [record.rid])
    if old.kind.isReported, let root = try db.record(record.aggregate), let state = try root.decoded() {
      let rest = try file(of: root, state, with: nil, without: record.id)
      try facts.rewrite(rid: root.rid, rest, branch: try branch(of: root))
    }
    for element in numbers(old) {
      try db.run(
        "DELETE FROM numbers WHERE reversed = ? AND rid = ?", [reversed(element), record.rid])
    }
    for digits in phones(old) {
      try db.run(
        "DELETE FROM phones WHERE digits = ? AND rid = ?", values: [.text(digits), .integer(record.rid)])
    }
    try db.run("DELETE FROM conflicts WHERE record = ?", [record.rid])
    let text = SearchText.of(old)
    if !text.isEmpty {
      try db.run("INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", [record.rid, text])
    }
  }

  /// Takes out what was derived from a state that cannot be read any more. The words that the search had of it
  /// stay until they are found to lead nowhere.
  package func forget(_ record: RecordRow) throws {
    for sql in [
      "DELETE FROM cases WHERE rid = ?", "DELETE FROM facts WHERE rid = ?",
      "DELETE FROM numbers WHERE rid = ?",
      "DELETE FROM phones WHERE rid = ?", "DELETE FROM conflicts WHERE record = ?",
    ] { try db.run(sql, values: [.integer(record.rid)]) }
  }

  private func writeCase(
    _ record: RecordRow, _ state: RecordState, branch: String, isKnown: Bool
  ) throws {
    func text(_ field: FieldDefinition) -> String? {
      if case .text(let text) = state.value(FieldID(field.number)) { return text }
      return nil
    }
    let walls = state.headWalls
    let logged =
      text(CaseField.loggedAt)
      ?? LocalTime(milliseconds: walls.earliest, offsetMinutes: offsetMinutes).rfc3339
    let summary = (text(CaseField.title) ?? text(CaseField.narrative)).map { firstLine($0, limit: 60) }
    let values: [SQLValue] = [
      .integer(record.rid), .text(record.number ?? numbers(state).first ?? ""), .text(branch),
      .text(text(CaseField.status)), .text(text(CaseField.title)), .text(summary),
      .text(text(CaseField.channel)), .text(text(CaseField.type)), .text(text(CaseField.problemClass)),
      .text(text(CaseField.severity)), .text(text(CaseField.handler)), .text(text(CaseField.customerID)),
      .text(text(CaseField.customerName)), .text(text(CaseField.phone)), .text(logged),
      .integer(walls.latest),
    ]
    // Not INSERT OR REPLACE, nor an upsert: SQLite opens a statement transaction for them, and at each of
    // those FTS5 writes out what it has gathered. That makes a bulk import ten times slower.
    if isKnown {
      try db.run(
        """
        UPDATE cases SET
          number = ?2, branch = ?3, status = ?4, title = ?5, summary = ?6, channel = ?7, type = ?8,
          problem_class = ?9, severity = ?10, handler = ?11, customer_id = ?12, customer_name = ?13, phone = ?14,
          logged_at = ?15, updated_at = max(updated_at, ?16), conflicts = 0, visible = 1
        WHERE rid = ?1
        """, values: values)
      if db.changesCount > 0 { return }
    }
    try db.run(
      """
      INSERT INTO cases
        (rid, number, branch, status, title, summary, channel, type, problem_class, severity, handler,
         customer_id, customer_name, phone, logged_at, updated_at, conflicts, visible, received_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, 1, ?17)
      """, values: values + [.integer(receivedAt)])
  }

  private func writeNumbers(_ record: RecordRow, _ old: RecordState?, _ new: RecordState) throws {
    let known = Set(old.map(numbers) ?? [])
    for number in numbers(new) where !known.contains(number) {
      try db.run(
        "INSERT OR IGNORE INTO numbers (reversed, rid) VALUES (?, ?)",
        values: [.text(reversed(number)), .integer(record.rid)])
    }
  }

  private func writePhones(_ record: RecordRow, _ old: RecordState?, _ new: RecordState) throws {
    let before = Set(old.map(phones) ?? [])
    let after = Set(phones(new))
    guard before != after else { return }
    for digits in before.subtracting(after) {
      try db.run(
        "DELETE FROM phones WHERE digits = ? AND rid = ?", values: [.text(digits), .integer(record.rid)])
    }
    for digits in after.subtracting(before) {
      try db.run(
        "INSERT OR IGNORE INTO phones (digits, rid) VALUES (?, ?)",
        values: [.text(digits), .integer(record.rid)])
    }
  }

  private func writeSearch(_ record: RecordRow, _ old: RecordState?, _ new: RecordState) throws {
    let before = old.map(SearchText.of) ?? ""
    let after = SearchText.of(new)
    guard before != after else { return }
    if !before.isEmpty {
      try db.run(
        "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)",
        values: [.integer(record.rid), .text(before)])
    }
    if !after.isEmpty {
      try db.run(
        "INSERT INTO search (rowid, text) VALUES (?, ?)", values: [.integer(record.rid), .text(after)])
    }
  }

  /// A record's own conflicts, and the aggregate's deletion where there is one.
  private func writeConflicts(_ record: RecordRow, _ old: RecordState?, _ new: RecordState) throws {
    let isRoot = record.aggregate == record.id
    let root = isRoot ? record : try db.record(record.aggregate)
    // A child may come before its case, whose own projection looks at the children then.
    guard let root else { return }
    let deletedField = FieldID(CaseField.deleted.number)
    let rootState = isRoot ? new : try root.decoded()
    let open = new.conflictedFields.filter { !(isRoot && $0.field == deletedField) }
    if old.map({ !$0.conflictedFields.isEmpty }) ?? false {
      try db.run("DELETE FROM conflicts WHERE record = ? AND kind = 'field'", [record.rid])
    }
    for field in open {
      try insertConflict(
        record, field.field, .field, aggregate: root.rid, heads: field.heads.map(\.dot))
    }
    var isVisible = true
    if let rootState, rootState[deletedField] != nil {
      let children = try db.children(of: root.id).filter { $0.id != record.id }.compactMap {
        try $0.decoded()
      }
      let deletion = deletionState(
        field: deletedField, root: rootState, children: isRoot ? children : children + [new])
      isVisible = deletion.isVisible
      try db.run("DELETE FROM conflicts WHERE record = ? AND kind = 'deletion'", [root.rid])
      if case .conflicted(let unseen) = deletion {
        let heads = rootState[deletedField]?.heads.map(\.dot) ?? []
        try insertConflict(root, deletedField, .deletion, aggregate: root.rid, heads: heads + unseen)
      }
    } else if isRoot, old?[deletedField] != nil {
      // A deletion that head office never took, and that was dropped from the quarantine.
      try db.run("DELETE FROM conflicts WHERE record = ? AND kind = 'deletion'", [root.rid])
    }
    if let rootState { try writeWork(root, rootState, with: isRoot ? nil : new, isKnown: old != nil) }
    let mayHaveConflicts = !open.isEmpty || rootState?[deletedField] != nil || old != nil || !isRoot
    if mayHaveConflicts {
      try db.run(
        """
        UPDATE cases SET visible = ?, conflicts = (SELECT count(*) FROM conflicts WHERE aggregate = ?)
        WHERE rid = ?
        """, [isVisible, root.rid, root.rid])
      try db.run(
        "UPDATE facts SET visible = ?1 WHERE rid = ?2 AND visible <> ?1",
        values: [.integer(isVisible ? 1 : 0), .integer(root.rid)])
    }
  }

  /// What hangs on a case, for reports, and the rules that only two people together can break. A case that is
  /// new here has no records yet.
  private func writeWork(
    _ root: RecordRow, _ state: RecordState, with child: RecordState?, isKnown: Bool
  ) throws {
    guard child.map({ $0.kind.isReported }) ?? isKnown else { return }
    let file = try file(of: root, state, with: child)
    try facts.rewrite(rid: root.rid, file, branch: try branch(of: root))
    try db.run("DELETE FROM conflicts WHERE record = ? AND kind = 'rule'", [root.rid])
    guard file.hasRecords else { return }
    for (rule, versions) in brokenRules(file) {
      try insertConflict(
        root, FieldID(CaseField.status.number, rule.rawValue), .rule, aggregate: root.rid, heads: versions)
    }
  }

  /// - Parameter child: as it is about to be, where it is not what the store has.
  private func file(
    of root: RecordRow, _ state: RecordState, with child: RecordState?, without gone: RecordID? = nil
  ) throws -> CaseFile {
    let children = try db.children(of: root.id)
      .filter { $0.kind.isReported && $0.id != child?.record && $0.id != gone }
      .compactMap { try $0.decoded() }
    return CaseFile(state, children: children + (child.map { [$0] } ?? []))
  }

  private func branch(of root: RecordRow) throws -> String {
    let sql = "SELECT code FROM scopes WHERE rid = ?"
    return (try db.first(sql, values: [.integer(root.scope)]) { $0.text(0) } ?? nil) ?? ""
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
      [record.rid, Int64(field.number), field.element ?? "", kind.rawValue, aggregate, id.place, id.heads])
  }

  private func numbers(_ state: RecordState) -> [String] {
    state.elements(of: CaseField.number.number).compactMap(\.field.element)
  }

  private func phones(_ state: RecordState) -> [String] {
    guard case .text(let text) = state.value(FieldID(CaseField.phone.number)) else { return [] }
    return PhoneNumber.all(text)
  }
}

/// A number read from its end. Numbers are ASCII, where bytes can be turned round.
private func reversed(_ number: String) -> String {
  number.utf8.allSatisfy { $0 < 0x80 }
    ? String(decoding: number.utf8.reversed(), as: UTF8.self) : String(number.reversed())
}

extension RecordState {
  /// The wall clocks of its earliest and latest head versions, in milliseconds since 1970; 0 where there are none.
  fileprivate var headWalls: (earliest: Int64, latest: Int64) {
    var walls: (earliest: Int64, latest: Int64)?
    for field in fields {
      for head in field.heads {
        let wall = head.version.wall
        walls = (min(walls?.earliest ?? wall, wall), max(walls?.latest ?? wall, wall))
      }
    }
    return walls ?? (0, 0)
  }
}

/// The first line of a text, shortened to some characters.
private func firstLine(_ text: String, limit: Int) -> String {
  if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), text.utf8.first != 0x20 {
    return text
  }
  let line = text.drop { $0.isWhitespace }.prefix { $0 != "\n" }
  return line.count > limit ? line.prefix(limit - 1) + "…" : String(line)
}
