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
  let replica: ReplicaID
  let branch: BranchCode
  /// Nothing tells which replica it was: it goes on as one of its own.
  let isNew: Bool
  /// Head office has the changes up to this number, as far as is known.
  let covered: UInt64
  /// Own changes that head office does not have, by their numbers of before.
  let pending: [SalvageScan.FoundChange]
  var renumbered: [Dot: Dot] = [:]
  var lost: Set<Dot> = []

  init(db: Database, scan: SalvageScan, surroundings: Surroundings) throws {
    let scan = scan.withKnownStatuses()
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
    try rewriteLostValues()
    try countNumbers()
    report.isEnrolled = try db.identity().headOffice != nil
    report.records = try db.value("SELECT count(*) FROM records") ?? 0
    report.cases = try db.value("SELECT count(*) FROM cases") ?? 0
    report.changes = try db.value("SELECT count(*) FROM changes") ?? 0
    report.pending = Int((try db.meta(.lastNumber) ?? 0) - Int64(covered))
  }

  /// What a replica that goes on as a new one keeps: nothing that head office knows of the one before.
  static let keysOfAnyReplica: Set<String> = [
    "author", "branch_name", "clock", "device_name", "news_seen", "seen", "zone", "zone_name",
  ]
  static let tablesOfOneReplica: Set<String> = ["bundles", "quarantine", "untold"]
  static let tablesByScope: Set<String> = ["compared", "comparisons", "differing"]

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
  func usedTags() -> Set<String> {
    var tags: Set<String> = []
    for found in scan.changes.values {
      for write in found.change.writes where write.field.number == CaseField.number.number {
        if let number = write.field.element.flatMap({ CaseNumber($0) }) { tags.insert(number.tag) }
      }
    }
    return tags
  }

  func address(_ dot: Dot) -> Dot { renumbered[dot] ?? dot }

  /// How a change's base or sight names another one from now on. What is gone is named no more: its number is
  /// another change's by now, which nobody saw in its place.
  func seen(_ dot: Dot) -> Dot? {
    lost.contains(dot) ? nil : address(dot)
  }
}
