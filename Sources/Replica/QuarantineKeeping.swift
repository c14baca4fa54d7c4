import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
package import Versioning

/// A change of this replica that head office could not take.
package struct QuarantinedEntry: Sendable {
  package let number: UInt64
  /// A code of the quarantine reasons.
  package let reason: String
  /// When it was made, in milliseconds since 1970.
  package let at: Int64
  package let change: Change
  /// The number of the case that it belongs to; nil where the case is not here.
  package let caseNumber: String?
  /// What the next exchange asks for.
  package let wish: QuarantineWish?
}

package enum QuarantineWish: String, Sendable {
  case retry, discard
}

extension Absorber {
  /// Brings the branch's list of quarantined changes to what head office says: the whole list each time, so
  /// that no lost answer matters.
  mutating func keepQuarantine(_ response: SyncResponse) throws {
    let known = try db.map("SELECT number FROM quarantine", values: []) { UInt64(bitPattern: $0.integer(0)) }
    let told = Set(response.quarantined.map(\.number))
    for entry in response.quarantined {
      try db.run(
        """
        INSERT INTO quarantine (number, reason) VALUES (?1, ?2)
        ON CONFLICT (number) DO UPDATE SET reason = ?2, wish = CASE WHEN wish = 'retry' THEN NULL ELSE wish END
        """, values: [.number(entry.number), .text(entry.reason)])
      guard !known.contains(entry.number) else { continue }
      guard let row = try db.change(replica: records.replica, number: entry.number) else { continue }
      try db.run(
        "UPDATE changes SET status = ? WHERE seq = ?",
        values: [.integer(Int64(ChangeStatus.quarantined.rawValue)), .integer(row.seq)])
      outcome.quarantined += 1
      if let change = try? row.decoded() { news.noteQuarantine(change.aggregate, record: change.record) }
    }
    // Taken after all, or dropped at head office: the end of the feed tells which.
    for number in known where !told.contains(number) {
      try db.run(
        "UPDATE quarantine SET wish = 'released' WHERE number = ?", values: [.number(number)])
    }
  }

  /// At the end of a feed, a change that left the quarantine is in its record's state, or it was dropped.
  mutating func settleReleased(_ records: ShownRecords) throws {
    for number in try db.map(
      "SELECT number FROM quarantine WHERE wish = 'released'", values: [],
      { UInt64(bitPattern: $0.integer(0)) })
    {
      try db.run("DELETE FROM quarantine WHERE number = ?", values: [.number(number)])
      guard let row = try db.change(replica: records.replica, number: number), row.status == .quarantined
      else {
        continue
      }
      let record = try db.record(row.record)
      let isTaken =
        try record.map { record in
          guard let state = record.state else { return false }
          return try RecordState(decoding: state).applied.contains(Dot(identity.replica, number))
        } ?? true
      try db.run(
        "UPDATE changes SET status = ? WHERE seq = ?",
        values: [
          .integer(Int64((isTaken ? ChangeStatus.accepted : .discarded).rawValue)), .integer(row.seq),
        ])
      try records.rebuild(row.record)
    }
  }

  /// Head office took a change without what it wrote to erased fields. That goes from this file as well, now:
  /// where the record has left this branch, no state comes to say so.
  mutating func strip(_ number: UInt64) throws {
    guard let row = try db.change(replica: records.replica, number: number), let change = try? row.decoded()
    else { return }
    let present = change.writes.map(\.field.number)
    if try db.strip(row, Set(PersonalFields.numbers(of: change.kind, present: present))) {
      try db.setMeta(.scrubPending, 1)
    }
    news.noteStripped(change.aggregate, record: change.record)
  }
}

extension ReplicaReader {
  package func quarantined() throws -> [QuarantinedEntry] {
    let replica = try db.replicaRid(identity.replica)
    return try db.rows("SELECT number, reason, wish FROM quarantine ORDER BY number").compactMap { row in
      let number = UInt64(bitPattern: row[0] as Int64)
      guard let change = try db.change(replica: replica, number: number) else { return nil }
      let decoded = try change.decoded()
      return QuarantinedEntry(
        number: number, reason: row[1], at: change.at, change: decoded,
        caseNumber: try db.record(decoded.aggregate).flatMap { try summary(rid: $0.rid)?.number },
        wish: (row[2] as String?).flatMap(QuarantineWish.init))
    }
  }

  package func quarantineCount() throws -> Int {
    try db.first("SELECT count(*) FROM quarantine", values: []) { Int($0.integer(0)) } ?? 0
  }
}

extension WriteSession {
  /// Asks head office at the next exchange to judge quarantined changes again, or to drop them. A group goes
  /// together; what is to be dropped is not shown any more.
  /// - Returns: the numbers concerned.
  package func wish(_ wish: QuarantineWish, for numbers: Set<UInt64>) throws -> [UInt64] {
    let entries = try reader.quarantined()
    let groups = Set(entries.filter { numbers.contains($0.number) }.map(\.change.group.first))
    let chosen = entries.filter { groups.contains($0.change.group.first) }
    for entry in chosen {
      try db.run(
        "UPDATE quarantine SET wish = ? WHERE number = ?",
        values: [.text(wish.rawValue), .number(entry.number)])
    }
    guard wish == .discard else { return chosen.map(\.number) }
    let replica = try db.replicaRid(identity.replica)
    for entry in chosen {
      try db.run(
        "UPDATE changes SET status = ? WHERE replica = ? AND number = ?",
        values: [
          .integer(Int64(ChangeStatus.discarded.rawValue)), .integer(replica), .number(entry.number),
        ])
    }
    let records = try ShownRecords(db, identity: identity, offsetMinutes: now.offsetMinutes)
    for record in Set(chosen.map(\.change.record)).sorted() { try records.rebuild(record) }
    return chosen.map(\.number)
  }
}
