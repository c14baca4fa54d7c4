import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Records that leave a scope.
extension Absorber {
  /// The record has left the scope: its place is taken by a stub.
  mutating func depart(_ entry: FeedEntry, from scope: inout ScopeRow, position: Int64) throws {
    guard let id = RecordID(bytes: Array(entry.departed)) else {
      throw ExchangeFailure.malformed("departure of \(entry.departed.count) bytes")
    }
    guard let row = try db.record(id), row.scope == scope.rid, (row.position ?? 0) < position else { return }
    if entry.to == scope.code {
      outcome.pulled += 1
      // Nobody has it: what made it was dropped. What else waits here goes on waiting.
      _ = try settle(record: id, row.state)
      return try letGo(row, from: &scope)
    }
    if row.position == nil, row.state != nil, !arrival.isLate,
      try db.wasReadBefore(departureAt: position, in: scope.rid)
    {
      return
    }
    outcome.pulled += 1
    scope.count(nil, insteadOf: row.state, of: id)
    if identity.role.seesEveryBranch(enrolledAt: identity.branch), !arrival.isLate {
      return try keep(row, in: entry.to)
    }
    // Covered or not, what waits here goes on waiting; what is covered is done.
    _ = try settle(record: id, row.state)
    let sql = "SELECT number FROM cases WHERE rid = ?"
    let number = try db.first(sql, values: [.integer(row.rid)]) { $0.text(0) } ?? nil
    try noteLeaving(row)
    if let state = try row.decoded() { try projection.remove(row, old: state) }
    try db.run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
    try db.run("DELETE FROM unrepaired WHERE record = ?", values: [.id(id)])
    // Others' versions, fetched for a history, are of no business here any more.
    try db.run(
      "DELETE FROM changes WHERE record = ? AND status = ?",
      values: [.id(id), .status(.history)])
    // Nor are the words of them that the search index and the write-ahead log would still hold (law 8).
    if !identity.role.seesEveryBranch(enrolledAt: identity.branch) { try db.setMeta(.scrubPending, 1) }
    guard row.aggregate == row.id else { return }
    try db.run("DELETE FROM news WHERE aggregate = ?", values: [.id(id)])
    guard let number else { return }
    try db.run(
      "INSERT OR REPLACE INTO stubs (record, number, reversed, target, at) VALUES (?, ?, ?, ?, ?)",
      values: [
        .id(id), .text(number), .text(String(number.reversed())), .text(entry.to), .integer(now.milliseconds),
      ])
    if scope.isComplete { news.noteDeparture(id) }
  }

  /// A device that sees every branch goes on holding what moved: it comes in the feed of where it went, maybe in
  /// a later answer, and an exchange that is cut in between takes nothing from the screen.
  mutating func keep(_ row: RecordRow, in code: String) throws {
    var row = row
    var target = try db.scope(making: code)
    if let state = row.state {
      target.count(state, insteadOf: nil, of: row.id)
      try db.update(target)
    }
    row.scope = target.rid
    row.position = nil
    try db.update(row)
    if let shown = try records.shownState(of: row) {
      try projection.project(row, old: shown, new: shown, branch: code)
    }
  }
}
