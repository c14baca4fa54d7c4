import CaseIndex
import Complaints
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
  private static let schema = Result { try StoreSchema(layout) }

  /// Looks at everything in the store. Nobody waits for it: the derived tables are compared on a copy in memory.
  package func examine() throws -> ReplicaFindings {
    var findings = ReplicaFindings()
    var lost: [StoreSchema.Index] = []
    try translatingStoreErrors {
      let schema = try Self.schema.get()
      try queue.inDatabase { db in
        let check = StoreCheck(db, derived: DerivedTables.names)
        try db.inTransaction(.deferred) {
          let pages = check.pages()
          findings.pages = pages.filter { $0.derivedTable == nil }
          findings.derived = pages.filter { $0.derivedTable != nil }
          let tables = try schema.tables(differingIn: db, but: DerivedTables.all)
          findings.pages += tables.map { .tableLost($0) }
          lost = try schema.indexes(differingIn: db, but: DerivedTables.all.union(tables))
          let states = check.states()
          findings.digests = states.filter(\.isDigest)
          findings.contents = states.filter { !$0.isDigest }
          // Those that wait are looked at with what is shown, which can be derived anew.
          findings.contents += check.changes(applied: [ChangeStatus.accepted.rawValue])
          do {
            findings.contents += try ReplicaCheck(db: db).shown(repairing: false)
            findings.contents += try ReplicaCheck(db: db).caseNumbers(repairing: false)
            findings.contents += try ReplicaCheck(db: db).anchors(repairing: false)
            findings.chain = try ReplicaCheck(db: db).chain()
          } catch {
            findings.contents.append(StoreCheck.finding(error))
          }
          return .commit
        }
      }
    }
    guard findings.pages.isEmpty else {
      findings.pages += lost.map { .indexLost($0.name) }
      return findings
    }
    do {
      let (differences, numbers, indexes) = try derivedDifferences(lost)
      findings.pages = indexes
      let told = Set(differences.compactMap(\.derivedTable))
      findings.derived = findings.derived.filter { !told.contains($0.derivedTable ?? "") } + differences
      findings.numbers = numbers
    } catch {
      findings.pages = lost.map { .indexLost($0.name) }
      findings.derived = [StoreCheck.finding(error)]
    }
    return findings
  }

  /// - Parameter lost: indexes of what is kept that are to be made anew.
  private func derivedDifferences(_ lost: [StoreSchema.Index]) throws -> (
    tables: [StoreFinding], numbers: [StoreFinding], indexes: [StoreFinding]
  ) {
    var configuration = Configuration()
    configuration.prepareDatabase { db in db.add(tokenizer: HanTokenizer.self) }
    let copy = try DatabaseQueue(configuration: configuration)
    try queue.backup(to: copy)
    let offset = surroundings.now.offsetMinutes
    return try copy.inDatabase { db in
      var indexes: [StoreFinding] = []
      for index in lost {
        do {
          try index.make(in: db)
          indexes.append(.indexLost(index.name))
        } catch { indexes.append(.indexUnmakable(index.name)) }
      }
      // What goes by a wrong number is told with the records.
      _ = try ReplicaCheck(db: db).caseNumbers(repairing: true)
      let tables = try Rebuild(db, offsetMinutes: offset).differences()
      // The numbers are looked at when they are what the records say.
      return (tables, try ReplicaCheck(db: db).numbers(), indexes)
    }
  }

  /// Derives everything anew that can be derived: lost indexes, what is shown of each record, the number that each case
  /// goes by, and the tables for listing and finding, which are thrown away whatever state they are in. Head office's
  /// states and the changes stay as they are.
  package func repair() throws {
    try translatingStoreErrors {
      let schema = try Self.schema.get()
      try queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
          for index in try schema.indexes(differingIn: db, but: DerivedTables.all) { try index.make(in: db) }
          _ = try ReplicaCheck(db: db).shown(repairing: true)
          _ = try ReplicaCheck(db: db).caseNumbers(repairing: true)
          _ = try ReplicaCheck(db: db).anchors(repairing: true)
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

  /// Cases that go by a number which is not their own. Put right where they have one alone.
  func caseNumbers(repairing: Bool) throws -> [StoreFinding] {
    let wrong = try StoreCheck(db).wrongNumbers(of: .case, in: CaseField.number.number)
    for (rid, finding) in wrong where repairing {
      guard case .caseNumber(_, _, let right?) = finding else { continue }
      try db.run(
        "UPDATE records SET number = ? WHERE rid = ?", values: [.text(right), .integer(rid)])
    }
    return wrong.prefix(StoreCheck.limit).map(\.finding)
  }

  /// Measurements of head office's clock that no reckoning can go by: of no run of a machine, or of no time that there is.
  /// Taken away, as if they had not been made.
  func anchors(repairing: Bool) throws -> [StoreFinding] {
    let wrong = try db.map("SELECT boot, head_office FROM anchors", values: []) { row -> [UInt8]? in
      let time = row.time(1)
      let isTime = LocalTime(milliseconds: time, offsetMinutes: 0).milliseconds == time
      return row.identifier(0) == nil || !isTime ? row.bytes(0) ?? [] : nil
    }.compactMap(\.self)
    for run in wrong where repairing {
      try db.run("DELETE FROM anchors WHERE boot = ?", values: [.blob(run)])
    }
    return wrong.prefix(StoreCheck.limit).map {
      .anchor(run: $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
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
