import Complaints
import FoundationEssentials
import GRDB
package import RecordStore
import Versioning

/// What is found wrong in head office's store, by part.
package struct HeadOfficeFindings: Sendable {
  /// SQLite's pages, indexes and references.
  package var pages: [StoreFinding] = []
  /// States and changes; each change that was taken is in its record.
  package var contents: [StoreFinding] = []
  package var digests: [StoreFinding] = []
  /// Positions and commits of each scope.
  package var feeds: [StoreFinding] = []
  /// The numbers and running hash of each device against the log.
  package var chains: [StoreFinding] = []
  /// Where the store is whole, but lacks what devices hold, or has it apart from its case. Nothing is damaged.
  package var agreement: [StoreFinding] = []

  package var all: [StoreFinding] { pages + contents + digests + feeds + chains }
}

extension HeadOfficeStore {
  private static let schema = Result { try StoreSchema(layout) }

  /// Looks at everything in the store, on one snapshot; a server goes on meanwhile.
  package func examine() throws -> HeadOfficeFindings {
    let schema = try translatingStoreErrors { try Self.schema.get() }
    return try read { db in
      let check = StoreCheck(db)
      var findings = HeadOfficeFindings()
      findings.pages = check.pages()
      let tables = try schema.tables(differingIn: db, but: [])
      findings.pages += tables.map { .tableLost($0) }
      findings.pages += try schema.indexes(differingIn: db, but: Set(tables)).map { .indexLost($0.name) }
      for finding in check.states() {
        if case .digest = finding {
          findings.digests.append(finding)
        } else {
          findings.contents.append(finding)
        }
      }
      findings.contents += check.changes(applied: [ChangeStatus.accepted.rawValue])
      do {
        let own = HeadOfficeCheck(db: db)
        findings.contents += try check.wrongNumbers(of: .case, in: CaseField.number.number)
          .prefix(StoreCheck.limit).map(\.finding)
        findings.contents += try own.homeless()
        findings.feeds = try own.feeds()
        findings.chains = try own.chains()
        findings.agreement = try own.agreement()
      } catch {
        findings.contents.append(StoreCheck.finding(error))
      }
      return findings
    }
  }
}

struct HeadOfficeCheck {
  let db: Database

  /// Changes of cases and their timelines whose record is not there: nothing that was taken may vanish.
  func homeless() throws -> [StoreFinding] {
    var findings: [StoreFinding] = []
    let kinds: Set<RecordKind> = [.case, .note, .decision, .deletion, .restoration]
    try db.each(
      "SELECT c.encoded FROM changes c WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = c.record)",
      values: []
    ) { row in
      if let change = try? Change(decoding: row.bytes(0) ?? []), kinds.contains(change.kind) {
        findings.append(.changeNotApplied(change.dot))
      }
      return findings.count < StoreCheck.limit
    }
    return findings
  }

  /// What came back after a restoration and what did not.
  func agreement() throws -> [StoreFinding] {
    // A store that is looked at before it is brought up to date does not know what devices say.
    guard try db.columns(in: "devices").contains(where: { $0.name == "unrepaired" }) else { return [] }
    var findings = try db.rows(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.unrepaired > 0"
    ).map(Device.init).filter { $0.revokedAt == nil }.map { device in
      StoreFinding.heldElsewhere(
        device: device.name.isEmpty ? "\(device.replica)" : device.name, branch: device.branch.rawValue,
        records: Int(clamping: device.unrepaired))
    }
    try db.each(
      """
      SELECT c.id, c.aggregate FROM records c LEFT JOIN records r ON r.id = c.aggregate
      WHERE c.aggregate IS NOT NULL AND (r.scope IS NULL OR r.scope <> c.scope) LIMIT ?
      """, values: [.integer(Int64(StoreCheck.limit))]
    ) { row in
      if let record = row.identifier(0), let root = row.identifier(1) {
        findings.append(.apart(record: record, case: root))
      }
      return true
    }
    return findings
  }

  /// A feed's entries lie at positions of their own up to the scope's; the last commit is the scope's.
  func feeds() throws -> [StoreFinding] {
    var findings: [StoreFinding] = []
    // Entries are records, and what left the scope where this store knows of that.
    let departures =
      try db.tableExists("departures") ? "UNION ALL SELECT scope, position FROM departures" : ""
    for scope in try db.scopes() {
      func finding(_ reason: String) { findings.append(.feed(scope: scope.code, reason: reason)) }
      let entries = try db.row(
        """
        SELECT count(*), count(position), count(DISTINCT position), coalesce(min(position), 1),
          coalesce(max(position), 0)
        FROM (SELECT scope, position FROM records \(departures)) WHERE scope = ?
        """, [scope.rid])
      guard let entries else { continue }
      let (all, placed, distinct): (Int, Int, Int) = (entries[0], entries[1], entries[2])
      let (lowest, highest): (Int64, Int64) = (entries[3], entries[4])
      if all != placed { finding("entries without a position") }
      if placed != distinct { finding("two entries at one position") }
      if lowest < 1 { finding("a position below 1") }
      if highest > scope.position { finding("an entry above position \(scope.position)") }
      let commit = try db.row(
        "SELECT last, token FROM commits WHERE scope = ? ORDER BY last DESC LIMIT 1", [scope.rid])
      let last = commit?[0] as Int64? ?? 0
      if last != scope.position { finding("the last commit is \(last), the position \(scope.position)") }
      if commit?.bytes(1) != scope.token { finding("its token is not that of the last commit") }
    }
    return findings
  }

  /// A device's changes are numbered without gaps up to what is covered, wherever they stand, and their hashes
  /// make the running hash. (Above that stands what copies brought after a restoration.)
  func chains() throws -> [StoreFinding] {
    var findings: [StoreFinding] = []
    let elsewhere = try ["quarantine", "discarded"].filter { try db.tableExists($0) }
      .map { "UNION ALL SELECT replica, number, hash FROM \($0)" }.joined(separator: " ")
    let devices = try db.rows(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica"
    ).map(Device.init)
    for device in devices {
      var chain = ContentHash.chainStart
      var number: UInt64 = 0
      var isBroken = false
      try db.each(
        """
        SELECT number, hash FROM (SELECT replica, number, hash FROM changes \(elsewhere))
        WHERE replica = ? AND number <= ? ORDER BY number
        """, values: [.integer(device.rid), .number(device.covered)]
      ) { row in
        guard UInt64(bitPattern: row.integer(0)) == number + 1,
          let hash = row.bytes(1).flatMap({ ContentHash(bytes: $0) })
        else {
          isBroken = true
          return false
        }
        number += 1
        chain = chain.chained(hash)
        return true
      }
      if isBroken || number != device.covered {
        findings.append(
          .chain(
            "replica \(device.replica) has \(number) changes without a gap, \(device.covered) are covered"))
      } else if chain != device.chain {
        findings.append(.chain("replica \(device.replica): the running hash differs"))
      }
    }
    return findings
  }
}
