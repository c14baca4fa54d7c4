import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning

/// Keeps the derived tables in step with one record. Runs in the transaction that writes the record.
package struct CaseProjection {
  let db: Database
  /// Minutes east of UTC of this machine: for cases whose logging time is known only as a stamp.
  let offsetMinutes: Int
  /// When what is projected came from head office; nil for what is written here. Milliseconds since 1970.
  let receivedAt: Int64?
  /// A policy that is about to go: it holds for nothing any more.
  var leaving: RecordID?

  private let table: FactTable

  package init(
    _ db: Database, offsetMinutes: Int, receivedAt: Int64? = nil, layout: IndexLayout = .standard
  ) {
    self.db = db
    self.offsetMinutes = offsetMinutes
    self.receivedAt = receivedAt
    table = layout.facts
  }

  /// The zone in which times without one of their own are told: the store's, so that whatever is derived anew on
  /// another day or from another place comes out the same.
  var zone: Int {
    get throws {
      guard let zone = try db.meta(.zone) else { return offsetMinutes }
      guard zone.magnitude < 1440 else { throw StoreError.damaged(detail: "zone in meta") }
      return Int(zone)
    }
  }
  var facts: FactRows { get throws { FactRows(db: db, table: table, offsetMinutes: try zone) } }

  /// - Parameters:
  ///   - record: as it is in the store by now.
  ///   - old: the state that was projected before; nil for a new record.
  ///   - branch: the code of the record's scope.
  package func project(_ record: RecordRow, old: RecordState?, new: RecordState, branch: String) throws {
    var ungathered = Ungathered()
    try project(record, old: old, new: new, branch: branch, leaving: &ungathered)
    try gather(ungathered)
  }

  /// The same, but for what a case shows of all its records together: of many records that come at once each would
  /// go through all the others.
  package func project(
    _ record: RecordRow, old: RecordState?, new: RecordState, branch: String,
    leaving ungathered: inout Ungathered
  ) throws {
    try writeOwn(record, old: old, new: new, branch: branch)
    if record.kind == .policy { try judgeAgreements(since: [old, new].compactMap { $0 }) }
    if record.isRoot {
      try writeConflicts(record, old, new, aggregate: record.rid)
      guard old != nil else { return try takeUpChildren(of: record, new) }
      try touch(record, new, old: old, new: new)
      ungathered.note(record.rid, hasWork: true)
    } else {
      // A record may come before its case, which looks at all that hang on it when it comes.
      guard let (root, state) = try root(of: record) else { return }
      try writeConflicts(record, old, new, aggregate: root.rid)
      try touch(root, state, old: old, new: new)
      ungathered.note(root.rid, hasWork: new.kind.isReported)
    }
  }

  /// The record that another hangs on, where it is here and can be read.
  private func root(of record: RecordRow) throws -> (row: RecordRow, state: RecordState)? {
    guard let root = try db.record(record.aggregate), root.isRoot, let state = readable(root) else {
      return nil
    }
    return (root, state)
  }

  /// What is derived from one record alone, whatever else is here.
  func writeOwn(
    _ record: RecordRow, old: RecordState?, new: RecordState, branch: String, withSearch: Bool = true
  ) throws {
    if record.isCase {
      if old == nil, let receivedAt {
        try db.run(
          "UPDATE records SET received_at = ? WHERE rid = ? AND received_at IS NULL",
          values: [.integer(receivedAt), .integer(record.rid)])
      }
      try writeCase(record, new, branch: branch, isKnown: old != nil)
      if old == nil { try facts.write(rid: record.rid, CaseFile(new, children: []), branch: branch) }
      try writeNumbers(record, old, new)
      try writePhones(record, old, new)
    }
    if withSearch { try writeSearch(record, old, new) }
  }

  /// Takes a record out of all derived tables, before it leaves the store.
  package func remove(_ record: RecordRow, old: RecordState) throws {
    try db.run("DELETE FROM cases WHERE rid = ?", [record.rid])
    try db.run("DELETE FROM facts WHERE rid = ?", [record.rid])
    for element in numbers(old) {
      try db.run(
        "DELETE FROM numbers WHERE reversed = ? AND rid = ?", [reversed(element), record.rid])
    }
    for digits in phones(old) {
      try db.run(
        "DELETE FROM phones WHERE digits = ? AND rid = ?", values: [.text(digits), .integer(record.rid)])
    }
    let text = SearchText.of(old)
    if !text.isEmpty {
      try db.run("INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", [record.rid, text])
    }
    if record.kind == .policy {
      var rest = self
      rest.leaving = record.id
      try rest.judgeAgreements(since: [old])
    }
    if record.isRoot {
      // Also those of what hangs on it, which is told of with its case only.
      try db.run("DELETE FROM conflicts WHERE aggregate = ?", [record.rid])
    } else {
      try db.run("DELETE FROM conflicts WHERE record = ?", [record.rid])
      if let (root, state) = try root(of: record) { try gather(root, state, without: record.id) }
    }
  }

  /// Takes out what was derived from a state that cannot be read any more. The words that the search had of it
  /// stay until they are found to lead nowhere.
  package func forget(_ record: RecordRow) throws {
    for sql in [
      "DELETE FROM cases WHERE rid = ?", "DELETE FROM facts WHERE rid = ?",
      "DELETE FROM numbers WHERE rid = ?",
      "DELETE FROM phones WHERE rid = ?", "DELETE FROM conflicts WHERE record = ?1 OR aggregate = ?1",
    ] { try db.run(sql, values: [.integer(record.rid)]) }
  }

  private func writeCase(
    _ record: RecordRow, _ state: RecordState, branch: String, isKnown: Bool
  ) throws {
    func text(_ field: FieldDefinition) -> String? {
      if case .text(let text) = state.value(FieldID(field.number)) { return text }
      return nil
    }
    let times = state.timesMade
    var logged = LocalTime(milliseconds: times.earliest, offsetMinutes: try zone).rfc3339
    // What cannot be read as a date would stand before all that can, wherever cases stand in order.
    if case .text(let text) = state.shown(CaseField.loggedAt), let date = DateText(written: text) {
      logged = date.stored
    }
    let summary = (text(CaseField.title) ?? text(CaseField.narrative)).map { firstLine($0, limit: 60) }
    let values: [SQLValue] = [
      .integer(record.rid), .text(record.number ?? numbers(state).first ?? ""), .text(branch),
      .text(text(CaseField.status)), .text(text(CaseField.title)), .text(summary),
      .text(text(CaseField.channel)), .text(text(CaseField.type)), .text(text(CaseField.problemClass)),
      .text(text(CaseField.severity)), .text(text(CaseField.handler)), .text(text(CaseField.customerID)),
      .text(text(CaseField.customerName)), .text(text(CaseField.phone)), .text(logged),
      .integer(times.latest),
    ]
    // Not INSERT OR REPLACE, nor an upsert: SQLite opens a statement transaction for them, and at each of
    // those FTS5 writes out what it has gathered. That makes a bulk import ten times slower.
    if isKnown {
      try db.run(
        """
        UPDATE cases SET
          number = ?2, branch = ?3, status = ?4, title = ?5, summary = ?6, channel = ?7, type = ?8,
          problem_class = ?9, severity = ?10, handler = ?11, customer_id = ?12, customer_name = ?13, phone = ?14,
          logged_at = ?15
        WHERE rid = ?1
        """, values: Array(values.dropLast()))
      if db.changesCount > 0 { return }
    }
    try db.run(
      """
      INSERT INTO cases
        (rid, number, branch, status, title, summary, channel, type, problem_class, severity, handler,
         customer_id, customer_name, phone, logged_at, updated_at, conflicts, visible, received_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, 1,
        (SELECT received_at FROM records WHERE rid = ?1))
      """, values: values)
  }

  private func writeNumbers(_ record: RecordRow, _ old: RecordState?, _ new: RecordState) throws {
    let before = Set(old.map(numbers) ?? [])
    let after = Set(numbers(new))
    guard before != after else { return }
    for number in before.subtracting(after) {
      try db.run(
        "DELETE FROM numbers WHERE reversed = ? AND rid = ?",
        values: [.text(reversed(number)), .integer(record.rid)])
    }
    for number in after.subtracting(before) {
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

/// The first line of a text, shortened to some characters.
private func firstLine(_ text: String, limit: Int) -> String {
  if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), text.utf8.first != 0x20 {
    return text
  }
  let line = text.drop { $0.isWhitespace }.prefix { $0 != "\n" }
  return line.count > limit ? line.prefix(limit - 1) + "…" : String(line)
}
