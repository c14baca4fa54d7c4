import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning
import Zones

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
  var zone: Zone { get throws { try db.storeZone() ?? .fixed(offsetMinutes) } }
  var facts: FactRows { get throws { FactRows(db: db, table: table, zone: try zone) } }

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
      guard old != nil else { return try projectChildren(of: record, new) }
      try touch(record, new, old: old, new: new)
      ungathered.note(record.rid, hasWork: true)
    } else {
      // A record may come before its case, which looks at all that hang on it when it comes.
      guard let (root, state) = try root(of: record) else { return }
      try writeConflicts(record, old, new, aggregate: root.rid)
      try touch(root, state, old: old, new: new)
      ungathered.note(root.rid, hasWork: new.isReported)
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
      try writeSpellings(record, old, new)
      try writeSketch(record, old, new)
    }
    if old == nil { try OpinionTable(db: db).write(record) }
    try writeLink(record, new)
    try writeAttendance(record, new)
    if withSearch { try writeSearch(record, old, new) }
  }

  /// Takes a record out of all derived tables, before it leaves the store.
  package func remove(_ record: RecordRow, old: RecordState) throws {
    try db.run("DELETE FROM cases WHERE rid = ?", values: [.integer(record.rid)])
    try db.run("DELETE FROM facts WHERE rid = ?", values: [.integer(record.rid)])
    for element in numbers(old) {
      try db.run(
        "DELETE FROM numbers WHERE reversed = ? AND rid = ?",
        values: [.text(reversed(element)), .integer(record.rid)])
    }
    if record.isCase {
      try writeSpellings(record, old, nil)
      try writeSketch(record, old, nil)
      try OwedTable(db: db).remove(rid: record.rid)
    }
    try writeLink(record, nil)
    try writeAttendance(record, nil)
    try OpinionTable(db: db).remove(record)
    try replaceWords(of: record, SearchText.indexed(old), by: nil)
    if record.kind == .policy {
      var rest = self
      rest.leaving = record.id
      try rest.judgeAgreements(since: [old])
    }
    if record.isRoot {
      // Also those of what hangs on it, which is told of with its case only.
      try db.run("DELETE FROM conflicts WHERE aggregate = ?", values: [.integer(record.rid)])
    } else {
      try db.run("DELETE FROM conflicts WHERE record = ?", values: [.integer(record.rid)])
      if let (root, state) = try root(of: record) { try gather(root, state, without: record.id) }
    }
  }

  /// Takes out what was derived from a state that cannot be read any more. The words that the search had of it
  /// stay until they are found to lead nowhere.
  package func forget(_ record: RecordRow) throws {
    for sql in [
      "DELETE FROM cases WHERE rid = ?", "DELETE FROM facts WHERE rid = ?",
      "DELETE FROM numbers WHERE rid = ?",
      "DELETE FROM phones WHERE rid = ?", "DELETE FROM spellings WHERE rid = ?",
      "DELETE FROM owed WHERE root = ?", "DELETE FROM opinions WHERE rid = ?",
      "DELETE FROM links WHERE rid = ?", "DELETE FROM sketches WHERE rid = ?",
      "DELETE FROM attendances WHERE rid = ?",
      "DELETE FROM conflicts WHERE record = ?1 OR aggregate = ?1",
    ] { try db.run(sql, values: [.integer(record.rid)]) }
  }

  private func writeCase(
    _ record: RecordRow, _ state: RecordState, branch: String, isKnown: Bool
  ) throws {
    let times = state.timesMade
    let zone = try zone
    // What cannot be read as a date would stand before all that can, wherever cases stand in order.
    var logged = DateText.time(LocalTime(milliseconds: times.earliest, zone: zone))
    if case .text(let text) = state.shown(CaseField.loggedAt), let date = DateText(written: text) {
      logged = date
    }
    let source = CaseColumn.Source(
      state: state, number: record.number ?? numbers(state).first ?? "", branch: branch, logged: logged,
      start: logged.start(in: zone).milliseconds)
    let values = CaseColumn.all.map { $0.value(source) }
    if isKnown {
      try db.run(CaseColumn.update, values: values + [.integer(record.rid)])
      if db.changesCount > 0 { return }
    }
    try db.run(
      CaseColumn.insertion,
      values: values + [.integer(record.rid), .integer(times.latest), .integer(record.rid)])
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

  /// What a case is found by, its phone numbers among it.
  /// - Parameter new: nil: none of it any more.
  private func writeSpellings(_ record: RecordRow, _ old: RecordState?, _ new: RecordState?) throws {
    let rid = SQLValue.integer(record.rid)
    func values(_ line: PhoneNumber.Line) -> [SQLValue] {
      [.text(reversed(PhoneNumber.local(line.digits))), .text(line.digits), .text(line.extension), rid]
    }
    let lines = (before: Set(old.map(phones) ?? []), after: Set(new.map(phones) ?? []))
    for line in lines.before.subtracting(lines.after) {
      try db.run(
        "DELETE FROM phones WHERE reversed = ? AND digits = ? AND extension = ? AND rid = ?",
        values: values(line))
    }
    for line in lines.after.subtracting(lines.before) {
      try db.run(
        "INSERT OR IGNORE INTO phones (reversed, digits, extension, rid) VALUES (?, ?, ?, ?)",
        values: values(line))
    }
    let spellings = (before: old.map(Spelling.all) ?? [], after: new.map(Spelling.all) ?? [])
    for spelling in spellings.before.subtracting(spellings.after) {
      try db.run(
        "DELETE FROM spellings WHERE kind = ? AND folded = ? AND rid = ?",
        values: [.text(spelling.kind.rawValue), .text(spelling.folded), rid])
    }
    for spelling in spellings.after.subtracting(spellings.before) {
      try db.run(
        "INSERT OR IGNORE INTO spellings (kind, folded, rid) VALUES (?, ?, ?)",
        values: [.text(spelling.kind.rawValue), .text(spelling.folded), rid])
    }
  }

  private func writeSearch(_ record: RecordRow, _ old: RecordState?, _ new: RecordState) throws {
    try replaceWords(of: record, old.flatMap(SearchText.indexed), by: SearchText.indexed(new))
  }

  /// - Parameters:
  ///   - before: what the index has of it, to the letter: it keeps no texts.
  ///   - after: nil: nothing.
  private func replaceWords(of record: RecordRow, _ before: [String]?, by after: [String]?) throws {
    guard before != after else { return }
    if let before {
      try db.run(
        "INSERT INTO search (search, rowid, \(SearchColumn.names)) VALUES ('delete', ?, ?, ?, ?)",
        values: [.integer(record.rid)] + before.map { .text($0) })
    }
    if let after {
      try db.run(
        "INSERT INTO search (rowid, \(SearchColumn.names)) VALUES (?, ?, ?, ?)",
        values: [.integer(record.rid)] + after.map { .text($0) })
    }
  }

  private func numbers(_ state: RecordState) -> [String] {
    state.elements(of: CaseField.number.number).compactMap(\.field.element)
  }

  private func phones(_ state: RecordState) -> [PhoneNumber.Line] {
    guard case .text(let text) = state.value(FieldID(CaseField.phone.number)) else { return [] }
    return PhoneNumber.lines(text)
  }
}

/// A number read from its end. Numbers are ASCII, where bytes can be turned round.
func reversed(_ number: String) -> String {
  number.utf8.allSatisfy { $0 < 0x80 }
    ? String(decoding: number.utf8.reversed(), as: UTF8.self) : String(number.reversed())
}
