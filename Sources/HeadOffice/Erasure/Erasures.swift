import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What is to be erased.
enum Erasing: Sendable {
  /// Every case whose customer id has this hash and was written until then (milliseconds since 1970): begun here,
  /// carried out by `goOn`. Who has the id later is somebody else.
  case customer([UInt8], erasure: RecordID, until: Int64)
  /// One case: it names a customer who was erased before.
  case record(RecordID, erasure: RecordID)
  /// One record: it is of a case that was erased by what head office has lost. Its state says so, and not by which.
  case marked(RecordID)

  var isOfRecord: Bool { if case .customer = self { false } else { true } }
}

/// Takes personal data out of everything that `HeadOfficeTables.texts` registers. Outranks every write: what is
/// erased once stays so, whatever comes later. The cases themselves stay.
///
/// PIPL art. 47; GDPR art. 17.
struct Erasures {
  let db: Database
  private let now: Int64
  private var batch: RecordBatch
  /// The signals of all branches, read once: the id of each, the cases that it became, what was noticed.
  private var signals: [(id: RecordID, cases: Set<String>, text: String)]?
  /// What the quarantine is to be gone through for, of each erasure.
  private var sought: [RecordID: Sought] = [:]

  init(db: Database, now: Int64) throws {
    self.db = db
    self.now = now
    batch = try RecordBatch(db)
  }

  mutating func perform(_ erasing: Erasing) throws {
    switch erasing {
    case .customer(let customer, let erasure, let until):
      try db.run(
        "INSERT OR IGNORE INTO erasures (id, at, customer, until) VALUES (?, ?, ?, ?)",
        values: [.id(erasure), .integer(now), .blob(customer), .integer(until)])
      try db.run(
        "INSERT OR IGNORE INTO erasing (erasure, record) SELECT ?, record FROM customers WHERE hash = ?",
        values: [.id(erasure), .blob(customer)])
      try db.audit("customer erased", "\(erasure)", at: now)
      guard let headOffice = try db.headOfficeID() else { return }
      // What names the customer and belongs to no case of theirs.
      try erase([], erasure, CustomerTraces(hash: customer, headOffice: headOffice, until: until))
    case .record(let record, let erasure):
      // Alone: whoever sends it writes what he likes into it, and that is no trace of anybody in what others wrote.
      try erase([record], erasure, nil)
      try db.run("DELETE FROM customers WHERE record = ?", values: [.id(record)])
      try db.endErasedHeld(record)
      try db.askAgain(erasure)
    case .marked(let record):
      var words: Set<[UInt8]> = []
      _ = try strip(record, &words)
    }
  }

  /// Goes on with erasures that were begun, by at least one case, until the time is up. What is left of them
  /// stands in `erasing`: a crash forgets nothing, and no device is asked before the whole is done.
  /// - Returns: how many cases it looked at.
  @discardableResult
  mutating func goOn(until budget: WorkBudget) throws -> Int {
    var count = 0
    let headOffice = try db.headOfficeID()
    repeat {
      guard let (erasure, customer, record, until) = try db.nextToErase(), let headOffice else {
        return count
      }
      count += 1
      try db.run(
        "DELETE FROM erasing WHERE erasure = ? AND record = ?", values: [.id(erasure), .id(record)])
      let traces = CustomerTraces(hash: customer, headOffice: headOffice, until: until)
      // The index knows every id that the case ever had; a corrected one is somebody else's.
      let heads = try batch.find(record)?.state?[FieldID(CaseField.customerID.number)]?.heads ?? []
      let names = heads.contains { head in
        guard case .text(let id) = head.value else { return false }
        return traces.isHashed(id, by: head.version.time, head.version.quality)
      }
      guard names else { continue }
      try db.run("DELETE FROM customers WHERE record = ?", values: [.id(record)])
      try erase([record], erasure, traces)
    } while !budget.isSpent
    return count
  }

  /// Adds to what the quarantine is gone through for.
  mutating func seek(_ more: Sought) {
    sought[more.erasure] = sought[more.erasure].map { $0.union(more) } ?? more
  }

  mutating func write(random: () -> UInt64) throws -> Set<String> {
    try stripQuarantine(sought.values.sorted { $0.erasure < $1.erasure })
    sought = [:]
    try db.setMeta(.scrubPending, 1)
    try db.setMeta(.copiesPending, (try db.meta(.copiesPending) ?? 0) + 1)
    try db.setMeta(.ledgerPending, (try db.meta(.ledgerPending) ?? 0) + 1)
    return try batch.write(random: random)
  }

  /// - Parameter known: what is known of the customer, by whom others' texts are looked through; nil: they are not.
  private mutating func erase(_ aggregates: [RecordID], _ erasure: RecordID, _ known: CustomerTraces?) throws
  {
    var traces = known ?? CustomerTraces()
    for id in known == nil ? [] : aggregates {
      if let state = try batch.find(id)?.state, state.kind == .case { traces.add(state) }
    }
    var members = aggregates
    for id in aggregates { members += try db.children(of: id).map(\.id) }
    members += try signals(of: aggregates, traces)
    var words: Set<[UInt8]> = []
    for id in members {
      if let fields = try strip(id, &words) { try db.noteErased(id, fields, by: erasure) }
    }
    seek(
      Sought(
        erasure: erasure, records: Set(aggregates + members), traces: traces, words: known == nil ? [] : words
      ))
  }

  /// - Parameter words: what it said is added to these.
  /// - Returns: what is erased of it now; nil where it is not here.
  private mutating func strip(_ id: RecordID, _ words: inout Set<[UInt8]>) throws -> [UInt32]? {
    guard var touched = try batch.find(id), var state = touched.state else { return nil }
    let fields = PersonalFields.numbers(in: state)
    for field in state.fields where fields.contains(field.field.number) {
      for head in field.heads {
        if case .text(let text) = head.value, Self.tells(text, of: field.field, state.kind) {
          words.insert(Array(text.utf8))
        }
      }
    }
    for table in HeadOfficeTables.texts.tables.values {
      for way in Set(table.values) {
        switch way {
        case .state:
          state.erase(fields)
          touched.state = state
          batch.put(touched)
        case .change:
          try db.stripChanges(of: id, Set(fields).union(state.erased))
        // Once for everything that is erased together: `write`.
        case .heldChange: continue
        // A branch's alone, and written there with its states.
        case .shown, .derived, .index: continue
        case .none: continue
        }
      }
    }
    return state.erased
  }

  /// The signals that became one of the cases, or whose text names the customer: what was noticed is of him.
  private mutating func signals(of cases: [RecordID], _ traces: CustomerTraces) throws -> [RecordID] {
    let all = try signals ?? readSignals()
    signals = all
    let ids = Set(cases.map(\.description))
    return all.filter { !$0.cases.isDisjoint(with: ids) || traces.areNamed(in: $0.text) }.map(\.id)
  }

  private func readSignals() throws -> [(id: RecordID, cases: Set<String>, text: String)] {
    try db.records(of: .signal).compactMap { row in
      guard let state = try row.decoded() else { return nil }
      let cases = state.casesOfSignal.map(\.description)
      let field = FieldID(SignalField.text.number)
      var values = state[field]?.heads.map(\.value) ?? []
      // Who was named once and is not any more stands in the log still.
      if state.applied.dots.count > 1 {
        try db.eachEncodedChange(of: row.id) { encoded in
          values += (try? Change(decoding: encoded))?.write(to: field).map { [$0.value] } ?? []
          return true
        }
      }
      let texts = values.compactMap { value in if case .text(let text) = value { text } else { nil } }
      return (row.id, Set(cases), texts.joined(separator: "\n"))
    }
  }
}

extension Database {
  /// A case that a begun erasure has not come to.
  fileprivate func nextToErase() throws
    -> (erasure: RecordID, customer: [UInt8], record: RecordID, until: Int64)?
  {
    try first(
      """
      SELECT e.id, e.customer, x.record, coalesce(e.until, e.at) FROM erasing x JOIN erasures e ON e.id = x.erasure
      LIMIT 1
      """, values: []
    ) { row -> (erasure: RecordID, customer: [UInt8], record: RecordID, until: Int64)? in
      guard let erasure = row.identifier(0), let customer = row.bytes(1), let record = row.identifier(2)
      else { return nil }
      return (erasure, customer, record, row.integer(3))
    } ?? nil
  }

  /// Whether an erasure was begun that is not done.
  func isErasing() throws -> Bool { try nextToErase() != nil }

  /// A case says that it is a customer's.
  /// - Parameter hashes: `CustomerHash.all`.
  func noteCustomer(_ hashes: [[UInt8]], of record: RecordID) throws {
    for hash in hashes {
      try run(
        "INSERT OR IGNORE INTO customers (hash, record) VALUES (?, ?)", values: [.blob(hash), .id(record)])
    }
  }

  func noteErased(_ record: RecordID, _ fields: [UInt32], by erasure: RecordID) throws {
    try run(
      "INSERT OR REPLACE INTO erased (erasure, record, fields) VALUES (?, ?, ?)",
      values: [.id(erasure), .id(record), .text(fields.map(String.init).joined(separator: ","))])
  }

  /// The erasure that took a record's personal data, also of one that never came out of the quarantine.
  func erasure(of record: RecordID) throws -> RecordID? {
    try first("SELECT erasure FROM erased WHERE record = ? LIMIT 1", values: [.id(record)]) {
      $0.identifier(0)
    } ?? nil
  }

  /// The erasure of a customer that reaches what names him and was written then.
  ///
  /// An erasure holds until the moment at which it was asked for: whoever asked has seen what was written before as far
  /// as clocks tell, and a version that he saw has the earlier stamp. Somebody who is given the id later is not emptied
  /// for it. What a clock that nobody trusts wrote is taken for earlier, but not from a device that has done the erasure:
  /// it had none of it left.
  /// - Parameter hashes: `CustomerHash.all`.
  func erasure(
    ofCustomer hashes: [[UInt8]], writtenAt time: HybridTime, _ quality: ClockQuality, by replica: Int64
  ) throws -> RecordID? {
    for hash in hashes {
      let found = try first(
        """
        SELECT id FROM erasures e WHERE customer = ?1 AND (coalesce(until, at) >= ?2 OR ?3 AND NOT EXISTS
          (SELECT 1 FROM erasure_acks a WHERE a.erasure = e.id AND a.replica = ?4)) LIMIT 1
        """,
        values: [
          .blob(hash), .integer(time.milliseconds), .integer(quality == .untrusted ? 1 : 0),
          .integer(replica),
        ]
      ) { $0.identifier(0) }
      if case let id?? = found { return id }
    }
    return nil
  }

  func headOfficeID() throws -> Identifier? {
    try meta(.headOfficeIdentity).flatMap { Identifier(bytes: Array($0)) }
  }
}

extension Database {
  /// Whether head office has begun an erasure.
  func hasErasure(_ erasure: RecordID) throws -> Bool {
    try first("SELECT 1 FROM erasures WHERE id = ?", values: [.id(erasure)]) { _ in true } ?? false
  }
}
