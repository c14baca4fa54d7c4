import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// What of the erasures that were committed is not finished at head office: until it is, no erasure is done there.
/// It waits for nobody and holds up nobody: it is tried after each push that erased, and by a timer.
package enum UnfinishedErasure: Hashable, Sendable {
  /// The ledger could not be written: a store that is put back would not hear of the last erasures.
  case ledger(reason: String)
  /// Somebody reads from the store, so the write-ahead log cannot be emptied.
  case log
  /// Another copy of the store in the folder of the data, which cannot be read: what was erased stands in it.
  case copy(name: String, reason: String)

  /// As an ErasureStatusResponse has it.
  package var code: String {
    switch self {
    case .ledger: "ledger"
    case .log: "log"
    case .copy(let name, _): "copy \(name)"
    }
  }
}

extension HeadOfficeStore {
  var folder: String { StorePlace(of: path).folder }

  var ledger: ErasureLedger { ErasureLedger(path: folder + "erasures.ledger") }

  /// Brings the store and its ledger of erasures together, before anything is served. What only the ledger knows is
  /// erased again here; what only the store knows is written to the ledger.
  /// - Throws: `StoreError`.
  /// - Parameter clock: monotonic, in nanoseconds: by it the writer is given up now and then.
  package func reconcileErasures(
    now: Int64, random: @Sendable () -> UInt64, clock: () -> Int64 = WorkBudget.systemClock
  ) throws {
    try erase(translatingStoreErrors { try ledger.lines() }, now: now, random: random, clock: clock)
    try finishLedger(isBeginning: true)
    try scrub()
  }

  /// Cases are found by their customers however these are spelt: once, for a store that an earlier program indexed by
  /// what was typed.
  private func indexCustomers() throws {
    guard try read({ try $0.meta(.customersIndexed) }) != 1 else { return }
    var last: Int64? = 0
    while let after = last { last = try write { try $0.indexCustomers(after: after) } }
    try write { try $0.setMeta(.customersIndexed, 1) }
  }

  /// Does the erasures of a ledger that this store has not heard of, and goes on with those that were begun before
  /// the last end of the server.
  private func erase(
    _ lines: [ErasureLedger.Line], now: Int64, random: @Sendable () -> UInt64, clock: () -> Int64
  ) throws {
    func carryOut(_ what: [Erasing]) throws {
      try write { db in
        var erasures = try Erasures(db: db, now: now)
        for one in what { try erasures.perform(one) }
        _ = try withoutActuallyEscaping(clock) { try erasures.goOn(until: WorkBudget($0)) }
        _ = try erasures.write(random: random)
      }
    }
    try indexCustomers()
    for line in lines {
      if try !read({ try $0.hasErasure(line.erasure) }) {
        try carryOut([.customer(line.customer.bytes, erasure: line.erasure, until: line.until)])
      }
      let returned = try read { db in
        try line.records.filter { try db.record($0)?.state?.first == 1 }
      }
      for record in returned { try carryOut([.record(record, erasure: line.erasure)]) }
      let absent = try read { db in try line.records.filter { try db.isToComeErased($0, by: line.erasure) } }
      if !absent.isEmpty { try write { db in try db.noteToCome(absent, erasedBy: line.erasure) } }
    }
    while try read({ try $0.isErasing() }) { try carryOut([]) }
    // What an older version of this program left in quarantine, and what stands there of cases that never came here.
    try write { db in
      var erasures = try Erasures(db: db, now: now)
      if try erasures.sweepQuarantine(lines) { _ = try erasures.write(random: random) }
    }
  }

  /// Goes on with what committed erasures have left to do, without waiting for anybody.
  /// - Parameter copies: also in other copies of the store that lie in its folder; that reads each of them.
  /// - Returns: what is left.
  package func finishErasures(now: Int64, random: @Sendable () -> UInt64, copies: Bool) throws
    -> [UnfinishedErasure]
  {
    guard try hasUnfinishedErasures() else { return [] }
    var left: [UnfinishedErasure] = []
    do { try finishLedger() } catch {
      left.append(.ledger(reason: StoreError(error).map { "\($0)" } ?? "\(error)"))
    }
    if try !scrub() { left.append(.log) }
    if copies { left += try finishCopies(now: now, random: random) }
    return left
  }

  private func hasUnfinishedErasures() throws -> Bool {
    try read { db in
      try (db.meta(.ledgerPending) ?? 0) != 0 || (db.meta(.scrubPending) ?? 0) != 0
        || (db.meta(.copiesPending) ?? 0) != 0
    }
  }

  /// What is left to do, as the store says, without doing any of it.
  package func unfinishedErasures() throws -> [UnfinishedErasure] {
    let (ledger, log, copies) = try read { db in
      (try db.meta(.ledgerPending) ?? 0, try db.meta(.scrubPending) ?? 0, try db.meta(.copiesPending) ?? 0)
    }
    var left: [UnfinishedErasure] = []
    if ledger != 0 { left.append(.ledger(reason: "")) }
    if log != 0 { left.append(.log) }
    if copies != 0 { left += copiesInFolder().map { .copy(name: $0, reason: "") } }
    return left
  }

  // MARK: The ledger

  /// Writes to the ledger what it does not have. Done, it is durable.
  /// - Parameter isBeginning: nothing was served yet: it is looked at whatever the store says of it.
  private func finishLedger(isBeginning: Bool = false) throws {
    let pending = try read { try $0.meta(.ledgerPending) ?? 0 }
    guard pending != 0 || isBeginning else { return }
    let lines = try translatingStoreErrors { try ledger.lines() }
    // A ledger that somebody took away is written anew, too.
    let written = Set(lines.map(\.erasure)).count
    guard try pending != 0 || written < read({ try $0.erasureCount() }) else { return }
    let known = Set(lines)
    let missing = try read { try $0.ledgerLines() }.filter { !known.contains($0) }
    try translatingStoreErrors { try ledger.append(missing) }
    guard pending != 0 else { return }
    try write { db in
      // Another erasure may have come meanwhile.
      guard try db.meta(.ledgerPending) == pending else { return }
      try db.setMeta(.ledgerPending, 0)
    }
  }

  // MARK: The write-ahead log

  /// Empties the write-ahead log where personal data was erased. Readers may hold it: then a later try does.
  /// - Returns: whether nothing is left to be emptied.
  @discardableResult
  func scrub() throws -> Bool {
    guard try read({ try $0.meta(.scrubPending) }) == 1 else { return true }
    return try translatingStoreErrors {
      try pool.writeWithoutTransaction { db in
        guard try db.truncateLog(waiting: 0) else { return false }
        try db.setMeta(.scrubPending, 0)
        // This very write stands in the log again, and nothing else.
        return true
      }
    }
  }

  // MARK: Copies

  /// Other stores of this head office in its folder: what `restore` set aside, backups that were made there.
  private func copiesInFolder() -> [String] { DataFiles(beside: path).copies() }

  private func finishCopies(now: Int64, random: @Sendable () -> UInt64) throws -> [UnfinishedErasure] {
    let pending = try read { try $0.meta(.copiesPending) ?? 0 }
    guard pending != 0 else { return [] }
    StagedFile.removeAbandoned(in: folder)
    let lines = try read { try $0.ledgerLines() }
    var left: [UnfinishedErasure] = []
    for name in copiesInFolder() {
      do {
        let copy = try HeadOfficeStore.open(path: folder + name)
        defer { try? copy.pool.close() }
        guard copy.id == id else { continue }
        try copy.erase(lines, now: now, random: random, clock: WorkBudget.systemClock)
        if try !copy.scrub() { left.append(.copy(name: name, reason: "in use")) }
      } catch {
        left.append(.copy(name: name, reason: StoreError(error).map { "\($0)" } ?? "\(error)"))
      }
    }
    guard left.isEmpty else { return left }
    try write { db in
      // Another erasure may have come meanwhile.
      if try db.meta(.copiesPending) == pending { try db.setMeta(.copiesPending, 0) }
    }
    return []
  }
}

extension Erasures {
  /// Goes through the quarantine once more for every erasure.
  /// - Parameter lines: of a ledger, which names records that may not be here.
  /// - Returns: whether something was taken out.
  func sweepQuarantine(_ lines: [ErasureLedger.Line]) throws -> Bool {
    guard try !db.quarantined(after: nil).isEmpty, let headOffice = try db.headOfficeID() else {
      return false
    }
    let before = db.totalChangesCount
    let all = try db.map("SELECT id, customer, coalesce(until, at) FROM erasures", values: []) {
      (id: $0.identifier(0), customer: $0.bytes(1) ?? [], until: $0.integer(2))
    }
    let sought = try all.compactMap { id, customer, until -> Sought? in
      guard let id else { return nil }
      let records = try db.map("SELECT record FROM erased WHERE erasure = ?", values: [.id(id)]) {
        $0.identifier(0)
      }
      let named = lines.filter { $0.erasure == id }.flatMap(\.records)
      return Sought(
        erasure: id, records: Set(records.compactMap { $0 } + named),
        traces: CustomerTraces(hash: customer, headOffice: headOffice, until: until), words: [])
    }
    try stripQuarantine(sought)
    return db.totalChangesCount > before
  }
}

extension Database {
  /// Goes on with `indexCustomers` by so many cases.
  /// - Returns: the last of them; nil: there are no more.
  fileprivate func indexCustomers(after: Int64, count: Int = 500) throws -> Int64? {
    guard let headOffice = try headOfficeID() else { return nil }
    let cases = try map(
      "SELECT rid FROM records WHERE kind = ? AND rid > ? ORDER BY rid LIMIT ?",
      values: [.kind(.case), .integer(after), .integer(Int64(count))]
    ) { $0.integer(0) }
    for rid in cases {
      guard let row = try record(rid: rid), let state = try? row.decoded() else { continue }
      for head in state[FieldID(CaseField.customerID.number)]?.heads ?? [] {
        guard case .text(let id) = head.value else { continue }
        try noteCustomer(CustomerHash.all(id, headOffice: headOffice), of: row.id)
      }
    }
    return cases.last
  }

  fileprivate func erasureCount() throws -> Int {
    try first(
      "SELECT count(*) FROM erasures e WHERE NOT EXISTS (SELECT 1 FROM erasing x WHERE x.erasure = e.id)",
      values: []
    ) { Int($0.integer(0)) } ?? 0
  }

  /// The ledger as this store would write it: of the erasures that are carried out.
  fileprivate func ledgerLines() throws -> [ErasureLedger.Line] {
    try map(
      """
      SELECT id, coalesce(until, at), customer,
        (SELECT group_concat(hex(x.record)) FROM erased x WHERE x.erasure = e.id)
      FROM erasures e WHERE NOT EXISTS (SELECT 1 FROM erasing x WHERE x.erasure = e.id)
      """, values: []
    ) { row -> ErasureLedger.Line? in
      guard let id = row.identifier(0), let customer = row.bytes(2).flatMap({ ContentHash(bytes: $0) })
      else { return nil }
      let records = (row.text(3) ?? "").split(separator: ",").compactMap { RecordID(text: String($0)) }
        .sorted()
      return ErasureLedger.Line(erasure: id, until: row.integer(1), customer: customer, records: records)
    }.compactMap { $0 }
  }
}

extension MetaKey<Int64> {
  /// 1: personal data was erased, and the write-ahead log has not been emptied since.
  static var scrubPending: MetaKey<Int64> { MetaKey("scrub_pending") }
  /// 1: `customers` has the hashes of all spellings.
  static var customersIndexed: MetaKey<Int64> { MetaKey("customers_indexed") }
  /// Not 0: the ledger does not have all erasures; counts those that came.
  static var ledgerPending: MetaKey<Int64> { MetaKey("ledger_pending") }
  /// Not 0: other copies of the store in its folder have not been gone through since; counts the erasures that came.
  static var copiesPending: MetaKey<Int64> { MetaKey("copies_pending") }
}
