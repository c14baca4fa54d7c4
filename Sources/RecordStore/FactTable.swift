import Complaints
package import GRDB
import Versioning

/// One narrow row a case: what reports count, in the order of `CaseFacts`. Derived, like the tables of
/// `CaseTables`, and nothing in it names a customer.
package enum FactTable {
  package static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE facts (
          rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
          branch TEXT NOT NULL,
          day INTEGER NOT NULL,        -- logged: days since 1970 on the clock of whoever logged it
          status TEXT, severity TEXT, type TEXT, problem_class TEXT, channel TEXT, product TEXT, source TEXT,
          responsibility TEXT, cause_area TEXT, root_cause TEXT, handler TEXT, emotion TEXT,
          visible INTEGER NOT NULL DEFAULT 1,
          -- Times are ms since 1970. Without `logged` only the day is known; `zone` is minutes east of UTC.
          logged INTEGER, zone INTEGER, closed_day INTEGER, closed INTEGER,
          escalations INTEGER NOT NULL DEFAULT 0, reopenings INTEGER NOT NULL DEFAULT 0,
          call_backs INTEGER NOT NULL DEFAULT 0, own_call_back INTEGER NOT NULL DEFAULT 0,
          satisfaction INTEGER,        -- 1 to 5
          cost TEXT,                   -- of the option chosen, minor units: 12800 CNY;500 USD
          responded INTEGER, informed INTEGER, proposed INTEGER, last_progress INTEGER, last_step INTEGER,
          held_until TEXT, last_reopened INTEGER, resolved INTEGER, last_resolved INTEGER,
          called_back INTEGER, followed_up_7 INTEGER, followed_up_30 INTEGER, last_confirmed INTEGER,
          reviewed INTEGER, stopped INTEGER) STRICT;
        """)
  }

  /// Fills the table of a store that had none. Every case is decoded once: about two seconds for 200,000.
  /// - Parameter offsetMinutes: of this machine's clock.
  package static func fill(_ db: Database, offsetMinutes: Int) throws {
    var codes: [Int64: String] = [:]
    for scope in try db.scopes() { codes[scope.rid] = scope.code }
    let facts = FactRows(db, offsetMinutes: offsetMinutes)
    let loop = RecordKind.need.rawValue...RecordKind.step.rawValue
    var worked: Set<RecordID> = []
    try db.each(
      """
      SELECT rid, id, kind, aggregate, scope, coalesce(current, state) FROM records
      WHERE kind IN (?, ?) OR kind BETWEEN ? AND ? ORDER BY rid
      """,
      values: [
        .integer(Int64(RecordKind.case.rawValue)), .integer(Int64(RecordKind.survey.rawValue)),
        .integer(Int64(loop.lowerBound)),
        .integer(Int64(loop.upperBound)),
      ]
    ) { row in
      if let aggregate = row.identifier(3), row.integer(2) != Int64(RecordKind.case.rawValue) {
        worked.insert(aggregate)
      } else if let state = row.bytes(5).flatMap({ try? RecordState(decoding: $0) }) {
        try facts.write(
          rid: row.integer(0), CaseFile(state, children: []), branch: codes[row.integer(4)] ?? "")
      }
      return true
    }
    for id in worked {
      guard let row = try db.record(id), row.kind == .case, let state = try? row.decoded() else { continue }
      let children = try db.children(of: id).filter { $0.kind.isReported }.compactMap { try? $0.decoded() }
      try facts.rewrite(rid: row.rid, CaseFile(state, children: children), branch: codes[row.scope] ?? "")
    }
    try db.execute(
      sql: "UPDATE facts SET visible = 0 WHERE rid IN (SELECT rid FROM cases WHERE visible = 0)")
  }
}

/// Writes rows of facts.
struct FactRows {
  let db: Database
  let offsetMinutes: Int

  init(_ db: Database, offsetMinutes: Int) {
    self.db = db
    self.offsetMinutes = offsetMinutes
  }

  /// A case that has no row yet. An import writes a hundred thousand: what only work on a case brings is left
  /// to `rewrite`.
  func write(rid: Int64, _ file: CaseFile, branch: String) throws {
    let facts = CaseFacts(file, offsetMinutes: offsetMinutes)
    try db.run(
      """
      INSERT INTO facts
        (rid, branch, day, status, severity, type, problem_class, channel, product, source, responsibility,
         cause_area, root_cause, handler, emotion, logged, zone, closed_day, closed, escalations, stopped)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, values: common(rid, facts, file, branch) + [.integer(facts.moments?.stopped)])
    if file.hasRecords { try rewrite(rid: rid, file, branch: branch) }
  }

  /// A case that has a row, or lost it with a state that could not be read.
  func rewrite(rid: Int64, _ file: CaseFile, branch: String) throws {
    let facts = CaseFacts(file, offsetMinutes: offsetMinutes)
    let moments = facts.moments
    try db.run(
      """
      UPDATE facts SET
        branch = ?2, day = ?3, status = ?4, severity = ?5, type = ?6, problem_class = ?7, channel = ?8,
        product = ?9, source = ?10, responsibility = ?11, cause_area = ?12, root_cause = ?13, handler = ?14,
        emotion = ?15, logged = ?16, zone = ?17, closed_day = ?18, closed = ?19, escalations = ?20,
        stopped = ?21, reopenings = ?22, call_backs = ?23, own_call_back = ?24, satisfaction = ?25, cost = ?26,
        responded = ?27, informed = ?28, proposed = ?29, last_progress = ?30, last_step = ?31,
        held_until = ?32, last_reopened = ?33, resolved = ?34, last_resolved = ?35, called_back = ?36,
        followed_up_7 = ?37, followed_up_30 = ?38, last_confirmed = ?39, reviewed = ?40
      WHERE rid = ?1
      """,
      values: common(rid, facts, file, branch) + [
        .integer(moments?.stopped), .integer(Int64(facts.reopenings)), .integer(Int64(facts.callBacks)),
        .integer(facts.isOwnCallBack ? 1 : 0), .integer(facts.satisfaction.map(Int64.init)),
        .text(facts.storedCost), .integer(moments?.responded), .integer(moments?.informed),
        .integer(moments?.proposed), .integer(moments?.lastProgress), .integer(moments?.lastStep),
        .text(moments?.heldUntil?.stored), .integer(moments?.lastReopened), .integer(moments?.resolved),
        .integer(moments?.lastResolved), .integer(moments?.calledBack), .integer(moments?.followedUp7),
        .integer(moments?.followedUp30), .integer(moments?.lastConfirmed), .integer(moments?.reviewed),
      ])
    if db.changesCount == 0, file.root.state.kind == .case { try write(rid: rid, file, branch: branch) }
  }

  private func common(_ rid: Int64, _ facts: CaseFacts, _ file: CaseFile, _ branch: String) -> [SQLValue] {
    func text(_ field: FieldDefinition) -> SQLValue {
      if case .text(let text) = file.root.value(field) { return .text(text) }
      return .null
    }
    let logged = facts.isDayOnly ? nil : facts.moments?.logged
    return [
      .integer(rid), .text(branch), .integer(Int64(facts.day)), text(CaseField.status),
      text(CaseField.severity), text(CaseField.type), text(CaseField.problemClass), text(CaseField.channel),
      text(CaseField.product), text(CaseField.source), text(CaseField.responsibility),
      text(CaseField.causeArea), .text(facts.rootCause), text(CaseField.handler),
      text(CaseField.emotionBefore), .integer(logged?.milliseconds),
      .integer(logged.map { Int64($0.offsetMinutes) }), .integer(facts.closedDay.map(Int64.init)),
      .integer(facts.closed), .integer(Int64(facts.escalations)),
    ]
  }
}
