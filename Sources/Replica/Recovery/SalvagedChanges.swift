import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// The changes that were found, under the numbers that they have from now on.
extension Salvage {
  /// Rows that a constraint of the new store refuses were damaged.
  mutating func writeOthers() throws {
    for (table, rows) in scan.others.sorted(by: { $0.key < $1.key })
    where !isNew || !Self.tablesOfOneReplica.contains(table) {
      let columns = try StoredColumns(db, table)
      for row in rows {
        // The small number of a scope that is gone is given to another one.
        if Self.tablesByScope.contains(table), row.rowid.flatMap({ scan.scopes[$0] }) == nil { continue }
        if !(try columns.insert(row, into: db)) { report.damaged.append("row of \(table)") }
      }
    }
  }

  /// Head office takes numbers without gaps only. Where changes are gone, later ones close up; should head office
  /// have had one of them after all, it finds by the running hash that this is not the replica it knew.
  mutating func renumber() throws {
    var next = covered
    for found in pending {
      next += 1
      let number = found.change.dot.number
      if number != next { renumbered[found.change.dot] = Dot(replica, next) }
    }
    let made = isNew ? 0 : UInt64(bitPattern: scan.integer("last_number") ?? 0)
    let last = max(made, pending.last?.change.dot.number ?? 0)
    let kept = Set(pending.map(\.change.dot.number))
    if last > covered, last - covered < 1_000_000 {
      report.lostChanges = (covered + 1...last).filter { !kept.contains($0) }
    }
    lost = Set(report.lostChanges.map { Dot(replica, $0) })
    if isNew {
      lost = unsent()
      report.lostChanges = Set(lost.map(\.number)).sorted()
    }
    report.renumbered = renumbered.count
    if isNew || !report.lostChanges.isEmpty || scan.text("tag") == nil {
      // A number of a case that is gone may have been told to somebody: it is not given again.
      var generator = surroundings.generator
      let used = usedTags().union(scan.text("tag").map { [$0] } ?? [])
      try db.setMeta(.tag, DeviceTag.draw(using: &generator, avoiding: used))
    }
    try db.setMeta(.lastNumber, Int64(bitPattern: next))
  }

  /// Changes that are shown, that head office's states do not have, and that are gone themselves.
  func unsent() -> Set<Dot> {
    var dots: Set<Dot> = []
    for found in scan.records.values {
      guard let shown = found.current else { continue }
      var sent: RecordState?
      if let bytes = found.state { sent = try? RecordState(decoding: bytes) }
      // Of a state that cannot be read nobody knows what it had.
      guard sent != nil || found.columns[7] == .null else { continue }
      for dot in shown.applied.dots where scan.changes[dot] == nil && !(sent?.applied.contains(dot) ?? false)
      {
        dots.insert(dot)
      }
    }
    return dots
  }

  mutating func writeChanges() throws {
    let columns = try StoredColumns(db, "changes")
    let groups = Dictionary(grouping: pending) { $0.change.group }
    for found in scan.changes.values.sorted(by: { $0.rowid < $1.rowid }) {
      var values = found.columns
      values[1] = .integer(try db.replicaRid(found.change.dot.replica))
      if found.change.dot.replica == replica, found.change.dot.number > covered, !report.lostChanges.isEmpty {
        let members = (groups[found.change.group] ?? []).map { address($0.change.dot) }.sorted()
        let moved = found.change.moved(
          to: address(found.change.dot),
          group: Group(first: members.first?.number ?? 1, count: UInt64(max(members.count, 1))), seen)
        let encoded = moved.encoded()
        values[2] = .integer(Int64(bitPattern: moved.dot.number))
        values[7] = .blob(try ContentHash(encodedChange: encoded).bytes)
        values[8] = .blob(encoded)
      }
      if !(try columns.insert(StoredRow(rowid: found.rowid, values: values), into: db)) {
        report.damaged.append("change \(found.change.dot)")
      }
    }
    // The place of a change that is gone is given to another one, which may have decided nothing.
    try db.execute(sql: "DELETE FROM decided WHERE seq NOT IN (SELECT seq FROM changes)")
  }

  /// The running hash up to the covered number, where it is gone or goes with another number. Where some of those
  /// changes are gone too, the next exchange finds that it differs.
  func writeCoveredChain() throws {
    let isKept = scan.data("covered_chain").flatMap { ContentHash(bytes: $0) } != nil
    guard isNew || !isKept || UInt64(bitPattern: scan.integer("covered") ?? 0) != covered else { return }
    var chain = ContentHash.chainStart
    var next: Int64 = 1
    try db.each(
      "SELECT number, hash FROM changes WHERE replica = ? AND number <= ? ORDER BY number",
      values: [.integer(try db.replicaRid(replica)), .number(covered)]
    ) { row in
      guard row.integer(0) == next, let hash = row.bytes(1).flatMap({ ContentHash(bytes: $0) }) else {
        return false
      }
      chain = chain.chained(hash)
      next += 1
      return true
    }
    let isWhole = UInt64(bitPattern: next) == covered + 1
    try db.setMeta(.coveredChain, isWhole ? Data(chain.bytes) : nil)
  }

  /// Of all devices of the branch: it may go on as any that was found.
  func countNumbers() throws { try db.raiseSequences(under: "\(branch)-") }
}

extension Change {
  /// The same change under another number, with what it says of its replica's other changes told anew.
  func moved(to dot: Dot, group: Group, _ seen: (Dot) -> Dot?) -> Change {
    Change(
      dot: dot, record: record, kind: kind, aggregate: aggregate, scope: scope, author: author, group: group,
      salt: salt,
      writes: writes.map { write in
        var value = write.value
        if case .sight(let dots) = value { value = .sight(dots.compactMap(seen).sorted()) }
        return FieldWrite(write.field, value, base: write.base.compactMap(seen))
      },
      times: times)
  }
}
