import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
package import Versioning

/// A change of this store that head office could not take.
package struct QuarantinedEntry: Sendable {
  package let number: UInt64
  /// It was made under an id that this store has no more, or a copy of it brought it: the copies share it.
  package let isShared: Bool
  /// A code of the quarantine reasons.
  package let reason: String
  /// When it was made, in milliseconds since 1970.
  package let at: Int64
  package let change: Change
  /// The number of the case that it belongs to; nil where the case is not here.
  package let caseNumber: String?
  /// What the next exchange asks for.
  package let wish: QuarantineWish?
  /// It says something of an employee, and whoever looks is nobody to read that.
  package let isHidden: Bool
}

package enum QuarantineWish: String, Sendable {
  case retry, discard
}

/// What stands in the columns `wish`.
extension SQLValue {
  static func wish(_ wish: QuarantineWish) -> SQLValue { .text(wish.rawValue) }
  /// Head office does not list it any more: the end of the feed tells whether it was taken or dropped.
  static var released: SQLValue { .text("released") }
}

extension Absorber {
  /// Brings the branch's list of quarantined changes to what head office says: the whole list each time, so
  /// that no lost answer matters.
  mutating func keepQuarantine(_ response: SyncResponse) throws {
    let known = try db.map("SELECT number FROM quarantine", values: []) { UInt64(bitPattern: $0.integer(0)) }
    let told = Set(response.quarantined.map(\.number))
    let isRecovering = try !db.comparedScopes().isEmpty
    for entry in response.quarantined {
      try db.run(
        """
        INSERT INTO quarantine (number, reason) VALUES (?1, ?2)
        ON CONFLICT (number) DO UPDATE SET reason = ?2,
          wish = CASE WHEN wish IN (?3, ?4) THEN NULL ELSE wish END
        """, values: [.number(entry.number), .text(entry.reason), .wish(.retry), .released])
      if known.contains(entry.number) {
        if !isRecovering { try tell(entry.number) }
        continue
      }
      guard let row = try db.change(replica: records.replica, number: entry.number) else { continue }
      try db.run(
        "UPDATE changes SET status = ? WHERE seq = ?",
        values: [.status(.quarantined), .integer(row.seq)])
      // It may have been taken once, before head office was restored: then it stands in the state as well.
      try records.rebuild(row.record)
      try db.run("INSERT OR IGNORE INTO untold (number) VALUES (?)", values: [.number(entry.number)])
      // What names versions that head office lost, and what waits behind it, is judged again when this replica has
      // offered them.
      let reason = Verdict.Reason(rawValue: entry.reason)
      if !isRecovering || (reason != .unknownBase && reason != .waiting) { try tell(entry.number) }
    }
    // Head office keeps them without what was erased, and so does this file.
    for entry in response.quarantined where entry.erased { try strip(entry.number) }
    // Taken after all, or dropped at head office: the end of the feed tells which.
    for number in known where !told.contains(number) {
      try db.run(
        "UPDATE quarantine SET wish = ? WHERE number = ?", values: [.released, .number(number)])
    }
  }

  /// An aggregate has come that was not here: what was refused while it was elsewhere, or nowhere, is judged again. It is
  /// its author who asks, now that he has been sent it: head office cannot do so by itself when it comes, or somebody
  /// could lay up changes that name versions of it which are still to be made.
  mutating func askForRefused(of aggregate: RecordID) throws {
    let known = try refused ?? Set(db.refused(of: records.replica).map(\.change.aggregate))
    refused = known
    guard known.contains(aggregate) else { return }
    for entry in try db.refused(of: records.replica) where entry.change.aggregate == aggregate {
      let wish = SQLValue.wish(.retry)
      try db.run(
        "UPDATE quarantine SET wish = ?1 WHERE number = ?2 AND ?3 = 0",
        values: [wish, .number(entry.change.dot.number), .flag(entry.isShared)])
      try db.run(
        "UPDATE followed SET wish = ? WHERE replica = ? AND number = ?",
        values: [wish, .id(entry.change.dot.replica), .number(entry.change.dot.number)])
      outcome.mustAsk = true
    }
  }

  /// Tells, once, of a change that is in quarantine.
  private mutating func tell(_ number: UInt64) throws {
    try db.run("DELETE FROM untold WHERE number = ?", values: [.number(number)])
    guard db.changesCount > 0 else { return }
    outcome.quarantined += 1
    if let change = try? db.change(replica: records.replica, number: number)?.decoded() {
      news.noteQuarantine(change.aggregate, record: change.record)
    }
  }

  /// At the end of a feed, a change that left the quarantine is in its record's state, or it was dropped.
  mutating func settleReleased(_ records: ShownRecords) throws {
    for number in try db.map(
      "SELECT number FROM quarantine WHERE wish = ?", values: [.released],
      { UInt64(bitPattern: $0.integer(0)) })
    {
      try db.run("DELETE FROM quarantine WHERE number = ?", values: [.number(number)])
      try db.run("DELETE FROM untold WHERE number = ?", values: [.number(number)])
      // Also of what was to be dropped: head office may have taken it before it heard so.
      guard let row = try db.change(replica: records.replica, number: number),
        row.status == .quarantined || row.status == .discarded
      else { continue }
      let (isTaken, state) = try standing(of: row)
      let dot = Dot(identity.replica, number)
      // Taken as head office kept it: without what was erased meanwhile.
      if let state, isTaken, try row.decoded().writes.contains(where: { state.isEmptied($0, by: dot) }) {
        try strip(number)
      }
      try db.run(
        "UPDATE changes SET status = ? WHERE seq = ?",
        values: [
          .integer(Int64((isTaken ? ChangeStatus.accepted : .discarded).rawValue)), .integer(row.seq),
        ])
      try records.rebuild(row.record)
    }
  }

  /// At the end of a feed, what head office covers and has in no state it dropped out of its quarantine before this
  /// replica heard that it was there.
  mutating func dropUntaken(of record: RecordID) throws {
    for row in try db.changes(of: record)
    where row.status == .sent && row.replica == records.replica && row.number <= coveredNow {
      guard try !standing(of: row).isTaken else { continue }
      try db.run(
        "UPDATE changes SET status = ? WHERE seq = ?", values: [.status(.discarded), .integer(row.seq)])
      outcome.quarantined += 1
      news.noteQuarantine(try row.decoded().aggregate, record: record)
    }
  }

  /// Whether a change of this replica is in its record's state as head office sent it, and that state. What is not
  /// here any more went with its case.
  private func standing(of row: ChangeRow) throws -> (isTaken: Bool, state: RecordState?) {
    let record = try db.record(row.record)
    let state = try record?.state.map { try RecordState(decoding: $0) }
    let isTaken =
      try state?.applied.contains(Dot(identity.replica, row.number))
      ?? (record == nil && row.status != .discarded || db.hasLeft(row.decoded().aggregate))
    return (isTaken, state)
  }
}

extension Database {
  /// What is in quarantine, under this replica's own numbers or shared with copies, for what may be but the place of its
  /// case, and nobody has decided on.
  fileprivate func refused(of replica: Int64) throws -> [(change: Change, isShared: Bool)] {
    try map(
      """
      SELECT c.encoded, c.replica <> ?1 FROM (
        SELECT ?1 AS replica, number, reason, wish FROM quarantine
        UNION ALL SELECT r.rid, f.number, f.reason, f.wish FROM followed f JOIN replicas r ON r.id = f.replica
      ) q JOIN changes c ON c.replica = q.replica AND c.number = q.number
      WHERE q.wish IS NULL AND q.reason IN (?2, ?3)
      """,
      values: [
        .integer(replica), .text(Verdict.Reason.forbidden.rawValue), .text(Verdict.Reason.malformed.rawValue),
      ]
    ) { row in (try? Change(decoding: row.bytes(0) ?? [])).map { ($0, row.integer(1) == 1) } }
    .compactMap { $0 }
  }

  /// Whether a case was here and went to another branch. What is to be dropped is not shown: that its record is not
  /// here says nothing else.
  fileprivate func hasLeft(_ aggregate: RecordID) throws -> Bool {
    try first("SELECT 1 FROM stubs WHERE record = ?", values: [.id(aggregate)]) { _ in true } ?? false
  }
}

extension RecordState {
  /// Whether it has a version of a change without the value that the change wrote.
  fileprivate func isEmptied(_ write: FieldWrite, by dot: Dot) -> Bool {
    guard write.value != .none else { return false }
    return self[write.field]?.heads.contains { $0.dot == dot && $0.value == .none } ?? false
  }
}

extension ReplicaReader {
  /// Those under this replica's own numbers, then those that it shares with copies.
  package func quarantined() throws -> [QuarantinedEntry] {
    let replica = try db.replicaRid(identity.replica)
    return try db.rows(
      """
      SELECT ?1, number, reason, wish FROM quarantine
      UNION ALL SELECT r.rid, f.number, f.reason, f.wish
        FROM followed f JOIN replicas r ON r.id = f.replica WHERE f.reason IS NOT NULL
      """, [replica]
    ).compactMap { row in
      let (rid, number) = (row[0] as Int64, UInt64(bitPattern: row[1] as Int64))
      guard let change = try db.change(replica: rid, number: number) else { return nil }
      let decoded = try change.decoded()
      return QuarantinedEntry(
        number: number, isShared: rid != replica, reason: row[2], at: change.at, change: decoded,
        caseNumber: try db.record(decoded.aggregate).flatMap { try summary(rid: $0.rid)?.number },
        wish: (row[3] as String?).flatMap(QuarantineWish.init),
        isHidden: (Scope(decoded.scope)?.isOfManagers ?? false || decoded.kind.isOfEmployees)
          && !seesEmployeeRecords)
    }.sorted { ($0.isShared ? 1 : 0, $0.change.dot) < ($1.isShared ? 1 : 0, $1.change.dot) }
  }

  package func quarantineCount() throws -> Int {
    try db.first(
      "SELECT (SELECT count(*) FROM quarantine) + (SELECT count(*) FROM followed WHERE reason IS NOT NULL)",
      values: []
    ) { Int($0.integer(0)) } ?? 0
  }
}

extension WriteSession {
  /// Asks head office at the next exchange to judge quarantined changes again, or to drop them. A group goes
  /// together; what is to be dropped is not shown any more.
  /// - Returns: the changes concerned.
  package func wish(_ wish: QuarantineWish, for dots: Set<Dot>) throws -> [QuarantinedEntry] {
    let entries = try reader.quarantined()
    func group(_ entry: QuarantinedEntry) -> Dot {
      Dot(entry.change.dot.replica, entry.change.group.first)
    }
    let groups = Set(entries.filter { dots.contains($0.change.dot) }.map(group))
    let chosen = entries.filter { groups.contains(group($0)) }
    for entry in chosen {
      let replica = entry.change.dot.replica
      try db.run(
        "UPDATE quarantine SET wish = ?1 WHERE number = ?2 AND ?3 = 0",
        values: [.wish(wish), .number(entry.number), .flag(entry.isShared)])
      try db.run(
        "UPDATE followed SET wish = ? WHERE replica = ? AND number = ?",
        values: [.wish(wish), .id(replica), .number(entry.number)])
      guard wish == .discard else { continue }
      try db.run(
        "UPDATE changes SET status = ? WHERE replica = ? AND number = ?",
        values: [
          .status(.discarded), .integer(try db.replicaRid(replica)),
          .number(entry.number),
        ])
    }
    guard wish == .discard else { return chosen }
    let records = try ShownRecords(db, identity: identity, offsetMinutes: now.offsetMinutes)
    for record in Set(chosen.map(\.change.record)).sorted() { try records.rebuild(record) }
    return chosen
  }
}

extension Database {
  /// The numbers that head office is asked to judge again and to drop. What names versions that head office lost is
  /// asked for each time, until they have come from whoever holds them.
  func quarantineWishes() throws -> (retries: [UInt64], discards: [UInt64]) {
    func numbers(_ condition: String, _ values: [SQLValue]) throws -> [UInt64] {
      try map("SELECT number FROM quarantine WHERE \(condition) ORDER BY number", values: values) {
        UInt64(bitPattern: $0.integer(0))
      }
    }
    return (
      try numbers(
        "wish = ? OR wish IS NULL AND reason = ?",
        [.wish(.retry), .text(Verdict.Reason.unknownBase.rawValue)]),
      try numbers("wish = ?", [.wish(.discard)])
    )
  }
}
