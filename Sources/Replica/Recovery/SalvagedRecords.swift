import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// The records that were found, or made anew from changes.
extension Salvage {
  /// Every state as it was, but at no position: whatever head office sends replaces it.
  mutating func writeRecords() throws {
    let columns = try StoredColumns(db, "records")
    var sums: [Int64: (digest: ScopeDigest, records: Int64)] = [:]
    for found in scan.records.values.sorted(by: { $0.rowid < $1.rowid }) {
      guard let known = found.state.flatMap({ try? RecordState(decoding: $0) }) ?? found.current else {
        continue
      }
      let scope =
        try scan.scopes[found.scope] == nil
        ? db.scope(making: Scope.home(of: known.kind, at: branch).code).rid : found.scope
      var values = found.columns
      values[2] = .integer(Int64(known.kind.rawValue))
      values[3] = known.aggregate == known.record ? .null : .blob(known.aggregate.bytes)
      values[4] = .integer(scope)
      values[5] = .null
      if case .text(let number) = values[6],
        !known.elements(of: CaseField.number.number).contains(where: { $0.field.element == number })
      {
        values[6] = .null
      }
      values[7] = found.state.map { .blob($0) } ?? .null
      values[8] = .null
      guard try columns.insert(StoredRow(rowid: found.rowid, values: values), into: db) else {
        report.damaged.append("record \(found.id)")
        continue
      }
      guard let state = found.state else { continue }
      sums[scope, default: (ScopeDigest(), 0)].digest.add(record: found.id, state: state)
      sums[scope, default: (ScopeDigest(), 0)].records += 1
    }
    for var scope in try db.scopes() {
      let sum = sums[scope.rid] ?? (ScopeDigest(), 0)
      if let held = scan.scopes[scope.rid]?.records {
        report.scopes.append((scope.code, Int(held), Int(sum.records)))
      }
      scope.digest = sum.digest
      scope.records = sum.records
      try db.update(scope)
    }
  }

  /// Records whose rows are gone, from the changes that wait for head office or stand in its quarantine; and rows
  /// that hold nothing at all.
  func makeMissingRecords() throws {
    let held = scan.changes.values.filter { $0.status == ChangeStatus.quarantined.rawValue }
      .sorted { $0.rowid < $1.rowid }
    for found in pending + held {
      guard try db.record(found.change.record) == nil, try !hasLeft(found) else { continue }
      let changes = try db.changes(of: found.change.record).filter(\.status.isWaiting)
      var state: RecordState?
      for row in changes { state = apply(try row.decoded(), to: state).state }
      guard let state else { continue }
      _ = try db.insert(
        RecordRow(
          new: state.record, kind: state.kind, aggregate: state.aggregate,
          scope: try db.scope(making: found.change.scope).rid, current: state.encoded()))
    }
    try db.execute(sql: "DELETE FROM records WHERE state IS NULL AND current IS NULL")
  }

  /// Whether the change is of a record that this replica does not hold any more: its case was transferred, or the
  /// device does not see every branch any more.
  func hasLeft(_ found: SalvageScan.FoundChange) throws -> Bool {
    let change = found.change
    if try db.isStub(change.aggregate) { return true }
    guard let last = scan.integer("withhold_up_to"), found.rowid <= last else {
      return false
    }
    let role = scan.text("role").flatMap { Role(rawValue: $0) } ?? .branchStaff
    return branch == .headOffice && change.scope != branch.rawValue
      && change.scope != RecordTables.sharedScope
      || !Scope.isHeld(change.scope, by: role, at: branch)
  }

  /// A state may still show what a lost change wrote. It is written again, by the same author, as a new change.
  mutating func rewriteLostValues() throws {
    guard !lost.isEmpty else { return }
    for found in scan.records.values.sorted(by: { $0.rowid < $1.rowid }) {
      guard let shown = found.current else { continue }
      var edits: [String: [FieldEdit]] = [:]
      for field in shown.fields {
        guard let head = field.winner, lost.contains(head.dot) else { continue }
        if case .sight = head.value { continue }
        edits[head.version.author.name, default: []].append(FieldEdit(field.field, head.value))
      }
      // What makes a case says its number: nobody takes one without.
      func isLater(_ edits: [FieldEdit]) -> Int {
        let number = CaseField.number.number
        return shown.kind == .case && edits.contains { $0.field.number == number } ? 0 : 1
      }
      for (author, edits) in edits.sorted(by: { (isLater($0.value), $0.key) < (isLater($1.value), $1.key) }) {
        var session = try WriteSession(
          db: db, surroundings: surroundings, author: author, isPuttingBack: true)
        if let row = try db.record(found.id) {
          try session.edit(row, edits)
        } else {
          session.create(
            found.id, kind: shown.kind, aggregate: shown.aggregate,
            scope: scan.scopes[found.scope]?.code ?? Scope.home(of: shown.kind, at: branch).code, edits)
        }
        try session.finish()
        report.rewrittenValues += edits.count
      }
    }
  }
}
