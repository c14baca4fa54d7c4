import CaseIndex
import FoundationEssentials
import GRDB
package import RecordStore
import Versioning

/// What is found wrong in a branch's store, by part.
package struct ReplicaFindings: Sendable {
  /// SQLite's pages, indexes and references.
  package var pages: [StoreFinding] = []
  /// States and changes, and what is shown of them.
  package var contents: [StoreFinding] = []
  /// Digests of the scopes.
  package var digests: [StoreFinding] = []
  /// This replica's own numbers and running hash.
  package var chain: [StoreFinding] = []
  /// The tables for listing and finding.
  package var derived: [StoreFinding] = []
  /// The numbers that cases were given.
  package var numbers: [StoreFinding] = []

  package var all: [StoreFinding] { pages + contents + digests + chain + derived + numbers }
  /// Whether all that is wrong is put right by deriving it anew.
  package var areRepairable: Bool { all.allSatisfy(\.isRepairable) }
}

extension ReplicaStore {
  /// Looks at everything in the store. Nobody waits for it: the derived tables are compared on a copy in memory.
  package func examine() throws -> ReplicaFindings {
    var findings = ReplicaFindings()
    try translatingStoreErrors {
      try queue.inDatabase { db in
        let check = StoreCheck(db, derived: DerivedTables.names)
        try db.inTransaction(.deferred) {
          let pages = check.pages()
          findings.pages = pages.filter { $0.derivedTable == nil }
          findings.derived = pages.filter { $0.derivedTable != nil }
          findings.pages += try ReplicaCheck(db: db).missing()
          let states = check.states()
          findings.digests = states.filter(\.isDigest)
          findings.contents = states.filter { !$0.isDigest }
          // Those that wait are looked at with what is shown, which can be derived anew.
          findings.contents += check.changes(applied: [ChangeStatus.accepted.rawValue])
          do {
            findings.contents += try ReplicaCheck(db: db).shown(repairing: false)
            findings.chain = try ReplicaCheck(db: db).chain()
          } catch {
            findings.contents.append(StoreCheck.finding(error))
          }
          return .commit
        }
      }
    }
    guard findings.pages.isEmpty else { return findings }
    do {
      let (differences, numbers) = try derivedDifferences()
      let told = Set(differences.compactMap(\.derivedTable))
      findings.derived = findings.derived.filter { !told.contains($0.derivedTable ?? "") } + differences
      findings.numbers = numbers
    } catch {
      findings.derived = [StoreCheck.finding(error)]
    }
    return findings
  }

  private func derivedDifferences() throws -> (tables: [StoreFinding], numbers: [StoreFinding]) {
    var configuration = Configuration()
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    let copy = try DatabaseQueue(configuration: configuration)
    try queue.backup(to: copy)
    let offset = surroundings.now.offsetMinutes
    return try copy.inDatabase { db in
      // The numbers are looked at when they are what the records say.
      (try Rebuild(db, offsetMinutes: offset).differences(), try ReplicaCheck(db: db).numbers())
    }
  }

  /// Derives everything anew that can be derived: what is shown of each record, and the tables for listing and
  /// finding, which are thrown away whatever state they are in. Head office's states and the changes stay as they are.
  package func repair() throws {
    try translatingStoreErrors {
      try queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
          _ = try ReplicaCheck(db: db).shown(repairing: true)
          try DerivedTables().make(db)
          try Rebuild(db, offsetMinutes: surroundings.now.offsetMinutes).run()
          try db.raiseSequences(under: try db.identity().numbers)
          try StoreFile.markFirstPage(db, since: changes)
          return .commit
        }
      }
    }
  }
}

extension StoreFinding {
  fileprivate var isDigest: Bool {
    if case .digest = self { return true }
    return false
  }
}

struct ReplicaCheck {
  let db: Database

  /// Tables that cannot be made anew and are not there.
  func missing() throws -> [StoreFinding] {
    let present: [String] = try db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map { $0[0] }
    return Set(ReplicaStore.texts.tables.keys).subtracting(present).subtracting(DerivedTables.names)
      .subtracting([DerivedTables.sequences]).sorted().map { .pages("no such table: \($0)") }
  }

  /// What is shown of a record is head office's state with the changes that wait here.
  func shown(repairing: Bool) throws -> [StoreFinding] {
    var findings: [StoreFinding] = []
    let rids = try db.map(
      """
      SELECT rid FROM records WHERE current IS NOT NULL
      UNION SELECT r.rid FROM changes c JOIN records r ON r.id = c.record
        WHERE c.status \(ChangeSet.shownHereOnly)
      ORDER BY 1
      """
    ) { $0.integer(0) }
    for rid in rids {
      guard var row = try db.record(rid: rid) else { continue }
      let waiting = try db.map(
        "SELECT encoded FROM changes WHERE record = ? AND status \(ChangeSet.shownHereOnly) ORDER BY seq",
        values: [.id(row.id)]
      ) { $0.bytes(0) ?? [] }.compactMap { try? Change(decoding: $0) }
      var shown: RecordState?
      if let state = row.state {
        // One that cannot be read is a finding of its own.
        guard let decoded = try? RecordState(decoding: state) else { continue }
        shown = decoded
      }
      for change in waiting { shown = apply(change, to: shown).state }
      let expected = waiting.isEmpty ? nil : shown?.encoded()
      // Without head office's state and without changes there is nothing that could be said better.
      guard expected != row.current, expected != nil || row.state != nil else { continue }
      if findings.count < StoreCheck.limit { findings.append(.shown(row.id)) }
      if repairing {
        row.current = expected
        try db.update(row)
      }
    }
    return findings
  }

  /// No case has a higher number of this device than the last that it is held to have given. After the derived tables
  /// were made anew.
  func numbers() throws -> [StoreFinding] {
    let identity = try db.identity()
    return try db.highestNumbers(under: identity.numbers).sorted { $0.key < $1.key }.compactMap {
      let last = try db.lastSequence($0.key) ?? 0
      return last < $0.value ? .numbers(prefix: $0.key, last: last, highest: $0.value) : nil
    }
  }

  /// Numbers without gaps up to the last one; the running hash up to the covered one, as far as those changes
  /// are still kept.
  func chain() throws -> [StoreFinding] {
    let identity = try db.identity()
    let replica = try db.row("SELECT rid FROM replicas WHERE id = ?", [identity.replica.data])?[0] as Int64?
    let last = try db.meta(.lastNumber) ?? 0
    let covered = try db.meta(.covered) ?? 0
    guard covered <= last else {
      return [.chain("head office has \(covered), only \(last) were made here")]
    }
    guard let replica else { return last == 0 ? [] : [.chain("the replica is not in the list of replicas")] }
    var findings: [StoreFinding] = []
    var expected = covered + 1
    var chain = ContentHash.chainStart
    var next: Int64 = 1
    try db.each(
      "SELECT number, hash FROM changes WHERE replica = ? ORDER BY number", values: [.integer(replica)]
    ) { row in
      let number = row.integer(0)
      if number > covered {
        if number != expected {
          findings.append(.chain("\(expected) to \(number - 1) are missing"))
        }
        expected = number + 1
      } else if number == next, let hash = row.bytes(1).flatMap({ ContentHash(bytes: $0) }) {
        chain = chain.chained(hash)
        next += 1
      }
      return findings.count < StoreCheck.limit
    }
    if expected != last + 1 { findings.append(.chain("\(expected) to \(last) are missing")) }
    // Old accepted changes need not be kept; without them the hash cannot be made again.
    let kept = try db.meta(.coveredChain).flatMap { ContentHash(bytes: Array($0)) } ?? .chainStart
    if next == covered + 1, chain != kept {
      findings.append(.chain("the running hash up to \(covered) differs"))
    }
    return findings
  }
}
