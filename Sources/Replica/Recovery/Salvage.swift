import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// Fills a new store from what was found. In the transaction that makes it.
struct Salvage {
  let db: Database
  let scan: SalvageScan
  let surroundings: Surroundings
  var report = SalvageReport()
  private let replica: ReplicaID
  private let branch: BranchCode
  /// Nothing tells which replica it was: it goes on as one of its own.
  private let isNew: Bool
  /// Head office has the changes up to this number, as far as is known.
  private let covered: UInt64
  /// Own changes that head office does not have, by their numbers of before.
  private let pending: [SalvageScan.FoundChange]
  private var renumbered: [Dot: Dot] = [:]
  private var lost: Set<Dot> = []

  init(db: Database, scan: SalvageScan, surroundings: Surroundings) throws {
    self.db = db
    self.scan = scan
    self.surroundings = surroundings
    report.damaged = scan.damaged.sorted()
    let own = scan.changes.values.filter { $0.status != ChangeStatus.history.rawValue }
      .sorted { $0.rowid < $1.rowid }
    if let id = scan.data("replica").flatMap({ ReplicaID(bytes: $0) }),
      let code = scan.text("branch").flatMap({ BranchCode($0) }), scan.text("tag") != nil
    {
      replica = id
      branch = code
      isNew = false
    } else if let last = own.last?.change, let code = BranchCode(last.author.branch) {
      // Its latest change tells who it was: the author's branch is the replica's.
      replica = last.dot.replica
      branch = code
      isNew = false
      report.identity = .derived
    } else {
      // No change of its own is here. A store's first scope is that of its branch.
      guard let code = scan.scopes[1].flatMap({ BranchCode($0.code) }) else {
        throw SalvageFailure.unknownBranch(records: scan.records.count)
      }
      var generator = surroundings.generator
      replica = ReplicaID.random(using: &generator)
      branch = code
      isNew = true
      report.identity = .derived
    }
    let (replica, mine) = (replica, own.filter { [replica] in $0.change.dot.replica == replica })
    let told = mine.filter { $0.status != ChangeStatus.pending.rawValue }.map(\.change.dot.number).max() ?? 0
    let covered = isNew ? 0 : max(UInt64(bitPattern: scan.integer("covered") ?? 0), told)
    self.covered = covered
    pending = mine.filter { $0.change.dot.number > covered }.sorted { $0.change.dot < $1.change.dot }
    report.branch = branch.rawValue
    report.replica = replica.description
  }

  mutating func run() throws {
    try writeMeta()
    try writeOthers()
    try renumber()
    try writeChanges()
    try writeCoveredChain()
    try writeRecords()
    _ = try ReplicaCheck(db: db).shown(repairing: true)
    try makeMissingRecords()
    try Rebuild(db, offsetMinutes: surroundings.now.offsetMinutes).run()
    try countNumbers()
    try rewriteLostValues()
    report.isEnrolled = try db.identity().headOffice != nil
    report.records = try Int.fetchOne(db, sql: "SELECT count(*) FROM records") ?? 0
    report.cases = try Int.fetchOne(db, sql: "SELECT count(*) FROM cases") ?? 0
    report.changes = try Int.fetchOne(db, sql: "SELECT count(*) FROM changes") ?? 0
    report.pending = Int((try db.meta(.lastNumber) ?? 0) - Int64(covered))
  }

  /// What a replica that goes on as a new one keeps: nothing that head office knows of the one before.
  private static let keysOfAnyReplica: Set<String> = [
    "author", "branch_name", "clock", "device_name", "news_seen", "seen", "zone", "zone_name",
  ]
  private static let tablesOfOneReplica: Set<String> = ["bundles", "quarantine", "untold"]
  private static let tablesByScope: Set<String> = ["compared", "comparisons", "differing"]

  private func writeMeta() throws {
    for (key, value) in scan.meta where !isNew || Self.keysOfAnyReplica.contains(key) {
      try db.run(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values: [.text(key), SQLValue(value)])
    }
    try db.setMeta(.replica, replica.data)
    try db.setMeta(.branch, branch.rawValue)
    try db.noteZone(surroundings.zone, at: surroundings.wall())
    if scan.text("author") == nil {
      try db.setMeta(.author, pending.last?.change.author.name ?? "")
    }
    try db.setMeta(.covered, Int64(bitPattern: covered))
    if scan.changes.values.contains(where: {
      $0.change.dot.replica != replica && $0.status != ChangeStatus.history.rawValue
    }) {
      // It had another id before.
      try db.setMeta(.continued, 1)
    }
    let stamps = scan.changes.values.map(\.change.times.stamp.rawValue).max() ?? 0
    let clock = max(UInt64(bitPattern: scan.integer("clock") ?? 0), stamps)
    try db.setMeta(.clock, Int64(bitPattern: clock))
    for (rid, id) in scan.replicas {
      try db.run("INSERT INTO replicas (rid, id) VALUES (?, ?)", values: [.integer(rid), .id(id)])
    }
    _ = try db.replicaRid(replica)
    for (rid, scope) in scan.scopes {
      try db.run("INSERT INTO scopes (rid, code) VALUES (?, ?)", values: [.integer(rid), .text(scope.code)])
    }
    _ = try db.scope(making: branch.rawValue)
  }

  /// Tags in numbers that the branch gave: a new one must not give them again.
  private func usedTags() -> Set<String> {
    var tags: Set<String> = []
    for found in scan.changes.values {
      for write in found.change.writes where write.field.number == CaseField.number.number {
        if let number = write.field.element.flatMap({ CaseNumber($0) }) { tags.insert(number.tag) }
      }
    }
    return tags
  }

  /// Rows that a constraint of the new store refuses were damaged.
  private mutating func writeOthers() throws {
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
  private mutating func renumber() throws {
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
  private func unsent() -> Set<Dot> {
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

  private mutating func writeChanges() throws {
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
  private func writeCoveredChain() throws {
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

  /// No number that stands on a case is given again, whatever became of the list of them.
  private func countNumbers() throws {
    for reversed in try String.fetchAll(db, sql: "SELECT DISTINCT reversed FROM numbers") {
      guard let number = CaseNumber(String(reversed.reversed())), number.branch == branch else { continue }
      try db.run(
        """
        INSERT INTO sequences (prefix, last) VALUES (?1, ?2)
        ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)
        """, values: [.text(number.prefix), .integer(Int64(number.sequence))])
    }
  }

  private func address(_ dot: Dot) -> Dot { renumbered[dot] ?? dot }

  /// How a change's base or sight names another one from now on. What is gone is named no more: its number is
  /// another change's by now, which nobody saw in its place.
  private func seen(_ dot: Dot) -> Dot? {
    lost.contains(dot) ? nil : address(dot)
  }

  /// Every state as it was, but at no position: whatever head office sends replaces it.
  private mutating func writeRecords() throws {
    let columns = try StoredColumns(db, "records")
    var sums: [Int64: (digest: ScopeDigest, records: Int64)] = [:]
    let own = try db.scope(making: branch.rawValue).rid
    for found in scan.records.values.sorted(by: { $0.rowid < $1.rowid }) {
      let scope = scan.scopes[found.scope] == nil ? own : found.scope
      guard let known = found.state.flatMap({ try? RecordState(decoding: $0) }) ?? found.current else {
        continue
      }
      var values = found.columns
      values[2] = .integer(Int64(known.kind.rawValue))
      values[3] = known.aggregate == known.record ? .null : .blob(known.aggregate.bytes)
      values[4] = .integer(scope)
      values[5] = .null
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
  private func makeMissingRecords() throws {
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
  private func hasLeft(_ found: SalvageScan.FoundChange) throws -> Bool {
    let change = found.change
    if try db.row("SELECT 1 FROM stubs WHERE record = ?", [change.aggregate.data]) != nil { return true }
    guard let last = scan.integer("withhold_up_to"), found.rowid <= last else {
      return false
    }
    return change.scope != branch.rawValue && change.scope != RecordTables.sharedScope
  }

  /// A state may still show what a lost change wrote. It is written again, by the same author, as a new change.
  private mutating func rewriteLostValues() throws {
    guard !lost.isEmpty else { return }
    for found in scan.records.values.sorted(by: { $0.rowid < $1.rowid }) {
      guard let shown = found.current else { continue }
      var edits: [String: [FieldEdit]] = [:]
      for field in shown.fields {
        guard let head = field.winner, lost.contains(head.dot) else { continue }
        if case .sight = head.value { continue }
        edits[head.version.author.name, default: []].append(FieldEdit(field.field, head.value))
      }
      for (author, edits) in edits.sorted(by: { $0.key < $1.key }) {
        var session = try WriteSession(db: db, surroundings: surroundings, author: author)
        if let row = try db.record(found.id) {
          try session.edit(row, edits)
        } else {
          session.create(
            found.id, kind: shown.kind, aggregate: shown.aggregate,
            scope: scan.scopes[found.scope]?.code ?? branch.rawValue, edits)
        }
        try session.finish()
        report.rewrittenValues += edits.count
      }
    }
  }
}

extension Change {
  /// The same change under another number, with what it says of its replica's other changes told anew.
  fileprivate func moved(to dot: Dot, group: Group, _ seen: (Dot) -> Dot?) -> Change {
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
